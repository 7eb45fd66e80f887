"""Who sat in a body on one day."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model.archive import Archive, DatedSeat
from letopis.model.comparison import span_of
from letopis.model.dates import HistoricalDate, Tri, contains_day, overlaps
from letopis.model.kinds import Body, Person
from letopis.model.names import collation_key
from letopis.model.values import Fact, Membership, When

RANK_ORDER = {"full": 0, "member": 1, "candidate": 2}

VOTING = frozenset({"full", "member"})
"""Ranks that carry a vote; a candidate may speak but not vote."""


class SeatOnDay(NamedTuple):
    """A person who sat, or may have sat, in a body on a day."""

    person: Person
    rank: str
    sure: Tri
    fact: Fact[Membership]


def composition(archive: Archive, body: Body, day: When, *, closing: bool = False) -> list[SeatOnDay]:
    """The members of a body on a day, full members first, then by name.

    A day of change belongs to both sides: who goes and who comes are both there, since either may
    have voted; ``closing`` gives those who sat when the day ended. A membership
    whose dates cannot tell whether it covered the day, or that covers a part of several days, is
    kept with ``sure`` = :attr:`Tri.CANNOT_TELL`; one that certainly did not is left out.
    """
    when = archive.when(day)
    if when is None:
        return []
    time = span_of(when)
    found: list[SeatOnDay] = []
    for seat in archive.dated_seats(body):
        if closing and seat.span.end_high <= time.begin_low:
            continue
        if seat.span.begin_low <= time.end_high and time.begin_low <= seat.span.end_high:
            covers = _covers(seat, when)
            if covers is not Tri.NO:
                found.append(SeatOnDay(seat.person, seat.fact.value.rank, covers, seat.fact))
    return sorted(
        found,
        key=lambda seat: (RANK_ORDER[seat.rank], collation_key(seat.person.index_name), seat.person.key),
    )


def _covers(seat: DatedSeat, when: HistoricalDate) -> Tri:
    """Whether somebody sat there for the whole of a time; NO if for no part of it."""
    if seat.when is None:
        return Tri.CANNOT_TELL
    covers = contains_day(seat.when, when)
    if covers is Tri.NO and overlaps(seat.when, when) is not Tri.NO:
        return Tri.CANNOT_TELL
    return covers
