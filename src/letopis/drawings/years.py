"""The events of an archive, year by year: a row for each year, a stroke for each dated event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from letopis.drawings.shapes import Colour, Drawing, Line, Shape, Strokes, Text
from letopis.model.calendars import from_day, to_day

WIDTH: Final = 420
LEFT: Final = 52
PITCH: Final = 23
STROKE: Final = 15
MOST: Final = 26
"""More rows than this do not fit a page; rows then stand for ten years, a hundred, and so on."""
SHARES: Final = (1, 0.9, 0.8, 0.7)
"""Share of the events, around the median, whose years are shown: a few far off would leave most rows empty. The
largest share is taken that leaves a row for each year; if none does, the first but one."""
FEWEST: Final = 12
"""Fewer events make no picture."""


def draw_years(days: Sequence[int]) -> Drawing | None:
    """The drawing of events by their first days (numbers of days, :mod:`letopis.model.calendars`), or none of too few."""
    if len(days) < FEWEST:
        return None
    bounds = [_bounds(sorted(days), share) for share in SHARES]
    first, last = next((each for each in bounds if each[1] - each[0] < MOST), bounds[1])
    span = 1
    while (last // span) - (first // span) >= MOST:
        span *= 10
    begin, end = first // span * span, (last // span + 1) * span
    shown = sorted(day for day in days if begin <= from_day(day)[0] < end)
    rows = (end - begin) // span
    shapes: list[Shape] = []
    right = WIDTH - 8
    for row in range(rows):
        year = begin + row * span
        y = 14.0 + row * PITCH
        zero, after = to_day(year, 1, 1), to_day(year + span, 1, 1)
        places = [LEFT + (day - zero) / (after - zero) * (right - LEFT) for day in shown if zero <= day < after]
        shapes.append(Text(4, y + 4, str(year) if span == 1 else f"{year}–", size=12, ink=Colour.QUIET))
        shapes.append(Line(((LEFT, y + STROKE / 2), (right, y + STROKE / 2)), ink=Colour.HAIR, width=0.8))
        if places:
            strokes = tuple(((x, y - STROKE / 2), (x, y + STROKE / 2)) for x in places)
            shapes.append(Strokes(strokes, ink=Colour.RED, width=1.3))
    one = "year" if span == 1 else f"{span} years"
    return Drawing(
        WIDTH,
        28.0 + (rows - 1) * PITCH,
        f"The events of this archive from {begin} to {end - 1}.",
        f"A row for each {one}, and in it a stroke for each of {len(shown)} dated events.",
        tuple(shapes),
    )


def _bounds(days: Sequence[int], share: float) -> tuple[int, int]:
    """The first and the last year of a share of the days around the median."""
    cut = round(len(days) * (1 - share) / 2)
    return from_day(days[cut])[0], from_day(days[len(days) - cut - 1])[0]
