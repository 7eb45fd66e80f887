"""A drawing on a page: inline SVG where it is read on a screen, a picture file where it is printed, else nothing.

The table that follows holds the same data, so a reader without the drawing lacks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from letopis.drawings.shapes import NARROW, PAGE, SCREEN, Drawing, Measure
from letopis.drawings.svg import PAPER, READER, WEB, Style, items_of, texts_of, to_svg
from letopis.model.archive import Archive
from letopis.model.kinds import Person, Record
from letopis.model.values import Ref
from letopis.nodes import magnified, picture
from letopis.rendering.page import Page

T = TypeVar("T")

_TALLEST: Final = 640
"""Beyond this a drawing does not fit on a printed page, and is drawn in parts."""


_TABLE_BELOW: Final = re.compile(r" ?The table below [^.]*\.")
"""What a caption says of the table below, which the printed book has not, or not folded."""

_MUCH: Final = 40
"""Rows of a table that a web page shows openly below a drawing."""


def figures(
    page: Page,
    draw: Callable[[Measure, str], Sequence[Drawing]],
    caption: str,
    *,
    narrow: bool = False,
    about: Iterable[Record] = (),
) -> list[nodes.Node]:
    """The drawing as a figure, or as several.

    ``draw`` is given a measure and the title, and called only where a picture can be shown.
    ``caption`` says what it shows, and is its name too. ``narrow`` says that it can be drawn for a narrow screen;
    otherwise the table below takes its place there. ``about`` are records that the drawing or its caption may name,
    beside those that its shapes lead to: the indexes of the printed book lead from each that is named to the drawing.
    """
    if page.marker["options"].get("picture") == "no":
        return []
    if page.builder.format == "typst":
        style = replace(PAPER, font=f"'{page.builder.config.letopis_book_sans}', {PAPER.font}")
        printed = _TABLE_BELOW.sub("", caption)
        drawings = draw(PAGE, printed)
        made = _made(drawings, style, None, printed)
        about = [*about]
        for figure, drawing in zip(made, drawings, strict=True):
            figure["named"] = [*_named_in(page.archive, drawing, printed, about)]
        return [*made]
    if page.on_web:
        made = _made(draw(SCREEN, caption), WEB, _Addresses(page), caption)
        small = draw(NARROW, caption) if narrow and page.is_laid_out else []
        for figure, drawing in zip(made, small, strict=bool(small)):
            figure["narrow"] = to_svg(drawing, WEB, _Addresses(page))
        return [*made]
    return [*_made(draw(PAGE, caption), READER, None, caption)] if page.on_screen else []


def figure_of(page: Page, drawing: Drawing, caption: str) -> picture:
    """One drawing for web pages that is small enough for any screen."""
    (made,) = _made([drawing], WEB, _Addresses(page), caption)
    return made


def _named_in(archive: Archive, drawing: Drawing, caption: str, about: Iterable[Record]) -> Iterator[str]:
    """The places of the records that enter an index and whose names are read in a drawing or its caption, each once."""
    words = " ".join([caption, *(text.words for text in texts_of(drawing.shapes))])
    drawn = (archive.resolve(item.target) for item in items_of(drawing.shapes) if item.target)
    for record in {one.ref: one for one in (*about, *drawn) if one is not None}.values():
        if record.print_index and _is_named(record, words):
            yield f"{record.origin.docname}:{record.anchor}"


def _is_named(record: Record, words: str) -> bool:
    """Whether words name a record, a person by the surname alone, too."""
    surname = record.index_name.partition(",")[0] if isinstance(record, Person) else record.name
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in (record.name, surname))


def with_table(page: Page, drawn: list[nodes.Node], table: nodes.table, *, says_more: bool = False) -> list[nodes.Node]:
    """A drawing, and the table of the same data; a long one, or with ``:table: folded``, is unfolded by the reader.

    The printed book has the drawing alone, unless the table ``says_more``: dates and sources stand at each record.
    """
    if drawn and page.builder.format == "typst" and not says_more:
        return drawn
    rows = len(next(table.findall(nodes.tbody)).children)
    if drawn and page.is_laid_out:
        return [nodes.container("", *drawn, *_below(page, table, rows), classes=["letopis-drawn"])]
    return [*drawn, *(_below(page, table, rows) if drawn else [table])]


def _below(page: Page, table: nodes.table, rows: int) -> list[nodes.Node]:
    """The table below a drawing on a web page."""
    if rows > _MUCH or page.marker["options"].get("table") == "folded":
        return page.folded(f"The same as a table of {rows} rows", [table])
    return [table]


def _made(drawings: Sequence[Drawing], style: Style, address: Any, caption: str) -> list[picture]:
    many = f" of {len(drawings)}" if len(drawings) > 1 else ""
    return [
        picture(
            "",
            svg=to_svg(drawing, style, address),
            narrow="",
            title=drawing.title,
            description=drawing.description,
            caption=f"{caption} ({number}{many})" if many else caption,
            named=[],
        )
        for number, drawing in enumerate(drawings, start=1)
    ]


class _Addresses:
    """Where records stand, from this page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, ref: Ref) -> str:
        record = self.page.archive.resolve(ref)
        if record is None:
            return ""
        address = self.page.builder.get_relative_uri(self.page.docname, record.origin.docname)
        return f"{address}#{record.anchor}"


