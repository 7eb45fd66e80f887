"""Events on a line of time: a bar or a dot each, in as few lanes as keep their names apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from letopis.drawings.bars import Marks, bar, dot, dot_marks, is_point, is_sliver, margins, marks
from letopis.drawings.legend import Sample, legend, of_ends, of_marks
from letopis.drawings.shapes import Anchor, Box, Colour, Drawing, Item, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of, wrapped
from letopis.drawings.timescale import BEYOND, Scale, Stretch, axis, stretch_of
from letopis.model.dates import HistoricalDate, in_words
from letopis.model.values import Ref

_GAP = 6
_DOT = 4
"""Half of a dot, which may stand at either end of the line."""


class Entry(NamedTuple):
    """An event to be drawn; ``parent`` is the event it is a part of."""

    ref: Ref
    name: str
    date: HistoricalDate
    parent: Ref | None = None


class _Placed(NamedTuple):
    entry: Entry
    stretch: Stretch
    lane: int
    lines: list[str]
    x: float
    """Where its name stands."""
    on_right: bool
    """Whether the name stands to the right of its mark."""
    below: bool = False
    """Whether it stands below a mark as wide as the picture."""

    @property
    def end(self) -> int:
        """The first lane below it."""
        return self.lane + len(self.lines) + self.below


def draw_timeline(
    entries: Sequence[Entry], title: str, measure: Measure, bounds: tuple[int | None, int | None] = (None, None)
) -> Drawing:
    """Draw events in the order given, which is that of time, a whole before its parts."""
    stretches = [stretch_of(entry.date) for entry in entries]
    scale = _scale_of(stretches, bounds, measure)
    stretches = [_cut(stretch, scale) for stretch in stretches]
    placed = _Lanes(scale, measure).place(entries, stretches)
    lanes = max(item.end for item in placed)
    foot, grid = axis(scale, 0, measure)
    bottom = foot + lanes * measure.line + measure.size * 0.7
    foot, grid = axis(scale, bottom, measure)
    items = [_item(item, scale, foot, measure) for item in placed]
    grounds = _grounds(placed, scale, foot, measure)
    shapes: list[Shape] = [*grounds, *grid, *items]
    samples = _samples(scale, stretches, grounds=bool(grounds))
    key, height = legend(samples, 0, bottom + measure.line, measure)
    first, last = entries[0], entries[-1]
    return Drawing(
        measure.width,
        bottom + (height or 4),
        title,
        f"{len(entries)} events on a line of time, from “{first.name}” ({in_words(first.date)}) "
        f"to “{last.name}” ({in_words(last.date)}).",
        (*shapes, *key),
    )


def _scale_of(stretches: Sequence[Stretch], bounds: tuple[int | None, int | None], measure: Measure) -> Scale:
    """From the first day to the last with a little room, but not beyond the bounds asked for."""
    days = [day for stretch in stretches for day in stretch.days]
    first, last = min(days), max(days)
    room = (last - first) // 40
    first = first - room if bounds[0] is None else max(bounds[0], first - room)
    last = last + room if bounds[1] is None else min(bounds[1], last + room)
    last = max(first, last)
    left, right = margins([_cut(s, Scale(first, last, 0, 1)) for s in stretches], measure)
    return Scale(first, last, _DOT + left, measure.width - _DOT - right)


def _cut(stretch: Stretch, scale: Scale) -> Stretch:
    """The same, with a sign at each end that lies beyond the picture."""
    if stretch.from_ is not None and stretch.from_ < scale.first:
        stretch = stretch._replace(starts=BEYOND)
    if stretch.to is not None and stretch.to > scale.last:
        stretch = stretch._replace(ends=BEYOND)
    return stretch


class _Lanes:
    """Gives each event the highest lane in which its mark and its name are free of others."""

    def __init__(self, scale: Scale, measure: Measure) -> None:
        self.scale = scale
        self.measure = measure
        self.taken: list[list[tuple[float, float]]] = []

    def place(self, entries: Sequence[Entry], stretches: Sequence[Stretch]) -> list[_Placed]:
        """Place the events in order; a part lies below its whole."""
        waiting = {entry.ref: (entry, stretch) for entry, stretch in zip(entries, stretches, strict=True)}
        made: dict[Ref, _Placed] = {}
        for ref in [entry.ref for entry in entries]:
            self._place(ref, waiting, made)
        return list(made.values())

    def _place(self, ref: Ref, waiting: dict[Ref, tuple[Entry, Stretch]], made: dict[Ref, _Placed]) -> None:
        if ref not in waiting:
            return
        entry, stretch = waiting.pop(ref)
        above = None
        if entry.parent is not None:
            self._place(entry.parent, waiting, made)
            above = made.get(entry.parent)
        made[ref] = self._best(entry, stretch, above.end if above else 0)

    def _best(self, entry: Entry, stretch: Stretch, lowest: int) -> _Placed:
        """The first lane that is free, its name to the right if it can be."""
        _, left, right = _signs(self.scale, stretch, 0, self.measure)
        choices = []
        for on_right, room in ((True, self.measure.width - right - _GAP), (False, left - _GAP)):
            lines = wrapped(entry.name, self.measure.size, max(room, self.measure.width * 0.28))
            wide = max(width_of(line, self.measure.size) for line in lines)
            if wide > room:
                continue
            x = right + _GAP if on_right else left - _GAP
            span = (left - 4, x + wide + 8) if on_right else (x - wide - 8, right + 4)
            lane = self._free(span, lowest, len(lines))
            choices.append((lane + len(lines), not on_right, lane, lines, x, span))
        if not choices:
            lines, span = wrapped(entry.name, self.measure.size, self.measure.width - 8), (0.0, self.measure.width)
            lane = self._free(span, lowest, len(lines) + 1)
            self._take(span, lane, len(lines) + 1)
            return _Placed(entry, stretch, lane, lines, 4, on_right=True, below=True)
        _, on_left, lane, lines, x, span = min(choices)
        self._take(span, lane, len(lines))
        return _Placed(entry, stretch, lane, lines, x, not on_left)

    def _free(self, span: tuple[float, float], lowest: int, count: int) -> int:
        lane = lowest
        while any(not self._is_free(span, lane + n) for n in range(count)):
            lane += 1
        return lane

    def _is_free(self, span: tuple[float, float], lane: int) -> bool:
        taken = self.taken[lane] if lane < len(self.taken) else []
        return all(span[1] <= left or right <= span[0] for left, right in taken)

    def _take(self, span: tuple[float, float], lane: int, count: int) -> None:
        while len(self.taken) < lane + count:
            self.taken.append([])
        for n in range(count):
            self.taken[lane + n].append(span)


def _signs(scale: Scale, stretch: Stretch, y: float, measure: Measure) -> Marks:
    return (dot_marks if is_point(scale, stretch) else marks)(scale, stretch, y, measure)


def _middle(item: _Placed, foot: float, measure: Measure) -> float:
    return foot + (item.lane + 0.5) * measure.line + measure.size * 0.35


def _item(item: _Placed, scale: Scale, foot: float, measure: Measure) -> Item:
    entry, stretch = item.entry, item.stretch
    y = _middle(item, foot, measure)
    shapes: list[Shape] = []
    if is_point(scale, stretch):
        shapes.append(dot(scale, stretch, y))
    else:
        shapes += bar(scale, stretch, y, 7)
    signs, _, _ = _signs(scale, stretch, y, measure)
    shapes += signs
    for number, words in enumerate(item.lines, start=int(item.below)):
        foot_of = y + measure.size * 0.35 + number * measure.line * 0.85
        anchor: Anchor = "start" if item.on_right else "end"
        shapes.append(Text(item.x, foot_of, words, measure.size, anchor, halo=Colour.PAPER))
    return Item(tuple(shapes), f"{entry.name}, {in_words(entry.date)}", entry.ref)


def _grounds(placed: Sequence[_Placed], scale: Scale, foot: float, measure: Measure) -> list[Shape]:
    """Behind each whole, a ground that reaches down over its parts."""
    made: list[Shape] = []
    for whole in placed:
        parts = [item for item in placed if item.entry.parent == whole.entry.ref]
        stretch = whole.stretch
        if not parts or stretch.from_ is None or stretch.to is None:
            continue
        top = _middle(whole, foot, measure)
        bottom = max(_middle(part, foot, measure) for part in parts) + measure.line * 0.45
        left, right = scale.x(stretch.from_), scale.x(stretch.to + 1)
        if right - left < 12:
            continue
        made.append(Box(left, top, right - left, bottom - top, fill=Colour.WASH, stroke=Colour.HAIR))
    return made


def _samples(scale: Scale, stretches: Sequence[Stretch], *, grounds: bool) -> list[Sample]:
    points = [s for s in stretches if is_point(scale, s)]
    bars = [s for s in stretches if not is_point(scale, s)]
    made = []
    if any(s.single and s.sure_from is not None and not s.ends for s in points):
        made.append(Sample("dot", "one day", Colour.INK))
    if any(not s.single and s.sure_from is not None for s in points):
        made.append(Sample("dot", "several days"))
    if any(not s.single and s.sure_from is not None and not is_sliver(scale, s) for s in bars):
        made.append(Sample("full", "several days" if made[-1:] != [Sample("dot", "several days")] else "longer"))
    if any(s.single and (s.sure_from is None or s.ends) for s in points):
        made.append(Sample("ring", "day not certain", Colour.INK))
    made += of_ends(bars, "some time within")
    if grounds:
        made.append(Sample("ground", "its parts, below it"))
    return made + of_marks(stretches)
