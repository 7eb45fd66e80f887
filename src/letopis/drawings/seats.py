"""People as seats in rows: a body on one day, and the sides of a vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from letopis.drawings.bars import hatched_dot
from letopis.drawings.legend import Sample, legend
from letopis.drawings.shapes import Colour, Dot, Drawing, Item, Line, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of
from letopis.model.values import Ref

Look = Literal["full", "hatched", "ring", "broken"]

_GAP = 12


class Seat(NamedTuple):
    """A person in a group; ``words`` say what the seat means, ``doubtful`` that it may not be theirs."""

    ref: Ref
    name: str
    words: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """People who sit together, under one heading."""

    heading: str
    seats: tuple[Seat, ...]
    look: Look = "full"
    ink: Colour = Colour.BLUE


def draw_seats(groups: Sequence[Group], title: str, measure: Measure) -> Drawing:
    """Draw groups below one another, each a heading and rows of seats with names beneath."""
    shapes: list[Shape] = []
    columns, cell = _grid(groups, measure)
    y = 0.0
    for group in groups:
        if shapes:
            y += measure.size * 0.9
            shapes.append(Line(((0, y), (measure.width, y)), Colour.HAIR, 0.8))
        made, height = _group(group, y + measure.size * 0.4, columns, cell, measure)
        shapes += made
        y += height
    told = "; ".join(group.heading for group in groups)
    if any(seat.doubtful for group in groups for seat in group.seats):
        key, height = legend(
            [Sample("written", "the dates cannot tell", Colour.RED, "?")], 0, y + measure.line, measure
        )
        shapes += key
        y += height
    return Drawing(measure.width, y + 4, title, f"{told}.", tuple(shapes))


def _grid(groups: Sequence[Group], measure: Measure) -> tuple[int, float]:
    """How many seats stand in a row, the same for all groups, and how wide each is.

    As many as make the fewest rows, and of those numbers the smallest: rows of one length look best.
    """
    widest = max(width_of(seat.name, measure.size) for group in groups for seat in group.seats) + _GAP
    most = max(len(group.seats) for group in groups)
    room = max(min(int(measure.width // widest), most), 1)

    def rows(columns: int) -> int:
        return sum(-(-len(group.seats) // columns) for group in groups)

    columns = min(range(1, room + 1), key=lambda count: (rows(count), count))
    return columns, min(measure.width / columns, widest * 1.6)


def _group(group: Group, top: float, columns: int, wide: float, measure: Measure) -> tuple[list[Shape], float]:
    size, radius = measure.size, measure.size * 0.8
    foot = top + size
    made: list[Shape] = [Text(0, foot, group.heading, size, bold=True)]
    rows = -(-len(group.seats) // columns)
    height = radius * 2 + size * 2
    for number, seat in enumerate(group.seats):
        x = (number % columns + 0.5) * wide
        y = foot + size * 0.7 + number // columns * height + radius
        name = Text(x, y + radius + size * 1.1, seat.name, size, "middle")
        mark = Text(x, y + size * 0.36, "?", size, "middle", Colour.RED, bold=True)
        look: Look = "broken" if seat.doubtful else group.look
        shapes = [*seat_sign(look, group.ink, x, y, radius), *([mark] if seat.doubtful else []), name]
        made.append(Item(tuple(shapes), f"{seat.name}: {seat.words}", seat.ref))
    return made, foot - top + size * 0.7 + rows * height + size * 0.2


def seat_sign(look: Look, ink: Colour, x: float, y: float, radius: float) -> list[Shape]:
    """A seat in the form of its group."""
    if look == "broken":
        return [Dot(x, y, radius, fill=Colour.PAPER, stroke=ink, width=1.3, dash=(3, 2.4))]
    if look == "hatched":
        return hatched_dot(x, y, radius, ink)
    if look == "ring":
        return [Dot(x, y, radius - 0.8, fill=Colour.PAPER, stroke=ink, width=2.2)]
    return [Dot(x, y, radius, fill=ink)]
