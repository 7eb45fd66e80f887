"""What became of people: for each, the line of a life and under it a bar for every post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from letopis.model.dates import HistoricalDate, in_short, in_words
from letopis.model.values import Ref
from letopis.pictures.bars import bar, ends_of, marks
from letopis.pictures.legend import Sample, legend, of_marks
from letopis.pictures.letters import width_of, wrapped
from letopis.pictures.shapes import Box, Dot, Drawing, Ink, Item, Line, Measure, Shape, Text
from letopis.pictures.timescale import Scale, axis, stretch_of

_REACH = 54
"""How far a bar fades whose end is not known."""


_PAD = 4
"""Before the names, within the ground of their rows."""


class Span(NamedTuple):
    """A seat or an office that was held, and when."""

    name: str
    when: HistoricalDate


@dataclass(frozen=True, slots=True)
class Life:
    """A person on one side, and what came of them."""

    ref: Ref
    name: str
    side: str
    """The heading of the side taken, with how many took it."""
    spans: tuple[Span, ...]
    died: HistoricalDate | None = None


def draw_fates(
    lives: Sequence[Life], day: HistoricalDate, title: str, measure: Measure, among: Sequence[Life] = ()
) -> Drawing:
    """Draw people by side, from the day of the vote on; a cross ends a life.

    The scale is that of ``among``, of which they may be a part.
    """
    assert day.earliest is not None, day
    names = max(width_of(life.name, measure.size) for life in among or lives) + 12 + _PAD
    days = [day.earliest, day.latest or day.earliest]
    for life in among or lives:
        days += [known for span in life.spans for known in stretch_of(span.when).days]
        days += [life.died.latest] if life.died and life.died.latest is not None else []
    last = max(days)
    scale = Scale(day.earliest, last + max((last - day.earliest) // 40, 1), names, measure.width - 1)
    foot, _ = axis(scale, 0, measure)
    y = foot + measure.size * 0.4
    back: list[Shape] = []
    front: list[Shape] = []
    side = ""
    for number, life in enumerate(lives):
        if life.side != side:
            side = life.side
            front.append(Text(_PAD, y + measure.line * 0.85, side, measure.size, bold=True))
            y += measure.line * 1.25
        ground = Ink.PAPER if number % 2 else Ink.WASH
        item, height = _life(life, scale, y, measure, ground)
        if ground is Ink.WASH:
            back.append(Box(0, y, measure.width, height, fill=Ink.WASH))
        front.append(item)
        y += height
    _, grid = axis(scale, y, measure)
    key, height = legend(_samples(lives), 0, y + measure.line, measure)
    told = f"{len(lives)} people in rows, with a bar for each post from {in_words(day)} on."
    return Drawing(measure.width, y + (height or 4), title, told, (*back, *grid, *front, *key))


def _told(life: Life) -> str:
    spans = [f"{span.name}, {in_words(span.when)}" for span in life.spans]
    return ", then ".join([*spans, *([f"died {in_words(life.died)}"] if life.died else [])])


def _life(life: Life, scale: Scale, top: float, measure: Measure, ground: Ink) -> tuple[Item, float]:
    """The line of a life from the vote to the death, and below it a row for every post."""
    pad = measure.size * 0.25
    size = measure.small
    middle = top + pad + size * 0.75
    shapes: list[Shape] = [Text(_PAD, middle + measure.size * 0.36, life.name, measure.size)]
    if life.died and life.died.latest is not None:
        x = scale.x(life.died.latest)
        words = f"† {in_short(life.died)}"
        fits = x + 4 + width_of(words, size) <= scale.right
        line = Line(((scale.left, middle), (x, middle)), Ink.QUIET, 0.8, (1.5, 2.5))
        name = Text(
            x + (4 if fits else -4),
            middle + size * 0.35,
            words,
            size,
            "start" if fits else "end",
            Ink.QUIET,
            halo=ground,
        )
        shapes.append(Item((line, Dot(x, middle, 2, Ink.QUIET), name), f"{life.name}: died {in_words(life.died)}"))
    y = top + pad + size * 1.5
    for spans in _together(life.spans, scale):
        made, height = _row(life, spans, scale, y, measure, ground)
        shapes.append(made)
        y += height
    return Item(tuple(shapes), f"{life.name}: {_told(life)}", life.ref), y + pad - top


def _together(spans: Sequence[Span], scale: Scale) -> list[list[Span]]:
    """Posts that look alike on this scale share a row: those that all ended with the vote, for one."""
    rows: list[tuple[tuple[float, float], list[Span]]] = []
    for span in spans:
        stretch = stretch_of(span.when)
        left, right = ends_of(scale, stretch, _REACH)
        sure = not (stretch.starts or stretch.ends)
        same = [row for ends, row in rows if sure and abs(ends[0] - left) < 1.5 and abs(ends[1] - right) < 1.5]
        if same:
            same[0].append(span)
        else:
            rows.append(((left, right) if sure else (-9, -9), [span]))
    return [row for _, row in rows]


def _row(
    life: Life, spans: Sequence[Span], scale: Scale, top: float, measure: Measure, ground: Ink
) -> tuple[Item, float]:
    """A bar and the names of the posts beside it, on more lines if need be."""
    size = measure.small
    stretch = stretch_of(spans[0].when)
    middle = top + size * 0.75
    signs, left, right = marks(scale, stretch, middle, measure, _REACH)
    shapes: list[Shape] = [*bar(scale, stretch, middle, size * 0.6, reach=_REACH), *signs]
    names = " · ".join(span.name for span in spans)
    rooms = (scale.right - right - 8, left - scale.left - 8)
    below = max(rooms) < 80  # a bar from end to end: the names stand under it
    on_right = below or width_of(names, size) <= rooms[0] or rooms[0] >= rooms[1]
    lines = wrapped(names, size, scale.right - left if below else rooms[0] if on_right else rooms[1])
    x = left if below else right + 5 if on_right else left - 5
    for number, words in enumerate(lines, start=int(below)):
        foot = middle + size * 0.35 + number * size * 1.2
        shapes.append(Text(x, foot, words, size, "start" if on_right else "end", halo=ground))
    told = "; ".join(f"{span.name}, {in_words(span.when)}" for span in spans)
    return Item(tuple(shapes), f"{life.name}: {told}"), size * (1.5 + 1.2 * (len(lines) - 1 + below))


def _samples(lives: Sequence[Life]) -> list[Sample]:
    stretches = [stretch_of(span.when) for life in lives for span in life.spans]
    made = []
    if any(None not in s[:4] and (s.from_ != s.sure_from or s.to != s.sure_to) for s in stretches):
        made.append(Sample("pale", "possibly"))
    if any(s.from_ is None or s.to is None for s in stretches):
        made.append(Sample("fading", "start or end not known"))
    if any(life.died for life in lives):
        made.append(Sample("cross", "death"))
    return made + of_marks(stretches)
