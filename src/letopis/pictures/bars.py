"""A date as a bar or a dot: full where it is sure, pale where it is possible, fading where an end is unknown."""

from __future__ import annotations

import math
from typing import Literal

from letopis.pictures.letters import width_of
from letopis.pictures.shapes import Box, Dot, Ink, Measure, Shape, Strokes, Text
from letopis.pictures.timescale import Scale, Stretch

Fill = Literal["full", "hatched"]

_FADE = 12
"""In how many layers a bar fades."""
_LAYER = 0.07
PALE = 0.3


def ends_of(scale: Scale, stretch: Stretch, reach: float = math.inf) -> tuple[float, float]:
    """Where a bar begins and ends; an unknown end reaches to the end of time, or as far as ``reach``."""
    left = scale.x(scale.first if stretch.from_ is None else stretch.from_)
    right = scale.x(scale.last + 1 if stretch.to is None else stretch.to + 1)
    if stretch.from_ is None and stretch.sure_from is not None:
        left = max(left, scale.x(stretch.sure_from) - reach)
    if stretch.to is None and stretch.sure_to is not None:
        right = min(right, scale.x(stretch.sure_to + 1) + reach)
    return left, max(right, left + 3)


def bar(
    scale: Scale, stretch: Stretch, y: float, height: float, *, fill: Fill = "full", reach: float = math.inf
) -> list[Shape]:
    """A bar centred on ``y``, without its marks."""
    left, right = ends_of(scale, stretch, reach)
    top, ink = y - height / 2, Ink.BLUE
    if stretch.sure_from is None or stretch.sure_to is None or is_sliver(scale, stretch):
        return _pale(left, right, top, height, ink, fill)
    sure_left = scale.x(stretch.sure_from)
    sure_right = max(scale.x(stretch.sure_to + 1), sure_left + 3)
    made: list[Shape] = []
    if stretch.from_ is None and stretch.starts == "?":
        made += fading(sure_left, left, top, height, ink)
    elif sure_left - left > 0.5:
        made += _pale(left, sure_left, top, height, ink, fill)
    if stretch.to is None and stretch.ends == "?":
        made += fading(sure_right, max(right, sure_right), top, height, ink)
    elif right - sure_right > 0.5:
        made += _pale(sure_right, right, top, height, ink, fill)
    return [*made, *_solid(sure_left, sure_right, top, height, ink, fill)]


def is_sliver(scale: Scale, stretch: Stretch) -> bool:
    """Whether so little is sure that it would be a line within what is possible."""
    if None in {stretch.from_, stretch.to} or stretch.sure_from is None or stretch.sure_to is None:
        return False
    sure = stretch.sure_to + 1 - stretch.sure_from
    possible = (stretch.to or 0) + 1 - (stretch.from_ or 0)
    return sure < possible and sure * scale.day < 2


def _solid(left: float, right: float, top: float, height: float, ink: Ink, fill: Fill) -> list[Shape]:
    if fill == "full":
        return [Box(left, top, right - left, height, fill=ink)]
    return [Box(left, top, right - left, height, fill=Ink.PAPER, stroke=ink), hatching(left, right, top, height, ink)]


def _pale(left: float, right: float, top: float, height: float, ink: Ink, fill: Fill) -> list[Shape]:
    """Possible, not certain: no edge of its own."""
    made: list[Shape] = [Box(left, top, right - left, height, fill=ink, opacity=PALE)]
    return [*made, hatching(left, right, top, height, ink)] if fill == "hatched" else made


def fading(near: float, far: float, top: float, height: float, ink: Ink) -> list[Shape]:
    """From the end that is known to as far as it may have reached, paler and paler.

    Pale layers of growing length lie on one another: side by side, their seams would show.
    """
    step = (far - near) / _FADE
    return [
        Box(min(near, near + step * n), top, abs(step * n), height, fill=ink, opacity=_LAYER)
        for n in range(1, _FADE + 1)
        if abs(step) > 0.02
    ]


