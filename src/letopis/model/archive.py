"""The whole archive, read-only: made once when every page is read, indexed on first use.

``find`` gives one record or ``None``; ``all`` gives every record of a kind in a fixed order.
Rules, views and exports see nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from letopis.diagnostics import SourceLocation
from letopis.model.comparison import span_of
from letopis.model.dates import HistoricalDate, RelativeDate, sort_key
from letopis.model.elsewhere import Elsewhere, OtherArchive, find_elsewhere, target_of
from letopis.model.fields import FieldSpecs, refs_in
from letopis.model.kinds import (
    BODY,
    DOCUMENT,
    EVENT,
    OFFICE,
    PERSON,
    QUESTION,
    Body,
    Claim,
    Event,
    Office,
    Person,
    Question,
    Record,
)
from letopis.model.names import collation_key, fold, nearest
from letopis.model.references import ANY_TIME, CitedAt, DatedSeat, Mention, Quotation, Relation, Seat, Source, Unsourced
from letopis.model.schema import Schema
from letopis.model.texts import DocumentText, QuotedText, TextLine, anchor_of
from letopis.model.values import Fact, Ref, Tenure, When

__all__ = ["Archive", "CitedAt", "DatedSeat", "Mention", "Quotation", "Relation", "Seat", "Source", "Unsourced"]

R = TypeVar("R", bound=Record)
_MARK = re.compile("\x00([a-z]+):((?:[a-z]+:)?[a-z0-9-]+)\x00")

_NAMED_SOURCE = re.compile("\x03([^\x03]+)\x03")


class Archive:
    """All records, with the indexes that rules, views and exports need."""

    def __init__(
        self,
        records: Iterable[Record],
        mentions: Iterable[Mention] = (),
        bibliography: Mapping[str, Source] | None = None,
        cited: Iterable[tuple[str, str]] = (),
        quotations: Iterable[Quotation] = (),
        quotation_words: int = 0,
        mixed_words: Iterable[tuple[SourceLocation, str]] = (),
        unsourced: Iterable[Unsourced] = (),
        schema: Schema | None = None,
        broken: Iterable[str] = (),
        lost: Iterable[str] = (),
        others: Mapping[str, OtherArchive] = MappingProxyType({}),
        texts: Iterable[DocumentText] = (),
        quoted: Iterable[QuotedText] = (),
        cited_at: Iterable[CitedAt] = (),
        source_name: Callable[[str], str] = str,
    ) -> None:
        """``records`` may hold two with one key: the first by place is found, rules report it.

        ``bibliography`` maps each BibTeX key to its entry (``None``: there is none to look keys up
        in); ``cited`` are pairs of BibTeX key
        and document name, one for each citation in running text; ``quotations`` are those longer than
        ``quotation_words``; ``mixed_words`` are words of running text in two alphabets;
        ``unsourced`` are paragraphs that cite nothing; ``schema`` says which kinds and fields there are (none: the
        built-in ones); ``broken`` are the anchors of records of which something could not be read, ``lost`` the keys of
        records and sources that could not be read at all: what follows from that is no finding of its own; ``others``
        are the archives that this one may refer to, by name; ``texts`` are those of documents, ``quoted`` the
        quotations that are compared with them; ``cited_at`` are the sentences that cite sources, looked at only when
        they are asked for; ``source_name`` gives the short name of a source by its key.
        """
        self.schema = schema or Schema()
        self.records = tuple(sorted(records, key=lambda rec: (rec.kind, rec.key, rec.origin.docname, rec.origin.line)))
        self.mentions = tuple(sorted(mentions, key=lambda m: (m.docname, m.line, m.anchor)))
        self.has_bibliography = bibliography is not None
        self.bibliography: Mapping[str, Source] = bibliography or {}
        in_text = list(cited)
        self.cited = tuple(sorted(set(in_text)))
        self._in_text = Counter(key for key, _ in in_text)
        self.quotations = tuple(sorted(quotations))
        self.quotation_words = quotation_words
        self.mixed_words = tuple(sorted(mixed_words))
        self.unsourced = tuple(unsourced)
        self.broken = frozenset(broken)
        self.lost = frozenset(lost)
        self.others = others
        self.texts = tuple(sorted(texts, key=lambda text: (text.place.docname, text.place.line)))
        self._cited_at = cited_at
        self._source_name = source_name
        self.quoted = tuple(sorted(quoted, key=lambda one: (one.place.docname, one.place.line)))

    @cached_property
    def citation_counts(self) -> Counter[str]:
        """How often each BibTeX key is cited, in running text and in the fields of records."""
        return self._in_text + Counter(cited.key for record in self.records for cited, _ in record.citations())

    @cached_property
    def _by_ref(self) -> dict[Ref, Record]:
        found: dict[Ref, Record] = {}
        for record in self.records:
            found.setdefault(record.ref, record)
        for record in self.records:
            for alias in record.alias:
                found.setdefault(Ref(record.kind, alias.value.key), record)
        return found

    @cached_property
    def _by_key(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for ref, record in self._by_ref.items():
            found[ref.key].append(record)
        return dict(found)

    @cached_property
    def _by_kind(self) -> dict[type[Record], tuple[Record, ...]]:
        found: dict[type[Record], list[Record]] = defaultdict(list)
        for record in self.records:
            found[type(record)].append(record)
        return {
            kind: tuple(sorted(group, key=lambda rec: (collation_key(rec.index_name), rec.key)))
            for kind, group in found.items()
        }

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Record, ...]]:
        """The records that have a name, in any of its recorded forms, by the name as a search compares it."""
        found: dict[str, dict[str, Record]] = defaultdict(dict)
        for record in self.records:
            for name in (*record.names, record.index_name):
                found[fold(name)].setdefault(record.anchor, record)
        return {name: tuple(records.values()) for name, records in found.items()}

    def is_unknown_source(self, key: str) -> bool:
        """Whether no entry has this key, as far as the entries could be read."""
        return key not in self.bibliography and self.lost.isdisjoint({key, "*"})

    def fields_of(self, record: Record) -> FieldSpecs:
        """Every field that a record can have, declared or added."""
        return self.schema.fields(type(record))

    def named(self, kind: str, key: str) -> Record | None:
        """The record of the kind with this name and with this key or former key."""
        return self._by_ref.get(Ref(kind, key))

    def find(self, kind: type[R], key: str) -> R | None:
        """The record of this kind (a class) with this key or former key, or ``None``; ``office:mayor`` is ``mayor``.

        Raises ``TypeError`` as :meth:`all` does.
        """
        self._check_class(kind)
        record = self._by_ref.get(Ref(kind.kind, key.removeprefix(f"{kind.kind}:")))
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a kind, sorted by name. ``kind`` is a class (``Person``), never its name.

        Raises ``TypeError`` for anything else, and for a class that is not the one registered for its kind.
        """
        self._check_class(kind)
        return self._by_kind.get(kind, ())  # type: ignore[return-value]

    def _check_class(self, kind: object) -> None:
        """Refuse what no record is an instance of: the answer would be nothing, and say nothing."""
        if not (isinstance(kind, type) and issubclass(kind, Record)):
            near = nearest(str(kind), self.schema.kinds)
            hint = f"Write {self.schema.kinds[near[0]].__name__}" if near else "Write Person, or another class"
            raise TypeError(f"expected the class of a kind of record, not {kind!r}. {hint}.")
        known = self.schema.kinds.get(kind.kind, kind)
        if known is not kind:
            raise TypeError(
                f"the kind '{kind.kind}' is registered with the class {known}, not {kind}. Import that one."
            )

    def candidates(self, ref: Ref, kinds: tuple[str, ...] = ()) -> list[Record]:
        """The records a reference may mean, limited to some kinds (none: any)."""
        if ref.kind:
            record = self._by_ref.get(ref)
            return [record] if record else []
        found = self._by_key.get(ref.key, [])
        return [record for record in found if not kinds or record.kind in kinds]

    def meant(self, key: str, kinds: tuple[str, ...] = ()) -> list[Record]:
        """The records that a key in a view means: one of today, a former one, or either with its kind (``office:mayor``)."""
        kind, _, bare = key.rpartition(":")
        return self.candidates(Ref(kind, bare), kinds)

    def resolve(self, ref: Ref, kinds: tuple[str, ...] = ()) -> Record | None:
        """The one record meant by a ``Ref``, or ``None`` if there is none or more than one.

        Give the ``kinds`` of the field: two kinds may share a key.
        """
        found = self.candidates(ref, kinds)
        return found[0] if len(found) == 1 else None

    def leads_elsewhere(self, ref: Ref) -> bool:
        """Whether a reference begins with the name of another archive, or with a word that could only be one."""
        target = target_of(ref)
        return target is not None and (":" in ref.kind + ref.key or target.archive not in self.schema.kinds)

    def elsewhere(self, ref: object, kinds: tuple[str, ...] = ()) -> Elsewhere | None:
        """The record of another archive that a field's reference means, or ``None``."""
        return find_elsewhere(self.others, ref, kinds) if self.others and isinstance(ref, Ref) else None

    @cached_property
    def named_elsewhere(self) -> tuple[Elsewhere, ...]:
        """Every record of another archive that a field or the running text of this one refers to, in order."""
        refs: list[tuple[Ref, tuple[str, ...]]] = [
            (ref, ()) for ref in (mention.target for mention in self.mentions) if ":" in ref.key
        ]
        refs += [
            (ref, self.fields_of(record)[key][1].kinds)
            for record in self.records if self.others
            for key, fact in record.facts()
            for ref in refs_in((fact.value, *(rival.value for rival in fact.rivals)))
        ]  # fmt: skip
        return tuple(sorted({found for ref, kinds in refs if (found := self.elsewhere(ref, kinds))}))

    def person(self, ref: object) -> Person | None:
        """The person a field's reference means (text gives ``None``)."""
        record = self.resolve(ref, PERSON) if isinstance(ref, Ref) else None
        return record if isinstance(record, Person) else None

    def people(self, named: Iterable[Fact[Any]]) -> list[Person]:
        """The people named in a field of a vote, in the order written."""
        found = [self.person(ref) for fact in named for ref in refs_in(fact.value)]
        return [person for person in found if person is not None]

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every reference from one record's field to another record, resolved."""
        found: list[Relation] = []
        for record in self.records:
            specs = self.fields_of(record)
            for key, fact in record.facts():
                if key == "alias":
                    continue
                for ref in refs_in(fact.value):
                    target = self.resolve(ref, specs[key][1].kinds)
                    if target is not None:
                        found.append(Relation(record, key, fact, target.ref))
        return tuple(found)

    @cached_property
    def _relations_to(self) -> dict[Ref, list[Relation]]:
        found: dict[Ref, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            found[relation.target].append(relation)
        return dict(found)

    def relations_to(self, record: Record) -> list[Relation]:
        """The relations of other records to this one."""
        return [rel for rel in self._relations_to.get(record.ref, []) if rel.record is not record]

    @cached_property
    def _mentions_of(self) -> dict[Ref, list[Mention]]:
        found: dict[Ref, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            record = self.resolve(mention.target)
            found[record.ref if record else mention.target].append(mention)
        return dict(found)

    def mentions_of(self, record: Record) -> list[Mention]:
        """Where running text points at this record, by page and line."""
        return self._mentions_of.get(record.ref, [])

    def when(self, date: When | None, depth: int = 0) -> HistoricalDate | None:
        """A date with relative dates worked out; ``None`` if that cannot be done.

        A chain of relative dates longer than twenty is taken to be circular.
        """
        if not isinstance(date, RelativeDate):
            return date
        base = self.base_of(date)
        resolved = self.when(base, depth + 1) if depth < 20 else None
        try:
            return date.resolve(resolved) if resolved else None
        except ValueError:
            return None

    def base_record_of(self, date: RelativeDate) -> Record | None:
        """The record that a relative date counts from."""
        return self.resolve(Ref(date.kind, date.key), () if date.kind else EVENT)

    def base_of(self, date: RelativeDate) -> When | None:
        """The date of the record that a relative date counts from."""
        record = self.base_record_of(date)
        fact = record.time("date") if record else None
        return fact.value if fact else None

    def date_of(self, record: Record) -> HistoricalDate | None:
        """When a record happened, relative dates worked out; ``None`` if it has no date or none that can be."""
        fact = record.time("date")
        return self.when(fact.value) if fact else None

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        """Every event in time order; those without a readable date come last."""

        def order(event: Event) -> tuple[object, ...]:
            date = self.when(event.date.value) if event.date else None
            return (date is None, sort_key(date) if date else (), event.key)

        return tuple(sorted(self.all(Event), key=order))

    @cached_property
    def _seats(self) -> dict[Ref, list[Seat]]:
        found: dict[Ref, list[Seat]] = defaultdict(list)
        for person in self.all(Person):
            for fact in person.member:
                body = self.resolve(fact.value.body, BODY)
                if body is not None:
                    found[body.ref].append(Seat(person, fact))
        return dict(found)

    def seats(self, body: Body) -> list[Seat]:
        """Every recorded membership of a body, by person."""
        return self._seats.get(body.ref, [])

    @cached_property
    def _dated_seats(self) -> dict[Ref, list[DatedSeat]]:
        found: dict[Ref, list[DatedSeat]] = {}
        for body, seats in self._seats.items():
            dates = [self.when(seat.fact.value.when) for seat in seats]
            found[body] = [
                DatedSeat(seat.person, seat.fact, when, span_of(when) if when else ANY_TIME)
                for seat, when in zip(seats, dates, strict=True)
            ]
        return found

    def dated_seats(self, body: Body) -> list[DatedSeat]:
        """The same with their dates worked out, once for all the days that are asked for."""
        return self._dated_seats.get(body.ref, [])

    @cached_property
    def _tenures(self) -> dict[Ref, list[tuple[Person, Fact[Tenure]]]]:
        found: dict[Ref, list[tuple[Person, Fact[Tenure]]]] = defaultdict(list)
        for person in self.all(Person):
            for fact in person.held:
                post = fact.value.post
                office = self.resolve(post, OFFICE) if isinstance(post, Ref) else None
                if office is not None:
                    found[office.ref].append((person, fact))
        return dict(found)

    def tenures(self, office: Office) -> list[tuple[Person, Fact[Tenure]]]:
        """Who held an office, in time order."""

        def order(item: tuple[Person, Fact[Tenure]]) -> tuple[object, ...]:
            date = self.when(item[1].value.when)
            return (date is None, sort_key(date) if date else (), item[0].key)

        return sorted(self._tenures.get(office.ref, []), key=order)

    @cached_property
    def _answers(self) -> dict[Ref, list[Claim]]:
        found: dict[Ref, list[Claim]] = defaultdict(list)
        for claim in sorted(self.all(Claim), key=lambda claim: (claim.origin.docname, claim.origin.line)):
            question = self.resolve(claim.answers.value, QUESTION) if claim.answers else None
            if question is not None:
                found[question.ref].append(claim)
        return dict(found)

    def answers(self, question: Question) -> list[Claim]:
        """The rival answers to a question, in the order they are written."""
        return list(self._answers.get(question.ref, ()))

    @cached_property
    def _texts_of(self) -> dict[Ref, list[DocumentText]]:
        found: dict[Ref, list[DocumentText]] = defaultdict(list)
        for text in self.texts:
            document = self.resolve(text.document, DOCUMENT)
            if document is not None:
                found[document.ref].append(text)
        return dict(found)

    def lines_of(self, document: Record) -> list[TextLine]:
        """The text of a document, as far as the archive has it."""
        return [line for text in self._texts_of.get(document.ref, ()) for line in text.lines]

    def address_of_line(self, document: Record, page: str, line: int) -> tuple[str, str]:
        """The page of the archive with a page and line of a document's text, and the id there; both empty for none."""
        for text in self._texts_of.get(document.ref, ()):
            if any(one.page == page and line in {0, one.number} for one in text.lines):
                return text.place.docname, anchor_of(text.document.key, page, line)
        return "", ""

    def ids_by_other_keys(self, text: DocumentText) -> Iterator[tuple[str, str]]:
        """The ids of a text's pages and lines under the other keys of its document, each with the id that they have."""
        document = self.resolve(text.document, DOCUMENT)
        if document is None:
            return
        places = [(one.page, number) for one in text.lines for number in (0, one.number) if one.page or number]
        for key in {document.key, *(alias.value.key for alias in document.alias)} - {text.document.key}:
            for page, line in places:
                yield anchor_of(key, page, line), anchor_of(text.document.key, page, line)

    @cached_property
    def citing(self) -> dict[str, list[tuple[Record, int]]]:
        """Each BibTeX key with the records whose fields cite it and the line."""
        found: dict[str, list[tuple[Record, int]]] = defaultdict(list)
        for record in self.records:
            for citation, line in record.citations():
                found[citation.key].append((record, line))
        return dict(found)

    def touches(self, record: Record, key: str) -> bool:
        """Whether a record refers in any field to the record with this key, as :meth:`meant` reads it."""
        meant = {one.ref for one in self.meant(key)}
        return any(rel.record is record and rel.target in meant for rel in self._from(record))

    def _from(self, record: Record) -> list[Relation]:
        return self._relations_from.get(record.ref, [])

    @cached_property
    def _relations_from(self) -> dict[Ref, list[Relation]]:
        found: dict[Ref, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            found[relation.record.ref].append(relation)
        return dict(found)

    @cached_property
    def _citing_pages(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key, records in self.citing.items():
            found[key].update(record.origin.docname for record, _ in records)
        for key, docname in self.cited:
            found[key].add(docname)
        return {key: sorted(pages) for key, pages in found.items()}

    def pages_citing(self, key: str) -> list[str]:
        """The pages that cite a source, in running text or in a record."""
        return self._citing_pages.get(key, [])

    @cached_property
    def cited_at(self) -> Mapping[str, list[CitedAt]]:
        """Each BibTeX key with the sentences of running text that cite it, by page, on each in their order."""
        found: dict[str, list[CitedAt]] = defaultdict(list)
        for one in self._cited_at:
            found[one.key].append(one)
        return dict(found)

    def expand(self, text: str) -> str:
        """Stored plain text with the names of the records it links, and of sources that it names, put in.

        Of an unknown record stand the words of its key.
        """

        def name(match: re.Match[str]) -> str:
            ref = Ref(match[1], match[2])
            record = self.resolve(ref) or self.elsewhere(ref)
            return record.name if record else match[2].rpartition(":")[2].replace("-", " ")

        if "\x03" in text:
            text = _NAMED_SOURCE.sub(lambda match: self._source_name(match[1]), text)
        return _MARK.sub(name, text)
