"""Below an entry of the bibliography: the claims that rest on it, and the pages that cite it."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from letopis.model.kinds import Claim
from letopis.rendering.claims import claim_label, keys_of
from letopis.rendering.page import Page, joined, paragraph

MOST: Final = 200
"""Pages that cite a source which are named below it: more would outgrow the list of sources itself."""


def uses_of(page: Page, key: str) -> list[nodes.Node]:
    """What rests on the source with this key, as up to three short paragraphs."""
    made: list[nodes.Node] = []
    if page.builder.format == "typst":  # such lists would be as long as the bibliography
        return made
    claims = claims_on(page, key)
    for label, side in (("For the claims: ", "for_"), ("Against the claims: ", "against")):
        links = [page.link(claim, claim_label(claim)) for claim in claims if key in keys_of(claim, side)]
        if links:
            made.append(paragraph(label, joined(links), classes=["letopis-cited-in"]))
    pages = [doc for doc in page.archive.pages_citing(key) if doc != page.docname]
    if pages and not page.on_paper:
        links = [page.document(doc) for doc in pages[:MOST]]
        more = f", and on {len(pages) - MOST:,} more pages; the data names them all" if len(pages) > MOST else ""
        made.append(paragraph("Cited in: ", joined(links), more, classes=["letopis-cited-in"]))
    return made


def claims_on(page: Page, key: str) -> list[Claim]:
    """The claims that cite a source, in the order they are written, none twice."""
    found = {record: None for record, _ in page.archive.citing.get(key, ()) if isinstance(record, Claim)}
    return sorted(found, key=lambda claim: (claim.origin.docname, claim.origin.line))
