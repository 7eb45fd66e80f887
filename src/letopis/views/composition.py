"""Who sat in a body on one day."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model import kinds as r
from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri, contains_day
from letopis.model.names import collation_key
from letopis.model.values import Fact, Membership

RANK_ORDER = {"full": 0, "member": 1, "candidate": 2}


class SeatOnDay(NamedTuple):
    """A person who sat, or may have sat, in a body on a day."""

    person: r.Person
    rank: str
    sure: Tri
    fact: Fact[Membership]


def composition(archive: Archive, body: r.Body, day: HistoricalDate) -> list[SeatOnDay]:
    """The members of a body on a day, full members first, then by name.

    A membership whose dates cannot tell whether it covered the day is kept with
    ``sure`` = :attr:`Tri.CANNOT_TELL`; one that certainly did not is left out.
    """
    found: list[SeatOnDay] = []
    for person, fact in archive.seats(body):
        when = archive.when(fact.value.when)
        covers = contains_day(when, day) if when else Tri.CANNOT_TELL
        if covers is not Tri.NO:
            found.append(SeatOnDay(person, fact.value.rank, covers, fact))
    return sorted(
        found,
        key=lambda seat: (
            RANK_ORDER[seat.rank], collation_key(seat.person.index_name), seat.person.key,
        ),
    )  # fmt: skip
