"""What a page says of itself to programs: descriptions, cards for messages, citation managers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

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
    yield "name", "twitter:card", "summary" if about.address else ""
    if about.kind == "website":
        return
    yield "name", "citation_title", about.title
    for author in about.authors:
        yield "name", "citation_author", author
    yield "name", "citation_inbook_title", about.site
    yield "name", "citation_publication_date", about.day.replace("-", "/")
    yield "name", "citation_language", about.language
    yield "name", "citation_public_url", about.address


def shorten(text: str, longest: int = LONGEST) -> str:
    """A text cut at the end of a word, if it is too long."""
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(",;:.–- ") + "…"
