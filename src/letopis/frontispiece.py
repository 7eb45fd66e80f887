"""The picture that faces the title page of the book: the archive's events, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letopis.book.frontmatter import Frontispiece
from letopis.domain import domain_of
from letopis.drawings.svg import PAPER, to_svg
from letopis.drawings.years import draw_years

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from letopis.book.builder import TypstBuilder


def book_frontispiece(_app: Sphinx, builder: TypstBuilder) -> Frontispiece | None:
    """``letopis-book-frontispiece``: the drawing, or ``None`` for an archive of few dated events."""
    archive = domain_of(builder.env).archive
    dates = [archive.when(event.date.value) for event in archive.timeline if event.date]
    drawing = draw_years([date.earliest for date in dates if date is not None and date.earliest is not None])
    if drawing is None:
        return None
    alt = f"{drawing.title} {drawing.description}"
    return Frontispiece(to_svg(drawing, PAPER), alt, alt)
