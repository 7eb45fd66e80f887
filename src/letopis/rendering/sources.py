"""Below an entry of the bibliography: the claims that rest on it, and what cites it, with the words around each citation."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from docutils import nodes

from letopis.model.kinds import Record
from letopis.model.values import Citation, Ref, SourceNote
from letopis.nodes import Quoted, uses
from letopis.queries.source_uses import RestingFact, SourceUses
from letopis.rendering.claims import claim_label, keys_of
from letopis.rendering.facts import value_nodes
from letopis.rendering.page import Page, joined, paragraph
from letopis.sentences import shortened

MOST: Final = 200
"""Pages that cite a source which are named below it: more would outgrow the list of sources itself."""

MOST_SHOWN: Final = 100
"""Sentences and records shown for one source; of the others stand the pages."""

LONGEST: Final = 240
"""Characters of what is said of one record."""


class Use(NamedTuple):
    """Words that rest on a source, and where they stand: a paragraph of a page, or a record."""

    docname: str
    words: str
    near: str = ""
    record: Record | None = None


class UsesShown:
    """What is shown below the entries of a list of sources."""

    def __init__(self, page: Page) -> None:
        """``page`` is the page of the list."""
        self.page = page
        self.uses = SourceUses(page.archive)
        self._links: dict[str, tuple[str, str]] = {}

    # -- what is shown
    def words(self, key: str) -> list[Use]:
        """The sentences that cite a source and the records that rest on it, page by page; only web pages show them."""
        if not self.page.on_web:
            return []
        by_page: dict[str, list[Use]] = defaultdict(list)
        for passage in self.uses.passages(key):
            by_page[passage.docname].append(Use(passage.docname, self.page.expand(passage.sentence), near=passage.near))
        by_record: dict[Ref, list[RestingFact]] = defaultdict(list)
        for one in sorted(self.uses.facts(key), key=lambda one: isinstance(one.fact.value, SourceNote)):
            by_record[one.record.ref].append(one)
        for facts in by_record.values():
            record = facts[0].record
            found = by_page[record.origin.docname]
            said = "; ".join(dict.fromkeys(words for one in facts if (words := _said(self.page, one))))
            # The page of a record that cites the source in its text says so without the record.
            if said or record.inline or not found:
                words = shortened(said, 0, LONGEST) or "A source of the whole record"
                found.append(Use(record.origin.docname, words, record=record))
        by_page.pop(self.page.docname, None)
        return [use for docname in sorted(by_page) for use in by_page[docname]][:MOST_SHOWN]

    def lines(self, key: str) -> list[nodes.Node]:
        """Two short lines: the claims for which a source speaks, and those against which it does."""
        claims = self.uses.claims(key)
        made: list[nodes.Node] = []
        for label, side in (("For the claims: ", "for_"), ("Against the claims: ", "against")):
            links = [self.page.link(claim, claim_label(claim)) for claim in claims if key in keys_of(claim, side)]
            if links:
                made.append(paragraph(label, joined(links), classes=["letopis-cited-in"]))
        return made

    def pages(self, key: str) -> list[str]:
        """The other pages that cite a source."""
        return [docname for docname in self.page.archive.pages_citing(key) if docname != self.page.docname]

    # -- how it is shown
    def nodes_of(self, key: str) -> list[nodes.Node]:
        """All of it; in print nothing, since such lists would be as long as the bibliography."""
        if self.page.builder.format == "typst":
            return []
        pages = self.pages(key)
        if pages and self.page.on_web:
            return [*self.lines(key), *self._folded(key, pages)]
        cited = [self._cited_in("Cited in: ", pages)] if pages and not self.page.on_paper else []
        return [*self.lines(key), *cited]

    def _cited_in(self, label: str, pages: list[str]) -> nodes.paragraph:
        links = [self.page.document(docname) for docname in pages[:MOST]]
        more = f", and on {len(pages) - MOST:,} more pages; the data names them all" if len(pages) > MOST else ""
        return paragraph(label, joined(links), more, classes=["letopis-cited-in"])

    def _folded(self, key: str, pages: list[str]) -> list[nodes.Node]:
        """Behind a line to choose, on a web page: the words, and the pages of which none are shown."""
        shown = self.words(key)
        made: list[nodes.Node] = [uses("", quoted=[self._quoted(use) for use in shown])] if shown else []
        if left := sorted({*pages} - {use.docname for use in shown}):
            made.append(self._cited_in("Cited also in: " if shown else "Cited in: ", left))
        count = f"{len(pages):,} pages" if len(pages) > 1 else "1 page"
        return self.page.folded(f"Cited on {count}: what is said there", made)

    def _quoted(self, use: Use) -> Quoted:
        """Words, and the place where they stand: a record by its name, a paragraph by the title of its page."""
        if use.docname not in self._links:
            env, builder = self.page.builder.env, self.page.builder
            address = builder.get_relative_uri(self.page.docname, use.docname)
            self._links[use.docname] = env.titles[use.docname].astext(), address
        title, address = self._links[use.docname]
        near = use.record.anchor if use.record else use.near
        return Quoted(use.words, use.record.name if use.record else title, f"{address}#{near}" if near else address)


def _said(page: Page, one: RestingFact) -> str:
    """A value in words below its label, ``Born: 9 March 1890``, or what a record notes of its source; else nothing."""
    spec = page.archive.fields_of(one.record)[one.field][1]
    match one.fact.value:
        case SourceNote(note=note):
            return note
        case Citation():
            return ""
        case str() as words:
            return f"{spec.label}: {words}"
    words = "".join(node.astext() for node in value_nodes(page, one.field, one.fact, spec.kinds))
    return f"{spec.label}: {words}"