def hatching(left: float, right: float, top: float, height: float, ink: Ink) -> Shape:
    """Slanting lines within a rectangle, each cut to it."""
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
    bottom = top + height
    start = left - height
    while start < right:
        x1, y1, x2, y2 = start, bottom, start + height, top
        if x1 < left:
            y1, x1 = bottom - (left - x1), left
        if x2 > right:
            y2, x2 = top + (x2 - right), right
        if x2 - x1 > 0.3:
            lines.append(((x1, y1), (x2, y2)))
        start += 4.5
    return Strokes(tuple(lines), ink)


def is_point(scale: Scale, stretch: Stretch) -> bool:
    """Whether a date is so short on this scale that it is drawn as a dot."""
    if stretch.from_ is None or stretch.to is None:
        return False
    return stretch.from_ == stretch.to or (stretch.to + 1 - stretch.from_) * scale.day < 9


def dot(scale: Scale, stretch: Stretch, y: float) -> Shape:
    """A short date: full where the day is known, a ring where it is not; in blue if it lasted."""
    x = middle(scale, stretch)
    if stretch.single and (stretch.sure_from is None or stretch.ends):
        return Dot(x, y, 3.4, fill=Ink.PAPER, stroke=Ink.INK, width=1.3)
    return Dot(x, y, 3.8, fill=Ink.INK if stretch.single else Ink.BLUE)


def middle(scale: Scale, stretch: Stretch) -> float:
    """The middle of a date both of whose ends are known."""
    assert stretch.from_ is not None and stretch.to is not None, stretch
    return (scale.x(stretch.from_) + scale.x(stretch.to + 1)) / 2


def marks(
    scale: Scale, stretch: Stretch, y: float, measure: Measure, reach: float = math.inf
) -> tuple[list[Shape], float, float]:
    """The signs of doubt at a bar's ends; and how far bar and signs reach to either side."""
    left, right = ends_of(scale, stretch, reach)
    return _marks(scale, stretch, y, measure, left, right)


def dot_marks(scale: Scale, stretch: Stretch, y: float, measure: Measure) -> tuple[list[Shape], float, float]:
    """The same of a dot."""
    x = middle(scale, stretch)
    return _marks(scale, stretch, y, measure, x - 4, x + 4)


def _marks(
    scale: Scale, stretch: Stretch, y: float, measure: Measure, left: float, right: float
) -> tuple[list[Shape], float, float]:
    size = measure.small
    foot = y + size * 0.36
    made: list[Shape] = []
    at_edge = left <= scale.left + 1  # to the left of it is no time
    if stretch.starts and at_edge and right - left < size * 1.6:
        made.append(Text(right + 3, foot, stretch.starts, size, "start", Ink.RED, bold=True, halo=Ink.PAPER))
        right += width_of(stretch.starts, size, bold=True) + 4
    elif stretch.starts and at_edge:
        made.append(Text(left + 4, foot, stretch.starts, size, "start", Ink.RED, bold=True, halo=Ink.PAPER))
    elif stretch.starts:
        made.append(Text(left - 3, foot, stretch.starts, size, "end", Ink.RED, bold=True, halo=Ink.PAPER))
        left -= width_of(stretch.starts, size, bold=True) + 4
    if stretch.ends and right >= scale.right - 12:
        made.append(Text(right - 4, foot, stretch.ends, size, "end", Ink.RED, bold=True, halo=Ink.PAPER))
    elif stretch.ends:
        made.append(Text(right + 3, foot, stretch.ends, size, "start", Ink.RED, bold=True, halo=Ink.PAPER))
        right += width_of(stretch.ends, size, bold=True) + 4
    return made, left, right


def hatched_dot(x: float, y: float, radius: float, ink: Ink) -> list[Shape]:
    """A circle filled with slanting lines."""
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
    offset = -radius * 1.2
    while offset <= radius * 1.2:
        # The chord of the circle along the line through (x + offset, y) that rises to the right.
        reach = (2 * radius**2 - offset**2) ** 0.5 if offset**2 < 2 * radius**2 else 0.0
        left, right = (offset - reach) / 2, (offset + reach) / 2
        if right - left > 0.5:
            lines.append(((x + left, y - left + offset), (x + right, y - right + offset)))
        offset += 4
    return [Dot(x, y, radius, fill=Ink.PAPER, stroke=ink, width=1.2), Strokes(tuple(lines), ink)]
