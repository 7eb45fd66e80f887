"""Cutting lines and rings to a rectangle, so that nothing stands outside the frame of a map."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]


class Frame(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def meets(self, other: Frame) -> bool:
        """Whether the two have more than an edge in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_beside(self, other: Frame) -> bool:
        """Whether the two have nothing in common, not even an edge."""
        return self.right < other.left or self.left > other.right or self.bottom < other.top or self.top > other.bottom

    def within(self, other: Frame) -> bool:
        """Whether all of it lies in another."""
        return (
            other.left <= self.left and self.right <= other.right
            and other.top <= self.top and self.bottom <= other.bottom
        )  # fmt: skip


def frame_of(points: Sequence[Point]) -> Frame:
    """The smallest rectangle around some points, of which there is one at least."""
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*points, strict=True))
    return Frame(left, top, right, bottom)


def cut_ring(ring: Sequence[Point], frame: Frame) -> list[Point]:
    """The part of a ring inside a frame; where it leaves and comes back, along the frame (Sutherland–Hodgman)."""
    kept = list(ring)
    if not kept:
        return kept
    around = frame_of(kept)
    if around.is_beside(frame):
        return []
    if around.within(frame):
        return kept
    for inside, crossing in _edges(frame):
        before, kept = kept, []
        for number, point in enumerate(before):
            last = before[number - 1]
            if inside(point) != inside(last):
                kept.append(crossing(last, point))
            if inside(point):
                kept.append(point)
    return kept


def cut_line(line: Sequence[Point], frame: Frame) -> Iterator[list[Point]]:
    """The pieces of a line inside a frame."""
    piece: list[Point] = []
    for first, last in pairwise(line):
        part = _cut_segment(first, last, frame)
        if part is None:
            if piece:
                yield piece
            piece = []
            continue
        start, end = part
        if not piece or piece[-1] != start:
            if piece:
                yield piece
            piece = [start]
        piece.append(end)
    if piece:
        yield piece


_Edge = tuple[Callable[[Point], bool], Callable[[Point, Point], Point]]


def _edges(frame: Frame) -> Iterator[_Edge]:
    """For each side of a frame: whether a point is on its inner side, and where a line crosses it."""
    for axis, bound, sign in ((0, frame.left, 1), (0, frame.right, -1), (1, frame.top, 1), (1, frame.bottom, -1)):

        def inside(point: Point, axis: int = axis, bound: float = bound, sign: int = sign) -> bool:
            return (point[axis] - bound) * sign >= 0

        def crossing(a: Point, b: Point, axis: int = axis, bound: float = bound) -> Point:
            share = (bound - a[axis]) / (b[axis] - a[axis])
            return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))

        yield inside, crossing


def _cut_segment(a: Point, b: Point, frame: Frame) -> tuple[Point, Point] | None:
    for inside, crossing in _edges(frame):
        if not inside(a) and not inside(b):
            return None
        if not inside(a):
            a = crossing(a, b)
        elif not inside(b):
            b = crossing(a, b)
    return a, b
