"""What became of people: for each, the line of a life and under it a bar for every post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from letopis.drawings.bars import avoid_overlap, bar, bar_edges, margins, marks
from letopis.drawings.legend import Sample, legend, of_ends, of_marks
from letopis.drawings.seats import Look, seat_sign
from letopis.drawings.shapes import Anchor, Box, Colour, Dot, Drawing, Item, Line, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of, wrapped
from letopis.drawings.timescale import Scale, axis, stretch_of
from letopis.model.dates import HistoricalDate, in_short, in_words
from letopis.model.values import Ref

_PAD = 4
"""Before the names, within the ground of their rows."""
_NARROW = 80
"""Less room than this beside a bar is none for words."""


class Span(NamedTuple):
    """A seat or an office that was held, and when."""

    name: str
    when: HistoricalDate


class Side(NamedTuple):
    """A side that people took: its heading, and how its seats look wherever they are drawn."""

    heading: str
    look: Look = "full"
    ink: Colour = Colour.BLUE


@dataclass(frozen=True, slots=True)
class Life:
    """A person on one side, and what came of them."""

    ref: Ref
    name: str
    side: Side
    spans: tuple[Span, ...]
    died: HistoricalDate | None = None


def draw_fates(
    lives: Sequence[Life], day: HistoricalDate, title: str, measure: Measure, among: Sequence[Life] = ()
) -> Drawing:
    """Draw people by side, from the day of the vote on, each to their death.

    The scale is that of ``among``, of which they may be a part.
    """
    scale = _scale_of(among or lives, day, measure)
    foot, _ = axis(scale, 0, measure)
    y = foot + measure.size * 0.4
    back: list[Shape] = []
    front: list[Shape] = []
    side: Side | None = None
    for number, life in enumerate(lives):
        if life.side != side:
            side = life.side
            front += _heading(side, y, measure)
            y += measure.line * 1.4
        ground = Colour.PAPER if number % 2 else Colour.WASH
        item, height = _life(life, scale, y, measure, ground)
        if ground is Colour.WASH:
            back.append(Box(0, y, measure.width, height, fill=Colour.WASH))
        front.append(item)
        y += height
    _, grid = axis(scale, y, measure)
    key, height = legend(_samples(lives), 0, y + measure.line, measure)
    told = f"{len(lives)} people in rows, with a bar for each post from {in_words(day)} on."
    return Drawing(measure.width, y + (height or 4), title, told, (*back, *grid, *front, *key))


def _scale_of(lives: Sequence[Life], day: HistoricalDate, measure: Measure) -> Scale:
    assert day.earliest is not None, day
    names = max(width_of(life.name, measure.size) + measure.size * 1.2 for life in lives) + 12 + _PAD
    stretches = [stretch_of(span.when) for life in lives for span in life.spans]
    days = [day.earliest, day.latest or day.earliest]
    days += [known for stretch in stretches for known in stretch.days]
    days += [life.died.latest for life in lives if life.died and life.died.latest is not None]
    last = max(days)
    left, right = margins(stretches, measure)
    return Scale(day.earliest, last + max((last - day.earliest) // 40, 1), names + left, measure.width - 3 - right)


def _heading(side: Side, y: float, measure: Measure) -> list[Shape]:
    """The side, with the sign that each of its people has too."""
    radius = measure.size * 0.5
    foot = y + measure.line
    sign = seat_sign(side.look, side.ink, _PAD + radius, foot - measure.size * 0.35, radius)
    return [*sign, Text(_PAD + measure.size * 1.4, foot, side.heading, measure.size, bold=True)]


def _life(life: Life, scale: Scale, top: float, measure: Measure, ground: Colour) -> tuple[Item, float]:
    """The line of a life from the vote to the death, and below it a row for every post."""
    pad = measure.size * 0.25
    middle = top + pad + measure.small * 0.75
    radius = measure.size * 0.36
    shapes: list[Shape] = seat_sign(life.side.look, life.side.ink, _PAD + radius, middle, radius)
    shapes.append(Text(_PAD + measure.size * 1.2, middle + measure.size * 0.36, life.name, measure.size))
    shapes += _death(life, scale, middle, measure, ground)
    y = top + pad + measure.small * 1.5
    for spans in _together(life.spans, scale):
        made, height = _row(life, spans, scale, y, measure, ground)
        shapes += made
        y += height
    return Item(tuple(shapes), "", life.ref), y + pad - top


def _death(life: Life, scale: Scale, y: float, measure: Measure, ground: Colour) -> list[Shape]:
    if life.died is None or life.died.latest is None:
        return []
    size = measure.small
    x = max(scale.x(life.died.latest), scale.left + 2)
    words = f"† {in_short(life.died)}"
    wide = width_of(words, size)
    on_right = x + 5 + wide <= measure.width
    end = x if on_right else max(x - 7 - wide, scale.left)
    line = Line(((scale.left, y), (end, y)), Colour.QUIET, 0.8, (1.5, 2.5))
    text = Text(
        x + (5 if on_right else -5),
        y + size * 0.35,
        words,
        size,
        "start" if on_right else "end",
        Colour.QUIET,
        halo=ground,
    )
    return [Item((line, Dot(x, y, 2, Colour.QUIET), text), f"{life.name}: died {in_words(life.died)}")]


def _together(spans: Sequence[Span], scale: Scale) -> list[list[Span]]:
    """Posts that look alike on this scale share a row: those that all ended with the vote, for one."""
    rows: list[tuple[tuple[float, float], list[Span]]] = []
    for span in spans:
        stretch = stretch_of(span.when)
        left, right = bar_edges(scale, stretch)
        sure = not (stretch.starts or stretch.ends)
        same = [row for ends, row in rows if sure and abs(ends[0] - left) < 1.5 and abs(ends[1] - right) < 1.5]
        if same:
            same[0].append(span)
        else:
            rows.append(((left, right) if sure else (-9, -9), [span]))
    return [row for _, row in rows]


def _row(
    life: Life, spans: Sequence[Span], scale: Scale, top: float, measure: Measure, ground: Colour
) -> tuple[list[Shape], float]:
    """A bar and the names of the posts beside it, on more lines if need be."""
    size = measure.small
    stretch = stretch_of(spans[0].when)
    middle = top + size * 0.75
    signs, left, right = marks(scale, stretch, middle, measure)
    told = "; ".join(f"{span.name}, {in_words(span.when)}" for span in spans)
    shapes: list[Shape] = [Item(tuple(bar(scale, stretch, middle, size * 0.6)), f"{life.name}: {told}")]
    shapes += avoid_overlap(signs, measure)
    names = " · ".join(span.name for span in spans)
    rooms = (measure.width - right - 8, left - scale.left - 8)
    longest = max(width_of(word, size) for word in names.split(" "))
    below = max(rooms) < max(_NARROW, longest)  # a bar from end to end: the names stand under it
    on_right = below or width_of(names, size) <= rooms[0] or rooms[0] >= rooms[1]
    lines = wrapped(names, size, measure.width - scale.left if below else rooms[0] if on_right else rooms[1])
    wide = max(width_of(line, size) for line in lines)
    x = min(max(left, scale.left), measure.width - wide) if below else right + 5 if on_right else left - 5
    anchor: Anchor = "start" if on_right else "end"
    for number, words in enumerate(lines, start=int(below)):
        foot = middle + size * 0.35 + number * size * 1.2
        shapes.append(Text(x, foot, words, size, anchor, halo=ground))
    return shapes, size * (1.5 + 1.2 * (len(lines) - 1 + below))


def _samples(lives: Sequence[Life]) -> list[Sample]:
    stretches = [stretch_of(span.when) for life in lives for span in life.spans]
    made = [Sample("dots", "to the death, †", Colour.QUIET)] if any(life.died for life in lives) else []
    return of_ends(stretches) + made + of_marks(stretches)
