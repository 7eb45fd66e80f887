"""What can be found: every record, every section of a page that is no record's, every source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

from sphinx.application import Sphinx

from letopis.bibliography.labels import label_of
from letopis.bibliography.numerals import is_number
from letopis.bibliography.text import plain
from letopis.domain import domain_of
from letopis.model.archive import Archive
from letopis.model.kinds import QUESTION, Claim, Person, Record
from letopis.model.names import fold
from letopis.rendering.claims import claim_label
from letopis.rendering.subtitle import kind_line
from letopis.search.collect import Passage, all_passages
from letopis.search.facts import all_names, dates_of, text_of, years_of

SOURCE: Final = "source"
PAGE: Final = "page"
GUIDE: Final = "guide"
SOURCE_LABELS: Final = ("Source", "Sources")
PAGE_LABELS: Final = ("Page", "Pages")
#: Pages for those who write the archive, which readers seldom want; letopis_search_guides says which.
GUIDE_LABELS: Final = ("Page for contributors", "For contributors")
#: A space before a comma, where a citation was.
_LEFT_OVER = re.compile(r"(?<! ) +(?=[,.;])")
_YEAR = re.compile(r"(?<![\d.,–-])[12]\d{3}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be found.

    ``address`` is seen from the root of the site; ``line`` says what it is and when; ``labels`` is what one such
    thing and several are called; ``names`` come with a weight up to 1; ``dates`` are terms with levels; ``facts``,
    ``summary`` and ``text`` are what is read for words; ``years`` are the first and last years of what it is about;
    ``verdict`` is that of a claim, as it is written in a record; ``doubted`` says that it is one of rival answers, and that
    sources stand against it; ``stated`` that it is a statement somebody made, and answers no question here.
    """

    kind: str
    title: str
    address: str
    line: str
    labels: tuple[str, str] = ("", "")
    names: tuple[tuple[str, float], ...] = ()
    surname: str = ""
    dates: dict[str, int] = field(default_factory=dict)
    facts: str = ""
    summary: str = ""
    text: str = ""
    years: tuple[tuple[int, int], ...] = ()
    weight: int = 0
    verdict: str = ""
    doubted: bool = False
    stated: bool = False


def entries_of(app: Sphinx) -> list[Entry]:
    """Everything that can be found in the archive, by kind, what is mentioned most first."""
    making = _Entries(app)
    return in_order([*making.of_passages(), *making.of_sources()], entry_kinds(app))


def entry_kinds(app: Sphinx) -> list[str]:
    """What an entry may be, in the order in which results are shown."""
    return [*domain_of(app.env).archive.schema.kinds, SOURCE, PAGE, GUIDE]


def in_order(entries: Iterable[Entry], kinds: Sequence[str]) -> list[Entry]:
    """Entries by kind, those of kinds that are not known here last; then what is mentioned most first."""
    order = {kind: number for number, kind in enumerate(kinds)}
    return sorted(
        entries, key=lambda entry: (order.get(entry.kind, len(kinds)), entry.kind, -entry.weight, entry.address)
    )


