"""Timelines of more events than one web page can show, divided into pages: whole years together as long as they fit.

Only the web pages are divided; the data, the book and the EPUB have each timeline whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from docutils import nodes

from letopis.html.long_tables import with_rows
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
from letopis.nodes import picture

if TYPE_CHECKING:
    from sphinx.builders import Builder

MOST_BYTES: Final = 90_000
"""About what the years of one page may make; the frame of a page adds some 25 KB."""

OF_A_ROW: Final = 400
"""The bytes of a row beside its words: its cells, and the address of its event."""


def timeline_parts(builder: Builder, docname: str, document: nodes.document) -> Iterator[Part]:
    """Take long timelines from a page, leave links there, and give the pages of their years."""
    if not may_be_divided(builder, docname):
        return
    found = [years for years in document.findall(nodes.container) if "letopis-years" in years["classes"]]
    timelines = [years for years in found if _weight(years) > MOST_BYTES]
    taken = {docname, *builder.env.all_docs} if timelines else set()
    for years in timelines:
        title = next(document.findall(nodes.title)).astext()
        chunks = list(_chunks(_years(years)))
        names = list(part_names(docname, chunks, taken))
        yield from parts_of(builder, docname, document, title, names, chunks, list)
        years.replace_self(links_to_parts(builder, docname, docname, title, names, chunks))
        drop_notes(document)


def _weight(node: nodes.Element) -> int:
    """About how many bytes a part of a page makes: its drawings, its words, its rows."""
    drawn = sum(len(one["svg"]) + len(one.get("narrow", "")) for one in node.findall(picture))
    return drawn + len(node.astext()) + OF_A_ROW * sum(1 for _ in node.findall(nodes.row))


def _years(years: nodes.container) -> Iterator[Chunk[nodes.Element]]:
    """Each year: its heading, and what stands below it; one that is too long for a page, in pieces of its rows."""
    content: list[nodes.Element] = []
    for child in [node for node in years.children if isinstance(node, nodes.Element)]:
        if isinstance(child, nodes.rubric) and content:
            yield from _pieces(content)
            content = []
        content.append(child)
    if content:
        yield from _pieces(content)


def _pieces(content: list[nodes.Element]) -> Iterator[Chunk[nodes.Element]]:
    label = content[0].astext()
    table = next((one for one in content if isinstance(one, nodes.table)), None)
    if table is None or sum(map(_weight, content)) <= MOST_BYTES:
        yield Chunk(label, content)
        return
    rows = [row for row in next(table.findall(nodes.tbody)).children if isinstance(row, nodes.row)]
    number, first, weight = 1, 0, 0
    for last, row in enumerate(rows):
        weight += _weight(row)
        if weight > MOST_BYTES or last == len(rows) - 1:
            piece = with_rows(table, rows[first : last + 1])
            yield Chunk(f"{label} {number}", [*(one.deepcopy() if one is not table else piece for one in content)])
            number, first, weight = number + 1, last + 1, 0


def _chunks(years: Iterable[Chunk[nodes.Element]]) -> Iterator[Chunk[nodes.Element]]:
    """Years together as long as they fit on a page."""
    first, last, weight, content = "", "", 0, list[nodes.Element]()
    for label, found in years:
        more = sum(map(_weight, found))
        if content and weight + more > MOST_BYTES:
            yield Chunk(span_of(first, last), content)
            content, weight = [], 0
        first, last = label if not content else first, label
        content, weight = [*content, *found], weight + more
    if content:
        yield Chunk(span_of(first, last), content)
