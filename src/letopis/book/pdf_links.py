"""Finishes a PDF: links into the book lead to their pages, and the file is compressed.

Typst can link to a label itself. But it then puts the page of the target into the link's description, so that each
paragraph with a link is set again whenever a page it names moves: an archive, where every second line links, took
twice the time and the memory for it. So pages link to the address ``letopis:<number>``, the positions are asked for
when the book is set, and here each address becomes a destination.

The tags are nested as the headings are (:mod:`letopis.book.structure`), and the metadata say what may be done with the
book. A tagged book has a hundred thousand small objects. Saved in object streams, which both standards of the book allow,
they take a third of the room.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Name

from letopis.book.diagnostics import BookError
from letopis.book.markup import array, string
from letopis.book.structure import Section, nest

_SCHEME = "letopis:"


class PagePosition(NamedTuple):
    """Where a label came to stand: page of the file from 1, points from its left and top, printed page number."""

    page: int
    x: float
    y: float
    number: str


_POSITION = """id => {
  let found = query(label(id))
  if found.len() == 0 { return (1, 0, 0, "") }
  let at = found.first().location()
  let (page, x, y) = at.position()
  let pattern = at.page-numbering()
  (page, x.pt(), y.pt(), numbering(if pattern == none { "1" } else { pattern }, ..counter(std.page).at(at)))
}"""


def position_query(labels: Sequence[str]) -> str:
    """The Typst expression for where labels came to stand, to be asked of a book that is set.

    In the book itself it would have to be worked out again in each of the rounds that Typst needs to set it.
    """
    return f"{array([string(label) for label in labels])}.map({_POSITION})"


def read_positions(answer: str) -> list[PagePosition]:
    """Typst's answer to :func:`position_query` (JSON), in the order of its labels; a number is empty for a lost label."""
    return [PagePosition(*entry) for entry in json.loads(answer)]


@dataclass(slots=True)
class FinishedBook:
    """A finished book that is still open: chapters are taken from it (:mod:`letopis.book.chapters`)."""

    document: pikepdf.Pdf
    sections: list[Section]
    links: dict[tuple[int, int], int]
    """By the number of its object: for each link into the book, the number of the place it leads to."""

    def saved(self) -> bytes:
        """The compressed file. The same book gives the same bytes."""
        return saved(self.document)


@contextmanager
def finish_pdf(
    pdf: bytes,
    positions: list[PagePosition],
    word: str,
    *,
    names: Mapping[str, PagePosition] = MappingProxyType({}),
    parts: Collection[str] = (),
    rights: str = "",
) -> Iterator[FinishedBook]:
    """The book with every link into it led to its page, and read out as ``word`` and a page number; its tags nested.

    The labels in ``names`` (``people/ada:early-life``) become the names of places in the file, written as on the web:
    ``book.pdf#people/ada#early-life`` opens the book there. ``parts`` are the titles of parts; ``rights`` is
    what the metadata say may be done with the book.

    Raises :class:`~letopis.book.diagnostics.BookError` if the file cannot be opened, or if a link names a position
    that is not known.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            pages = [page.obj for page in document.pages]
            links: dict[tuple[int, int], int] = {}
            for page in pages:
                for link in page.get("/Annots", Array()).as_list():
                    number = _resolve(link, pages, positions, word)
                    if number is not None:
                        links[link.objgen] = number
            _name_places(document, pages, names)
            if rights:
                with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
                    metadata["dc:rights"] = rights
            yield FinishedBook(document, nest(document, parts), links)
    except pikepdf.PdfError as error:
        raise BookError(f"the PDF that Typst made cannot be opened: {error}.") from error


def saved(document: pikepdf.Pdf) -> bytes:
    """A document as a compressed file; the same document gives the same bytes."""
    small = BytesIO()
    document.save(small, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return small.getvalue()


def _resolve(
    link: pikepdf.Object, pages: Sequence[pikepdf.Object], positions: list[PagePosition], word: str
) -> int | None:
    """Give a link into the book its destination, and say the number of its place; leave any other as it is."""
    address = str(link.A.URI) if "/A" in link and "/URI" in link.A else ""
    if not address.startswith(_SCHEME):
        return None
    number = int(address.removeprefix(_SCHEME))
    if number >= len(positions) or not 1 <= positions[number].page <= len(pages):
        raise BookError(f"link {number} of the book leads to a place that Typst has not told.")
    position = positions[number]
    del link["/A"]
    link["/Dest"] = _destination(pages, position)
    link["/Contents"] = pikepdf.String(f"{word} {position.number}")
    return number


def _destination(pages: Sequence[pikepdf.Object], position: PagePosition) -> Array:
    page = pages[position.page - 1]
    top = float(page.MediaBox.as_list()[3])
    return Array([page, Name.XYZ, round(position.x, 2), round(top - position.y, 2), 0])


def place_name(label: str) -> str:
    """The name of a place in the file: as on the web."""
    docname, _, name = label.partition(":")
    return f"{docname}#{name}" if name else docname


def _name_places(document: pikepdf.Pdf, pages: Sequence[pikepdf.Object], places: Mapping[str, PagePosition]) -> None:
    """Named destinations (ISO 32000-1, 12.3.2.3), beside those that Typst has made."""
    if not places:
        return
    names = document.Root.get("/Names") or pikepdf.Dictionary()
    tree = pikepdf.NameTree(names.Dests) if "/Dests" in names else pikepdf.NameTree.new(document)
    for label, position in sorted(places.items()):
        if 1 <= position.page <= len(pages):
            tree[place_name(label)] = _destination(pages, position)
    names["/Dests"] = tree.obj
    document.Root["/Names"] = names
