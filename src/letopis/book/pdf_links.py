"""Links into the book: what Typst prints as an address becomes, in the finished file, a place.

Typst can link to a label itself. But it then puts the page of the target into the link's
description, so that each paragraph with a link hangs on the pages of others and is set again
whenever one of them moves: an archive, where every second line links, took twice the time and
the memory for it. So pages link to ``letopis:<number>....`` and the positions are asked for once,
when the book is set. In the file an address and a place are given the same room; nothing else moves.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from letopis.book.diagnostics import BookError

_PAGES = re.compile(rb"/Type/Pages/Count (\d+)/Kids\[([^\]]*)\]")
_HEIGHT = re.compile(rb"/MediaBox\[\S+ \S+ \S+ ([\d.]+)\]")
_LINK = re.compile(rb"/A<</Type/Action/S/URI/URI\(letopis:(\d+)\.+\)>>")
_LINK_LABEL = re.compile(rb"/Contents\(letopis:(\d+)\.+\)")


class Place(NamedTuple):
    """Where a label came to stand: page of the file from 1, points from its left and top, printed number."""

    page: int
    x: float
    y: float
    number: str


def read_places(answer: str) -> list[Place]:
    """Typst's answer to the query for ``<places>``, in the order of the links' numbers."""
    return [Place(*entry) for entry in json.loads(answer)]


def resolve_page_links(pdf: bytes, places: list[Place], word: str) -> bytes:
    """The file with every link into the book led to its place, and read out as ``word`` and a page number."""
    tree = _PAGES.search(pdf)
    height = _HEIGHT.search(pdf)
    if tree is None or height is None:
        raise BookError("the PDF has no page tree of the kind this version of Typst writes.")
    pages = re.findall(rb"\d+ 0 R", tree[2])
    if len(pages) != int(tree[1]):
        raise BookError("the PDF's page tree is not flat; its links cannot be led to their pages.")
    top = float(height[1])

    def target(link: re.Match[bytes]) -> bytes:
        place = places[int(link[1])]
        page = pages[place.page - 1]
        return _padded(link, b"/Dest[%s/XYZ %.2f %.2f 0]" % (page, place.x, top - place.y))

    def spoken(link: re.Match[bytes]) -> bytes:
        return _padded(link, b"/Contents" + _text(f"{word} {places[int(link[1])].number}"))

    pdf = _LINK_LABEL.sub(spoken, _LINK.sub(target, pdf))
    if b"letopis:" in pdf:
        raise BookError("a link of the book was left without its place.")
    return pdf


def _padded(link: re.Match[bytes], new: bytes) -> bytes:
    """The new text in the room of the old, so that no offset in the file changes."""
    room = link.end() - link.start()
    if len(new) > room:
        raise BookError(f"a link's place needs {len(new)} bytes where its address left {room}.")
    return new.ljust(room)


def _text(text: str) -> bytes:
    """A text string of PDF: as it is if it is ASCII, else in UTF-16."""
    if text.isascii():
        return b"(" + re.sub(rb"([()\\])", rb"\\\1", text.encode()) + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"
