"""In the live preview: on which line of its file each paragraph begins, so that a finding can be shown there."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

SHOWN_AT: Final = (nodes.paragraph, nodes.container, nodes.title, nodes.list_item, nodes.literal_block, nodes.table)
"""What a finding is shown below: whatever begins a line of its own in the file."""

CLASS: Final = "letopis-line-"
"""The beginning of the class; behind it stands the number of the line."""


def note_lines(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """``doctree-resolved``: give each paragraph the line on which it begins, as a class."""
    if app.config.letopis_preview:
        for node in document.findall(nodes.Element):
            if isinstance(node, SHOWN_AT) and node.line:
                node["classes"] = [*node["classes"], f"{CLASS}{node.line}"]
