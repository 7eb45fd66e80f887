"""What a page says of itself to programs: descriptions, cards for messages, citation managers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple
from urllib.parse import urlencode

from letopis.exports.material import About as Whole
from letopis.html.citation_formats import Work

CARD_SIZE: Final = (1200, 630)
"""Pixels: the size of a card that all networks show whole."""
LONGEST: Final = 300
"""Longer descriptions are cut by those who show them; better at a word of ours."""


class About(NamedTuple):
    """What is said of a page."""

    title: str
    site: str
    description: str
    language: str
    address: str
    authors: Sequence[str]
    day: str
    kind: str
    image: str = ""
    pdf: str = ""
    publisher: str = ""
    licences: Sequence[str] = ()


def meta_elements(about: About) -> str:
    """The `meta` elements of a page's head."""
    return "\n".join(f'<meta {name}="{key}" content="{escape(text)}">' for name, key, text in _pairs(about) if text)


def _pairs(about: About) -> Iterator[tuple[str, str, str]]:
    description = shorten(about.description)
    yield "name", "description", description
    yield "name", "author", ", ".join(about.authors)
    yield "property", "og:title", about.title
    yield "property", "og:site_name", about.site
    yield "property", "og:type", about.kind
    yield "property", "og:description", description
    yield "property", "og:locale", about.language
    yield "property", "og:url", about.address
    yield "property", "og:image", about.image
    if about.image:
        yield "property", "og:image:width", str(CARD_SIZE[0])
        yield "property", "og:image:height", str(CARD_SIZE[1])
        yield "property", "og:image:alt", f"{about.title}, {about.site}"
    yield "name", "twitter:card", "summary_large_image" if about.image else "summary" if about.address else ""
    yield from _dublin_core(about, description)
    yield from _citation(about)


def _dublin_core(about: About, description: str) -> Iterator[tuple[str, str, str]]:
    """The elements of Dublin Core, as DCMI writes them in HTML."""
    yield "name", "DC.title", about.title
    for author in about.authors:
        yield "name", "DC.creator", author
    yield "name", "DC.publisher", about.publisher
    yield "name", "DC.date", about.day
    yield "name", "DC.description", description
    yield "name", "DC.language", about.language
    yield "name", "DC.type", "Text"
    yield "name", "DC.identifier", about.address
    yield "name", "DC.relation", about.site if about.kind != "website" else ""
    for licence in about.licences:
        yield "name", "DC.rights", licence


def _citation(about: About) -> Iterator[tuple[str, str, str]]:
    """The elements that Google Scholar asks for, which Zotero reads, too."""
    yield "name", "citation_title", about.title
    for author in about.authors:
        yield "name", "citation_author", author
    yield "name", "citation_inbook_title", about.site if about.kind != "website" else ""
    yield "name", "citation_publisher", about.publisher
    yield "name", "citation_publication_date", about.day.replace("-", "/")
    yield "name", "citation_language", about.language
    yield "name", "citation_public_url", about.address
    yield "name", "citation_pdf_url", about.pdf


def pdf_address(whole: Whole) -> str:
    """The full address of the archive as a PDF; empty without one, or without an address of the site."""
    found = [address for _, address in whole.downloads if address.endswith(".pdf")]
    if not found:
        return ""
    return found[0] if found[0].startswith(("https://", "http://")) else whole.base and whole.base + found[0]


def coins(work: Work) -> str:
    """The work as a ContextObject in a span (COinS), for reference managers that look for one in the text."""
    rows = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "webpage"),
        ("rft.title", work.title),
        ("rft.source", work.site),
        *(("rft.creator", author) for author in work.authors),
        ("rft.date", work.day.isoformat() if work.day else ""),
        ("rft.language", work.language),
        ("rft.identifier", work.address),
    ]
    return f'<span class="Z3988" title="{escape(urlencode([row for row in rows if row[1]]))}"></span>\n'


def shorten(text: str, longest: int = LONGEST) -> str:
    """A text cut at the end of a word, if it is too long."""
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(",;:.–- ") + "…"
