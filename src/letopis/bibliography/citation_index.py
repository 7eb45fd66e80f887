"""Citations found by key, and lists of sources that are set again only when something in them changed.

sphinxcontrib-bibtex looks through all citations for each one it resolves, through all references for
each entry of a list, and formats every entry anew in every build. In an archive of thousands of pages
that grows with the square of their number. Here are the same answers from indexes.

Unlike it, all lists of a project share one set of labels (1961a and 1961b over two lists), a source may
stand in several of them, and one that is cited and stands in none is printed whole where it is cited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.plugin import find_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from pybtex.style.template import FieldIsMissing
from sphinx.util import logging
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, get_docnames
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from letopis.bibliography.filters import Asked, FilterError, passes
from letopis.bibliography.referencing import NOTED, AuthorDateReferences
from letopis.bibliography.settings import AUTHOR_DATE, NOTES
from letopis.bibliography.targets import targets_of

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from letopis.bibliography.entries import Entry
    from letopis.bibliography.filters import Term

_OURS: Final = frozenset({AUTHOR_DATE, NOTES})
"""The styles whose lists share one lettering of years."""

_TOLD: Final = "letopis-told"
"""Where the digest of what the lists were set from is kept."""

_LABELS: Final = "letopis-labels"
"""Where the label of each source that is listed or cited is kept, by key."""

_PLAIN_TEXT: Final = PlainText()
"""Made once: named by a word, pybtex looks through all that is installed for it, each time."""

logger = logging.getLogger(__name__)


class CitationDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, told by indexes which citations and references to look at."""

    _citations_of: dict[str, list[tuple[int, Citation]]] | None = None
    _pages_of: dict[str, frozenset[str]] | None = None
    _styles: dict[str, Any] | None = None
    _made: dict[tuple[Any, ...], nodes.inline] | None = None
    """The links of each citation, by all that they depend on: a source is cited many times in the same words."""

    # -- after reading
    def env_updated(self) -> Iterable[str]:
        """Set the lists of sources, unless they are what they were in the last build."""
        self._citations_of = self._pages_of = self._styles = self._made = None
        listed = self._listed()
        told = self._told(listed)
        if self.data.get(_TOLD) != told:
            self.data[_LABELS] = self._labels(listed)
            self.data["citations"] = [
                citation for place, entries in listed.items() for citation in self._set(place, entries)
            ]
            self.data[_TOLD] = told
        return []

    def _listed(self) -> dict[Any, dict[str, Entry]]:
        """The entries of each list by key, those that are cited first, in the order of citation."""
        docnames = list(get_docnames(self.env))  # type: ignore[no-untyped-call]
        cited = list(dict.fromkeys(self.get_all_cited_keys(docnames)))
        listed = {}
        for place in self.bibliographies:
            entries = dict(self.get_filtered_entries(place))
            first = {key: entries.pop(key) for key in cited if key in entries}
            listed[place] = first | entries
        return listed

    def _told(self, listed: dict[Any, dict[str, Entry]]) -> str:
        """A digest of all that the lists are set from."""
        lists = []
        for place, entries in listed.items():
            options = self.bibliographies[place]
            ids = sorted((key, node["ids"]) for key, node in options.citation_nodes.items())
            told = [
                (key, each.key, each.type, list(each.fields.items()), each.persons) for key, each in entries.items()
            ]
            lists.append((place, options.style, options.list_, options.labelprefix, options.keyprefix, ids, told))
        config = self.env.config
        # The files' ages: an entry may take fields over from another, and one in no list may be cited.
        ours = (config.letopis_sources_language, config.language, config.letopis_sources_order)
        settings = (config.bibtex_tooltips, config.bibtex_tooltips_style, self.bibdata.bibfiles, *ours)
        cited = sorted({target.key for reference in self.citation_refs for target in reference.targets})
        return blake2b(repr((settings, lists, cited)).encode()).hexdigest()

    def _labels(self, listed: dict[Any, dict[str, Entry]]) -> dict[str, str]:
        """The label of every source that is listed in our style, or cited and listed nowhere: one lettering for all."""
        ours = {
            entry.key: entry
            for place, entries in listed.items()
            if self.bibliographies[place].style in _OURS
            for entry in entries.values()
        }
        shown = {entry.key for entries in listed.values() for entry in entries.values()}
        known = self.bibdata.data.entries
        ours |= {key: known[key] for key in self._pages_citing() if key in known and key not in shown}
        style = find_plugin("pybtex.style.formatting", AUTHOR_DATE)()
        in_order = style.sort(ours.values())
        labels = dict(zip((entry.key for entry in in_order), style.format_labels(in_order), strict=True))
        self._styles = {AUTHOR_DATE: style}
        return labels

    def _set(self, place: Any, entries: dict[str, Entry]) -> Iterator[Citation]:
        """The entries of one list, formatted, in the order of its style."""
        options = self.bibliographies[place]
        ours = options.style in _OURS
        style = self._ours(options.style) if ours else find_plugin("pybtex.style.formatting", options.style)()
        config = self.env.config
        tips = style if config.bibtex_tooltips else None
        if tips is not None and config.bibtex_tooltips_style:
            tips = find_plugin("pybtex.style.formatting", config.bibtex_tooltips_style)()
        in_order = list(style.sort(entries.values()))
        labels = [self.labels[e.key] for e in in_order] if ours else style.format_labels(in_order)
        keys = {entry.key: key for key, entry in entries.items()}
        for entry, plain_label in zip(in_order, labels, strict=True):
            label, key = options.labelprefix + plain_label, keys[entry.key]
            try:
                formatted, tip = style.format_entry(label, entry), tips.format_entry(label, entry) if tips else None
            except FieldIsMissing as error:  # raised by pybtex's own styles
                place_of_list = (place.docname, options.line)
                logger.warning("%s", error, location=place_of_list, type="bibtex", subtype="missing_field")
                formatted, tip = FormattedEntry(entry.key, Text(str(error)), label), None
            identifier = options.citation_nodes[key]["ids"][0]
            yield Citation(identifier, place, key, entry, formatted, tip)

    def _ours(self, name: str = AUTHOR_DATE) -> Any:
        """One of our styles, knowing the letters of all labels."""
        styles = self._styles = self._styles or {}
        if name not in styles:
            styles[name] = find_plugin("pybtex.style.formatting", name)()
            known = self.bibdata.data.entries
            styles[name].format_labels([known[key] for key in self.labels if key in known])
        return styles[name]

    @property
    def labels(self) -> dict[str, str]:
        """What a citation prints of each source that is listed in our style, or cited and in no list."""
        return cast("dict[str, str]", self.data.get(_LABELS, {}))

    def is_listed(self, key: str) -> bool:
        """Whether a source stands in a list that citations can lead to. Ask only when every page is read."""
        return key in self._by_key()

    def clear_doc(self, docname: str) -> None:
        """Forget a page; a list that stood on it must be set again."""
        before = len(self.citations)
        super().clear_doc(docname)
        if len(self.citations) < before:
            self.data.pop(_TOLD, None)

    # -- which sources
    def _pages_citing(self) -> dict[str, frozenset[str]]:
        """The pages that cite each key."""
        if self._pages_of is None:
            found: defaultdict[str, set[str]] = defaultdict(set)
            for reference in self.citation_refs:
                for target in reference.targets:
                    found[target.key].add(reference.docname)
            self._pages_of = {key: frozenset(pages) for key, pages in found.items()}
        return self._pages_of

    def get_filtered_entries(self, bibliography_key: Any) -> Iterator[tuple[str, Any]]:
        """The entries of a list, by our own filters; of one that does not fit them, it is said once."""
        listed = self.bibliographies[bibliography_key]
        pages = self._pages_citing()
        term, faults = cast("Term", listed.filter_), set[str]()
        for entry in self.get_entries(listed.bibfiles):
            key = listed.keyprefix + entry.key
            cited_on = pages.get(key, frozenset())
            try:
                wanted = passes(term, Asked(entry, bibliography_key.docname, cited_on))
            except FilterError as error:
                faults.add(str(error))
                wanted = bool(cited_on)
            if wanted or entry.key in listed.keys:
                yield key, entry
        for fault in sorted(faults):
            logger.warning(
                "the filter of a list of sources does not fit: %s. Sources that are cited are listed.",
                fault, location=(bibliography_key.docname, listed.line), type="letopis", subtype="bib-filter",
            )  # fmt: skip

    def get_all_cited_keys(self, docnames: list[str]) -> Iterator[str]:
        """Every key that is cited, in the order of the pages and of the citations on each."""
        order = {docname: number for number, docname in enumerate(docnames)}
        for reference in sorted(self.citation_refs, key=lambda one: order[one.docname]):
            for target in reference.targets:
                yield target.key

    # -- while pages are written
    def _by_key(self) -> dict[str, list[tuple[int, Citation]]]:
        """The entries that citations can lead to, each with its place among all of them."""
        if self._citations_of is None:
            self._citations_of = defaultdict(list)
            for place, citation in enumerate(self.citations):
                if self.bibliographies[citation.bibliography_key].list_ == "citation":
                    self._citations_of[citation.key].append((place, citation))
        return self._citations_of

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
        """Make the links of one citation, in the order of the lists; then what stands in no list, whole.

        That a source is unknown is said by a rule, with the line, in every builder.
        """
        targets = {one.key: one for one in targets_of(node)}
        found = [one for _, one in sorted(self._meant(targets, fromdocname), key=itemgetter(0))]
        places = [(one.citation_id, _address(one, builder, fromdocname)) for one in found]
        asked = (builder.name, typ, target, *targets.values(), *places)
        if self._made is None:
            self._made = {}
        if asked not in self._made:
            self._made[asked] = self._format(typ, targets, found, builder, fromdocname)
        made = self._made[asked].deepcopy()
        made.rawsource = target
        return made

    def _format(
        self, role: str, targets: dict[str, CitationTarget], found: list[Citation], builder: Builder, docname: str
    ) -> nodes.inline:
        """The links of one citation on a page. Whoever cites the same from there gets a copy."""
        references = [self._listed_reference(one, targets[one.key], builder, docname) for one in found]
        known = self.bibdata.data.entries
        listed = {one.key for one in found}
        whole = [
            self._whole_reference(known[key], targets[key], builder, docname)
            for key in targets
            if key not in listed and key in known
        ]
        made = nodes.inline(classes=["bibtex-citation"])
        style, config = self.reference_style, self.env.config
        ours = AuthorDateReferences(config.letopis_sources_language or config.language or "en")
        theirs = role
        if isinstance(style, AuthorDateReferences):
            style, references, whole = ours, [*references, *whole], []
        else:  # A style of others knows no source without a list, and no roles but its own.
            theirs = role.removesuffix(NOTED)
            theirs = theirs if theirs in style.role_names() else "alp"
        for one_style, one_role, some in ((style, theirs, references), (ours, role, whole)):
            if some:
                made += format_references(one_style, one_role, some).render(self.backend)
        return made

    def _meant(self, keys: Iterable[str], docname: str) -> Iterator[tuple[int, Citation]]:
        """Of each source that is listed its entry on this page, or else the last in the others."""
        for key in keys:
            if places := self._by_key().get(key):
                yield next((one for one in places if one[1].bibliography_key.docname == docname), places[0])

    def _listed_reference(self, citation: Citation, target: CitationTarget, builder: Builder, docname: str) -> Any:
        tip = citation.tooltip_entry.text.render(_PLAIN_TEXT) if citation.tooltip_entry else None
        info = SphinxReferenceInfo(
            builder, docname, citation.bibliography_key.docname, citation.citation_id, tip, target.pre, target.post
        )
        return citation.entry, citation.formatted_entry, info

    def _whole_reference(self, entry: Entry, target: CitationTarget, builder: Builder, docname: str) -> Any:
        formatted = FormattedEntry(entry.key, Text(), self.labels.get(entry.key, entry.key))
        return entry, formatted, SphinxReferenceInfo(builder, docname, "", "", None, target.pre, target.post)


def _address(citation: Citation, builder: Builder, docname: str) -> str:
    """How a page leads to the page that a citation is listed on; empty if it is that page."""
    home = citation.bibliography_key.docname
    return "" if home == docname else str(builder.get_relative_uri(docname, home))
