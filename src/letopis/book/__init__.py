"""The printed book: a Sphinx builder that sets a project as a PDF with Typst.

Any Sphinx project may use it: ``extensions = ["letopis.book"]``, then ``sphinx-build -b typst``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letopis.book.builder import TypstBuilder
from letopis.book.settings import add_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder, its settings and its event."""
    add_settings(app)
    app.add_builder(TypstBuilder)
    app.add_event("letopis-book-indexes")
    app.add_event("letopis-book-names")
    app.add_event("letopis-book-frontispiece")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
