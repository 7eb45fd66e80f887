"""The text of every page, kept while it is read: by record, and by section where there is no record.

Nothing is looked up yet, and links to records stand in the text as the domain keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.domain import domain_of
from letopis.model.kinds import Record
from letopis.nodes import view
from letopis.plain_text import plain_text

#: What is no running text. Code on the pages for contributors shows records that are not in the archive.
_SILENT: Final = (nodes.Invisible, nodes.raw, nodes.literal_block, nodes.math_block, nodes.label, addnodes.index, view)


class Passage(NamedTuple):
    """The text of one thing on a page.

    ``anchor`` is its id, empty for the page as a whole; ``title`` the heading of a section, empty
    for a record, which has its own name; ``text`` holds its paragraphs.
    """

    anchor: str
    title: str
    record: bool
    text: tuple[str, ...]


def keep_passages(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: keep the passages of the page being read."""
    domain, docname = domain_of(app.env), app.env.docname
    domain.stored["passages"][docname] = passages_of(document, domain.records_of(docname))


def all_passages(env: BuildEnvironment) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """Every page that may be searched, in order, with its passages."""
    domain = domain_of(env)
    found: dict[str, tuple[Passage, ...]] = domain.stored["passages"]
    for docname in sorted(env.found_docs):
        if not {"no-search", "nosearch"} & set(env.metadata.get(docname, ())):
            # A page read before this module was there has none.
            yield (
                docname,
                found.get(docname) or passages_of(env.get_doctree(docname), domain.records_of(docname)),
            )


def passages_of(doctree: nodes.document, records: Iterable[Record]) -> tuple[Passage, ...]:
    """The passages of one page; the first is the page as a whole, unless a record is."""
    walk = _Walk({record.anchor: record for record in records})
    walk.children(doctree, walk.start("", "", record=False), 0)
    return tuple(
        Passage(anchor, title, record, tuple(text))
        for anchor, title, record, text in walk.found
        if text or title or record
    )


class _Walk:
    """Goes through a page and gives each paragraph to the record or section it belongs to."""

    def __init__(self, records: dict[str, Record]) -> None:
        self.records = records
        self.found: list[tuple[str, str, bool, list[str]]] = []

    def start(self, anchor: str, title: str, *, record: bool) -> list[str]:
        """A new passage; its text is filled in later. An id met again goes on with its passage."""
        for known, _, _, text in self.found:
            if known == anchor and anchor:
                return text
        self.found.append((anchor, title, record, []))
        return self.found[-1][3]

    def children(self, node: nodes.Element, text: list[str], depth: int) -> None:
        """Everything below a node; ``depth`` counts the sections around it, or is -1 inside a record's."""
        for child in node.children:
            if isinstance(child, _SILENT) or not isinstance(child, nodes.Element):
                continue
            if isinstance(child, nodes.section):
                self.section(child, text, depth)
            elif isinstance(child, nodes.container) and (record := self.record_of(child)):
                self.children(child, self.start(record.anchor, "", record=True), depth)
            elif isinstance(child, nodes.TextElement):
                if not (isinstance(child, nodes.title) and isinstance(node, nodes.section)):
                    text.append(plain_text(child))
            else:
                self.children(child, text, depth)

    def section(self, section: nodes.section, text: list[str], depth: int) -> None:
        """A section: the whole belongs to the record named by its heading, or it is a passage of its own."""
        owner = next((rec for box in section.children if (rec := self.record_of(box)) and not rec.inline), None)
        if owner:
            self.children(section, self.start(owner.anchor, "", record=True), -1)
        elif depth == 0:
            self.found[0] = ("", _heading(section), False, self.found[0][3])
            self.children(section, self.found[0][3], 1)
        elif depth == 1 and section["ids"]:
            self.children(section, self.start(section["ids"][0], _heading(section), record=False), 2)
        else:
            text.append(_heading(section))
            self.children(section, text, depth)

    def record_of(self, node: nodes.Node) -> Record | None:
        """The record whose box this is."""
        if not isinstance(node, nodes.container):
            return None
        return next((self.records[name] for name in node["ids"] if name in self.records), None)


def _heading(section: nodes.section) -> str:
    title = section.next_node(nodes.title)
    return plain_text(title) if title is not None else ""