class _Entries:
    """Makes the entries of one build."""

    def __init__(self, app: Sphinx) -> None:
        self.env = app.env
        self.archive: Archive = domain_of(app.env).archive
        self.guides: list[str] = app.config.letopis_search_guides
        self.uri: Callable[[str], str] = app.builder.get_target_uri
        # With the letters that tell works of one year apart, as citations print them.
        self.labels: dict[str, str] = self.env.get_domain("cite").labels  # type: ignore[attr-defined]
        self.records = {(record.origin.docname, record.anchor): record for record in self.archive.records}

    def address(self, docname: str, anchor: str = "") -> str:
        """The address of a place on a page; a page that is a record's own has that of the page."""
        return f"{self.uri(docname)}#{anchor}" if anchor else self.uri(docname)

    def of_passages(self) -> Iterator[Entry]:
        """Records and sections, page by page."""
        for docname, passages in all_passages(self.env):
            title = self.env.titles[docname].astext() if docname in self.env.titles else docname
            for passage in passages:
                text = _LEFT_OVER.sub("", " ".join(self.archive.expand(" ".join(passage.text)).split()))
                if not passage.record:
                    if passage.text or not passage.anchor:
                        yield self.section(docname, title, passage, text)
                elif record := self.records.get((docname, passage.anchor)):
                    yield self.record(record, title, text)

    def record(self, record: Record, page: str, text: str) -> Entry:
        """The entry of a record."""
        own = not record.inline and fold(record.name) == fold(page)
        summary = self.archive.expand(record.summary)
        name, line = record.name, ", ".join(kind_line(self.archive, record))
        if isinstance(record, Claim) and record.statement:
            name = record.statement.value
            line = f"{line} {claim_label(record)}"
        facts = text_of(self.archive, record)
        return Entry(
            kind=record.kind,
            labels=(record.label, record.plural),
            title=name,
            address=self.address(record.origin.docname, "" if own else record.anchor),
            line=line if own else f"{line}, in “{page}”",
            names=tuple(all_names(self.archive, record)),
            surname=_in_texts(record),
            dates=dates_of(self.archive, record),
            facts=facts,
            summary=summary,
            text=text.removeprefix(summary).strip(),
            years=tuple(years_of(self.archive, record)) or years_in(f"{facts} {text}"),
            weight=len(self.archive.mentions_of(record)) + len(self.archive.relations_to(record)),
            doubted=_is_doubted(record),
            stated=self.is_stated(record),
            verdict=record.verdict.value.key if isinstance(record, Claim) and record.verdict else "",
        )

    def is_stated(self, record: Record) -> bool:
        """Whether a record is a statement of a text that is judged: a claim that stands with no question which it answers."""
        if not isinstance(record, Claim):
            return False
        question = self.archive.resolve(record.answers.value, QUESTION) if record.answers else None
        return question is None or question.origin.docname != record.origin.docname

    def section(self, docname: str, page: str, passage: Passage, text: str) -> Entry:
        """The entry of a page, or of a section of one."""
        guide = any(fnmatchcase(docname, pattern) for pattern in self.guides)
        return Entry(
            kind=GUIDE if guide else PAGE,
            labels=GUIDE_LABELS if guide else PAGE_LABELS,
            title=passage.title or page,
            address=self.address(docname, passage.anchor),
            line=f"Section of “{page}”" if passage.anchor else "Page",
            names=((passage.title, 0.7),) if passage.anchor else tuple(_headed(page)),
            text=text,
            years=years_in(text),
            weight=0 if passage.anchor else 1,
        )

    def of_sources(self) -> Iterator[Entry]:
        """Each source that stands in a list of sources, once."""
        domain = self.env.get_domain("cite")
        known: set[str] = set()
        for citation in sorted(domain.citations, key=lambda one: (one.bibliography_key.docname, one.citation_id)):  # type: ignore[attr-defined]
            entry = domain.bibdata.data.entries.get(citation.key)  # type: ignore[attr-defined]
            if entry is None or citation.key in known:
                continue
            known.add(citation.key)
            title, year = plain(entry.fields.get("title", "")), entry.fields.get("year", "")
            label = self.labels.get(citation.key) or label_of(entry).text
            people = [str(name) for role in entry.persons.values() for one in role for name in one.last_names]
            yield Entry(
                kind=SOURCE,
                labels=SOURCE_LABELS,
                title=title or citation.key,
                address=self.address(citation.bibliography_key.docname, citation.citation_id),
                line=f"Source, {label}",
                names=((title, 0.6), (label_of(entry).text, 0.8), *((plain(name), 0.6) for name in people)),
                text=_without_marks(str(citation.formatted_entry.text)),
                years=((int(year), int(year)),) if is_number(year) else (),
                weight=len(self.archive.pages_citing(citation.key)),
            )


def _in_texts(record: Record) -> str:
    """The word by which texts speak of a record: a surname, or a name that is one word and stands in another writing too."""
    if isinstance(record, Person):
        return record.name.split()[-1]
    return record.name if record.native and " " not in record.name else ""


def _headed(title: str) -> Iterator[tuple[str, float]]:
    """The names of a page: its title, and what stands before and after a colon in it."""
    yield title, 0.9
    parts = title.split(": ")
    if len(parts) > 1:
        yield from ((part, 0.8) for part in parts)


def _is_doubted(record: Record) -> bool:
    """Whether a record is one of several answers to a question, and sources stand against it."""
    if not isinstance(record, Claim) or not record.answers or not record.verdict:
        return False
    return record.verdict.value.needs in {"both", "against"}


def years_in(text: str) -> tuple[tuple[int, int], ...]:
    """The years named in a text, neighbours as one stretch."""
    found: list[tuple[int, int]] = []
    for year in sorted({int(match[0]) for match in _YEAR.finditer(text)}):
        if found and year <= found[-1][1] + 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return tuple(found)


def _without_marks(text: str) -> str:
    return " ".join(re.sub(r"</?[a-z]+[^<>]*>|[{}]", "", text).split())
