"""The stream of markup, and what a visitor must know of the place it writes at."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from letopis.book.diagnostics import place
from letopis.book.markup import array, escape, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from letopis.book.builder import TypstBuilder


_CITABLE = (nodes.section, nodes.paragraph, nodes.container, nodes.table, nodes.figure)
"""What can be cited by itself, if it has an id."""

_BY_NUMBER = re.compile(r"|id\d+|(?:mention|cite|note)-.*")
"""Ids that depend on the order of a page, which nobody should cite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document's place in the book."""

    docname: str
    level: int
    """Level of its title among the book's headings; 1 is the highest."""
    chapter: bool
    """Whether it opens a new page with a running head of its own."""


class Writer(SphinxTranslator):
    """Collects markup. Visitors of one concern each are mixed into it."""

    builder: TypstBuilder

    _anchored_by_visitor = (nodes.document, nodes.section, nodes.footnote, nodes.title, nodes.reference)
    """Nodes whose own visitor sets their anchors, where a plain anchor before them would be wrong."""

    def __init__(self, document: nodes.document, builder: TypstBuilder, page: Page) -> None:
        super().__init__(document, builder)
        self.page = page
        self.book = builder.settings
        self.out: list[str] = []
        self.page_out = self.out
        self.inside: Counter[str] = Counter()
        self.in_columns = builder.is_in_columns(page.docname)
        self.dense = self.in_columns or builder.is_entry(page.docname)
        """Whether the page is set as an entry of a reference work."""
        self.languages: list[str | None] = [None]
        """Languages the author has named, the innermost last."""

    # -- the stream
    def add(self, *markup: str) -> None:
        """Write markup."""
        self.out += filter(None, markup)

    def astext(self) -> str:
        """All that was written."""
        return "".join(self.out)

    def trim(self) -> None:
        """Take back the white space written last, if only anchors follow it: a note's mark stands close to its word."""
        for index in reversed(range(len(self.out))):
            if not self.out[index].startswith("#anchor("):
                self.out[index] = self.out[index].rstrip()
            if self.out[index] and not self.out[index].startswith("#anchor("):
                return

    @contextmanager
    def apart(self) -> Iterator[list[str]]:
        """Catch what is written meanwhile."""
        kept, self.out = self.out, []
        caught = self.out
        try:
            yield caught
        finally:
            self.out = kept

    def render_all(self, children: Iterable[nodes.Node]) -> str:
        """Markup of some nodes."""
        with self.apart() as caught:
            for child in children:
                child.walkabout(self)
        return "".join(caught).strip()

    def render(self, node: nodes.Element) -> str:
        """Markup of a node's children, after the node's own anchors."""
        return self.anchors(node) + self.render_all(node.children)

    # -- the place
    @contextmanager
    def within(self, *contexts: str) -> Iterator[None]:
        """Say that what is written meanwhile stands in a table, a note, a caption ..."""
        self.inside.update(contexts)
        try:
            yield
        finally:
            self.inside.subtract(contexts)

    def is_inside(self, *contexts: str) -> bool:
        """Whether the present place is within one of these."""
        return any(self.inside[context] for context in contexts)

    def mark_line(self, node: nodes.Node) -> None:
        """Note the source line in a comment, so that a message of Typst can be led back to it.

        Not in the middle of an argument, where the comment could swallow the bracket that ends it.
        """
        if self.out is self.page_out and (not self.out or self.out[-1].endswith("\n")):
            path, _, line = place(node).rpartition(":")
            self.add(f"//@{Path(relpath(path, self.builder.srcdir)).as_posix()}:{line}\n")

    # -- names and texts
    def label(self, id_: str) -> str:
        """The name of a place: ids repeat between documents, so the document stands before it."""
        return f"{self.page.docname}:{id_}"

    def claim_labels(self, node: nodes.Element, *further: str) -> list[str]:
        """The names a node gives its place, each claimed once: Typst refuses an ambiguous one."""
        ids = [*further, *node.get("ids", ())]
        if "letopis-anchor" in node:
            ids.append(cast("str", node["letopis-anchor"]))
        labels = [self.label(id_) for id_ in dict.fromkeys(ids)]
        fresh = [label for label in labels if label not in self.builder.labels]
        self.builder.labels.update(fresh)
        if isinstance(node, _CITABLE) and fresh and not _BY_NUMBER.fullmatch(fresh[0].partition(":")[2]):
            # The place then has a position, and with it a name in the file: see `pdf_links`.
            self.builder.note_link(fresh[0], "")
        return fresh

    def anchors(self, node: nodes.Element) -> str:
        """Markup that makes a node's ids places one can link to."""
        return "".join(f"#anchor({string(label)})" for label in self.claim_labels(node))

    def label_array(self, node: nodes.Element, *further: str) -> str:
        """The same names, as an argument."""
        return array([string(label) for label in self.claim_labels(node, *further)])

    def text(self, text: str) -> str:
        """Markup of a text, its Cyrillic marked unless the author has said what language it is in."""
        return self.book.marked(text) if self.languages[-1] is None else escape(text)

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Set a node's anchors before its visitor runs, so that no visitor can forget them."""
        if isinstance(node, nodes.Element) and not isinstance(node, self._anchored_by_visitor):
            self.add(self.anchors(node))
        super().dispatch_visit(node)
