"""What the signs of a picture mean: only those that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from letopis.drawings.bars import fading, faint, hatching
from letopis.drawings.shapes import Box, Colour, Dot, Line, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of
from letopis.drawings.timescale import AFTER, BEFORE, BEYOND, Stretch

Sign = Literal["full", "hatched", "faint", "fading", "ground", "written", "line", "dashes", "dots", "dot", "ring"]


class Sample(NamedTuple):
    """A sign and its meaning; ``text`` is the sign itself where it is written."""

    sign: Sign
    words: str
    ink: Colour = Colour.BLUE
    text: str = ""


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
        made.append(Text(x + 30, foot, sample.words, size, ink=Colour.QUIET))
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
            made = [Box(x, top, 24, 8, fill=Colour.PAPER, stroke=ink), hatching(x, x + 24, top, 8, ink)]
        case "faint":
            made = faint(x, x + 24, top, 8)
        case "fading":
            made = fading(x, x + 24, top, 8)
        case "ground":
            made = [Box(x + 0.5, top - 1, 23, 10, fill=Colour.WASH, stroke=Colour.HAIR)]
        case "written":
            made = [Text(x + 24, foot, sample.text, size, "end", ink, bold=ink is Colour.RED)]
        case "line" | "dashes" | "dots":
            dash = {"line": (), "dashes": (3, 2.5), "dots": (1.5, 2.5)}[sample.sign]
            made = [Line(((x, y), (x + 24, y)), ink, 0.8 if sample.sign == "dots" else 1.6, dash)]
        case "dot":
            made = [Dot(x + 19, y, 4, fill=ink)]
        case "ring":
            made = [Dot(x + 19, y, 4, fill=Colour.PAPER, stroke=ink, width=1.3)]
    return made


_WRITTEN = (
    ("c.", "about"),
    ("?", "in doubt"),
    (BEFORE, "since before"),
    (AFTER, "still so"),
    (BEYOND, "goes on"),
)


def of_marks(stretches: Sequence[Stretch]) -> list[Sample]:
    """What is written beside the bars of these dates; of an end that is not known at all, its fading tells."""
    signs = {s.starts for s in stretches if s.from_ is not None or s.starts != "?"}
    signs |= {s.ends for s in stretches if s.to is not None or s.ends != "?"}
    return [
        Sample("written", words, Colour.RED, text) for text, words in _WRITTEN if any(text in sign for sign in signs)
    ]


def of_ends(stretches: Sequence[Stretch], possibly: str = "possibly") -> list[Sample]:
    """How bars show what is not sure of these dates."""
    made: list[Sample] = []
    if any(s.from_ not in {None, s.sure_from} or s.to not in {None, s.sure_to} for s in stretches):
        made.append(Sample("faint", possibly))
    if any((s.from_ is None and s.starts == "?") or (s.to is None and s.ends == "?") for s in stretches):
        made.append(Sample("fading", "start or end not known"))
    return made
