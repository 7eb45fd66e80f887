"""Lists of the pages that mention a record, moved to pages of their own where they are too long for one web page.

A glossary of fifty terms, each mentioned on sixty pages, is three thousand sentences. The first few of each list stay
with their record; the others, which are folded, go to parts, and a link leads there. Only the web pages are divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from docutils import nodes

from letopis.html.page_parts import Chunk, Part, may_be_divided, part_names, parts_of, span_of
from letopis.nodes import folded

if TYPE_CHECKING:
    from sphinx.builders import Builder

MOST_BYTES: Final = 60_000
"""About what the folded lists of one page, or the lists of one part, may make."""

OF_AN_ITEM: Final = 100
"""The bytes of an item beside its words: its elements, and the address of the paragraph."""


class _Piece(NamedTuple):
    """As much of the list of one record as a part may show."""

    box: folded
    label: str
    items: list[nodes.list_item]


def mention_parts(builder: Builder, docname: str, name: str, document: nodes.document) -> Iterator[Part]:
    """Take the folded lists of mentions from a page, leave links there, and give the pages that show them.

    ``docname`` is the page, ``name`` the page or the part of it that ``document`` is. A page whose lists are short
    stays as it is.
    """
    if not may_be_divided(builder, docname):
        return
    boxes = [box for box in document.findall(folded) if _list_of(box) is not None]
    if sum(map(_weight, boxes)) <= MOST_BYTES:
        return
    title = next(document.findall(nodes.title)).astext()
    chunks = list(_chunks(piece for box in boxes for piece in _pieces(box, title)))
    names = list(part_names(f"{name}-mentions", chunks, {*builder.env.all_docs}))
    places: dict[folded, list[str]] = {}
    for part, chunk in zip(names, chunks, strict=True):
        for number, piece in enumerate(chunk.content):
            places.setdefault(piece.box, []).append(f"{builder.get_relative_uri(name, part)}#list-{number}")
    yield from parts_of(builder, name, document, f"{title}: mentions", names, chunks, _shown)
    for box, found in places.items():
        box.replace_self(_links(box["summary"], found))


def _list_of(box: folded) -> nodes.bullet_list | None:
    first = box.children[0] if box.children else None
    is_list = isinstance(first, nodes.bullet_list) and "letopis-mentions" in first["classes"]
    return first if is_list else None  # type: ignore[return-value]


def _weight(node: nodes.Element) -> int:
    return len(node.astext()) + OF_AN_ITEM * sum(1 for _ in node.findall(nodes.list_item))


def _pieces(box: folded, title: str) -> Iterator[_Piece]:
    """The list of a record, in pieces if it is too long for one part; called by the heading that it stands below."""
    section = box.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    label = section[0].astext() if section is not None else title
    items: list[nodes.list_item] = []
    weight, found = 0, list[list[nodes.list_item]]()
    for item in [node for node in _list_of(box) or () if isinstance(node, nodes.list_item)]:
        weight += _weight(item)
        if items and weight > MOST_BYTES:
            found.append(items)
            items, weight = [], _weight(item)
        items.append(item)
    found.append(items)
    for number, piece in enumerate(found, start=1):
        yield _Piece(box, label if len(found) == 1 else f"{label} {number}", piece)


def _chunks(pieces: Iterable[_Piece]) -> Iterator[Chunk[_Piece]]:
    """Lists together as long as they fit on a part."""
    weight, content = 0, list[_Piece]()
    for piece in pieces:
        more = sum(map(_weight, piece.items))
        if content and weight + more > MOST_BYTES:
            yield Chunk(span_of(content[0].label, content[-1].label), content)
            content, weight = [], 0
        content, weight = [*content, piece], weight + more
    yield Chunk(span_of(content[0].label, content[-1].label), content)


def _shown(pieces: list[_Piece]) -> Iterator[nodes.Element]:
    for number, piece in enumerate(pieces):
        yield nodes.rubric("", piece.label, ids=[f"list-{number}"], classes=["letopis-heading"], **{"heading-level": 2})
        yield nodes.bullet_list("", *piece.items, bullet="*", classes=["letopis-mentions", "simple"])


def _links(summary: str, addresses: list[str]) -> nodes.paragraph:
    """``53 more pages``; of several parts each with its number: ``900 more pages, 2, 3``."""
    made = nodes.paragraph("", classes=["letopis-mentions"])
    for number, address in enumerate(addresses, start=1):
        made += nodes.Text(", ") if number > 1 else []
        made += nodes.reference("", summary if number == 1 else str(number), refuri=address, internal=True)
    return made
