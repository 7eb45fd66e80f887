"""The plain text of document nodes, for lists, previews, search and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from docutils import nodes
from sphinx import addnodes

_NO_MARKS: Final[Mapping[int, str]] = MappingProxyType({})


def first_paragraph(body: list[nodes.Node]) -> str:
    """The plain text of the first paragraph, for lists and previews."""
    for node in body:
        for paragraph in node.findall(nodes.paragraph):
            return plain_text(paragraph)
    return ""


def plain_text(node: nodes.Element, marks: Mapping[int, str] = _NO_MARKS) -> str:
    """The text of a node without citations; links to records keep their own text.

    ``marks`` are texts to be put before some of the nodes in it, by the ``id()`` of each.
    """
    return " ".join("".join(_pieces(node, marks)).split()).replace(" .", ".").replace(" ,", ",")


def _pieces(node: nodes.Node, marks: Mapping[int, str]) -> Iterator[str]:
    if marks and (mark := marks.get(id(node))):
        yield mark
    if isinstance(node, nodes.Text):
        yield str(node)
    elif isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite":
        return
    elif isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "letopis":
        explicit = node["refexplicit"]
        yield node.astext() if explicit else f"\x00{node['reftype']}:{node['reftarget']}\x00"
    elif isinstance(node, nodes.footnote_reference):
        return
    else:
        for child in node.children:
            yield from _pieces(child, marks)
