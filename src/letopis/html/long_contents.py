"""Lists of pages (toctree) of more entries than one web page should show: fewer levels, or several pages.

A list without a depth shows all pages below it: the first page of an archive of thousands would name each of them. On
the web such a list loses its deepest levels, whose pages stand in the lists of their own sections. If its first level
alone is too long, it is divided into pages. The data, the book and the EPUB are as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docutils import nodes

from letopis.html.page_parts import Chunk, Part, free_name, links_to_parts, may_be_divided, parts_of, span_of

if TYPE_CHECKING:
    from sphinx.builders import Builder

MOST_ENTRIES: Final = 400
"""Entries of the lists of one page: some 50 KB."""


def contents_parts(builder: Builder, docname: str, document: nodes.document) -> Iterator[Part]:
    """Shorten the lists of pages on a page; of those that stay too long leave links, and give the pages of their entries."""
    wrappers = [one for one in document.findall(nodes.compound) if "toctree-wrapper" in one["classes"]]
    if sum(map(_count, wrappers)) <= MOST_ENTRIES:
        return
    _leave_levels(wrappers)
    if not may_be_divided(builder, docname):
        return
    taken = {docname, *builder.env.all_docs}
    for made in [one for wrapper in wrappers for one in _lists(wrapper)]:
        if len(made) <= MOST_ENTRIES:
            continue
        title = next(document.findall(nodes.title)).astext()
        chunks = list(_chunks(made))
        names = list(_names(docname, len(chunks), taken))
        yield from parts_of(builder, docname, document, title, names, chunks, _listed)
        made.replace_self(links_to_parts(builder, docname, docname, title, names, chunks))


def _listed(items: list[nodes.Element]) -> list[nodes.Element]:
    return [nodes.compound("", nodes.bullet_list("", *items), classes=["toctree-wrapper"])]


def _count(node: nodes.Element) -> int:
    return sum(1 for _ in node.findall(nodes.list_item))


def _leave_levels(wrappers: list[nodes.compound]) -> None:
    """Take the deepest levels away, one after the other, until the entries fit or the first level alone is left."""
    levels = [[one for wrapper in wrappers for one in _lists(wrapper)]]
    while below := [one for made in levels[-1] for item in made.children for one in _lists(item)]:
        levels.append(below)
    counts = [sum(len(made) for made in level) for level in levels]
    while len(levels) > 1 and sum(counts) > MOST_ENTRIES:
        counts.pop()
        for made in levels.pop():
            made.parent.remove(made)


def _lists(node: nodes.Node) -> list[nodes.bullet_list]:
    """The lists of the next level; Sphinx puts those of a toctree into a paragraph."""
    found: list[nodes.bullet_list] = []
    for child in node.children:
        found += [child] if isinstance(child, nodes.bullet_list) else _lists(child)
    return found


def _chunks(made: nodes.bullet_list) -> Iterator[Chunk[nodes.Element]]:
    """Entries for each page, of equal number; a page is called by its first and its last."""
    items = [item for item in made.children if isinstance(item, nodes.Element)]
    size = -(-len(items) // -(-len(items) // MOST_ENTRIES))
    for start in range(0, len(items), size):
        found = items[start : start + size]
        yield Chunk(span_of(found[0].astext(), found[-1].astext()), found)


def _names(docname: str, count: int, taken: set[str]) -> Iterator[str]:
    """The addresses of the parts: ``people/index-part-1``."""
    for number in range(1, count + 1):
        name = free_name(f"{docname}-part-{number}", taken)
        taken.add(name)
        yield name
