"""Below a quotation from a document of the archive: which document, and where in it."""

from __future__ import annotations

from docutils import nodes

from letopis.model.kinds import DOCUMENT
from letopis.model.texts import place_in_words
from letopis.model.values import read_ref
from letopis.rendering.page import Page


def render_place(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The document, and the page and line, which on a screen lead to the line itself."""
    document = page.archive.resolve(read_ref(options["document"]), DOCUMENT)
    if document is None:
        return []
    shown = nodes.attribution("", "", page.link(document))
    line = int(options["line"] or 0)
    if told := place_in_words(options["page"], line):
        docname, near = page.archive.address_of_line(document, options["page"], line)
        link: nodes.Node = nodes.Text(told)
        if docname and page.on_screen:
            address = page.builder.get_relative_uri(page.docname, docname)
            link = nodes.reference("", told, refuri=f"{address}#{near}", internal=True)
        shown += [nodes.Text(", "), link]
    return [shown]
