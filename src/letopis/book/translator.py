"""The shape of a page: its sections as headings of the book, and the pages it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from docutils import nodes

from letopis.book.diagnostics import BookWarning, warn
from letopis.book.markup import array, escape, string
from letopis.book.notes import is_note
from letopis.book.objects import ObjectVisitors
from letopis.book.writer import Page

if TYPE_CHECKING:
    from sphinx import addnodes

    from letopis.book.builder import TypstBuilder

DEEPEST = 6
"""The deepest level of heading a PDF/UA-1 file knows; deeper sections share it."""


class TypstTranslator(ObjectVisitors):
    """One document as Typst. Its base classes hold one visitor for every node."""

    def __init__(self, document: nodes.document, builder: TypstBuilder, page: Page) -> None:
        super().__init__(document, builder, page)
        self.depth = 0
        self.children: list[Page] = []
        """The pages that stand inside this one, to be written next."""
        self.hidden: list[addnodes.toctree] = []

    # -- the document
    def visit_document(self, node: nodes.document) -> None:
        self.add('#import "/letopis/template.typ": *\n')
        if not any(isinstance(child, nodes.section) for child in node.children):
            name = self.page.docname
            warn(BookWarning.NO_TITLE, f"the page {name!r} has no title; its name stands in.", name)
            self.depth = 1
            self._open(node, escape(name))

    def depart_document(self, node: nodes.document) -> None:
        if self.depth:
            self._close()

    # -- sections
    def visit_section(self, node: nodes.section) -> None:
        self.depth += 1
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        with self.within("title", "heading"):
            shown = self.render(title) if title is not None else ""
        self._open(node, shown)

    def depart_section(self, node: nodes.section) -> None:
        self._close()
        self.depth -= 1

    def visit_title(self, node: nodes.title) -> NoReturn:
        """Nothing here: whatever has a title sets it."""
        raise nodes.SkipNode

    def visit_subtitle(self, node: nodes.subtitle) -> NoReturn:
        self.add(f"#subtitle[{self.render(node)}]\n\n")
        raise nodes.SkipNode

    def _open(self, node: nodes.Element, title: str) -> None:
        """Write a heading. That of a chapter also holds what follows, to give it a running head."""
        self.mark_line(node)
        of_page = self.depth == 1
        further = [""] if of_page else []  # the label `docname:` is the page as a whole
        labels = self.claim_labels(node, *further)
        named = f"{self._level()}, {string(self._number(node))}, {array([string(label) for label in labels])}"
        if of_page or (self.depth == 2 and self.page.chapter):
            self.restart_notes()
        if of_page and self.page.chapter:
            part = self.book.marked(self.builder.part_title)
            more = (f", part: [{part}]" if part else "") + (", cols: 2" if self.in_columns else "")
            self.add(f"#chapter({named}, [{title}]{more})[\n", "#dense[\n" if self.dense else "")
        else:
            rank = self.depth - (1 if self.page.chapter else 0)
            if rank == 1 and labels:
                self.builder.heads.setdefault(self.page.docname, []).append((labels[0], self._head_of(node, title)))
            self.add("#restart-notes\n" if of_page or rank == 1 else "", "#dense[\n" if of_page and self.dense else "")
            self.add(f"#head({named}, {string('entry' if of_page else f'section-{min(rank, 3)}')})[{title}]\n\n")

    def _head_of(self, node: nodes.Element, shown: str) -> str:
        """A section's title for the running head: its words, without notes."""
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if title is None:
            return shown
        return self.book.marked("".join(part.astext() for part in title.children if not is_note(part)).strip())

    def _close(self) -> None:
        if self.depth > 1:
            return
        if self.dense:
            self.add("]\n")
        for toctree in self.hidden:
            self._pages_of(toctree)
        if self.page.chapter:
            self.add("]\n")

    def _level(self) -> int:
        """The heading's level in the book.

        It follows from how deep the section lies, never from how many ``#`` the author wrote, so it
        cannot skip a level, which PDF/UA forbids. (MyST warns of a skip in the source.)
        """
        self.builder.headings += 1
        return min(self.page.level + self.depth - 1, DEEPEST)

    def _number(self, node: nodes.Element) -> str:
        """The section's number, if its toctree numbers: the one the web pages show."""
        numbers = self.builder.env.toc_secnumbers.get(self.page.docname, {})
        names = [""] if self.depth == 1 else [f"#{id_}" for id_ in node["ids"]]
        return next((".".join(map(str, numbers[name])) for name in names if name in numbers), "")

    # -- pages within pages
    def visit_toctree(self, node: addnodes.toctree) -> NoReturn:
        """The pages of a toctree stand where it stands, one level down; of a hidden one, after the page's own text."""
        if node.get("hidden") and self.depth == 1:
            self.hidden.append(node)
        else:
            self._pages_of(node)
        raise nodes.SkipNode

    def _pages_of(self, node: addnodes.toctree) -> None:
        if node.get("caption"):
            self.add(f"#rubric[{self.text(str(node['caption']))}]\n\n")
        for docname in node["includefiles"]:
            if self.builder.place_once(docname):
                page = Page(docname=docname, level=self.page.level + self.depth, chapter=False)
                self.add(f"{self.builder.include(docname)}\n\n")
                self.children.append(page)
                self.builder.heads.setdefault(self.page.docname, []).append(docname)

    # -- anything else
    def unknown_visit(self, node: nodes.Node) -> None:
        """Say what is missing, and keep the words."""
        kind = type(node)
        name = f"{kind.__module__}.{kind.__name__}"
        warn(BookWarning.UNKNOWN_NODE, f"the book has no form for {name}; its text is printed plainly.", node)

    def unknown_departure(self, node: nodes.Node) -> None:
        """Close the paragraph of one that stood among blocks."""
        if not isinstance(node.parent, nodes.TextElement) and isinstance(node, nodes.TextElement):
            self.add("\n\n")
