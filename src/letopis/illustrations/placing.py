"""Where illustrations stand: their files are looked at when a page is read, and copies put in their place when written.

The record of an illustration leaves an image in its page, so that the content policy and Sphinx look at the file as at
any other; it is never shown. What is shown, here and on other pages, is drawn with the views
(:mod:`letopis.rendering.illustrations`), and has the original's path.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.illustrations.copies import copy_of
from letopis.illustrations.files import Original, look_at
from letopis.page_nodes import line_of
from letopis.report import report

ORIGINAL: Final = "letopis-original"
"""The attribute of the image that only names the file; it holds the key of the record."""
LINE: Final = "letopis-line"
"""The line of the field that names it; that of the node is lost, since MyST sets it to that of the directive."""
COPY: Final = "letopis-copy"
"""The attribute of an image that shows a copy: the name that it begins with, the original, and the points across."""


def give_lines(_app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``, before anybody says what is wrong with a file: give each its own line."""
    for node in document.findall(nodes.image):
        node.line = node.attributes.pop(LINE, node.line)


def look_at_originals(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: say of each illustration's file on the page why it cannot be shown."""
    env = app.env
    for node in document.findall(nodes.image):
        if ORIGINAL not in node:
            continue
        found = look_at(Path(env.relfn2path(str(node["uri"]), env.docname)[1]), Path(env.srcdir))
        if isinstance(found, str) and found:
            message = f"illustration '{node[ORIGINAL]}': the picture '{node['uri']}' {found}"
            place = SourceLocation(env.docname, str(env.doc2path(env.docname, base=False)), line_of(node))
            report(Finding(Code.ILLUSTRATION_FILE, message, place))


class PlaceCopies(SphinxPostTransform):
    """Make each illustration that is shown a copy of the size that is needed, and take out what only named the file."""

    default_priority = 5
    """After the views (4), which leave the illustrations."""

    def run(self, **_kwargs: Any) -> None:
        """Look at every image of the page."""
        folder = Path(self.env.doctreedir) / "letopis-illustrations"
        for node in list(self.document.findall(nodes.image)):
            if ORIGINAL in node:
                node.parent.remove(node)
            elif COPY in node:
                name, original, width = cast("tuple[str, Original, int]", node.attributes.pop(COPY))
                path = str(copy_of(original, name, width, folder))
                node["uri"] = path
                node["candidates"] = {"*": path}
                self.env.images.add_file(self.env.docname, path)
