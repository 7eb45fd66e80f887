"""The first paragraph of each page, and how long the page takes to read, kept while reading.

The paragraph is for descriptions, previews, cards and lists of chapters, the time for the last.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from letopis.domain import domain_of
from letopis.plain_text import plain_text
from letopis.rendering.chapters import minutes_for

_ASIDE: Final = (nodes.Admonition, nodes.container, nodes.sidebar, nodes.topic, nodes.footnote, nodes.table)
"""What does not say what the page is about, even if it comes first."""


def keep_first_paragraph(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: keep the page's first paragraph; names of linked records stay marked until all are known."""
    domain_of(app.env).stored["first_paragraphs"][app.env.docname] = opening_paragraph(document)


def keep_minutes(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: keep how many minutes the page takes to read, its notes left out."""
    domain_of(app.env).stored["minutes"][app.env.docname] = minutes_for(count_words(document))


def opening_paragraph(document: nodes.document) -> str:
    """The plain text of the first paragraph of running text, without its notes."""
    for paragraph in document.findall(nodes.paragraph):
        if not any(isinstance(above, _ASIDE) for above in _above(paragraph)):
            return plain_text(paragraph)
    return ""


def count_words(document: nodes.document) -> int:
    """How many words the headings, paragraphs and tables of a page have; a name that is linked by its key is one."""
    texts = (*document.findall(nodes.title), *document.findall(nodes.paragraph))
    return sum(len(plain_text(one).split()) for one in texts if not isinstance(one.parent, nodes.footnote))


def _above(node: nodes.Node) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
