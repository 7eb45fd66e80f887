"""Where land is, and how a round world is laid on a flat page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from letopis.drawings.geometry import Frame, Point, cut_ring, frame_of

_FILE: Final = Path(__file__).parent / "land.txt"
_STEPS: Final = 20
_CONIC_WIDTH: Final = 150
"""Degrees of longitude beyond which a cone would bend the page too far."""


class Ring(NamedTuple):
    """A coast, and the rectangle around it: by that it is told at once of most that they are not on a map."""

    points: tuple[Point, ...]
    around: Frame

    @classmethod
    def of(cls, points: Iterable[Point]) -> Ring:
        """The coast through some points."""
        found = tuple(points)
        return cls(found, frame_of(found))


@cache
def rings() -> tuple[Ring, ...]:
    """The coasts of the world, as rings of (longitude, latitude)."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(Ring.of(_ring(line)) for line in lines if not line.startswith("#"))


def _ring(line: str) -> Iterator[Point]:
    x = y = 0
    for step in line.split():
        east, _, north = step.partition(",")
        x, y = x + int(east), y + int(north)
        yield x / _STEPS, y / _STEPS


@dataclass(frozen=True, slots=True)
class Projection:
    """Lays places out with true distances from north to south.

    An equidistant cone for one region of one hemisphere; a plain grid (equirectangular) for the
    tropics and for the world. Units are radians; east is to the right and south is down.
    """

    middle: float
    """The longitude that stands upright."""
    latitude: float
    """That at which distances from west to east are true too."""
    cone: float = 0
    """The sine of the cone; 0 for a plain grid."""

    @classmethod
    def of(cls, points: Sequence[Point]) -> Projection:
        """The projection that suits these places."""
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        latitude = (south + north) / 2
        flat = abs(latitude) < 12 or south * north < 0 or east - west > _CONIC_WIDTH
        return cls((west + east) / 2, latitude, 0 if flat else math.sin(math.radians(latitude)))

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a place stands."""
        turn = math.radians(longitude - self.middle)
        north = math.radians(latitude - self.latitude)
        upright = math.radians(self.latitude)
        if self.cone == 0:
            return turn * math.cos(upright), -north
        radius = 1 / math.tan(upright) - north
        return radius * math.sin(self.cone * turn), radius * math.cos(self.cone * turn) - 1 / math.tan(upright)


@lru_cache(maxsize=2)
def land(projection: Projection) -> tuple[Ring, ...]:
    """The coasts as laid out; on a cone, without the far side of the world.

    Those of the last maps are kept: a map is drawn for a wide screen and for a narrow one.
    """
    # What lies behind the reader's back would be torn along the seam of the map.
    wide, high = (110, 75) if projection.cone else (180, 180)
    south, north = max(projection.latitude - high, -89), min(projection.latitude + high, 89)
    near = Frame(projection.middle - wide, south, projection.middle + wide, north)
    made: list[Ring] = []
    for points, around in rings():
        for shift in (-360, 0, 360):
            if around._replace(left=around.left + shift, right=around.right + shift).is_beside(near):
                continue
            kept = cut_ring([(x + shift, y) for x, y in points], near)
            if len(kept) > 2:
                made.append(Ring.of(projection.place(x, y) for x, y in kept))
    return tuple(made)
