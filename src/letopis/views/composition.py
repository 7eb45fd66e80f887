"""Who sat in a body on one day."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model import kinds as r
from letopis.model.archive import Archive, DatedSeat
from letopis.model.comparison import Span, span_of
from letopis.model.dates import HistoricalDate, Tri, contains_day, overlaps
from letopis.model.names import collation_key
from letopis.model.values import Fact, Membership, When

RANK_ORDER = {"full": 0, "member": 1, "candidate": 2}

VOTING = frozenset({"full", "member"})
"""Ranks that carry a vote; a candidate may speak but not vote."""


class SeatOnDay(NamedTuple):
    """A person who sat, or may have sat, in a body on a day."""

    person: r.Person
    rank: str
    sure: Tri
    fact: Fact[Membership]


def composition(archive: Archive, body: r.Body, day: When) -> list[SeatOnDay]:
    """The members of a body as a day ended, full members first, then by name.

    Who leaves on that day is left out, who enters is in: a day of elections shows what was elected.
    A membership whose dates cannot tell whether it covered the day is kept with ``sure`` =
    :attr:`Tri.CANNOT_TELL`; one that certainly did not is left out. A date that is no single day
    gives everybody of :func:`sitting`.
    """
    when = archive.when(day)
    if when is None:
        return []
    last = when.latest if when.is_day else None
    return [seat for seat in sitting(archive, body, when) if last is None or not _leaves(archive, seat, last)]


def sitting(archive: Archive, body: r.Body, when: HistoricalDate) -> list[SeatOnDay]:
    """Everybody who sat, or may have sat, in a body at some time in a day or a stretch of days.

    ``sure`` is :attr:`Tri.YES` only of those who sat there for all of it.
    """
    time = span_of(when)
    found = [
        SeatOnDay(seat.person, seat.fact.value.rank, covers, seat.fact)
        for seat in archive.dated_seats(body)
        if (covers := _covers(archive, body, seat, when, time)) is not Tri.NO
    ]
    return sorted(
        found,
        key=lambda seat: (RANK_ORDER[seat.rank], collation_key(seat.person.index_name), seat.person.key),
    )


def _covers(archive: Archive, body: r.Body, seat: DatedSeat, when: HistoricalDate, time: Span) -> Tri:
    """Whether somebody sat there for the whole of a time; NO if for no part of it."""
    if seat.span.begin_low > time.end_high or seat.span.end_high < time.begin_low:
        return Tri.NO
    covers = contains_day(seat.when, when)
    if covers is Tri.NO:
        return Tri.NO if overlaps(seat.when, when) is Tri.NO else Tri.CANNOT_TELL
    if covers is Tri.CANNOT_TELL and seat.fact.value.rank in VOTING:
        return _attested(archive, body, seat, time)
    return covers


def _attested(archive: Archive, body: r.Body, seat: DatedSeat, time: Span) -> Tri:
    """Whether votes tell what the dates cannot: who had a vote in a body had a seat in it.

    From a vote to a known end, and from a known beginning to a vote, there is no doubt.
    """
    begin, end = seat.span.begin_high, seat.span.end_low
    for vote in archive.votes_cast(seat.person, body):
        if overlaps(seat.when, vote) is not Tri.NO:
            voted = span_of(vote)
            begin, end = min(begin, voted.begin_high), max(end, voted.end_low)
    return Tri.YES if begin <= time.begin_low and time.end_high <= end else Tri.CANNOT_TELL


def _leaves(archive: Archive, seat: SeatOnDay, day: int) -> bool:
    """Whether a membership certainly ends on a day (and did not begin on it)."""
    when = archive.when(seat.fact.value.when)
    if when is None or not when.is_interval:
        return False
    span = span_of(when)
    return span.end_low == span.end_high == day and span.begin_low < day
