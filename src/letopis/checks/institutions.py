"""Rules about bodies and offices: they exist when used, and one seat has one holder."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model import kinds as r
from letopis.model.archive import Archive
from letopis.model.comparison import Span, span_of
from letopis.model.dates import HistoricalDate, Tri, before
from letopis.model.datewords import in_words
from letopis.model.fields import Fact
from letopis.model.values import Ref, Tenure

MEETING_DAYS = 366
"""Days that may lie between the end of a body and the beginning of its successor."""


def outside(archive: Archive, thing: r.Body | r.Office, when: HistoricalDate) -> tuple[str, HistoricalDate] | None:
    """Which end of a body's or office's life a time certainly lies beyond, if it does."""
    founded = archive.when(thing.founded.value) if thing.founded else None
    dissolved = archive.when(thing.dissolved.value) if thing.dissolved else None
    start, end = when.start or when, when.end or when
    known_start = not (when.is_interval and when.start is None)
    known_end = not (when.is_interval and when.end is None)
    if founded and known_start and before(start, founded) is Tri.YES:
        return "begins", founded
    if founded and known_end and before(end, founded) is Tri.YES:
        return "begins", founded
    if dissolved and known_end and before(dissolved, end) is Tri.YES:
        return "ends", dissolved
    if dissolved and known_start and before(dissolved, start) is Tri.YES:
        return "ends", dissolved
    return None


@rule(Code.BODY_EXISTED)
def bodies_exist_when_they_act(archive: Archive) -> Iterator[Finding]:
    """A body exists while somebody sits in it, when it meets and when it votes.

    If the body went by another name then, refer to the record of that name.
    """
    for record in archive.records:
        times = list(_body_times(archive, record))
        for line, ref, when, doing in times:
            body = archive.resolve(ref, r.BODY)
            beyond = outside(archive, body, when) if isinstance(body, r.Body) else None
            if beyond:
                message = (
                    f"{doing} '{ref.key}' {in_words(when)}, but the body {beyond[0]} "
                    f"{in_words(beyond[1])}. Correct a date, or name the body that existed then."
                )
                yield finding(Code.BODY_EXISTED, record, line, message)


def _body_times(archive: Archive, record: r.Record) -> Iterator[tuple[int, Ref, HistoricalDate, str]]:
    if isinstance(record, r.Person):
        for seat in record.member:
            if when := archive.when(seat.value.when):
                yield seat.line, seat.value.body, when, "sits in"
    elif isinstance(record, (r.Event, r.Vote)) and record.date:
        when = archive.when(record.date.value)
        bodies = record.body if isinstance(record, r.Event) else (record.body,)
        for fact in bodies:
            if fact is not None and isinstance(fact.value, Ref) and when:
                yield fact.line, fact.value, when, "names"


@rule(Code.OFFICE_EXISTED)
def offices_exist_while_held(archive: Archive) -> Iterator[Finding]:
    """An office exists for the whole time that somebody holds it."""
    for office in archive.all(r.Office):
        for person, tenure in archive.tenures(office):
            when = archive.when(tenure.value.when)
            beyond = outside(archive, office, when) if when else None
            if when and beyond:
                message = (
                    f"holds '{office.key}' {in_words(when)}, but the office {beyond[0]} "
                    f"{in_words(beyond[1])}. Correct a date, or name the office that existed then."
                )
                yield finding(Code.OFFICE_EXISTED, person, tenure.line, message)


@rule(Code.OFFICE_IN_BODY)
def offices_live_within_their_bodies(archive: Archive) -> Iterator[Finding]:
    """An office is not older than its body, and does not outlive it."""
    for office in archive.all(r.Office):
        body = archive.resolve(office.body.value, r.BODY) if office.body else None
        if not isinstance(body, r.Body):
            continue
        for fact in (office.founded, office.dissolved):
            when = archive.when(fact.value) if fact else None
            beyond = outside(archive, body, when) if when else None
            if fact and when and beyond:
                message = (
                    f"{in_words(when)} lies beyond the life of its body '{body.key}', which "
                    f"{beyond[0]} {in_words(beyond[1])}. Correct one of the dates."
                )
                yield finding(Code.OFFICE_IN_BODY, office, fact.line, message)


@rule(Code.ONE_HOLDER)
def one_office_has_one_holder(archive: Archive) -> Iterator[Finding]:
    """No more people hold an office at once than it has seats (one, unless ``:seats:`` says more).

    The day on which one hands over to the next belongs to both. Give the office
    ``:seats: many`` if it is not exclusive, or correct the dates.
    """
    for office in archive.all(r.Office):
        seats = office.seats.value if office.seats else 1
        if seats == 0:
            continue
        held: list[tuple[Span, r.Person, Fact[Tenure]]] = []
        for person, tenure in archive.tenures(office):
            when = archive.when(tenure.value.when)
            if when is not None and when.is_interval:
                held.append((span_of(when), person, tenure))
        held.sort(key=lambda item: (item[0].begin_high, item[1].key))
        for number, (span, person, tenure) in enumerate(held):
            rivals = sorted(
                {
                    other.key
                    for other_span, other, _ in held[:number]
                    if other is not person
                    and max(span.begin_high, other_span.begin_high) < min(span.end_low, other_span.end_low)
                }
            )
            if len(rivals) >= seats:
                names = ", ".join(f"'{key}'" for key in rivals)
                message = (
                    f"holds '{office.key}' at the same time as {names}, but it has "
                    f"{seats} seat{'s' if seats > 1 else ''}. Correct the dates."
                )
                yield finding(Code.ONE_HOLDER, person, tenure.line, message)


@rule(Code.SUCCESSION)
def successors_meet_their_predecessors(archive: Archive) -> Iterator[Finding]:
    """A body or office begins after its predecessor began, and no more than a year after its end."""
    for record in (*archive.all(r.Body), *archive.all(r.Office)):
        founded = archive.when(record.founded.value) if record.founded else None
        links = record.predecessor
        for link in links if isinstance(links, tuple) else (links,):
            old = archive.resolve(link.value, (record.kind,)) if link else None
            if link is None or founded is None or not isinstance(old, (r.Body, r.Office)):
                continue
            message = _gap(archive, old, founded)
            if message:
                yield finding(Code.SUCCESSION, record, link.line, message)


def _gap(archive: Archive, old: r.Body | r.Office, founded: HistoricalDate) -> str:
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
            f"ended ({in_words(ended)}). Name the body between them, or correct a date."
        )
    return ""


@rule(Code.FACT_CONFLICT)
def a_fact_is_given_once(archive: Archive) -> Iterator[Finding]:
    """Nobody holds the same office, or sits in the same body with the same rank, twice at once.

    Two lines for one tenure with different dates contradict each other: keep one, and put the
    other version into ``:disputed:``.
    """
    for person in archive.all(r.Person):
        seen: dict[object, list[tuple[Span, int]]] = {}
        spans: list[tuple[object, str, HistoricalDate | None, int]] = [
            (("held", str(t.value.post)), str(t.value.post), archive.when(t.value.when), t.line) for t in person.held
        ]
        spans += [
            (
                ("member", m.value.body.key, m.value.rank),
                m.value.body.key,
                archive.when(m.value.when),
                m.line,
            )
            for m in person.member
        ]
        for key, name, when, line in spans:
            if when is None:
                continue
            span = span_of(when)
            for other, first in seen.get(key, []):
                if max(span.begin_high, other.begin_high) < min(span.end_low, other.end_low):
                    message = (
                        f"'{name}' is given for {in_words(when)} here and for an overlapping "
                        f"time in line {first}. Keep one; a rival version goes into ':disputed:'."
                    )
                    yield finding(Code.FACT_CONFLICT, person, line, message)
                    break
            seen.setdefault(key, []).append((span, line))
