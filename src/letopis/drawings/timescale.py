"""Time as a line: which days go where, where the ticks stand, and what of a date is sure.

A day number ``n`` (:mod:`letopis.model.calendars`) covers the stretch from ``n`` to ``n + 1``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from letopis.drawings.shapes import Colour, Line, Measure, Text
from letopis.drawings.shapes import Shape as Mark
from letopis.drawings.text_metrics import width_of
from letopis.model.calendars import from_day, to_day
from letopis.model.dates import HistoricalDate, Shape
from letopis.model.months import SHORT_MONTHS

BEFORE: Final = "←"
"""The start of what has lasted since before all that is known."""
AFTER: Final = "→"
"""The end of what still lasts."""
BEYOND: Final = "…"
"""Either end of what goes on beyond the picture."""


class Stretch(NamedTuple):
    """A date as days on a line.

    From ``sure_from`` to ``sure_to`` it certainly lasted (both ``None``: no day is certain); it may
    have lasted from ``from_`` to ``to``. An end that is ``None`` is not known, or open.
    """

    from_: int | None
    sure_from: int | None
    sure_to: int | None
    to: int | None
    starts: str = ""
    """What to write before it: ``?`` where the start is in doubt, ``c.`` where it is approximate; an arrow if open."""
    ends: str = ""
    """The same of the end."""

    single: bool = False
    """Whether one day is meant, known or not."""

    @property
    def days(self) -> list[int]:
        """The days of it that are known."""
        return [day for day in (self.from_, self.sure_from, self.sure_to, self.to) if day is not None]


def stretch_of(date: HistoricalDate) -> Stretch:
    """What of a date is sure, and what is possible."""
    if date.shape is not Shape.INTERVAL:
        sure = date.earliest if date.earliest == date.latest else None
        return Stretch(date.earliest, sure, sure, date.latest, ends=_mark(date), single=date.shape is not Shape.ALL_OF)
    start, end = date.start, date.end
    sure_from = start.latest if start else None
    sure_to = end.earliest if end else None
    if sure_from is None or sure_to is None:
        sure_from = sure_to = sure_from if sure_to is None else sure_to
    elif sure_from > sure_to:
        sure_from = sure_to = None
    return Stretch(
        start.earliest if start else None,
        sure_from,
        sure_to,
        end.latest if end else None,
        _mark(start) if start else (BEFORE if date.start_open else "?"),
        _mark(end) if end else (AFTER if date.end_open else "?"),
    )


def _mark(date: HistoricalDate) -> str:
    doubtful = date.uncertain or date.shape is Shape.ONE_OF
    return ("c." if date.approximate else "") + ("?" if doubtful else "")


class Tick(NamedTuple):
    """A boundary on the line."""

    day: int
    words: str
    over: str = ""
    """The larger unit that begins here, to be written above: the month and year of a day."""


class _Step(NamedTuple):
    unit: str
    times: int
    days: float


_STEPS: Final = (
    _Step("day", 1, 1),
    _Step("day", 2, 2),
    _Step("day", 7, 7),
    _Step("month", 1, 30.4),
    _Step("month", 3, 91.3),
    _Step("year", 1, 365.2),
    _Step("year", 2, 730.5),
    *(_Step("year", count, 365.2 * count) for count in (5, 10, 20, 50, 100, 200, 500, 1000)),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from ``first`` to ``last``, both included, laid out from ``left`` to ``right``."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: float) -> float:
        """Where a day begins; ``day + 1`` is where it ends."""
        share = (day - self.first) / (self.last + 1 - self.first)
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    @property
    def day(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / (self.last + 1 - self.first)

    def ticks(self, size: float) -> list[Tick]:
        """As many ticks as there is room for words of this size."""
        for step in _STEPS:
            if self.day * step.days < 8:  # else every day of a thousand years would be counted first
                continue
            found = list(self._ticks(step))
            widest = max((width_of(tick.words, size) for tick in found), default=0)
            if self.day * step.days >= widest + 8:
                return found
        return []

    def _ticks(self, step: _Step) -> Iterable[Tick]:
        if step.unit == "day":
            yield from self._days(step.times)
            return
        year, month, _ = from_day(self.first)
        month = month - (month - 1) % step.times if step.unit == "month" else 1
        year -= year % step.times if step.unit == "year" else 0
        named = False
        while (day := to_day(year, month, 1)) <= self.last:
            if day >= self.first:
                if step.unit == "year":
                    yield Tick(day, str(year))
                else:
                    over = str(year) if month == 1 or not named else ""
                    yield Tick(day, SHORT_MONTHS[month - 1], over)
                named = True
            months = month - 1 + (step.times if step.unit == "month" else 12 * step.times)
            year, month = year + months // 12, months % 12 + 1

    def _days(self, count: int) -> Iterable[Tick]:
        last: tuple[int, int] | None = None
        for day in range(self.first, self.last + 1, count):
            year, month, number = from_day(day)
            over = "" if (year, month) == last else SHORT_MONTHS[month - 1]
            if last is None or last[0] != year:
                over = f"{over} {year}"
            last = (year, month)
            yield Tick(day, str(number), over)


def axis(scale: Scale, bottom: float, measure: Measure, top: float = 0) -> tuple[float, list[Mark]]:
    """Ticks with their words above and a thin line down from each; and how high the words stand."""
    size = measure.small
    ticks = scale.ticks(size)
    height = round(size * (2.5 if any(tick.over for tick in ticks) else 1.25) + 4, 1)
    foot = top + height
    made: list[Mark] = []
    reached = 0.0
    for tick in ticks:
        x = scale.x(tick.day)
        made.append(Line(((x, foot - (size if tick.over else 0)), (x, bottom)), Colour.HAIR, 0.9 if tick.over else 0.6))
        if x + 3 + width_of(tick.words, size) <= measure.width:
            made.append(Text(x + 3, foot - 4, tick.words, size, ink=Colour.QUIET, halo=Colour.PAPER))
        # A month of which two days are shown has no room for its name: that of the next is moved on.
        left, wide = max(x + 3, reached + 6), width_of(tick.over, size, bold=True)
        if tick.over and left + wide <= measure.width:
            made.append(Text(left, foot - 4 - size * 1.25, tick.over, size, ink=Colour.QUIET, bold=True))
            reached = left + wide
    made.append(Line(((scale.left, foot), (scale.right, foot)), Colour.QUIET, 0.8))
    return height, made
