"""Places on an outline of the land, with what belongs to each beside its name. No borders: they change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from letopis.drawings.geometry import Frame, Point, cut_line, cut_ring
from letopis.drawings.labels import Label, Spot, frame_of, place_labels
from letopis.drawings.land import Projection, land
from letopis.drawings.shapes import Area, Box, Colour, Dot, Drawing, Item, Line, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of
from letopis.model.values import Ref

_RADIUS: Final = 3.6
_NEAR: Final = 8
"""Nearer than this, degrees at the edge of a map look like part of what stands there."""
_SMALLEST: Final = math.radians(12)
"""The least a map shows, so that one town does not fill the page."""
_STEPS: Final = (1, 2, 5, 10, 15, 20, 30)
_MOST_NEAR: Final = 8
"""Other places on the small map of one."""
_AROUND: Final = math.radians(34)
"""What the small map of one place shows from west to east: enough that a coast tells where in the world it is."""
_FINEST: Final = 0.3
"""Steps of a coast, in pixels, that are too small to be seen; on a small map, steps of three times this."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place with its coordinates; ``note`` stands below its name, ``words`` say both in full."""

    ref: Ref
    name: str
    longitude: float
    latitude: float
    note: str = ""
    words: str = ""


def draw_map(
    places: Sequence[Spotted], routes: Sequence[tuple[str, Sequence[Ref]]], title: str, measure: Measure
) -> Drawing:
    """Draw places, and for each route (its name and places in order) a line from one to the next."""
    paper = _Paper(places, measure)
    at = {place.ref: paper.spot(place.longitude, place.latitude) for place in places}
    labels = [_label(place, at[place.ref], measure) for place in places]
    ways = [(name, _route(at[a], at[b])) for name, refs in routes for a, b in pairwise(refs)]
    bends = [point for _, way in ways for line in way[:1] for point in line.points]
    dots = [Frame(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in at.values()]
    grid = _clear_of(dots, paper.grid(measure))
    degrees = [frame_of(shape) for shape in grid if isinstance(shape, Text)]
    spots = place_labels(labels, paper.frame, _RADIUS, bends, degrees)
    shapes: list[Shape] = [
        Area(tuple(tuple(ring) for ring in paper.land()), Colour.LAND, Colour.COAST),
        *_clear_of([spot.frame for spot in spots if spot is not None], grid),
        Box(0, 0, measure.width, paper.frame.bottom, stroke=Colour.COAST),
    ]
    shapes += [Item(tuple(way), name) for name, way in ways]
    for place, label, spot in zip(places, labels, spots, strict=True):
        shapes.append(_item(place, label, spot, measure))
    told = f"{len(places)} places on an outline of the land, from {spoken(paper)}."
    if None in spots:
        told += f" There was no room for the names of {spots.count(None)}."
    return Drawing(measure.width, paper.frame.bottom, title, told, tuple(shapes))


def draw_surroundings(place: Spotted, others: Sequence[Spotted], title: str, measure: Measure) -> Drawing:
    """Draw one place in the middle of a small map; of the others, given by their weight, those that there is room for."""
    paper = _Paper([place], measure, _AROUND, 0.6)
    at = {one.ref: paper.spot(one.longitude, one.latitude) for one in others}
    inner = Frame(_RADIUS, _RADIUS, measure.width - _RADIUS, paper.frame.bottom - _RADIUS)
    here = paper.spot(place.longitude, place.latitude)
    near: list[Spotted] = []
    for one in others:
        apart = [math.dist(at[one.ref], other) for other in (here, *(at[known.ref] for known in near))]
        if len(near) < _MOST_NEAR and paper.sees(one) and inner.holds(at[one.ref]) and min(apart) > 3 * _RADIUS:
            near.append(one)
    shown = [place, *near]
    labels = [_label(one, at.get(one.ref, here), measure) for one in shown]
    # The place itself is named first, whatever lies around it.
    own = place_labels(labels[:1], paper.frame, _RADIUS, [at[one.ref] for one in near])
    taken = [spot.frame for spot in own if spot is not None]
    spots = [*own, *place_labels(labels[1:], paper.frame, _RADIUS, [here], taken)]
    shapes: list[Shape] = [
        Area(tuple(tuple(ring) for ring in paper.land(3 * _FINEST)), Colour.LAND, Colour.COAST),
        Box(0, 0, measure.width, paper.frame.bottom, stroke=Colour.COAST),
    ]
    for one, label, spot in reversed([*zip(shown, labels, spots, strict=True)]):
        shapes.append(_item(one, label, spot, measure, quiet=one is not place))
    told = f"An outline of the land, with {place.name} in its middle."
    if near:
        told += f" Near it: {', '.join(one.name for one in near)}."
    return Drawing(measure.width, paper.frame.bottom, title, told, tuple(shapes))


def _clear_of(frames: Sequence[Frame], grid: Iterable[Shape]) -> list[Shape]:
    """A grid without the degrees that stand at, or nearly at, one of some frames: they could be read together."""
    kept: list[Shape] = []
    for shape in grid:
        if isinstance(shape, Text):
            left, top, right, bottom = frame_of(shape)
            near = Frame(left - _NEAR, top - _NEAR, right + _NEAR, bottom + _NEAR)
            if any(near.meets(frame) for frame in frames):
                continue
        kept.append(shape)
    return kept


def spoken(paper: _Paper) -> str:
    """The span of a map in degrees."""
    ends = (_degrees(round(paper.south), "N", "S"), _degrees(round(paper.north), "N", "S"))
    sides = (_degrees(round(paper.west), "E", "W"), _degrees(round(paper.east), "E", "W"))
    return f"{ends[0]} to {ends[1]} and {sides[0]} to {sides[1]}"


def _label(place: Spotted, point: Point, measure: Measure) -> Label:
    width = max(width_of(place.name, measure.size), width_of(place.note, measure.small))
    return Label(point, width, measure.size * 1.15 + (measure.small * 1.15 if place.note else 0))


def _item(place: Spotted, label: Label, spot: Spot | None, measure: Measure, *, quiet: bool = False) -> Item:
    dot = Dot(*label.point, _RADIUS * 0.6, Colour.QUIET) if quiet else Dot(*label.point, _RADIUS, Colour.RED)
    if spot is None:
        return Item((dot,), place.words or place.name, place.ref)
    frame = spot.frame
    x = {"start": frame.left, "end": frame.right, "middle": (frame.left + frame.right) / 2}[spot.anchor]
    shapes: list[Shape] = [dot]
    if spot.led:
        edge = (x, (frame.top + frame.bottom) / 2)
        shapes.insert(0, Line((label.point, edge), Colour.QUIET, 0.8))
    ink = Colour.QUIET if quiet else Colour.INK
    foot = frame.top + measure.size * 0.95
    shapes.append(Text(x, foot, place.name, measure.size, spot.anchor, ink, halo=Colour.LAND))
    if place.note:
        foot = frame.top + measure.size * 1.15 + measure.small * 0.95
        shapes.append(
            Text(x, foot, place.note, measure.small, spot.anchor, Colour.QUIET, italic=True, halo=Colour.LAND)
        )
    return Item(tuple(shapes), place.words or place.name, place.ref)


def _route(a: Point, b: Point) -> list[Line]:
    """A broken line bent to the north, lest it seem to call at places between; with a head."""
    length = math.dist(a, b)
    if length < 4 * _RADIUS:
        return []
    bow = -0.14 if b[0] > a[0] else 0.14
    over = ((a[0] + b[0]) / 2 - (b[1] - a[1]) * bow, (a[1] + b[1]) / 2 + (b[0] - a[0]) * bow)
    over = (over[0] - (b[1] - a[1]) * bow, over[1] + (b[0] - a[0]) * bow)
    gap = (_RADIUS + 3) / length
    line = [_bent(a, over, b, gap + (1 - 2 * gap) * n / 24) for n in range(25)]
    (x, y), (x0, y0) = line[-1], line[-2]
    step = math.dist(line[-1], line[-2])
    east, south = (x - x0) / step, (y - y0) / step
    wings = [(x - 7 * east + 3.5 * side * south, y - 7 * south - 3.5 * side * east) for side in (1, -1)]
    return [Line(tuple(line), Colour.RED, 1, (4, 3)), Line((wings[0], (x, y), wings[1]), Colour.RED, 1.2)]


def _bent(a: Point, over: Point, b: Point, t: float) -> Point:
    """A point of a curve from one place to another, drawn towards a third."""
    x, y = ((1 - t) ** 2 * a[n] + 2 * t * (1 - t) * over[n] + t**2 * b[n] for n in (0, 1))
    return (round(x, 1), round(y, 1))


class _Paper:
    """The frame of a map, and what lies under its places."""

    def __init__(
        self, places: Sequence[Spotted], measure: Measure, least: float = _SMALLEST, low: float = 0.46
    ) -> None:
        """``least`` is what it shows at least, in radians; ``low`` its height at least, as a share of its width."""
        points = [(place.longitude, place.latitude) for place in places]
        self.projection = Projection.of(points)
        self.west, self.east = min(x for x, _ in points), max(x for x, _ in points)
        self.south, self.north = min(y for _, y in points), max(y for _, y in points)
        flat = [self.projection.place(*point) for point in points]
        left, right = min(x for x, _ in flat), max(x for x, _ in flat)
        top, bottom = min(y for _, y in flat), max(y for _, y in flat)
        # Room at the sides for names, which are wider than high.
        span = max(right - left, least)
        self.unit = measure.width * 0.76 / span
        height = (bottom - top) * self.unit + measure.width * 0.16
        height = min(max(height, measure.width * low), measure.width * 0.8)
        if bottom - top > 0:
            self.unit = min(self.unit, (height - measure.width * 0.14) / (bottom - top))
        self.frame = Frame(0, 0, measure.width, round(height))
        self.centre = ((left + right) / 2, (top + bottom) / 2)

    def spot(self, longitude: float, latitude: float) -> Point:
        """Where a place stands on the page."""
        return self._page(self.projection.place(longitude, latitude))

    def _page(self, point: Point) -> Point:
        x = (point[0] - self.centre[0]) * self.unit + self.frame.right / 2
        return (round(x, 1), round((point[1] - self.centre[1]) * self.unit + self.frame.bottom / 2, 1))

    def sees(self, place: Spotted) -> bool:
        """Whether a place lies on this side of the world, so that it is laid out where it belongs."""
        apart = abs(place.longitude - self.projection.middle) % 360
        return min(apart, 360 - apart) < 90 and abs(place.latitude - self.projection.latitude) < 75

    def land(self, finest: float = _FINEST) -> Iterator[list[Point]]:
        """The coasts within the frame; steps too small to be seen are left out."""
        for points, around in land(self.projection):
            if Frame(*self._page(around[:2]), *self._page(around[2:])).is_beside(self.frame):
                continue
            kept = cut_ring([self._page(point) for point in points], self.frame)
            thinned = [
                point for number, point in enumerate(kept) if number == 0 or math.dist(point, kept[number - 1]) > finest
            ]
            if len(thinned) > 2 and _size(thinned) > 6:
                yield thinned

    def grid(self, measure: Measure) -> Iterator[Shape]:
        """Meridians and parallels, with their degrees at the edge."""
        degrees = math.degrees(measure.width / self.unit)
        step = next((step for step in _STEPS if degrees / step <= 6), 30)
        for latitude in range(-80, 81, step):
            line = [
                self.spot(self.projection.middle + x, latitude)
                for x in range(-180 if not self.projection.cone else -100, 181 if not self.projection.cone else 101, 2)
            ]
            yield from self._grid_line(line, _degrees(latitude, "N", "S"), measure, upright=False)
        step = next((other for other in _STEPS if other >= step * 1.5), 30)
        for longitude in range(-180, 180, step):
            if abs(longitude - self.projection.middle) > (100 if self.projection.cone else 180):
                continue
            line = [self.spot(longitude, y) for y in range(88, -81, -2)]
            yield from self._grid_line(line, _degrees(longitude, "E", "W"), measure, upright=True)

    def _grid_line(self, line: list[Point], words: str, measure: Measure, *, upright: bool) -> Iterator[Shape]:
        for piece in cut_line(line, self.frame):
            yield Line(tuple(piece), Colour.HAIR, 0.6)
            x, y = piece[-1] if upright else piece[0]
            if upright and y > self.frame.bottom - 1 and 20 < x < self.frame.right - width_of(words, measure.small) - 6:
                yield Text(x + 3, y - 4, words, measure.small, ink=Colour.QUIET)
            elif not upright and x < 1 and 20 < y < self.frame.bottom - 20:
                yield Text(4, y - 3, words, measure.small, ink=Colour.QUIET)


def _degrees(value: int, positive: str, negative: str) -> str:
    return f"{abs(value)}°{positive if value > 0 else negative if value < 0 else ''}"


def _size(ring: Sequence[Point]) -> float:
    """The area of a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2
