"""A built book, as the tests look at it."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pypdf
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors
from sphinx.util.docutils import patch_docutils

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.errors import SphinxError

SAMPLE = Path(__file__).parent.parent / "roots" / "test-book"

CONF = """
project = "A Small Book"
author = "Nobody"
extensions = ["myst_parser", "letopis.epub.finish"]
myst_enable_extensions = ["colon_fence", "dollarmath", "attrs_inline"]
letopis_book_preface = ""
"""


@dataclass
class Book:
    """What came of a build."""

    app: SphinxTestApp
    error: SphinxError | None = None

    @property
    def out(self) -> Path:
        return Path(self.app.outdir)

    @property
    def pdf(self) -> Path:
        return next(self.out.glob("*.pdf"))

    @property
    def warnings(self) -> list[str]:
        """Each warning, its path shortened to the project."""
        text = strip_colors(self.app.warning.getvalue()).replace(f"{self.app.srcdir}/", "")
        return [line for line in text.splitlines() if line.strip()]

    def source(self, docname: str) -> str:
        """The Typst of a page, without the marks of its lines."""
        text = (self.out / "typst" / "pages" / f"{docname}.typ").read_text(encoding="utf-8")
        return re.sub(r"^//@.*\n", "", text, flags=re.MULTILINE)

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(self.pdf)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page; a word divided at a line's end is whole again, and every space is a plain one."""
        return [" ".join(re.sub(r"-\n", "", page.extract_text()).split()) for page in self.reader.pages]

    def numbered(self, number: str) -> str:
        """The text of the page that bears a number."""
        return self.pages[self.reader.page_labels.index(number)]

    def page_with(self, words: str) -> str:
        """The number of the only page, after the contents, with certain words."""
        labelled = zip(self.reader.page_labels, self.pages, strict=True)
        found = [label for label, text in labelled if label.isdecimal() and words in text]
        assert len(found) == 1, f"{words!r} stands on the pages {found}"
        return found[0]


def build_quietly(app: SphinxTestApp) -> None:
    """Build as sphinx-build does: with the project's docutils.conf, not that of the folder the tests run in.

    And let MyST use what Sphinx will take away one day.
    """
    with warnings.catch_warnings(), patch_docutils(app.confdir):
        warnings.filterwarnings("ignore", category=PendingDeprecationWarning, module=r"myst_parser\.")
        app.build()


class BuildBook(Protocol):
    """Builds a small book from the texts of its pages."""

    def __call__(
        self,
        pages: Mapping[str, str] | str,
        *,
        conf: str = "",
        files: Mapping[str, bytes] | None = None,
        **settings: Any,
    ) -> Book: ...
