"""A drawing before it is written: shapes with resolved places, sizes and inks, never syntax.

The unit is a pixel at full size. ``Colour`` says what a colour is for; the writer knows the colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from letopis.model.values import Ref


class Colour(Enum):
    """What a colour is for."""

    INK = "ink"
    """Text and whatever is certain."""
    QUIET = "quiet"
    """Text beside the matter: axes, legends, dates."""
    HAIR = "hair"
    """Thin lines that lead the eye."""
    WASH = "wash"
    """A ground that sets something off."""
    LAND = "land"
    """Land on a map."""
    COAST = "coast"
    """Where land ends."""
    RED = "red"
    BLUE = "blue"
    PAPER = "paper"
    """The ground itself: what is hollow is filled with it."""


Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a picture may be, and how large its text is."""

    width: float = 690
    size: float = 14

    @property
    def small(self) -> float:
        """The size of text beside the matter."""
        return round(self.size * 0.86, 1)

    @property
    def line(self) -> float:
        """The distance of two lines of text, and of two rows."""
        return round(self.size * 1.5, 1)


SCREEN = Measure()
"""As wide as the text of a page on a desk, so that its smallest words are twelve pixels high."""

NARROW = Measure(310, 14)
"""For a telephone, on which nothing should have to be moved sideways."""

PAGE = Measure(480, 11.5)
"""For paper and for book readers: narrower, so that the text stays large when the page is small."""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words; ``y`` is its foot. ``halo``, the ink of its ground, keeps lines from running through it."""

    x: float
    y: float
    words: str
    size: float
    anchor: Anchor = "start"
    ink: Colour = Colour.INK
    bold: bool = False
    italic: bool = False
    halo: Colour | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; ``curved`` makes it a smooth curve between two."""

    points: tuple[tuple[float, float], ...]
    ink: Colour = Colour.HAIR
    width: float = 1
    dash: tuple[float, ...] = ()
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Strokes:
    """Many short lines of one kind, such as a hatching."""

    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    ink: Colour
    width: float = 0.8


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``opacity`` is that of its fill, ``line`` the width of its edge."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None
    opacity: float = 1
    line: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: Colour | None = Colour.INK
    stroke: Colour | None = None
    width: float = 1.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """Closed rings filled by the even-odd rule: land with its seas."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: Colour = Colour.LAND
    stroke: Colour | None = None
    width: float = 0.6


@dataclass(frozen=True, slots=True)
class Item:
    """Shapes that stand for one thing, what it is in words, and the record it leads to."""

    shapes: tuple[Shape, ...]
    words: str = ""
    target: Ref | None = None


Shape = Text | Line | Strokes | Box | Dot | Area | Item


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its size, its name, what it shows in a sentence, and its shapes from back to front."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]
