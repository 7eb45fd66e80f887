"""Who is related to whom: the names below one another, and an arc beside them for each relation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from letopis.drawings.legend import Sample, Sign, legend
from letopis.drawings.network import Node
from letopis.drawings.shapes import Area, Colour, Dot, Drawing, Item, Line, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of, wrapped
from letopis.model.values import Ref

SIGNS: Final[tuple[tuple[Sign, Colour], ...]] = (
    ("line", Colour.BLUE), ("dashes", Colour.RED), ("dots", Colour.INK),
    ("line", Colour.INK), ("dashes", Colour.BLUE), ("dots", Colour.RED),
)  # fmt: skip
"""How the lines of each kind of relation are drawn, told apart without their colours as well within the first three."""

_DASH: Final[Mapping[str, tuple[float, ...]]] = {"line": (), "dashes": (5, 3), "dots": (1.5, 2.5)}
_STEPS: Final = 20
"""Straight pieces of an arc."""
_ROUNDS: Final = 12
"""How often the names are put in a better order: it no longer changes much after a few."""


class Bond(NamedTuple):
    """A relation between two records: in words, what its kind is called, and whether it reads alike from both ends."""

    first: Ref
    second: Ref
    words: str
    label: str
    symmetric: bool


def draw_relations(ends: Sequence[Node], bonds: Sequence[Bond], title: str, measure: Measure) -> Drawing:
    """Draw the records in an order in which those related stand near one another; an arrow leads to the second end."""
    nodes = {node.ref: node for node in ends}
    ordered = [nodes[ref] for ref in near_one_another([node.ref for node in ends], bonds)]
    lines = {node.ref: wrapped(node.name, measure.size, measure.width * 0.46) for node in ordered}
    axis = max(width_of(line, measure.size) for told in lines.values() for line in told) + 10
    middles, height = _middles(ordered, lines, measure)
    labels = list(dict.fromkeys(bond.label for bond in bonds))
    points = _points(bonds, middles, measure)
    widest = measure.width - axis - 8
    shapes: list[Shape] = []
    for bond, (start, end) in zip(bonds, points, strict=True):
        sign, ink = SIGNS[labels.index(bond.label) % len(SIGNS)]
        reach = min(widest, 14 + abs(end - start) * 0.6)
        arc = Line(_arc(axis + 4, start, end, reach), ink, 1.3, _DASH[sign])
        head = () if bond.symmetric else (_arrow(axis + 4, end, ink),)
        shapes.append(Item((arc, *head), bond.words))
    shapes += [_named(node, lines[node.ref], (axis, middles[node.ref]), bonds, measure) for node in ordered]
    samples = [Sample(SIGNS[n % len(SIGNS)][0], label, SIGNS[n % len(SIGNS)][1]) for n, label in enumerate(labels)]
    key, more = legend(samples, 0, height + measure.line, measure)
    told = f"{len(ends)} records below one another, joined by {len(bonds)} lines; arrows lead from the first to the second."
    return Drawing(measure.width, height + more, title, told, (*shapes, *key))


def near_one_another(refs: Sequence[Ref], bonds: Sequence[Bond]) -> list[Ref]:
    """The records in an order with short lines: each is moved to the middle of those it is related to, some times over.

    The same input gives the same order; of all orders on the way the one with the shortest lines in sum is taken.
    """
    beside: dict[Ref, list[Ref]] = {ref: [] for ref in refs}
    for bond in bonds:
        beside[bond.first].append(bond.second)
        beside[bond.second].append(bond.first)
    best = order = list(refs)
    for _ in range(_ROUNDS):
        place = {ref: number for number, ref in enumerate(order)}
        order = sorted(
            order,
            key=lambda ref: (sum(place[one] for one in (ref, *beside[ref])) / (1 + len(beside[ref])), place[ref]),
        )
        best = min(best, order, key=lambda one: _length(one, bonds))
    return best


def _length(order: Sequence[Ref], bonds: Sequence[Bond]) -> int:
    place = {ref: number for number, ref in enumerate(order)}
    return sum(abs(place[bond.first] - place[bond.second]) for bond in bonds)


def _middles(
    ordered: Sequence[Node], lines: Mapping[Ref, Sequence[str]], measure: Measure
) -> tuple[dict[Ref, float], float]:
    """The height of the middle of each name, and that of all names together."""
    middles: dict[Ref, float] = {}
    top = 0.0
    for node in ordered:
        tall = measure.line + (len(lines[node.ref]) - 1) * measure.size * 1.2
        middles[node.ref] = top + tall / 2
        top += tall
    return middles, top


def _points(bonds: Sequence[Bond], middles: Mapping[Ref, float], measure: Measure) -> list[tuple[float, float]]:
    """Where each line leaves and arrives: lines at one name beside one another, those to names above it uppermost."""
    at: dict[Ref, list[tuple[float, int, int]]] = {}
    for number, bond in enumerate(bonds):
        for end, (own, other) in enumerate(((bond.first, bond.second), (bond.second, bond.first))):
            far = middles[other] - middles[own]
            # Of two that go the same way the nearer one stands further out, so that they do not cross.
            at.setdefault(own, []).append((-1 / far if far else 0, number, end))
    found = [[0.0, 0.0] for _ in bonds]
    for ref, ending in at.items():
        step = min(5.0, measure.size / len(ending))
        for place, (_, number, end) in enumerate(sorted(ending, reverse=True)):
            found[number][end] = middles[ref] + (place - (len(ending) - 1) / 2) * step
    return [(start, end) for start, end in found]


def _arc(x: float, start: float, end: float, reach: float) -> tuple[tuple[float, float], ...]:
    """Half of an ellipse to the right of the names."""
    middle, half = (start + end) / 2, (end - start) / 2
    angles = [math.pi * step / _STEPS for step in range(_STEPS + 1)]
    return tuple((x + reach * math.sin(angle), middle - half * math.cos(angle)) for angle in angles)


def _arrow(x: float, y: float, ink: Colour) -> Area:
    return Area((((x, y), (x + 7, y - 3), (x + 7, y + 3)),), fill=ink)


def _named(
    node: Node, lines: Sequence[str], point: tuple[float, float], bonds: Sequence[Bond], measure: Measure
) -> Item:
    """A name with its dot at the right."""
    x, y = point
    step = measure.size * 1.2
    first = y - (len(lines) - 1) * step / 2 + measure.size * 0.35
    told = "; ".join(bond.words for bond in bonds if node.ref in {bond.first, bond.second})
    names = [Text(x - 8, first + number * step, line, measure.size, "end") for number, line in enumerate(lines)]
    return Item((Dot(x, y, 3, Colour.INK), *names), told, node.ref)
