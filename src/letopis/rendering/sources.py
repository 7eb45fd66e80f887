"""Below an entry of the bibliography: the claims that rest on it, and what cites it, with the words around each citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from docutils import nodes

from letopis.model.values import Citation, Ref, SourceNote
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


def uses_of(page: Page, uses: SourceUses, key: str) -> list[nodes.Node]:
    """What rests on the source with this key: two short lines for the claims, and the citations, folded on a web page."""
    made: list[nodes.Node] = []
    if page.builder.format == "typst":  # such lists would be as long as the bibliography
        return made
    claims = uses.claims(key)
    for label, side in (("For the claims: ", "for_"), ("Against the claims: ", "against")):
        links = [page.link(claim, claim_label(claim)) for claim in claims if key in keys_of(claim, side)]
        if links:
            made.append(paragraph(label, joined(links), classes=["letopis-cited-in"]))
    pages = [doc for doc in page.archive.pages_citing(key) if doc != page.docname]
    if pages and page.on_web:
        made += _shown(page, uses, key, pages)
    elif pages and not page.on_paper:
        made.append(_pages(page, "Cited in: ", pages))
    return made


def _pages(page: Page, label: str, pages: list[str]) -> nodes.paragraph:
    links = [page.document(doc) for doc in pages[:MOST]]
    more = f", and on {len(pages) - MOST:,} more pages; the data names them all" if len(pages) > MOST else ""
    return paragraph(label, joined(links), more, classes=["letopis-cited-in"])


def _shown(page: Page, uses: SourceUses, key: str, pages: list[str]) -> list[nodes.Node]:
    """Behind a line to choose: each sentence and each record that cites a source, and where it stands."""
    items: list[nodes.Node] = []
    shown: set[str] = set()
    for docname, item in _items(page, uses, key):
        if len(items) == MOST_SHOWN:
            break
        items.append(item)
        shown.add(docname)
    left = [doc for doc in pages if doc not in shown]
    made: list[nodes.Node] = [nodes.bullet_list("", *items, classes=["letopis-uses"], bullet="*")] if items else []
    if left:
        made.append(_pages(page, "Cited also in: " if items else "Cited in: ", left))
    count = f"{len(pages):,} pages" if len(pages) > 1 else "1 page"
    return page.folded(f"Cited on {count}: what is said there", made)


def _items(page: Page, uses: SourceUses, key: str) -> Iterator[tuple[str, nodes.list_item]]:
    """The sentences that cite a source and the records that rest on it, page by page."""
    by_page: dict[str, list[nodes.list_item]] = defaultdict(list)
    for passage in uses.passages(key):
        where = page.document(passage.docname, passage.near)
        by_page[passage.docname].append(_item(page.expand(passage.sentence), where))
    by_record: dict[Ref, list[RestingFact]] = defaultdict(list)
    for one in uses.facts(key):
        by_record[one.record.ref].append(one)
    for facts in by_record.values():
        record = facts[0].record
        said = "; ".join(dict.fromkeys(_said(page, one) for one in facts))
        by_page[record.origin.docname].append(_item(shortened(said, 0, LONGEST), page.link(record)))
    by_page.pop(page.docname, None)
    for docname in sorted(by_page):
        yield from ((docname, item) for item in by_page[docname])


def _item(said: str, where: nodes.Node) -> nodes.list_item:
    """Some words, and a link to the place where they stand."""
    return nodes.list_item("", nodes.paragraph("", "", nodes.Text(f"{said} "), where))


def _said(page: Page, one: RestingFact) -> str:
    """A value in words below its label: ``Born: 9 March 1890``."""
    spec = page.archive.fields_of(one.record)[one.field][1]
    value: Any = one.fact.value
    match value:
        case SourceNote(note=note):
            words = note
        case Citation():
            words = ""
        case str():
            words = value
        case _:
            words = "".join(node.astext() for node in value_nodes(page, one.field, one.fact, spec.kinds))
    return f"{spec.label}: {words}" if words else spec.label
