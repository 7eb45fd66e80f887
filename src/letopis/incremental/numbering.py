"""Tables and figures are numbered from what is kept of each page, not from the pages.

Sphinx opens every page of the archive after every edit, only to count its tables and figures. What it needs
of a page is little, and of most pages nothing: the sections that hold something with a number, and the lists
of contents, which give the order. That is kept while pages are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

from letopis.domain import domain_of
from letopis.sphinx_internals import disable_toctree_collector, number_figures


class NumberedCollector(TocTreeCollector):
    """Sphinx's collector of contents, which finds in a page no more than what has a number."""

    def assign_figure_numbers(self, env: BuildEnvironment) -> list[str]:
        """Sphinx's own way, on what was kept in place of the pages."""
        kept = domain_of(env).stored["numbered"]
        return number_figures(self, env, lambda docname: kept.get(docname, nodes.Element()))


def setup_numbering(app: Sphinx) -> None:
    """Put our collector in the place of Sphinx's, if that can be switched off."""
    if disable_toctree_collector(app):
        app.add_env_collector(NumberedCollector)
        # Last of all: a page is then as it will be numbered.
        app.connect("doctree-read", keep_numbered, priority=950)


def keep_numbered(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: keep what of a page has a number, and its lists of contents."""
    domains = [one for one in app.env.domains.sorted() if _counts_nodes(one)]
    if found := list(_numbered(domains, document)):
        domain_of(app.env).stored["numbered"][app.env.docname] = nodes.Element("", *found)


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
