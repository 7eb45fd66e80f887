"""The first paragraph of each page, kept while reading: for descriptions, previews and cards."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from letopis.plain_text import plain_text

_STORE: Final = "letopis_summaries"
_ASIDE: Final = (nodes.Admonition, nodes.container, nodes.sidebar, nodes.topic, nodes.footnote, nodes.table)
"""What does not say what the page is about, even if it comes first."""


class SummaryCollector(EnvironmentCollector):
    """Keeps the summaries by page, so that a page can be forgotten and workers merged."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        summaries(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment
    ) -> None:
        """Take over what a worker has read."""
        theirs = summaries(other)
        summaries(env).update({docname: theirs[docname] for docname in docnames if docname in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the page's first paragraph; names of linked records stay marked until all are known."""
        summaries(app.env)[app.env.docname] = opening_paragraph(doctree)


def summaries(env: BuildEnvironment) -> dict[str, str]:
    """The store, made on first use."""
    if not hasattr(env, _STORE):
        setattr(env, _STORE, {})
    return cast("dict[str, str]", getattr(env, _STORE))


def opening_paragraph(document: nodes.document) -> str:
    """The plain text of the first paragraph of running text, without its notes."""
    for paragraph in document.findall(nodes.paragraph):
        if not any(isinstance(above, _ASIDE) for above in _above(paragraph)):
            return plain_text(paragraph)
    return ""


def _above(node: nodes.Node) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
