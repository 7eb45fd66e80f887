"""Roles that point at records, ``{person}`ada``` and ``{person}`the countess <ada>```, and at sources."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.roles import XRefRole
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CiteRole

MALFORMED = "letopis-malformed"
"""The attribute of a citation that could not be read; its value is what the author wrote."""


class RecordRole(XRefRole):
    """A link to a record; without a text of its own it shows the record's name."""

    innernodeclass = nodes.inline

    def __init__(self) -> None:
        """Report unknown targets ourselves; see :func:`letopis.domain.is_ours`."""
        super().__init__(warn_dangling=True)


class CitationRole(CiteRole):
    """``{cite:p}`Key{p. 12}```, which sphinxcontrib-bibtex reads; at a misplaced brace it would end the build."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave what cannot be read in the text; :mod:`letopis.reading` reports it with its line."""
        try:
            list(parse_citation_targets(self.target))
        except ValueError:
            shown = nodes.inline(self.rawtext, f"[{self.target}]", classes=["letopis-unknown"])
            shown[MALFORMED] = self.target
            return [shown], []
        made: tuple[list[nodes.Node], list[nodes.system_message]] = super().run()
        return made


def setup_citations(app: Sphinx) -> None:
    """Put our reader of citations in the place of sphinxcontrib-bibtex's."""
    app.add_role("cite", CitationRole(), override=True)
    for name in BibtexDomain.roles:
        app.add_role_to_domain("cite", name, CitationRole(), override=True)
