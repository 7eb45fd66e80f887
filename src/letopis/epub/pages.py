"""The pages of the printed book in the EPUB (EPUB Accessibility 1.1, 3.4): marks where they begin, and a list of them.

The builder of the book writes where its places came to stand; the first place of each page that the EPUB has, too, is
where the page is said to begin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from letopis.book.compile import PLACES_FILE

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

MARK: Final = "page-of-the-book-"
"""The ids of the marks begin with it."""

_PLACE = re.compile(
    r"<(?:p|li|dd|td|th|div|section|figure|blockquote|aside)\b(?:[^<>\"]|\"[^\"]*\")*?\sid=\"([^\"]*)\"(?:[^<>\"]|\"[^\"]*\")*>"
)
"""The start tag of an element with an id that may begin with a mark."""

Breaks = Mapping[str, Mapping[str, str]]
"""For each file, by the id of an element: the number of the page that begins there."""


def printed_pages(env: BuildEnvironment) -> list[tuple[str, list[str]]]:
    """The numbers of the printed pages, in order, each with the labels (``docname:id``) that stand on it.

    Empty where no book has been made from these pages.
    """
    try:
        places = json.loads((Path(env.doctreedir) / PLACES_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [(str(number), [str(label) for label in labels]) for number, labels in places]


def page_breaks(pages: list[tuple[str, list[str]]], files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Where each page begins: at the first of its labels that is an id of the EPUB. Pages without one are left out."""
    ids = {name: set(_PLACE.findall(text)) for name, text in files.items()}
    breaks: dict[str, dict[str, str]] = {}
    for number, labels in pages:
        for label in labels:
            docname, _, name = label.partition(":")
            file = f"{docname}.xhtml"
            if name and name in ids.get(file, ()) and name not in breaks.get(file, {}):
                breaks.setdefault(file, {})[name] = number
                break
    return breaks


def marked(text: str, breaks: Mapping[str, str]) -> str:
    """The text of a file with marks where pages begin."""
    return _PLACE.sub(lambda tag: tag[0] + (mark(breaks[tag[1]]) if tag[1] in breaks else ""), text)


def mark(number: str) -> str:
    """The mark of a page."""
    shown = escape(number)
    return f'<span epub:type="pagebreak" role="doc-pagebreak" id="{MARK}{shown}" aria-label=" page {shown}. "></span>'


def page_list(breaks: Breaks, pages: list[tuple[str, list[str]]]) -> str:
    """The list of pages for ``nav.xhtml``, in the order of the book; empty without pages."""
    files = {number: file for file, found in breaks.items() for number in found.values()}
    items = "".join(
        f'<li><a href="{escape(files[number])}#{MARK}{escape(number)}">{escape(number)}</a></li>\n'
        for number, _ in pages
        if number in files
    )
    if not items:
        return ""
    return (
        '<nav epub:type="page-list" role="doc-pagelist" aria-label="Pages of the printed book" hidden="hidden">\n'
        f"<ol>\n{items}</ol>\n</nav>\n"
    )
