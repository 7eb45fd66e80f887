"""Citations found by key, and a list of sources that is set again only when something in it changed.

sphinxcontrib-bibtex looks through all citations for each one it resolves, through all references for
each entry of a list, and formats every entry anew in every build. In an archive of thousands of pages
that grows with the square of their number. Here are the same answers from indexes.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from pybtex.plugin import find_plugin
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, get_docnames
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_TOLD: Final = "letopis-told"
"""Where the digest of what the lists were set from is kept."""

_PLAIN: Final = frozenset({"cited", "not cited", "True"})
"""What the options ``:cited:``, ``:notcited:`` and ``:all:`` stand for."""


class CitationDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, told by indexes which citations and references to look at."""

    _citations_of: dict[str, list[tuple[int, Citation]]] | None = None

    def env_updated(self) -> Iterable[str]:
        """Set the lists of sources, unless they are what they were in the last build."""
        self._citations_of = None
        told = self._told()
        if self.data.get(_TOLD) != told:
            super().env_updated()
            # What a list warns of is told in every build.
            self.data[_TOLD] = told if self._is_faultless() else ""
        return []

    def _told(self) -> str:
        """A digest of all that the lists are set from."""
        docnames = list(get_docnames(self.env))  # type: ignore[no-untyped-call]
        lists = []
        for place, options in self.bibliographies.items():
            entries = self.get_sorted_entries(place, docnames)
            ids = sorted((key, node["ids"]) for key, node in options.citation_nodes.items())
            told = [(key, entry.key, entry.type, list(entry.fields.items()), entry.persons) for key, entry in entries]
            lists.append((place, options.style, options.list_, options.labelprefix, options.keyprefix, ids, told))
        config = self.env.config
        # The files' ages: an entry may take fields over from another.
        settings = (config.bibtex_tooltips, config.bibtex_tooltips_style, self.bibdata.bibfiles)
        return blake2b(repr((settings, lists)).encode()).hexdigest()

    def _is_faultless(self) -> bool:
        labels = {citation.formatted_entry.label for citation in self.citations}
        keys = {citation.key for citation in self.citations}
        return len(labels) == len(keys) == len(self.citations)

    def clear_doc(self, docname: str) -> None:
        """Forget a page; a list that stood on it must be set again."""
        before = len(self.citations)
        super().clear_doc(docname)
        if len(self.citations) < before:
            self.data.pop(_TOLD, None)

    def get_filtered_entries(self, bibliography_key: Any) -> Iterable[tuple[str, Any]]:
        """The entries of a list; one with a filter of its own is asked about each of them."""
        listed = self.bibliographies[bibliography_key]
        kind = ast.unparse(listed.filter_)
        if kind not in _PLAIN:
            yield from super().get_filtered_entries(bibliography_key)
            return
        cited = {target.key for reference in self.citation_refs for target in reference.targets}
        for entry in self.get_entries(listed.bibfiles):
            key = listed.keyprefix + entry.key
            if kind == "True" or (key in cited) is (kind == "cited") or entry.key in listed.keys:
                yield key, entry

    def get_all_cited_keys(self, docnames: list[str]) -> Iterator[str]:
        """Every key that is cited, in the order of the pages and of the citations on each."""
        order = {docname: number for number, docname in enumerate(docnames)}
        for reference in sorted(self.citation_refs, key=lambda one: order[one.docname]):
            for target in reference.targets:
                yield target.key

    def resolve_xref(  # type: ignore[override]
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """Make the link of one citation. That a source is unknown is said by a rule, with the line, in every builder."""
        keys = {one.key: one for one in parse_citation_targets(target)}
        references = [
            (
                citation.entry,
                citation.formatted_entry,
                SphinxReferenceInfo(
                    builder=builder,
                    fromdocname=fromdocname,
                    todocname=citation.bibliography_key.docname,
                    citation_id=citation.citation_id,
                    title=_tooltip(citation),
                    pre_text=keys[citation.key].pre,
                    post_text=keys[citation.key].post,
                ),
            )
            for citation in self._cited(keys, fromdocname)
        ]
        link = nodes.inline(rawsource=target, classes=["bibtex-citation"])
        link += format_references(self.reference_style, typ, references).render(self.backend)
        return link

    def _cited(self, keys: Iterable[str], docname: str) -> Iterable[Citation]:
        """The entries that a citation on a page means, in the order of the lists; those of a list on the page first."""
        if self._citations_of is None:
            self._citations_of = defaultdict(list)
            for place, citation in enumerate(self.citations):
                if self.bibliographies[citation.bibliography_key].list_ == "citation":
                    self._citations_of[citation.key].append((place, citation))
        found = self._citations_of
        every = [one for _, one in sorted((one for key in keys for one in found.get(key, ())), key=itemgetter(0))]
        near = {one.key: one for one in every if one.bibliography_key.docname == docname}
        return (near | {one.key: one for one in every if one.key not in near}).values()


def _tooltip(citation: Citation) -> str | None:
    """What a citation shows when it is pointed at, if the project wants that (``bibtex_tooltips``)."""
    if not citation.tooltip_entry:
        return None
    plaintext = find_plugin("pybtex.backends", "plaintext")()
    words: str = citation.tooltip_entry.text.render(plaintext)
    return words.replace("\\url ", "")
