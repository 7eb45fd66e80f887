"""A drawing as SVG text: no script, no style element, no id, so that two never meet on one page.

On the web a shape has a class for each of its inks and the page's style sheet colours it, so that
dark pages and forced colours work and a page stays light; elsewhere colours are attributes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from letopis.drawings.paths import number, path_of
from letopis.drawings.shapes import Area, Box, Colour, Dot, Drawing, Item, Line, Shape, Strokes, Text
from letopis.model.values import Ref

_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Address = Callable[[Ref], str]
"""Where a record stands, from the page the picture is on; empty if it cannot be reached."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a medium colours a drawing."""

    colours: dict[Colour, str]
    """Empty where a style sheet has them: ``f-red`` fills, ``s-red`` draws, ``h-red`` is a halo."""
    font: str = ""
    by_typst: bool = False
    """Whether Typst sets it, which takes the thinnest weight of a variable font unless one is named, and
    draws the halo of a letter over the letter before, so that there is none."""


_PAPER: Final = {
    Colour.INK: "#1a1a1a",
    Colour.QUIET: "#5a5a5a",
    Colour.HAIR: "#dcd8d0",
    Colour.WASH: "#f1efe9",
    Colour.LAND: "#e9e5da",
    Colour.COAST: "#a8a294",
    Colour.RED: "#9b2226",
    Colour.BLUE: "#3d5a80",
    Colour.PAPER: "#ffffff",
}
WEB: Final = Style({})
PAPER: Final = Style(_PAPER, "'Source Sans 3', 'Libertinus Serif', sans-serif", by_typst=True)
READER: Final = Style(
    _PAPER
    | {
        Colour.INK: "currentColor",
        Colour.QUIET: "currentColor",
        Colour.HAIR: "#9a9a9a",
        Colour.WASH: "none",
        Colour.LAND: "#b9b4a6",
        Colour.COAST: "#857f72",
        Colour.RED: "#b5443f",
        Colour.BLUE: "#5b7ba3",
        Colour.PAPER: "none",
    },
    "sans-serif",
)
"""For book readers, which may turn a page dark without saying so: middle tones, and the page's own ink."""


def to_svg(drawing: Drawing, style: Style, address: Address | None = None) -> str:
    """The drawing as an ``<svg>`` element.

    For ears it is one image with a name and a description. Where it has links these are for the
    pointer only: the table below has the same ones, and a link inside an image would be lost.
    """
    return _Writer(style, address, _usual_size(drawing.shapes)).svg(drawing)


def _usual_size(shapes: Iterable[Shape]) -> float:
    """The size of most of the words, which need not say it."""
    counts = Counter(text.size for text in texts_of(shapes))
    return min(counts, key=lambda size: (-counts[size], size), default=13)


def texts_of(shapes: Iterable[Shape]) -> Iterator[Text]:
    """Every line of words, in the order in which they are drawn."""
    for shape in shapes:
        if isinstance(shape, Item):
            yield from texts_of(shape.shapes)
        elif isinstance(shape, Text):
            yield shape


def items_of(shapes: Iterable[Shape]) -> Iterator[Item]:
    """Everything drawn that stands for one thing, in the order in which it is drawn."""
    for shape in shapes:
        if isinstance(shape, Item):
            yield shape
            yield from items_of(shape.shapes)


