"""How the membership of a body changed: the days on which somebody came or went, and who sat after each."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.calendars import FIRST_YEAR, LAST_YEAR, from_day
from letopis.model.composition import SeatOnDay, composition
from letopis.model.dates import HistoricalDate, parse_fixed_date
from letopis.model.kinds import Body, Person


class Sitting(NamedTuple):
    """A body from one change of its membership to the next."""

    day: HistoricalDate
    came: tuple[Person, ...]
    went: tuple[Person, ...]
    changed: tuple[SeatOnDay, ...]
    """Those who stayed with another rank."""
    members: tuple[SeatOnDay, ...]
    """Who sat when the day ended, as :func:`letopis.model.composition.composition` gives it."""


def sittings(archive: Archive, body: Body) -> list[Sitting]:
    """Each change on a day that the records give exactly, in order of time."""
    made: list[Sitting] = []
    before: dict[str, SeatOnDay] = {}
    for number in sorted({day for seat in archive.dated_seats(body) for day in _exact_days(seat.span)}):
        day = parse_fixed_date("{:04}-{:02}-{:02}".format(*from_day(number)))
        members = tuple(composition(archive, body, day, closing=True))
        now = {seat.person.key: seat for seat in members}
        came = tuple(seat.person for key, seat in now.items() if key not in before)
        went = tuple(seat.person for key, seat in before.items() if key not in now)
        changed = tuple(seat for key, seat in now.items() if key in before and before[key].rank != seat.rank)
        made.append(Sitting(day, came, went, changed, members))
        before = now
    return made


def _exact_days(span: tuple[float, float, float, float]) -> list[int]:
    """The days of the beginning and end of a time that are known to the day, in years that a date can be written in."""
    begin_low, begin_high, end_low, end_high = span
    days = [low for low, high in ((begin_low, begin_high), (end_low, end_high)) if low == high and abs(low) < _FAR]
    return [int(day) for day in days if FIRST_YEAR <= from_day(int(day))[0] <= LAST_YEAR]


_FAR = 10_000 * 366
"""More days than any year that a date can be written in is away."""
