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

from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, get_docnames

if TYPE_CHECKING:
    from docutils import nodes
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
    _asked: list[Citation] | None = None

    @property
    def citations(self) -> list[Citation]:
        """All citations; while one is being resolved, those it can mean."""
        found: list[Citation] = self.data["citations"] if self._asked is None else self._asked
        return found

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
        """Make the link of one citation, looking at those with its keys alone."""
        if self._citations_of is None:
            self._citations_of = defaultdict(list)
            for place, citation in enumerate(self.citations):
                self._citations_of[citation.key].append((place, citation))
        found = self._citations_of
        keys = dict.fromkeys(one.key for one in parse_citation_targets(target))
        # In the order of the list, which is that of the links of one role.
        asked = sorted((one for key in keys for one in found.get(key, ())), key=itemgetter(0))
        self._asked = [citation for _, citation in asked]
        try:
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        finally:
            self._asked = None
