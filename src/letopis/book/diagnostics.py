"""What the book warns of: every kind, with what it means. Each is logged as ``letopis.book-…``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger(__name__)


class BookWarning(StrEnum):
    """A kind of warning. The value is the stable code an author sees."""

    UNKNOWN_NODE = "book-unknown-node"
    """A node no visitor knows; its text is printed without form."""
    MISSING_ALT = "book-missing-alt"
    """A picture without a text for those who cannot see it; the file's name stands in."""
    NO_TITLE = "book-no-title"
    """A page without a title; its file name stands in."""
    RAGGED_TABLE = "book-ragged-table"
    """A row has too few or too many cells; empty ones fill it, or the rest are left out."""
    WIDE_TABLE = "book-wide-table"
    """A table is wider than the page, and cells that span keep it from being divided."""
    IMAGE = "book-image"
    """A picture that is missing, broken or of a kind Typst does not read."""
    GLYPH = "book-glyph"
    """A character that none of the book's fonts has; its number is printed."""
    LINK = "book-link"
    """A link to a place that is not in the book."""
    MATH = "book-math"
    """A formula. The book sets none; its source is printed."""
    INDEX = "book-index"
    """An index entry points nowhere, or cannot be read."""
    CHAPTER = "book-chapter"
    """A chapter set alone does not fall into the pages it has in the book; it is left out."""
    TYPST = "book-typst"
    """Typst itself warns."""


class BookError(SphinxError):
    """The book cannot be made. The one made before is left as it was."""

    category = "Book error"


def warn(code: BookWarning, message: str, where: Node | str | None = None) -> None:
    """Log a warning at a node, at a place written ``path:line``, or at a document as a whole."""
    location = where if where is None or isinstance(where, str) else place(where)
    logger.warning(message, type="letopis", subtype=str(code), location=location)


def place(node: Node) -> str:
    """``path:line`` of a node, or of the nearest one around it that knows its line.

    What a transform put in place of another node often has lost both.
    """
    source, line = "", 0
    around: Node | None = node
    while around is not None and not (source and line):
        line = line or getattr(around, "line", None) or 0
        source = source or getattr(around, "source", None) or ""
        around = around.parent
    if not source and node.document is not None:
        source = node.document["source"]
    return f"{source}:{line or 1}"
