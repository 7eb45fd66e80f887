"""A drawing as SVG text: no script, no style sheet, no id, so that two never meet on one page.

Colours are attributes. On the web they are variables of the page with a fallback, so that dark
pages, forced colours and pictures taken out of their page all work; on paper they are fixed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from letopis.model.values import Ref
from letopis.pictures.shapes import Area, Box, Dot, Drawing, Ink, Item, Line, Shape, Strokes, Text

_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Address = Callable[[Ref], str]
"""Where a record stands, from the page the picture is on; empty if it cannot be reached."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a medium colours a drawing."""

    colours: dict[Ink, str]
    font: str


_PAPER: Final = {
    Ink.INK: "#1a1a1a",
    Ink.QUIET: "#5a5a5a",
    Ink.HAIR: "#c9c5bd",
    Ink.WASH: "#f1efe9",
    Ink.LAND: "#e9e5da",
    Ink.RED: "#9b2226",
    Ink.BLUE: "#3d5a80",
    Ink.PAPER: "#ffffff",
}
WEB: Final = Style(
    {ink: f"var(--letopis-picture-{ink.value}, {colour})" for ink, colour in _PAPER.items()},
    "var(--letopis-picture-font, 'Source Sans 3', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif)",
)
PAPER: Final = Style(_PAPER, "'Source Sans 3', 'Libertinus Serif', sans-serif")
READER: Final = Style(
    _PAPER
    | {
        Ink.INK: "currentColor",
        Ink.QUIET: "currentColor",
        Ink.HAIR: "#9a9a9a",
        Ink.WASH: "none",
        Ink.LAND: "#b9b4a6",
        Ink.RED: "#b5443f",
        Ink.BLUE: "#5b7ba3",
        Ink.PAPER: "none",
    },
    "sans-serif",
)
"""For book readers, which may turn a page dark without saying so: middle tones, and the page's own ink."""


def to_svg(drawing: Drawing, style: Style, address: Address | None = None) -> str:
    """The drawing as an ``<svg>`` element.

    For ears it is one image with a name and a description. Where it has links these are for the
    pointer only: the table below has the same ones, and a link inside an image would be lost.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    spoken = f"{_element('title', drawing.title)}{_element('desc', drawing.description)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="letopis-drawing" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{_escape(style.font)}"'
    )
    body = "".join(_shapes(drawing.shapes, style, address))
    if address is None:
        return f'{head} role="img">{spoken}{body}</svg>'
    ground = f'<rect width="{width}" height="{height}" fill="none"/>'
    return f'{head}><g role="img">{spoken}{ground}</g><g aria-hidden="true">{body}</g></svg>'


def _shapes(shapes: Iterable[Shape], style: Style, address: Address | None) -> Iterable[str]:
    for shape in shapes:
        if isinstance(shape, Item):
            yield _item(shape, style, address)
        else:
            yield _plain(shape, style)


def _item(item: Item, style: Style, address: Address | None) -> str:
    body = "".join(_shapes(item.shapes, style, address))
    words = _element("title", item.words) if item.words else ""
    href = address(item.target) if address and item.target else ""
    if href:
        return f'<a href="{_escape(href)}" tabindex="-1">{words}{body}</a>'
    return f"<g>{words}{body}</g>"


def _plain(shape: Text | Line | Strokes | Box | Dot | Area, style: Style) -> str:
    match shape:
        case Text():
            return _text(shape, style)
        case Line():
            return f'<path d="{_track(shape)}" fill="none"{_stroke(style, shape.ink, shape.width, shape.dash)}/>'
        case Strokes():
            path = "".join(map(_points, shape.lines))
            return f'<path d="{path}"{_stroke(style, shape.ink, shape.width)}/>'
        case Box():
            return _box(shape, style)
        case Dot():
            places = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
            return (
                f"<circle {places}{_fill(style, shape.fill)}{_stroke(style, shape.stroke, shape.width, shape.dash)}/>"
            )
        case Area():
            path = "".join(f"{_points(ring)}Z" for ring in shape.rings)
            inks = f"{_fill(style, shape.fill)}{_stroke(style, shape.stroke, shape.width)}"
            return f'<path d="{path}" fill-rule="evenodd"{inks}/>'


def _text(text: Text, style: Style) -> str:
    attributes = f'x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}"'
    if text.anchor != "start":
        attributes += f' text-anchor="{text.anchor}"'
    if text.bold:
        attributes += ' font-weight="600"'
    if text.italic:
        attributes += ' font-style="italic"'
    if text.halo and style.colours[text.halo] != "none":
        attributes += _stroke(style, text.halo, 3.5) + ' stroke-linejoin="round" paint-order="stroke"'
    return f"<text {attributes}{_fill(style, text.ink)}>{_escape(text.words)}</text>"


def _box(box: Box, style: Style) -> str:
    attributes = (
        f'x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" height="{_number(box.height)}"'
    )
    if box.radius:
        attributes += f' rx="{_number(box.radius)}"'
    if box.opacity < 1:
        attributes += f' opacity="{_number(box.opacity, 2)}"'
    return f"<rect {attributes}{_fill(style, box.fill)}{_stroke(style, box.stroke, 1, box.dash)}/>"


def _track(line: Line) -> str:
    if not line.curved:
        return _points(line.points)
    (x1, y1), (x2, y2) = line.points[0], line.points[-1]
    middle = _number((x1 + x2) / 2)
    return f"M{_number(x1)} {_number(y1)}C{middle} {_number(y1)} {middle} {_number(y2)} {_number(x2)} {_number(y2)}"


def _points(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _fill(style: Style, ink: Ink | None) -> str:
    return f' fill="{style.colours[ink] if ink else "none"}"'


def _stroke(style: Style, ink: Ink | None, width: float, dash: tuple[float, ...] = ()) -> str:
    if ink is None:
        return ""
    dashes = f' stroke-dasharray="{" ".join(map(_number, dash))}"' if dash else ""
    return f' stroke="{style.colours[ink]}" stroke-width="{_number(width)}"{dashes}'


def _number(value: float, places: int = 1) -> str:
    """A number in as few signs as will do; never ``-0``."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _element(name: str, words: str) -> str:
    return f"<{name}>{_escape(words)}</{name}>"


def _escape(text: str) -> str:
    """Text that XML takes as text, in an element and in an attribute; signs it cannot hold are left out."""
    kept = _UNWRITABLE.sub("", text)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        kept = kept.replace(sign, name)
    return kept
