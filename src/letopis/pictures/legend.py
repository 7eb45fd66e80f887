"""What the signs of a picture mean: only those that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from letopis.pictures.bars import PALE, fading, hatching
from letopis.pictures.letters import width_of
from letopis.pictures.shapes import Box, Dot, Ink, Line, Measure, Shape, Text
from letopis.pictures.timescale import Stretch

Sign = Literal[
    "full", "hatched", "pale", "fading", "doubt", "about", "cross", "line", "dashes", "dot", "ring", "broken"
]


class Sample(NamedTuple):
    """A sign and its meaning."""

    sign: Sign
    words: str
    ink: Ink = Ink.BLUE


def legend(samples: Sequence[Sample], left: float, y: float, measure: Measure) -> tuple[list[Shape], float]:
    """The samples in a row, or in rows; and the height they take (0 for none)."""
    made: list[Shape] = []
    x, row, size = left, 0, measure.small
    for sample in samples:
        wide = 30 + width_of(sample.words, size) + 14
        if x > left and x + wide > measure.width:
            x, row = left, row + 1
        foot = y + row * measure.line
        made += _sign(sample, x, foot - size * 0.35, size)
        made.append(Text(x + 30, foot, sample.words, size, ink=Ink.QUIET))
        x += wide
    return made, (row + 1) * measure.line + size * 0.6 if samples else 0


def _sign(sample: Sample, x: float, y: float, size: float) -> list[Shape]:
    ink = sample.ink
    top, foot = y - 4, y + size * 0.35
    made: list[Shape] = []
    match sample.sign:
        case "full":
            made = [Box(x, top, 24, 8, fill=ink)]
        case "hatched":
            made = [Box(x, top, 24, 8, fill=Ink.PAPER, stroke=ink), hatching(x, x + 24, top, 8, ink)]
        case "pale":
            made = [Box(x, top, 24, 8, fill=ink, opacity=PALE)]
        case "fading":
            made = fading(x, x + 24, top, 8, ink)
        case "doubt" | "about":
            made = [Text(x + 24, foot, "?" if sample.sign == "doubt" else "c.", size, "end", Ink.RED, bold=True)]
        case "cross":
            made = [Text(x + 24, foot, "†", size, "end")]
        case "line" | "dashes":
            made = [Line(((x, y), (x + 24, y)), ink, 1.6, (3, 2.5) if sample.sign == "dashes" else ())]
        case "dot":
            made = [Dot(x + 19, y, 4, fill=ink)]
        case "ring":
            made = [Dot(x + 19, y, 4, fill=Ink.PAPER, stroke=ink, width=1.3)]
    return made


def of_marks(stretches: Sequence[Stretch]) -> list[Sample]:
    """What stands beside the bars of these dates: of an end that is not known at all, its bar tells."""
    signs = {s.starts for s in stretches if s.from_ is not None} | {s.ends for s in stretches if s.to is not None}
    made: list[Sample] = []
    if any("c." in sign for sign in signs):
        made.append(Sample("about", "about"))
    if any("?" in sign for sign in signs):
        made.append(Sample("doubt", "in doubt"))
    return made
