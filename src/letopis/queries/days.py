"""What is recorded of each day of a time: what certainly happened, what perhaps did, and what is disputed."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.calendars import from_day
from letopis.model.dates import HistoricalDate, Tri, overlaps, parse_fixed_date, same
from letopis.model.kinds import Claim, Event, Question
from letopis.model.values import Ref
from letopis.queries.timeline import events_between


class DayRecord(NamedTuple):
    """One day."""

    iso: str
    date: HistoricalDate
    certain: tuple[Event, ...]
    """Events of this day and no other."""
    under_way: tuple[Event, ...]
    """Longer events of which this day is certainly a part."""
    perhaps: tuple[Event, ...]
    """Events of which the sources cannot tell whether they were on this day."""
    questions: tuple[Question, ...]
    claims: tuple[Claim, ...]
    """What is disputed about the events of this day and no other."""


def days_between(archive: Archive, first: str, last: str) -> list[DayRecord]:
    """A record for each day from ``first`` to ``last`` (dates to the day, in EDTF)."""
    events = events_between(archive, first, last)
    return [_day(archive, iso, events) for iso in days_from(first, last)]


def days_from(first: str, last: str) -> list[str]:
    """Each day from ``first`` to ``last`` (dates to the day, in EDTF), as ``1957-06-18``."""
    begin, end = (parse_fixed_date(day).earliest for day in (first, last))
    if begin is None or end is None:
        return []
    return ["{:04}-{:02}-{:02}".format(*from_day(number)) for number in range(begin, end + 1)]


def _day(archive: Archive, iso: str, events: list[Event]) -> DayRecord:
    day = parse_fixed_date(iso)
    certain: list[Event] = []
    under_way: list[Event] = []
    perhaps: list[Event] = []
    for event in events:
        date = archive.when(event.date.value) if event.date else None
        if date is None:
            continue
        if same(date, day) is Tri.YES:
            certain.append(event)
        elif overlaps(date, day) is Tri.YES:
            under_way.append(event)
        elif _is_written(date, day):
            perhaps.append(event)
    named = {event.ref for event in (*certain, *perhaps)}
    return DayRecord(
        iso, day, tuple(certain), tuple(under_way), tuple(perhaps),
        tuple(question for question in archive.all(Question) if _names(archive, question, named)),
        tuple(claim for claim in archive.all(Claim) if _is_open(claim) and _names(archive, claim, named)),
    )  # fmt: skip


def _is_written(date: HistoricalDate, day: HistoricalDate) -> bool:
    """Whether a date as written allows a day: the width that a doubt is given elsewhere would put it on thirty."""
    if date.earliest is None or date.latest is None or day.earliest is None:
        return False
    return date.earliest <= day.earliest <= date.latest


def _names(archive: Archive, record: Question | Claim, events: set[Ref]) -> bool:
    about = [archive.resolve(ref) for fact in record.about for ref in fact.value]
    return any(other is not None and other.ref in events for other in about)


def _is_open(claim: Claim) -> bool:
    """Whether sources stand on both sides of a claim, and it is no answer to a question, which is listed itself."""
    return bool(claim.for_ and claim.against and not claim.answers)
