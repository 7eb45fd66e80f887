"""A date as a bar or a dot: full where it is sure, faint where it is possible, fading where an end is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from letopis.drawings.labels import frame_of
from letopis.drawings.shapes import Area, Box, Colour, Dot, Measure, Shape, Strokes, Text
from letopis.drawings.text_metrics import width_of
from letopis.drawings.timescale import AFTER, BEFORE, Scale, Stretch

Fill = Literal["full", "hatched"]

REACH = 54
"""How far a bar runs on, fading, beyond the last that is known of it."""
PALE = 0.3
_LEAST = 3
"""A bar is no narrower than this: one day of fifty years must be seen too."""
_PITCH = 5.4
"""From one slat to the next."""


def bar_edges(scale: Scale, stretch: Stretch) -> tuple[float, float]:
    """Where a bar begins and ends: an open end at the edge of time, an unknown one within reach of what is known."""
    left = scale.x(scale.first if stretch.from_ is None else stretch.from_)
    right = scale.x(scale.last + 1 if stretch.to is None else stretch.to + 1)
    if stretch.from_ is None and stretch.starts != BEFORE and stretch.sure_from is not None:
        left = max(left, scale.x(stretch.sure_from) - REACH)
    if stretch.to is None and stretch.ends != AFTER and stretch.sure_to is not None:
        right = min(right, scale.x(stretch.sure_to + 1) + REACH)
    if right - left >= _LEAST:
        return left, right
    return (left, left + _LEAST) if left + _LEAST <= scale.right else (scale.right - _LEAST, scale.right)


def bar(scale: Scale, stretch: Stretch, y: float, height: float, *, fill: Fill = "full") -> list[Shape]:
    """A bar centred on ``y``, without its marks."""
    left, right = bar_edges(scale, stretch)
    top = y - height / 2
    if stretch.sure_from is None or stretch.sure_to is None or is_sliver(scale, stretch):
        return faint(left, right, top, height, fill)
    sure_left = left if stretch.starts == BEFORE else min(max(scale.x(stretch.sure_from), left), right - _LEAST)
    sure_right = right if stretch.ends == AFTER else min(max(scale.x(stretch.sure_to + 1), sure_left + _LEAST), right)
    made: list[Shape] = []
    for near, far, unknown in ((sure_left, left, stretch.from_ is None), (sure_right, right, stretch.to is None)):
        if abs(far - near) <= 0.5:
            continue
        made += (fading if unknown else faint)(near, far, top, height, fill)
    return [*made, *_solid(sure_left, sure_right, top, height, fill)]


def is_sliver(scale: Scale, stretch: Stretch) -> bool:
    """Whether so little is sure that it would be a line within what is possible."""
    if None in {stretch.from_, stretch.to} or stretch.sure_from is None or stretch.sure_to is None:
        return False
    sure = stretch.sure_to + 1 - stretch.sure_from
    possible = (stretch.to or 0) + 1 - (stretch.from_ or 0)
    return sure < possible and sure * scale.day < 2


def _solid(left: float, right: float, top: float, height: float, fill: Fill) -> list[Shape]:
    if fill == "full":
        return [Box(left, top, right - left, height, fill=Colour.BLUE)]
    return [
        Box(left, top, right - left, height, fill=Colour.PAPER, stroke=Colour.BLUE),
        hatching(left, right, top, height, Colour.BLUE),
    ]


def faint(near: float, far: float, top: float, height: float, fill: Fill = "full") -> list[Shape]:
    """Possible, not certain: a broken edge, lest it be lost on a faint ground."""
    left, right = min(near, far), max(near, far)
    made: list[Shape] = [Box(left, top, right - left, height, fill=Colour.BLUE, opacity=PALE)]
    if right - left > 2 * _LEAST:
        edge = Box(left + 0.4, top + 0.4, right - left - 0.8, height - 0.8, None, Colour.BLUE, line=0.8, dash=(2, 1.5))
        made.append(edge)
    return [*made, hatching(left, right, top, height, Colour.BLUE)] if fill == "hatched" else made


def fading(near: float, far: float, top: float, height: float, fill: Fill = "full") -> list[Shape]:
    """From the end that is known to as far as it may have reached: strips that grow thinner and thinner."""
    count = max(int(abs(far - near) / _PITCH), 1)
    step = (far - near) / count
    widest = 0.85 if fill == "full" else 0.3
    rings = []
    for number in range(count):
        start = near + step * (number + 0.1)
        end = start + step * max(widest * (1 - number / count), 0.12)
        rings.append(((start, top), (end, top), (end, top + height), (start, top + height)))
    return [Area(tuple(rings), Colour.BLUE)]


def hatching(left: float, right: float, top: float, height: float, ink: Colour) -> Shape:
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
        return Dot(x, y, 3.4, fill=Colour.PAPER, stroke=Colour.INK, width=1.3)
    return Dot(x, y, 3.8, fill=Colour.INK if stretch.single else Colour.BLUE)


def middle(scale: Scale, stretch: Stretch) -> float:
    """The middle of a date both of whose ends are known."""
    assert stretch.from_ is not None and stretch.to is not None, stretch
    return (scale.x(stretch.from_) + scale.x(stretch.to + 1)) / 2


class Marks(NamedTuple):
    """The signs of doubt at the ends of a bar or dot; and how far it and they reach to either side."""

    signs: list[Text]
    left: float
    right: float


def marks(scale: Scale, stretch: Stretch, y: float, measure: Measure) -> Marks:
    """The signs beside a bar."""
    return _marks(stretch, y, measure, *bar_edges(scale, stretch))


def dot_marks(scale: Scale, stretch: Stretch, y: float, measure: Measure) -> Marks:
    """The signs beside a dot."""
    x = middle(scale, stretch)
    return _marks(stretch, y, measure, x - 4, x + 4)


def _marks(stretch: Stretch, y: float, measure: Measure, left: float, right: float) -> Marks:
    foot = y + measure.size * 0.36
    signs: list[Text] = []
    if stretch.starts:
        signs.append(_sign(left - 3, foot, stretch.starts, measure, "end"))
        left -= 3 + _width(stretch.starts, measure)
    if stretch.ends:
        signs.append(_sign(right + 3, foot, stretch.ends, measure, "start"))
        right += 3 + _width(stretch.ends, measure)
    return Marks(signs, left, right)


def _sign(x: float, foot: float, sign: str, measure: Measure, anchor: Literal["start", "middle", "end"]) -> Text:
    return Text(x, foot, sign, measure.size, anchor, Colour.RED, bold=True, halo=Colour.PAPER)


def _width(sign: str, measure: Measure) -> float:
    return width_of(sign, measure.size, bold=True)


def margins(stretches: Iterable[Stretch], measure: Measure) -> tuple[float, float]:
    """The room that signs need to the left and to the right of all time."""
    starts, ends = {""}, {""}
    for stretch in stretches:
        starts.add(stretch.starts)
        ends.add(stretch.ends)
    widest = [max(_width(sign, measure) for sign in signs) for signs in (starts, ends)]
    return widest[0] + 4 if widest[0] else 0, widest[1] + 4 if widest[1] else 0


_CROSSED = 7
"""Less than this is between the signs of two bars that touch: they stand 3 from the end of their own."""


def avoid_overlap(signs: Iterable[Text], measure: Measure) -> list[Text]:
    """The signs of one row, from left to right; those that would meet become one between them, in the order given."""
    made: list[tuple[int, Text]] = []
    for place, sign in sorted(enumerate(signs), key=lambda one: frame_of(one[1]).left):
        joined = place, sign
        while made and _meet(made[-1], joined):
            (first, one), (_, other) = sorted([made.pop(), joined], key=lambda each: each[0])
            joined = first, _joined(one, other, measure)
        made.append(joined)
    return [sign for _, sign in made]


def _meet(left: tuple[int, Text], right: tuple[int, Text]) -> bool:
    """Whether two signs would meet; or where one bar ends and the next begins, when each stands over the other bar."""
    crossed = left[0] > right[0]
    return frame_of(left[1]).right + (_CROSSED if crossed else 0) > frame_of(right[1]).left


def _joined(first: Text, second: Text, measure: Measure) -> Text:
    """One sign in the middle of the room that two take; what both say is said once."""
    one, other = frame_of(first), frame_of(second)
    words = " ".join(dict.fromkeys([*first.words.split(), *second.words.split()]))
    centre = (min(one.left, other.left) + max(one.right, other.right)) / 2
    return _sign(centre, second.y, words, measure, "middle")


def hatched_dot(x: float, y: float, radius: float, ink: Colour) -> list[Shape]:
    """A circle filled with slanting lines."""
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
    offset = -radius * 1.2
    while offset <= radius * 1.2:
        # The chord of the circle along the line through (x + offset, y) that rises to the right.
        reach = (2 * radius**2 - offset**2) ** 0.5
        left, right = (offset - reach) / 2, (offset + reach) / 2
        lines.append(((x + left, y - left + offset), (x + right, y - right + offset)))
        offset += 4
    return [Dot(x, y, radius, fill=Colour.PAPER, stroke=ink, width=1.2), Strokes(tuple(lines), ink)]
