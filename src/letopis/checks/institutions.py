"""Rules about bodies and offices: they exist when used, and one seat has one holder."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from letopis.checks.registry import called, finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.comparison import Span, span_of
from letopis.model.dates import HistoricalDate, Tri, before
from letopis.model.datewords import in_words
from letopis.model.fields import refs_in
from letopis.model.kinds import BODY, Body, Office, Person, Record
from letopis.model.values import Fact, Ref, Tenure

MEETING_DAYS = 366
"""Days that may lie between the end of a body and the beginning of its successor."""

Use = tuple[int, Ref, HistoricalDate, str]
"""Where a record uses a body: the line, which body, when, and in words how."""


def outside(archive: Archive, thing: Body | Office, when: HistoricalDate) -> str:
    """What to say of a time that certainly lies beyond an end of a body's or office's life, or ``""``."""
    founded = archive.when(thing.founded.value) if thing.founded else None
    dissolved = archive.when(thing.dissolved.value) if thing.dissolved else None
    if founded and dissolved and before(dissolved, founded) is Tri.YES:
        return ""  # said once, of the body or office itself
    start, end = when.start or when, when.end or when
    if founded and (before(start, founded) is Tri.YES or before(end, founded) is Tri.YES):
        return f"the {thing.kind} begins {in_words(founded)}"
    if dissolved and (when.end_open or before(dissolved, start) is Tri.YES or before(dissolved, end) is Tri.YES):
        return f"the {thing.kind} ends {in_words(dissolved)}"
    return ""


@rule(Code.BODY_EXISTED)
def bodies_exist_when_they_act(archive: Archive) -> Iterator[Finding]:
    """A body exists while somebody sits in it, when it meets, votes, takes part or issues a document.

    If the body went by another name then, refer to the record of that name.
    """
    for record in archive.records:
        for line, ref, when, doing in _uses(archive, record):
            body = archive.resolve(ref, BODY)
            beyond = outside(archive, body, when) if isinstance(body, Body) else ""
            if beyond:
                message = (
                    f"{doing} '{ref}' {in_words(when)}, but {beyond}. "
                    "Correct a date, or name the body that existed then."
                )
                yield finding(Code.BODY_EXISTED, record, line, message)


def _uses(archive: Archive, record: Record) -> Iterator[Use]:
    """From every field that names bodies that must exist (:attr:`letopis.model.fields.FieldSpec.existing`)."""
    specs = archive.fields_of(record)
    for key, fact in record.facts():
        spec = specs[key][1]
        if not spec.existing:
            continue
        own = getattr(fact.value, "when", None)
        when = archive.when(own) if own is not None else archive.date_of(record)
        if when is not None:
            for ref in refs_in(fact.value):
                yield fact.line, ref, when, spec.existing


@rule(Code.OFFICE_EXISTED)
def offices_exist_while_held(archive: Archive) -> Iterator[Finding]:
    """An office, and the body it belongs to, exist for the whole time that somebody holds it.

    If the office went by another name then, refer to the record of that name, or write the name
    in quotation marks.
    """
    for office in archive.all(Office):
        body = archive.resolve(office.body.value, BODY) if office.body else None
        for person, tenure in archive.tenures(office):
            when = archive.when(tenure.value.when)
            if when is None:
                continue
            beyond = outside(archive, office, when)
            if not beyond and isinstance(body, Body):
                beyond = outside(archive, body, when)
            if beyond:
                message = (
                    f"holds '{office.key}' {in_words(when)}, but {beyond}. "
                    "Correct a date, or name the office that existed then."
                )
                yield finding(Code.OFFICE_EXISTED, person, tenure.line, message)


@rule(Code.OFFICE_IN_BODY)
def offices_live_within_their_bodies(archive: Archive) -> Iterator[Finding]:
    """An office is not older than its body, and does not outlive it.

    If it passed from one body to another, it is two offices, and one is the predecessor of the other.
    """
    for office in archive.all(Office):
        body = archive.resolve(office.body.value, BODY) if office.body else None
        if not isinstance(body, Body):
            continue
        for fact in (office.founded, office.dissolved):
            when = archive.when(fact.value) if fact else None
            beyond = outside(archive, body, when) if when else ""
            if fact and when and beyond:
                message = (
                    f"{in_words(when)} lies beyond the life of {called(body)}, to which it belongs: {beyond}. "
                    "Correct one of the dates."
                )
                yield finding(Code.OFFICE_IN_BODY, office, fact.line, message)


@rule(Code.ONE_HOLDER)
def one_office_has_one_holder(archive: Archive) -> Iterator[Finding]:
    """No more people hold an office at once than it has seats (one, unless ``:seats:`` says more).

    The day on which one hands over to the next belongs to both. Give the office
    ``:seats: many`` if it is not exclusive, or correct the dates.
    """
    for office in archive.all(Office):
        seats = office.seats.value if office.seats else 1
        for person, tenure, rivals in _rivalries(archive, office) if seats else ():
            if len(rivals) >= seats:
                names = ", ".join(f"'{key}'" for key in rivals)
                message = (
                    f"holds '{office.key}' at the same time as {names}, but it has "
                    f"{seats} seat{'s' if seats > 1 else ''}. Correct the dates."
                )
                yield finding(Code.ONE_HOLDER, person, tenure.line, message)


def _rivalries(archive: Archive, office: Office) -> Iterator[tuple[Person, Fact[Tenure], list[str]]]:
    """Each tenure of an office with the others who certainly held it when it began, by key."""
    held: list[tuple[Span, Person, Fact[Tenure]]] = []
    for person, tenure in archive.tenures(office):
        when = archive.when(tenure.value.when)
        if when is not None and when.is_interval:
            held.append((span_of(when), person, tenure))
    held.sort(key=lambda item: (item[0].begin_high, item[1].key, item[2].line))
    sitting: list[tuple[float, str, int]] = []
    for number, (span, person, tenure) in enumerate(held):
        while sitting and sitting[0][0] <= span.begin_high:
            heapq.heappop(sitting)
        if span.begin_high < span.end_low:
            yield person, tenure, sorted({key for _, key, _ in sitting} - {person.key})
            heapq.heappush(sitting, (span.end_low, person.key, number))


@rule(Code.SUCCESSION)
def successors_meet_their_predecessors(archive: Archive) -> Iterator[Finding]:
    """A body or office begins after its predecessor began, and no more than a year after its end.

    Name the one between them, turn the relation round, or correct a date.
    """
    records: tuple[Body | Office, ...] = (*archive.all(Body), *archive.all(Office))
    for record in records:
        founded = archive.when(record.founded.value) if record.founded else None
        links = record.predecessor
        for link in links if isinstance(links, tuple) else (links,):
            old = archive.resolve(link.value, (record.kind,)) if link else None
            if link is None or founded is None or not isinstance(old, (Body, Office)):
                continue
            message = _gap(archive, old, founded)
            if message:
                yield finding(Code.SUCCESSION, record, link.line, message)


def _gap(archive: Archive, old: Body | Office, founded: HistoricalDate) -> str:
    begun = archive.when(old.founded.value) if old.founded else None
    ended = archive.when(old.dissolved.value) if old.dissolved else None
    if begun and before(founded, begun) is Tri.YES:
        return (
            f"founded {in_words(founded)}, before its predecessor '{old.key}' "
            f"({in_words(begun)}). Turn the relation round, or correct a date."
        )
    if ended and span_of(founded).begin_low - span_of(ended).end_high > MEETING_DAYS:
        return (
            f"founded {in_words(founded)}, more than a year after its predecessor '{old.key}' "
            f"ended ({in_words(ended)}). Name the {old.kind} between them, or correct a date."
        )
    return ""
