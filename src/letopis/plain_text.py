"""The plain text of document nodes, for lists, previews, search and rules."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes


def first_paragraph(body: list[nodes.Node]) -> str:
    """The plain text of the first paragraph, for lists and previews."""
    for node in body:
        for paragraph in node.findall(nodes.paragraph):
            return plain_text(paragraph)
    return ""


def plain_text(node: nodes.Element) -> str:
    """The text of a node without citations; links to records keep their own text."""
    return " ".join("".join(_pieces(node)).split()).replace(" .", ".").replace(" ,", ",")


def _pieces(node: nodes.Node) -> Iterator[str]:
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
            yield from _pieces(child)
