"""``book.typ``: what stands before the first page, and the order of what follows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letopis.book.markup import array, boolean, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letopis.book.builder import TypstBuilder
    from letopis.book.settings import BookSettings

FRONTISPIECE = "frontispiece.svg"
INDEXES = "indexes.typ"
"""Written when it is known on which pages the places of the indexes stand."""


@dataclass(frozen=True, slots=True)
class Frontispiece:
    """A picture for the page that faces the title page: SVG, what is said to those who do not see it, its caption."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A figure of the book, for the list of them: its place, its caption, the title of its page."""

    label: str
    caption: str
    page: str


def frontispiece_of(builder: TypstBuilder) -> Frontispiece | None:
    """What extensions give: handlers of ``letopis-book-frontispiece`` return one, or ``None``; the first counts."""
    answers = builder.events.emit("letopis-book-frontispiece", builder)
    return next((answer for answer in answers if answer is not None), None)


def pictures_source(pictures: Sequence[ShownPicture], settings: BookSettings) -> str:
    """The list of figures as a Typst array; a caption that several have is followed by the title of its page."""
    counts = Counter(picture.caption for picture in pictures)
    return array([
        f"({string(each.label)}, [{settings.marked(each.caption)}], "
        f"[{settings.marked(each.page) if counts[each.caption] > 1 else ''}])"
        for each in pictures
    ])  # fmt: skip


_CODE = re.compile(r"(?<!\\)#(?:mono|kbd|raw|code|parsed-code|object)\b")
"""What the template sets in the family of code."""

_STRINGS = ("title", "subtitle", "edition", "licence", "cite", "address", "description", "paper", "language")


def shows_code(sources: Iterable[str]) -> bool:
    """Whether markup of pages sets anything in the family of code, which the imprint then names."""
    return any(_CODE.search(source) for source in sources)


def book_source(
    anchors: str,
    matter: list[str],
    frontispiece: Frontispiece | None = None,
    pictures: str = "()",
    *,
    with_code: bool = False,
) -> str:
    """The main file of the Typst project; ``with_code`` says that it sets something in the family of code."""
    front = "none"
    if frontispiece is not None:
        given = {"path": f"/{FRONTISPIECE}", "alt": frontispiece.alt, "caption": frontispiece.caption}
        front = "(" + ", ".join(f"{name}: {string(value)}" for name, value in given.items()) + ")"
    head = '#import "letopis/template.typ": *\n'
    return (
        f"{head}#show: book.with(..book-facts, anchors: {anchors}, frontispiece: {front}, pictures: {pictures}, "
        f"with-code: {boolean(with_code)})\n\n" + "\n".join(matter) + "\n"
    )


def heads_source(heads: dict[str, list[tuple[str, str]]]) -> str:
    """The running heads: for each chapter, by its label, the sections and entries in it, each with label and title.

    They stand in the order of their pages, so that a page finds its own by halving.
    """
    lines = [
        f"  {string(chapter)}: {array([f'({string(label)}, [{title}])' for label, title in inner])},\n"
        for chapter, inner in heads.items()
    ]
    return f'#import "inline.typ": lang\n#let heads = ({"".join(lines) or ":"})\n'


def facts_source(settings: BookSettings, *, always_pages: bool) -> str:
    """What the template must know: the settings, as one Typst dictionary."""
    values = {name.replace("_", "-"): string(getattr(settings, name)) for name in _STRINGS}
    values |= {
        "date": string(settings.long_date),
        "authors": array([string(name) for name in settings.authors]),
        "imprint": array([string(line) for line in settings.imprint]),
        "contents-depth": str(settings.contents_depth),
        "words": "(" + ", ".join(f"{name}: {string(word)}" for name, word in settings.words.items()) + ")",
    }
    head = f"#let always-pages = {boolean(always_pages)}\n"
    return head + "#let book-facts = (\n" + "".join(f"  {name}: {value},\n" for name, value in values.items()) + ")\n"