def in_parts(items: Sequence[T], draw: Callable[[Sequence[T]], Drawing], measure: Measure) -> list[Drawing]:
    """One drawing, or on paper as many as it takes for each to fit on a page."""
    drawing = draw(items)
    if measure == SCREEN or drawing.height <= _TALLEST or len(items) < 2:
        return [drawing]
    middle = (len(items) + 1) // 2
    return [*in_parts(items[:middle], draw, measure), *in_parts(items[middle:], draw, measure)]


def visit_picture(self: HTML5Translator, node: nodes.Element) -> NoReturn:
    """A figure: the drawing, the same for a narrow screen, and what it shows."""
    # What moves within its frame can be moved by the keyboard, and has a name.
    moves = isinstance(node.parent, magnified)
    frame = f' role="group" tabindex="0" aria-label="{escape(node.parent["name"])}"' if moves else ""
    narrow = f'<div class="letopis-narrow"{frame}>{node["narrow"]}</div>' if node["narrow"] else ""
    kind = "letopis-picture" if narrow else "letopis-picture letopis-wide-only"
    self.body.append(
        f'<figure class="{kind}"><div class="letopis-wide"{frame}>{node["svg"]}</div>{narrow}'
        f"<figcaption>{escape(node['caption'])}</figcaption></figure>\n"
    )
    raise nodes.SkipNode


_TIMES: Final = (1, 2, 3)
"""How many times as large a map can be shown."""


def visit_magnified(self: HTML5Translator, node: nodes.Element) -> None:
    """The choice of a size, by radio buttons, and the map, which then moves within its frame."""
    choices = "".join(
        f'<label><input type="radio" name="{node["group"]}" value="{times}"{" checked" if times == 1 else ""}> '
        f"{'whole' if times == 1 else f'{times} times'}</label>"
        for times in _TIMES
    )
    label = escape(node["label"])
    self.body.append(f'<div class="letopis-zoom"><fieldset><legend>{label}</legend>{choices}</fieldset>\n')


def depart_magnified(self: HTML5Translator, _node: nodes.Element) -> None:
    """The end of the map."""
    self.body.append("</div>\n")


class PrintPictures(SphinxPostTransform):
    """For the book, writes each drawing as a file and shows that as any other picture."""

    default_priority = 5
    """After the views (4), which leave the drawings."""

    formats = ("typst",)

    def run(self, **_kwargs: Any) -> None:
        """Replace every drawing of the page."""
        folder = Path(self.env.doctreedir) / "letopis-pictures"
        for node in list(self.document.findall(picture)):
            folder.mkdir(exist_ok=True)
            path = folder / f"{blake2b(node['svg'].encode(), digest_size=8).hexdigest()}.svg"
            path.write_text(node["svg"], encoding="utf-8")
            self.env.images.add_file(self.env.docname, str(path))
            alt = f"{node['title']} {node['description']}"
            image = nodes.image("", uri=str(path), candidates={"image/svg+xml": str(path)}, alt=alt, width="100%")
            image.source, image.line = node.source, node.line
            node.replace_self(nodes.figure("", image, nodes.caption("", node["caption"]), named=node["named"]))


def short_names(people: Iterable[Person]) -> dict[Ref, str]:
    """What people are called where room is short: the surname, unless two of them share it."""
    named = {person.ref: (person.index_name.partition(",")[0], person.name) for person in people}
    counts: dict[str, int] = {}
    for surname, _ in named.values():
        counts[surname] = counts.get(surname, 0) + 1
    return {ref: surname if counts[surname] == 1 else name for ref, (surname, name) in named.items()}


def split_keys(text: str) -> list[str]:
    """The keys of an option: separated by semicolons, commas or spaces."""
    return [key for key in re.split(r"[;,\s]+", text) if key]
