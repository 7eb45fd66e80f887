"""Rules about bodies and offices: they exist when used, and follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from letopis.checks.registry import called, finding, rule
from letopis.checks.times import Period, Time, has_own_time, time_of, words_of
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.comparison import span_of
from letopis.model.dates import HistoricalDate, Tri, before
from letopis.model.datewords import in_words
from letopis.model.fields import FieldSpec, refs_in
from letopis.model.kinds import BODY, Body, Office, Record
from letopis.model.terms import STEPS
from letopis.model.values import DatedRelation, Fact, Ref, Tenure

MEETING_DAYS = 366
"""Days that may lie between the end of a body and the beginning of its successor."""

Use = tuple[int, Ref, Time, str]
"""Where a record uses a body: the line, which body, when, and in words how."""


def outside(archive: Archive, thing: Body | Office, when: HistoricalDate) -> str:
    """What to say of a time that certainly lies beyond an end of a body's or office's life, or ``""``."""
    return _outside(archive, thing, when)[1]


def _outside(archive: Archive, thing: Body | Office, when: Time) -> tuple[str, str]:
    """Beyond which end (``founded``, ``dissolved``), and what to say of it; both empty if it lies within."""
    founded = archive.when(thing.founded.value) if thing.founded else None
    dissolved = archive.when(thing.dissolved.value) if thing.dissolved else None
    if founded and dissolved and before(dissolved, founded) is Tri.YES:
        return "", ""  # said once, of the body or office itself
    if founded and _before_founding(when, founded):
        return "founded", f"the {thing.kind} begins {in_words(founded)}"
    if dissolved and _after_end(when, dissolved):
        return "dissolved", f"the {thing.kind} ends {in_words(dissolved)}"
    return "", ""


def _before_founding(when: Time, founded: HistoricalDate) -> bool:
    """Whether a day of a date, or all of a period, lies before a body or office was founded."""
    if isinstance(when, Period):
        return when.end is not None and before(when.end, founded) is Tri.YES
    return any(before(day, founded) is Tri.YES for day in (when.start or when, when.end or when))


def _after_end(when: Time, dissolved: HistoricalDate) -> bool:
    """Whether a day of a date, or all of a period, lies after a body or office has ended."""
    if isinstance(when, Period):
        return when.begin is not None and before(dissolved, when.begin) is Tri.YES
    return when.end_open or any(before(dissolved, day) is Tri.YES for day in (when.start or when, when.end or when))


@rule(Code.BODY_EXISTED)
def bodies_exist_when_they_act(archive: Archive) -> Iterator[Finding]:
    """A body exists while somebody sits in it, when it meets, votes, takes part or issues a document.

    If the body went by another name then, refer to the record of that name.
    """
    found: dict[tuple[str, str], list[_Beyond]] = {}
    for record in archive.records:
        for line, ref, when, doing in _uses(archive, record):
            body = archive.resolve(ref, BODY)
            side, beyond = _outside(archive, body, when) if isinstance(body, Body) else ("", "")
            if isinstance(body, Body) and beyond:
                message = (
                    f"{doing} '{ref}' {words_of(when)}, but {beyond}. "
                    "Correct a date, or name the body that existed then."
                )
                one = _Beyond(body, side, record, line, message)
                found.setdefault((body.key, side), []).append(one)
    yield from _where_the_fault_is(Code.BODY_EXISTED, found)


def _uses(archive: Archive, record: Record) -> Iterator[Use]:
    """From every field that names bodies that must exist (:attr:`letopis.model.fields.FieldSpec.existing`)."""
    specs = archive.fields_of(record)
    for key, fact in record.facts():
        spec = specs[key][1]
        if spec.relation is not None:
            yield from _related(archive, record, fact, spec)
        if not spec.existing:
            continue
        own = getattr(fact.value, "when", None)
        when = archive.when(own) if own is not None else time_of(archive, record)
        if when is not None and not (isinstance(when, Period) and has_own_time(fact.value)):
            for ref in refs_in(fact.value):
                yield fact.line, ref, when, spec.existing


def _related(archive: Archive, record: Record, fact: Fact[Any], spec: FieldSpec) -> Iterator[Use]:
    """The bodies at the ends of a dated relation that exist while it lasts."""
    relation, value = spec.relation, fact.value
    when = archive.when(value.when) if isinstance(value, DatedRelation) else None
    if relation is None or when is None or relation.alive == "none":
        return
    if isinstance(record, Body):
        yield fact.line, record.ref, when, f"has the relation '{spec.label}' as"
    other = archive.resolve(value.to, spec.kinds) if isinstance(value.to, Ref) else None
    if isinstance(other, Body) and relation.alive == "both":
        yield fact.line, other.ref, when, f"has the relation '{spec.label}' to"


@rule(Code.OFFICE_EXISTED)
def offices_exist_while_held(archive: Archive) -> Iterator[Finding]:
    """An office, and the body it belongs to, exist for the whole time that somebody holds it.

    If the office went by another name then, refer to the record of that name, or write the name
    in quotation marks.
    """
    found: dict[tuple[str, str], list[_Beyond]] = {}
    for office in archive.all(Office):
        body = archive.resolve(office.body.value, BODY) if office.body else None
        for person, tenure in archive.tenures(office):
            for when in _in_office(archive, tenure.value):
                thing: Body | Office = office
                side, beyond = _outside(archive, office, when)
                if not beyond and isinstance(body, Body):
                    thing = body
                    side, beyond = _outside(archive, body, when)
                if beyond:
                    message = (
                        f"holds '{office.key}' {in_words(when)}, but {beyond}. "
                        "Correct a date, or name the office that existed then."
                    )
                    one = _Beyond(thing, side, person, tenure.line, message)
                    found.setdefault((thing.anchor, side), []).append(one)
                    break
    yield from _where_the_fault_is(Code.OFFICE_EXISTED, found)


def _in_office(archive: Archive, tenure: Tenure) -> Iterator[HistoricalDate]:
    """The time of a tenure, and the days of its steps on which the holder was in office."""
    for date in (tenure.when, *(step.when for step in tenure.details.steps if STEPS[step.name].in_office)):
        when = archive.when(date)
        if when is not None:
            yield when


class _Beyond(NamedTuple):
    """A time beyond an end of a body's or office's life: of what, which end, who says it, and the message."""

    thing: Body | Office
    side: str
    record: Record
    line: int
    message: str


def _where_the_fault_is(code: str, found: Mapping[tuple[str, str], list[_Beyond]]) -> Iterator[Finding]:
    """One finding for one fault: where several records go beyond one end, that end is what is wrong."""
    for group in found.values():
        thing, side = group[0].thing, group[0].side
        users = list(dict.fromkeys(called(one.record) for one in group))
        end = thing.founded if side == "founded" else thing.dissolved
        if len(users) < 2 or end is None:
            for one in group:
                yield finding(code, one.record, one.line, one.message, thing)
            continue
        first = group[0].message.partition(" Correct a date")[0]
        shown = ", ".join(users[:3]) + (" and others" if len(users) > 3 else "")
        message = (
            f"{len(users)} records go beyond its ':{side}:', {shown}; the first {first} "
            f"Correct ':{side}:', or the dates of those."
        )
        yield finding(code, thing, end.line, message)


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
