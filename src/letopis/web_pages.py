"""Which web pages are ours to lay out, and to search."""

from __future__ import annotations

from typing import Final

from sphinx.builders import Builder

WEB: Final = ("html", "dirhtml")
"""The builders whose pages are dressed. The EPUB is read by other programs, and has its own."""

THEME: Final = "sphinx_book_theme"
"""The theme over which the edition is laid; the pages of another one are left as they are."""


def is_ours(builder: Builder) -> bool:
    """Whether web pages are written by our builders, and not by those of an extension that replaced them."""
    return builder.name in WEB and getattr(builder, "is_letopis", False)


def lays_out(builder: Builder) -> bool:
    """Whether the pages that a builder writes are ours to lay out."""
    settings = builder.config
    return is_ours(builder) and bool(settings.letopis_reading_theme) and settings.html_theme == THEME


def has_our_search(builder: Builder) -> bool:
    """Whether web pages are searched by our index. Our layout has no place for Sphinx's."""
    return is_ours(builder) and (bool(builder.config.letopis_search) or lays_out(builder))
