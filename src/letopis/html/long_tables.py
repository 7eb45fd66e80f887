"""Tables of more rows than one web page can show, divided into pages: the members of a parliament, who was born in a town.

Only the web pages are divided; the data, the book and the EPUB have each table whole. The rows of such tables are grouped
(by decade, or by letter); a page takes whole groups as long as they fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from docutils import nodes

from letopis.html.page_parts import (
    Chunk,
    Part,
    drop_notes,
    links_to_parts,
    may_be_divided,
    part_names,
    parts_of,
    span_of,
)

if TYPE_CHECKING:
    from sphinx.builders import Builder

MOST_ROWS: Final = 200
"""A table of more rows is divided; no page of it has more."""

DIVIDED: Final = frozenset({"letopis-long-relation", "letopis-tenures"})
"""The tables that may grow so long: relations of a record, and those who held an office or sat in a body."""


def table_parts(builder: Builder, docname: str, document: nodes.document) -> Iterator[Part]:
    """Take long tables from a page, leave links there, and give the pages of their rows."""
    if not may_be_divided(builder, docname):
        return
    found = [table for table in document.findall(nodes.table) if DIVIDED.intersection(table["classes"])]
    tables = [(table, body) for table in found for body in table.findall(nodes.tbody) if len(body) > MOST_ROWS]
    taken = {docname, *builder.env.all_docs} if tables else set()
    for table, body in tables:
        title = f"{next(document.findall(nodes.title)).astext()}: {_heading(table)}".removesuffix(": ")
        chunks = list(_chunks(list(_groups(body))))
        names = list(part_names(docname, chunks, taken))
        yield from parts_of(builder, docname, document, title, names, chunks, partial(_shown, table))
        links = links_to_parts(builder, docname, docname, title, names, chunks)
        links["ids"] = table["ids"]
        table.parent.replace(table, links)
        drop_notes(document)


def _heading(table: nodes.table) -> str:
    """The words of the heading that stands next above a table, below the title of the page; none is no fault."""
    node: nodes.Element = table
    while node.parent is not None:
        above = node.parent.children[: node.parent.index(node)]
        if found := next((one for one in reversed(above) if isinstance(one, nodes.rubric)), None):
            return found.astext()
        node = node.parent
    return ""


def _groups(body: nodes.tbody) -> Iterator[Chunk[nodes.row]]:
    """The rows between two rows that name a group; what stands before the first has no name."""
    name, rows = "", list[nodes.row]()
    for row in body.findall(nodes.row):
        first, *others = row.children
        if first.astext() and not any(cell.astext() for cell in others) and list(row.findall(nodes.strong)):
            if rows:
                yield Chunk(name, rows)
            name, rows = first.astext(), [row]
        else:
            rows.append(row)
    yield Chunk(name, rows)


def _chunks(groups: Iterable[Chunk[nodes.row]]) -> Iterator[Chunk[nodes.row]]:
    """Whole groups together as long as they fit; a group too long for a page in pieces that are numbered."""
    first, last, rows = "", "", list[nodes.row]()
    for name, found in groups:
        if rows and len(rows) + len(found) > MOST_ROWS:
            yield Chunk(span_of(first, last), rows)
            rows = []
        if len(found) > MOST_ROWS:
            pieces = [found[start : start + MOST_ROWS] for start in range(0, len(found), MOST_ROWS)]
            yield from (Chunk(f"{name} {number}".strip(), piece) for number, piece in enumerate(pieces, start=1))
            continue
        first, last = name if not rows else first, name
        rows = [*rows, *found]
    if rows:
        yield Chunk(span_of(first, last), rows)


def _shown(table: nodes.table, rows: list[nodes.row]) -> list[nodes.table]:
    return [with_rows(table, rows)]


def with_rows(table: nodes.table, rows: list[nodes.row]) -> nodes.table:
    """The table with these rows alone."""
    group = next(table.findall(nodes.tgroup))
    made = table.copy()
    made["ids"], made["names"] = [], []
    inner = group.copy()
    for child in group.children:
        inner += (
            nodes.tbody("", *[row.deepcopy() for row in rows]) if isinstance(child, nodes.tbody) else child.deepcopy()
        )
    made += inner
    return made
