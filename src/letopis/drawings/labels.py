"""Names beside points, none over another: tried in a fixed order, and taken back where it does not work out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from letopis.drawings.geometry import Frame, Point
from letopis.drawings.shapes import Anchor, Text
from letopis.drawings.text_metrics import width_of

_TRIES: Final = 20_000
"""Attempts after which the best so far is taken: a map of a hundred places must end too."""


@dataclass(frozen=True, slots=True)
class Label:
    """A block of words to be placed by a point."""

    point: Point
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands: its frame, how its lines are set, and whether it needs a line to its point."""

    frame: Frame
    anchor: Anchor
    led: bool = False


def frame_of(text: Text) -> Frame:
    """Where words stand, from the top of a capital to the foot of the line."""
    wide = width_of(text.words, text.size, bold=text.bold)
    left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
    return Frame(left, text.y - text.size * 0.72, left + wide, text.y)


def place_labels(
    labels: Sequence[Label],
    frame: Frame,
    radius: float,
    beside: Sequence[Point] = (),
    taken: Sequence[Frame] = (),
) -> list[Spot | None]:
    """A spot for each label, in order, within the frame and off every other; ``None`` where there is no room.

    They stand off every point too, as far as possible: those named, and ``beside``, the points of
    lines that names should not stand on. ``taken`` has words already.
    """
    points = [Frame(x - radius, y - radius, x + radius, y + radius) for x, y in (label.point for label in labels)]
    points += [Frame(x - 1, y - 1, x + 1, y + 1) for x, y in beside]
    return _Search(labels, frame, radius, points, taken).run()


class _Search:
    def __init__(
        self, labels: Sequence[Label], frame: Frame, radius: float, points: Sequence[Frame], words: Sequence[Frame]
    ) -> None:
        self.points = points
        self.words = words
        self.choices = [self._free(label, frame, radius) for label in labels]
        # Whoever has fewest choices goes first.
        self.order = sorted(range(len(labels)), key=lambda number: (len(self.choices[number]), number))
        self.taken: dict[int, Spot] = {}
        self.best: dict[int, Spot] = {}
        self.tries = 0

    def run(self) -> list[Spot | None]:
        self._place(0)
        for number in self.order:
            if number not in self.best and (spot := self._first_free(number, self.best)):
                self.best[number] = spot
        return [self.best.get(number) for number in range(len(self.choices))]

    def _first_free(self, number: int, taken: dict[int, Spot]) -> Spot | None:
        frames = [spot.frame for spot in taken.values()]
        return next((s for s in self.choices[number] if not any(s.frame.meets(other) for other in frames)), None)

    def _free(self, label: Label, frame: Frame, radius: float) -> list[Spot]:
        """The spots that lie in the frame and on no words; and, if there are such, on no point."""
        spots = [spot for spot in _spots(label, radius) if spot.frame.within(frame)]
        inside = [spot for spot in spots if not any(spot.frame.meets(words) for words in self.words)]
        return [spot for spot in inside if not any(spot.frame.meets(point) for point in self.points)] or inside

    def _place(self, depth: int) -> bool:
        if len(self.taken) > len(self.best):
            self.best = dict(self.taken)
        if depth == len(self.order):
            return True
        number = self.order[depth]
        for spot in self.choices[number]:
            self.tries += 1
            if self.tries > _TRIES:
                return False
            if any(spot.frame.meets(other.frame) for other in self.taken.values()):
                continue
            self.taken[number] = spot
            if self._place(depth + 1):
                return True
            del self.taken[number]
        return False


def _spots(label: Label, radius: float) -> Iterator[Spot]:
    """Beside, above and below the point; then further off, with a line to it."""
    for far in (0.0, 14.0, 30.0):
        gap = radius + 3 + far
        for side, rise in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            yield _spot(label, gap, side, rise, led=far > 0)


def _spot(label: Label, gap: float, side: int, rise: int, *, led: bool) -> Spot:
    x, y = label.point
    slant = gap * 0.7 if side and rise else gap
    left = x + slant if side > 0 else x - slant - label.width if side < 0 else x - label.width / 2
    if side and rise:
        top = y - slant * 0.6 - label.height if rise < 0 else y + slant * 0.6
    else:
        top = y - label.height / 2 if side else y - gap - label.height if rise < 0 else y + gap
    anchor: Anchor = "start" if side > 0 else "end" if side < 0 else "middle"
    return Spot(Frame(left, top, left + label.width, top + label.height), anchor, led)
