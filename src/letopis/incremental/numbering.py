"""Tables and figures are numbered from what was numbered_nodes_of of each page, not from the pages.

Sphinx opens every page of the archive after every edit, only to count its tables and figures. What it needs
of a page is little, and of most pages nothing: the sections that hold something with a number, and the lists
of contents, which give the order. That is numbered_nodes_of while pages are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

from letopis.page_store import PickledDict

_STORE: Final = "letopis_numbered"

Kept = dict[str, nodes.Element]


class NumberedCollector(TocTreeCollector):
    """Sphinx's collector of contents, which finds in a page no more than what has a number."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the headings of a page, packed."""
        if not isinstance(app.env.tocs, PickledDict):
            plain, packed = app.env.tocs, PickledDict[nodes.bullet_list]()
            packed.update(plain)
            app.env.tocs = cast("dict[str, nodes.bullet_list]", packed)
        super().process_doc(app, doctree)

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        super().clear_doc(app, env, docname)
        numbered_nodes_of(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment
    ) -> None:
        """Take over the pages that a worker has read."""
        super().merge_other(app, env, docnames, other)
        theirs = numbered_nodes_of(other)
        numbered_nodes_of(env).update({docname: theirs[docname] for docname in docnames if docname in theirs})

    def assign_figure_numbers(self, env: BuildEnvironment) -> list[str]:
        """Sphinx's own way, on what was numbered_nodes_of in place of the pages."""
        found = numbered_nodes_of(env)
        env.get_doctree = lambda docname: found.get(docname, nodes.Element())  # type: ignore[method-assign,assignment,return-value]
        try:
            return super().assign_figure_numbers(env)
        finally:
            del env.get_doctree


def setup_numbering(app: Sphinx) -> None:
    """Put our collector in the place of Sphinx's."""
    for listener in [*app.events.listeners["env-get-updated"]]:
        collector = getattr(listener.handler, "__self__", None)
        if type(collector) is TocTreeCollector:
            collector.disable(app)
    app.add_env_collector(NumberedCollector)
    # Last of all: a page is then as it will be numbered.
    app.connect("doctree-read", keep_numbered, priority=950)


def keep_numbered(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: keep what of a page has a number, and its lists of contents."""
    domains = [one for one in app.env.domains.sorted() if _counts_nodes(one)]
    if found := list(_numbered(domains, document)):
        numbered_nodes_of(app.env)[app.env.docname] = nodes.Element("", *found)


def _counts_nodes(domain: Domain) -> bool:
    return type(domain).get_enumerable_node_type is not Domain.get_enumerable_node_type


def _numbered(domains: list[Domain], node: nodes.Element) -> Iterator[nodes.Element]:
    """Copies of what counts below a node, in the sections it stands in."""
    for child in node.children:
        if isinstance(child, addnodes.toctree):
            yield child.copy()
        elif isinstance(child, nodes.section):
            if below := list(_numbered(domains, child)):
                section = child.copy()
                section += below
                yield section
        elif isinstance(child, nodes.Element):
            if any(_has_number(domain, child) for domain in domains):
                yield child.deepcopy()
            elif not isinstance(child, nodes.TextElement):
                yield from _numbered(domains, child)


def _has_number(domain: Domain, node: nodes.Element) -> bool:
    """Whether a domain gives a node a number; Sphinx's own does so only if the node has a caption."""
    captioned = not isinstance(domain, StandardDomain) or domain.get_numfig_title(node)
    return bool(captioned and domain.get_enumerable_node_type(node))


def numbered_nodes_of(env: BuildEnvironment) -> Kept:
    """What has been numbered_nodes_of, by page."""
    return cast("Kept", env.__dict__.setdefault(_STORE, {}))