@dataclass(frozen=True, slots=True)
class _Writer:
    style: Style
    address: Address | None
    size: float

    def svg(self, drawing: Drawing) -> str:
        width, height = number(drawing.width), number(drawing.height)
        spoken = f"{_element('title', drawing.title)}{_element('desc', drawing.description)}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="letopis-drawing" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-size="{number(self.size)}"'
        )
        if self.style.font:
            head += f' font-family="{escape(self.style.font)}"'
        head += self._weight(400)
        body = "".join(map(self._shape, drawing.shapes))
        if self.address is None:
            return f'{head} role="img">{spoken}{body}</svg>'
        ground = f'<rect width="{width}" height="{height}" fill="none"/>'
        return f'{head}><g role="img">{spoken}{ground}</g><g aria-hidden="true">{body}</g></svg>'

    def _weight(self, weight: int) -> str:
        return f" style=\"font-variation-settings: 'wght' {weight}\"" if self.style.by_typst else ""

    def _shape(self, shape: Shape) -> str:
        match shape:
            case Item():
                return self._item(shape)
            case Text():
                return self._text(shape)
            case Line():
                track = _curve(shape) if shape.curved else path_of([shape.points])
                return f'<path d="{track}"{self._inks(None, shape.ink, shape.width, shape.dash)}/>'
            case Strokes():
                return f'<path d="{path_of(shape.lines)}"{self._inks(None, shape.ink, shape.width)}/>'
            case Box():
                return self._box(shape)
            case Dot():
                places = f'cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.radius)}"'
                return f"<circle {places}{self._inks(shape.fill, shape.stroke, shape.width, shape.dash)}/>"
            case Area():
                rule = ' fill-rule="evenodd"' if len(shape.rings) > 1 else ""
                inks = self._inks(shape.fill, shape.stroke, shape.width)
                return f'<path d="{path_of(shape.rings, closed=True)}"{rule}{inks}/>'

    def _item(self, item: Item) -> str:
        body = "".join(map(self._shape, item.shapes))
        words = _element("title", item.words) if item.words else ""
        href = self.address(item.target) if self.address and item.target else ""
        if href:
            return f'<a href="{escape(href)}" tabindex="-1">{words}{body}</a>'
        return f"<g>{words}{body}</g>" if words else body

    def _text(self, text: Text) -> str:
        attributes = f'x="{number(text.x)}" y="{number(text.y)}"'
        if text.size != self.size:
            attributes += f' font-size="{number(text.size)}"'
        if text.anchor != "start":
            attributes += f' text-anchor="{text.anchor}"'
        if text.bold:
            attributes += f' font-weight="600"{self._weight(600)}'
        if text.italic:
            attributes += ' font-style="italic"'
        if not self.style.colours:
            # Words are in ink unless they say otherwise.
            names = [f"f-{text.ink.value}"] if text.ink is not Colour.INK else []
            attributes += _classes([*names, *([f"h-{text.halo.value}"] if text.halo else [])])
        else:
            attributes += f' fill="{self.style.colours[text.ink]}"{self._halo(text.halo)}'
        return f"<text {attributes}>{escape(text.words)}</text>"

    def _halo(self, ink: Colour | None) -> str:
        colour = self.style.colours[ink] if ink else "none"
        if colour == "none" or self.style.by_typst:
            return ""
        return f' stroke="{colour}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"'

    def _box(self, box: Box) -> str:
        places = f'x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}"'
        if box.opacity < 1:
            places += f' fill-opacity="{number(box.opacity, 2)}"'
        return f"<rect {places}{self._inks(box.fill, box.stroke, box.line, box.dash)}/>"

    def _inks(self, fill: Colour | None, stroke: Colour | None, width: float, dash: tuple[float, ...] = ()) -> str:
        made = ""
        if not self.style.colours:
            made += _classes([*([f"f-{fill.value}"] if fill else []), *([f"s-{stroke.value}"] if stroke else [])])
        else:
            made += f' fill="{self.style.colours[fill] if fill else "none"}"'
            made += f' stroke="{self.style.colours[stroke]}"' if stroke else ""
        if stroke and width != 1:
            made += f' stroke-width="{number(width)}"'
        if stroke and dash:
            made += f' stroke-dasharray="{" ".join(map(number, dash))}"'
        return made


def _classes(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _curve(line: Line) -> str:
    """A smooth curve between two points, level at both."""
    (x1, y1), (x2, y2) = line.points[0], line.points[-1]
    middle = number((x1 + x2) / 2)
    return f"M{number(x1)} {number(y1)}C{middle} {number(y1)} {middle} {number(y2)} {number(x2)} {number(y2)}"


def _element(name: str, words: str) -> str:
    return f"<{name}>{escape(words)}</{name}>"


def escape(text: str) -> str:
    """Text that XML takes as text, in an element and in an attribute; signs it cannot hold are left out."""
    kept = _UNWRITABLE.sub("", text)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        kept = kept.replace(sign, name)
    return kept
