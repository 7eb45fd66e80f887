"""Tables of what lies between records: tenures, memberships, votes cast, relations, mentions, citations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from letopis.bibliography.entries import full_name
from letopis.bibliography.source import Source
from letopis.exports.json_values import value_as_json
from letopis.exports.kind_tables import date_cells, linked, table_name
from letopis.exports.material import Material
from letopis.exports.table import KEY, KIND, Cell, Column, Link, Table, date_columns, made
from letopis.model.dates import HistoricalDate, RelativeDate
from letopis.model.identifiers import Identifier
from letopis.model.kinds import BODY, OFFICE, PERSON, Body, Event, Office, Person, Record, Vote
from letopis.model.references import Relation
from letopis.model.terms import Details
from letopis.model.values import AsPrinted, Citation, Dispute, Fact, Ref, SourceNote

RECORD = Link(("kind", "key"), "records", ("kind", "key"))
_SOURCES = Column("sources", "keys of sources with locators, separated by semicolons")
_WHO = Column("person", "key of the person"), Column("person_name", "name of the person")
_DETAILS = (
    Column("title", "rank or title"), Column("named", "name of the holder then"),
    Column("called", "what it was called then"), Column("country", "its country or territory then"),
    Column("district", "for which district"), Column("party", "of which party"), Column("began", "how it began"),
    Column("ended", "how it ended"), Column("remark", "what else is known"),
    Column("acting", "held for another, or until another came", "boolean"),
    Column("parallel", "held lawfully beside another holder", "boolean"),
)  # fmt: skip


def link_tables(material: Material) -> Iterator[Table]:
    """The tables that have no kind of their own; of kinds that a project does not have, there are none."""
    yield _records(material)
    yield _facts(material)
    yield _tenures(material)
    yield _memberships(material)
    yield _participations(material)
    yield _ballots(material)
    yield _identifiers(material)
    yield _relations(material)
    yield _mentions(material)
    yield _sources(material)
    yield _citations(material)


def _to(record_class: type[Record], *columns: str) -> Link:
    return Link(columns, table_name(record_class), ("key",))


def _sorted(material: Material, record_class: type[Any]) -> list[Any]:
    return sorted(material.archive.all(record_class), key=lambda record: record.key)


def _cited(sources: tuple[Citation, ...]) -> str:
    return "; ".join(", ".join(part for part in one if part) for one in sources)


def _details(details: Details) -> tuple[Cell, ...]:
    return (
        details.title, details.named, details.called, details.country, details.district, details.party, details.began,
        details.ended, details.remark, details.acting, details.parallel,
    )  # fmt: skip


def _records(material: Material) -> Table:
    columns = [
        KIND, KEY, Column("name", "preferred name"), Column("native", "name in its own language"),
        Column("names", "every recorded form, separated by semicolons"),
        Column("address", "address of the record, relative to the site"), Column("summary", "one or two sentences"),
        Column("data", "address of its data in JSON, relative to the site"),
    ]  # fmt: skip
    rows = [
        (
            record.kind, record.key, record.name, record.native.value if record.native else None,
            "; ".join(record.names), material.address(record), material.summary(record), material.data_address(record),
        )
        for record in material.archive.records
    ]  # fmt: skip
    return made("records", "every record of every kind", columns, rows, key=("kind", "key"))


def _facts(material: Material) -> Table:
    columns = [
        KIND, KEY, Column("field", "name of the field"),
        Column("value", "the value; compound values as JSON, references as kind:key"),
        Column("edtf", "date of the value in EDTF (ISO 8601-2:2019), where it has one"),
        Column("status", "preferred or rival where sources differ; as printed where a source prints what cannot be right"),
        _SOURCES,
    ]  # fmt: skip
    rows = [row for record in material.archive.records for row in _facts_of(material, record)]
    return made("facts", "every value of every field of every record", columns, rows, links=[RECORD])


def _facts_of(material: Material, record: Record) -> Iterator[tuple[Cell, ...]]:
    specs = material.archive.fields_of(record)
    for key, fact in record.facts():
        status = "as printed" if isinstance(fact.value, AsPrinted) else "preferred" if fact.rivals else ""
        told = [(status, fact.value, fact.sources or _own_citation(fact.value))]
        for state, value, cited in [*told, *(("rival", *rival) for rival in fact.rivals)]:
            if isinstance(value, SourceNote):
                text = value.note
            elif isinstance(value, HistoricalDate | RelativeDate):
                text = value.written
            else:
                plain = value_as_json(material.archive, key, specs[key][1], value)
                named = isinstance(plain, dict) and plain.keys() == {"text"}
                text = (
                    plain["text"]
                    if named
                    else plain
                    if isinstance(plain, str)
                    else json.dumps(plain, ensure_ascii=False)
                )
            yield record.kind, record.key, key, text, _edtf(material, value), state, _cited(cited)


def _own_citation(value: object) -> tuple[Citation, ...]:
    return (value.citation,) if isinstance(value, SourceNote) else ()


def _edtf(material: Material, value: object) -> str:
    when = getattr(value, "when", value)
    resolved = material.archive.when(when) if isinstance(when, HistoricalDate | RelativeDate) else None
    return resolved.edtf if resolved else ""


def _tenures(material: Material) -> Table:
    columns = [
        *_WHO, Column("office", "key of the office, where it has a record"), Column("office_name", "name of the office"),
        Column("held", "false: named to it, and did not hold it", "boolean"),
        *date_columns("when", "when it was held"), *_DETAILS, Column("outcome", "why it came to nothing"), _SOURCES,
    ]  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for person in _sorted(material, Person):
            for held, fact in [*((True, one) for one in person.held), *((False, one) for one in person.nominated)]:
                post, when, details = fact.value
                yield (
                    person.key, person.name, *linked(material, post, OFFICE), held, *date_cells(material, when),
                    *_details(details), details.outcome, _cited(fact.sources),
                )  # fmt: skip

    links = [_to(Person, "person"), _to(Office, "office")]
    return made("tenures", "who held which office, and when", columns, rows(), links=links)


def _memberships(material: Material) -> Table:
    columns = [
        *_WHO, Column("body", "key of the body"), Column("body_name", "name of the body"),
        Column("rank", "full, candidate or member"), *date_columns("when", "from when to when"), *_DETAILS, _SOURCES,
    ]  # fmt: skip
    rows = [
        (
            person.key, person.name, *linked(material, fact.value.body, BODY), fact.value.rank,
            *date_cells(material, fact.value.when), *_details(fact.value.details), _cited(fact.sources),
        )
        for person in _sorted(material, Person)
        for fact in person.member
    ]  # fmt: skip
    return made(
        "memberships",
        "who sat in which body, and when",
        columns,
        rows,
        links=[_to(Person, "person"), _to(Body, "body")],
    )


def _participations(material: Material) -> Table:
    columns = [
        Column("event", "key of the event"), Column("event_name", "name of the event"),
        Column("kind", "person or body, where there is a record"), Column("key", "its key"), Column("name", "its name"),
        Column("part", "what they did"), _SOURCES,
    ]  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for event in _sorted(material, Event):
            for fact in event.participant:
                who, part = fact.value
                found = material.archive.resolve(who, PERSON + BODY) if isinstance(who, Ref) else None
                named = (found.kind, found.key, found.name) if found else (None, None, str(who))
                yield event.key, event.name, *named, part, _cited(fact.sources)

    links = [_to(Event, "event"), RECORD]
    return made("participations", "who took part in which event", columns, rows(), links=links)


def _ballots(material: Material) -> Table:
    columns = [
        Column("vote", "key of the vote"), Column("vote_name", "name of the vote"), *_WHO,
        Column("side", "for, against, abstaining, present, paired, absent, unknown; casting: the casting vote"),
        *date_columns("when", "when it was taken"),
    ]  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for vote in _sorted(material, Vote):
            when = date_cells(material, vote.date.value if vote.date else None)
            named = [(side, who) for side, who, _ in vote.named_voters()]
            casting = vote.casting.value if vote.casting else None
            if casting is not None:
                named.append(("casting", casting.person))
            for side, who in named:
                yield vote.key, vote.name, *linked(material, who, PERSON), side, *when

    links = [_to(Vote, "vote"), _to(Person, "person")]
    return made("ballots", "who stood where in which vote", columns, rows(), links=links)


def _identifiers(material: Material) -> Table:
    columns = [
        KIND, KEY, Column("scheme", "authority file, where it is a known one"), Column("value", "identifier in it"),
        Column("address", "where it leads to"), _SOURCES,
    ]  # fmt: skip
    rows = [
        (record.kind, record.key, *_identified(fact.value), _cited(fact.sources))
        for record in material.archive.records
        for fact in record.id_
    ]
    return made("identifiers", "records in the authority files of others", columns, rows, links=[RECORD])


def _identified(value: Identifier | str) -> tuple[Cell, Cell, Cell]:
    return (value.scheme, value.value, value.address) if isinstance(value, Identifier) else (None, value, None)


def _relations(material: Material) -> Table:
    columns = [
        KIND, KEY, Column("field", "name of the field"), Column("target_kind", "kind of the record it leads to"),
        Column("target_key", "key of the record it leads to"), Column("label", "what the relation is called"),
        Column("inverse", "what it is called from its other end"),
        Column("when", "when it held, in EDTF (ISO 8601-2:2019), where it has a time of its own"), _SOURCES,
    ]  # fmt: skip
    rows = [
        (
            one.record.kind, one.record.key, one.field, *one.target, *_called(material, one),
            _edtf(material, one.fact.value) if hasattr(one.fact.value, "when") else "", _cited(one.fact.sources),
        )
        for one in material.archive.relations
    ]  # fmt: skip
    target = Link(("target_kind", "target_key"), "records", ("kind", "key"))
    return made("relations", "every reference of a record to another", columns, rows, links=[RECORD, target])


def _called(material: Material, one: Relation) -> tuple[Cell, Cell]:
    spec = material.archive.fields_of(one.record)[one.field][1]
    return spec.label, spec.inverse


def _mentions(material: Material) -> Table:
    columns = [
        Column("page", "name of the page"), Column("address", "address of the mention, relative to the site"),
        Column("paragraph", "id of the paragraph"), KIND, KEY, Column("sentence", "the sentence around it"),
    ]  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in material.archive.mentions:
            found = material.archive.resolve(one.target)
            kind, key = found.ref if found else (None, None)
            address = f"{material.page_address(one.docname)}#{one.anchor}"
            yield one.docname, address, one.near, kind, key, material.archive.expand(one.sentence)

    return made("mentions", "where running text names a record", columns, rows(), links=[RECORD])


def _sources(material: Material) -> Table:
    columns = [
        Column("key", "key of the source"), Column("type", "type of biblatex"),
        Column("title", "title"), Column("authors", "authors, separated by semicolons"), Column("year", "year"),
        Column("date", "date, as far as it is known"), Column("url", "address"),
        Column("pages", "pages that cite it, relative to the site, separated by semicolons"),
        Column("citations", "how often it is cited", "integer"),
    ]  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for key, entry in sorted(material.entries.items()):
            source = Source(entry)
            pages = "; ".join(map(material.page_address, material.archive.pages_citing(key)))
            authors = "; ".join(full_name(one, inverted=True) for one in source.people("author"))
            yield (
                key, entry.original_type, source.plain("title"), authors, source.date().year, source.plain("date"),
                source.plain("url"), pages, material.archive.citation_counts[key],
            )  # fmt: skip

    return made("sources", "the sources", columns, rows(), key=("key",))


def _citations(material: Material) -> Table:
    columns = [
        KIND, KEY, Column("field", "field that cites it"), Column("source", "key of the source"),
        Column("locator", "place in the source"), Column("note", "what the source says"),
    ]  # fmt: skip
    rows = [
        (
            record.kind,
            record.key,
            field,
            citation.key if citation.key in material.entries else None,
            citation.locator,
            note,
        )
        for record in material.archive.records
        for field, fact in record.facts()
        for citation, note in _citations_of(fact)
    ]
    links = [RECORD, Link(("source",), "sources", ("key",))]
    return made("citations", "every citation in the field of a record", columns, rows, links=links)


def _citations_of(fact: Fact[Any]) -> Iterator[tuple[Citation, str]]:
    for one in [*fact.sources, *(cited for rival in fact.rivals for cited in rival.sources)]:
        yield one, ""
    match fact.value:
        case Citation() as citation:
            yield citation, ""
        case SourceNote(citation, note):
            yield citation, note
        case Dispute(versions=versions):
            for version, cited in versions:
                for citation in cited:
                    yield citation, version
