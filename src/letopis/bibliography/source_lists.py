"""The directive ``{bibliography}``: a list of sources, chosen by a filter, set once all pages are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib.bibtex.directives import BibliographyDirective, BibliographyKey
from sphinxcontrib.bibtex.nodes import bibliography

from letopis.bibliography.citation_index import CitationDomain
from letopis.bibliography.filters import ALL, CITED, NOT_CITED, FilterError, Term, parse_filter
from letopis.model.ids import source_id

_MOST_OPTIONS = 20
"""Lines below a directive in which its options are looked for."""

logger = logging.getLogger(__name__)


class source_list(nodes.General, nodes.Element):  # noqa: N801 - docutils' nodes are named so
    """Where a list of sources will stand. sphinxcontrib-bibtex finds none of its own nodes, and leaves it to us."""


class SourcesDirective(BibliographyDirective):
    """The directive of sphinxcontrib-bibtex, with our reader of filters and without its evaluation."""

    def run(self) -> Sequence[nodes.Node]:
        """Note the list, and mark its place."""
        made: list[nodes.Node] = []
        for node in super().run():
            if isinstance(node, bibliography):
                self._name_entries(BibliographyKey(self.env.docname, node["ids"][0]))
                place = source_list("", ids=node["ids"], names=node["names"], docname=node["docname"])
                self.set_source_info(place)
                made.append(place)
            else:
                made.append(node)
        return made

    def _name_entries(self, key: BibliographyKey) -> None:
        """The id of each entry is made from its key, and of one that stands in a list before it, with its number."""
        if self.env.config.bibtex_cite_id:
            return
        ids = self.state.document.ids
        count = self.env.temp_data["bibtex_bibliography_count"]
        domain = cast("CitationDomain", self.env.get_domain("cite"))
        for source, node in domain.bibliographies[key].citation_nodes.items():
            name = source_id(source)
            ids.pop(node["ids"][0], None)
            node["ids"][:] = [name if name not in ids else f"{name}-{count}"]
            ids[node["ids"][0]] = node

    def _get_filter(self) -> Term:  # type: ignore[override]  # ours is no syntax tree of Python's
        """The filter of the list; what cannot be read is a finding, and the list holds what is cited."""
        if "filter" in self.options:
            written = self.options["filter"]
            try:
                return parse_filter(written)
            except FilterError as error:
                message = (
                    f"the filter '{written}' cannot be read: {error}. Write, for example, year >= \"1950\" and cited."
                )
                logger.warning("%s", message, location=self._place_of_filter(), type="letopis", subtype="bib-filter")
                return CITED
        return ALL if "all" in self.options else NOT_CITED if "notcited" in self.options else CITED

    def _place_of_filter(self) -> tuple[str, int]:
        """The page and the line of the option, which is one of those below that of the directive."""
        try:
            lines = Path(self.get_source_info()[0]).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeError):
            lines = []
        below = enumerate(lines[self.lineno : self.lineno + _MOST_OPTIONS], self.lineno + 1)
        return self.env.docname, next((number for number, line in below if "filter:" in line), self.lineno)


class SetSources(SphinxPostTransform):
    """Put the entries into each list of sources."""

    default_priority = 5
    """Before references are resolved (10), as in sphinxcontrib-bibtex."""

    def run(self, **_kwargs: Any) -> None:
        """Replace the marked places of the page."""
        places = list(self.document.findall(source_list))
        if not places:
            return
        domain = cast("CitationDomain", self.env.get_domain("cite"))
        by_list: defaultdict[Any, list[Any]] = defaultdict(list)
        for citation in domain.citations:
            by_list[citation.bibliography_key].append(citation)
        for place in places:
            key = BibliographyKey(place["docname"], place["ids"][0])
            made = self._made(domain, key, by_list[key])
            # The marked place keeps its address, even where nothing is listed.
            place.replace_self([nodes.target("", "", ids=place["ids"]), *([made] if made is not None else [])])

    def _made(self, domain: CitationDomain, key: Any, citations: list[Any]) -> nodes.Element | None:
        if not citations:
            return None
        options = domain.bibliographies[key]
        if options.list_ == "enumerated":
            going_on = int(self.env.temp_data.get("letopis_sources_counted") or 1)
            start = options.start if options.start >= 1 else going_on
            made: nodes.Element = nodes.enumerated_list(enumtype=options.enumtype, start=start)
            self.env.temp_data["letopis_sources_counted"] = start + len(citations)
        elif options.list_ == "bullet":
            made = nodes.bullet_list()
        else:
            made = nodes.container()
        listed = {one.key for one in domain.citations}
        for citation in citations:
            # A copy: the same list is set again in each output.
            item = options.citation_nodes[citation.key].deepcopy()
            item["docname"] = key.docname
            if options.list_ == "citation":
                item += nodes.label("", citation.formatted_entry.label, support_smartquotes=False)
            paragraph = domain.backend.paragraph(citation.formatted_entry)
            paragraph += list(self._links_to_related(citation, listed))
            item += paragraph
            made += item
        return made

    def _links_to_related(self, citation: Any, listed: Collection[str]) -> Iterator[nodes.Node]:
        """A link to each work that an entry names as related, if a list has it, too."""
        related = getattr(citation.entry, "related", ()) if citation.entry.fields.get("related") else ()
        for number, one in enumerate(one for one in related if one.key in listed):
            yield nodes.Text(" " if number else " See ")
            yield pending_xref(
                "", nodes.inline("", one.key),
                refdomain="cite", reftype="t", reftarget=one.key, refexplicit=False, refwarn=False, refdoc=self.env.docname,
            )  # fmt: skip
