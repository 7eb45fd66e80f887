"""What must hold of every drawing, and how to look into one."""

from __future__ import annotations

import datetime
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from hypothesis import strategies as st

from letopis.drawings.geometry import Frame
from letopis.drawings.labels import frame_of
from letopis.drawings.shapes import PAGE, SCREEN, Area, Box, Dot, Drawing, Item, Line, Shape, Strokes, Text
from letopis.drawings.svg import PAPER, READER, WEB, texts_of, to_svg
from letopis.model.dates import HistoricalDate, parse_fixed_date
from letopis.model.values import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.25
"""So much may two frames share before words touch, in units of a drawing."""

measures = st.sampled_from([SCREEN, PAGE])
names = st.text(st.sampled_from("abcdeinorstuMWI ’-éЖш"), min_size=1, max_size=42).map(
    lambda text: " ".join(word[:14] for word in text.split()) or "X"
)
"""Names of a few words, wide and narrow, none longer than words are."""


def words_of(drawing: Drawing | Iterable[Shape]) -> list[str]:
    """Every line of words in a drawing."""
    return [text.words for text in texts_of(drawing.shapes if isinstance(drawing, Drawing) else drawing)]


def said(drawing: Drawing) -> str:
    """All its words in one line: a name may be broken over several lines of it."""
    return " ".join(words_of(drawing))


def items_of(shapes: Iterable[Shape]) -> Iterator[Item]:
    """Everything that stands for something, what is within others too."""
    for shape in shapes:
        if isinstance(shape, Item):
            yield shape
            yield from items_of(shape.shapes)


def plain(shapes: Iterable[Shape]) -> Iterator[Text | Line | Strokes | Box | Dot | Area]:
    """Every shape but items, from back to front."""
    for shape in shapes:
        if isinstance(shape, Item):
            yield from plain(shape.shapes)
        else:
            yield shape


def targets(drawing: Drawing) -> list[Ref]:
    """The records it leads to."""
    return [item.target for item in items_of(drawing.shapes) if item.target is not None]


def check(drawing: Drawing) -> None:
    """Nothing outside the frame, no words over others, and every medium gets XML with a name and a description."""
    check_frame(drawing)
    check_words(drawing)
    for style in (WEB, PAPER, READER):
        parse(to_svg(drawing, style), drawing)
    parse(to_svg(drawing, WEB, lambda ref: f"page.html#{ref.kind}-{ref.key}"), drawing)


def check_frame(drawing: Drawing) -> None:
    whole = Frame(-SLACK, -SLACK, drawing.width + SLACK, drawing.height + SLACK)
    for shape in plain(drawing.shapes):
        assert extent(shape).within(whole), f"{shape} reaches beyond {whole}"


def check_words(drawing: Drawing) -> None:
    for one, other in combinations(list(texts_of(drawing.shapes)), 2):
        frame = frame_of(one)
        smaller = Frame(frame.left + SLACK, frame.top + SLACK, frame.right - SLACK, frame.bottom - SLACK)
        assert not smaller.meets(frame_of(other)), f"{one} stands on {other}"


def extent(shape: Text | Line | Strokes | Box | Dot | Area) -> Frame:
    """The rectangle that holds a shape."""
    match shape:
        case Text():
            return frame_of(shape)
        case Box():
            return Frame(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
        case Dot():
            edge = shape.radius + (shape.width / 2 if shape.stroke else 0)
            return Frame(shape.x - edge, shape.y - edge, shape.x + edge, shape.y + edge)
        case Line():
            points = list(shape.points)
        case Strokes():
            points = [point for line in shape.lines for point in line]
        case _:
            points = [point for ring in shape.rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Frame(min(xs, default=0), min(ys, default=0), max(xs, default=0), max(ys, default=0))


def parse(text: str, drawing: Drawing) -> ElementTree.Element:
    """A drawing as it was written: XML, with its name and description, and without what could do harm."""
    root = ElementTree.fromstring(text)
    image = root if root.get("role") == "img" else root.find(f"{SVG}g[@role='img']")
    assert image is not None
    assert [child.text for child in image][:2] == [drawing.title, drawing.description]
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "g", "a", "title", "desc", "path", "rect", "circle", "text"}
        assert "id" not in element.attrib
    return root


def date(edtf: str) -> HistoricalDate:
    return parse_fixed_date(edtf)


def person(key: str) -> Ref:
    return Ref("person", key)


# ------------------------------------------------------------------------------------ dates by chance
_day = st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda day: day.isoformat())
_single = st.builds(
    lambda day, length, mark: day[:length] + mark,
    _day,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "?", "~", "%"]),
)


def _interval(first: str, second: str, start: str, end: str) -> str:
    low, high = sorted((first, second))
    return f"{start or low}/{end or high}".replace("unknown", "")


_between = st.builds(
    _interval,
    _day,
    _day,
    st.sampled_from(["", "", "", "unknown", ".."]),
    st.sampled_from(["", "", "", "unknown", ".."]),
).filter(lambda text: text not in {"/", "../..", "/..", "../"})
_choice = st.builds(lambda one, other: "[" + ",".join(sorted((one[:4], other[:4]))) + "]", _day, _day)


def _readable(text: str) -> bool:
    try:
        parse_fixed_date(text)
    except ValueError:
        return False
    return True


_RARE = (
    "156X-12-25 1450-XX-25 1450-1X 1950-33 1950-40 1950S2 1XXX 1450-03-~11 [1976-07-12..]/1977-04-15 [..1450]/.. "
    "1976/[1977,1978] 15XX-12-21/1890-09-2X"
)
_rare = st.sampled_from(_RARE.split())

dates = st.one_of(_single, _between, _choice, _rare).filter(_readable).map(parse_fixed_date)
"""Sure and unsure, short and long, with open and unknown ends."""
