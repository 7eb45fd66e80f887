"""The web site, its data and its pages in the vocabulary of schema.org."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from typing import Any

from letopis.exports.material import About

Data = dict[str, Any]

_MEDIA = {
    ".csv": "text/csv", ".json": "application/json", ".sqlite": "application/vnd.sqlite3", ".ttl": "text/turtle",
    ".jsonld": "application/ld+json", ".geojson": "application/geo+json", ".ics": "text/calendar",
    ".parquet": "application/vnd.apache.parquet", ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".xml": "application/xml", ".tei": "application/tei+xml", ".epub": "application/epub+zip", ".md": "text/markdown",
}  # fmt: skip


def media_type(address: str) -> str:
    """The media type of a file by the end of its name."""
    known = next((media for end, media in _MEDIA.items() if address.endswith(end)), None)
    return known or mimetypes.guess_type(address)[0] or "application/octet-stream"


def _of_authors(about: About) -> Data:
    people = [{"@type": "Person" if "," in name else "Organization", "name": name} for name in about.authors]
    return {"author": people} if people else {}


def _licence(about: About) -> Data:
    return {"license": [licence.address for licence in about.licences]} if about.licences else {}


def website(about: About) -> Data:
    """The whole as a web site."""
    data: Data = {"@type": "WebSite", "@id": f"{about.base}#website", "name": about.title, "inLanguage": about.language}
    if about.description:
        data["description"] = about.description
    if about.base:
        data["url"] = about.base
    return data | _of_authors(about) | _licence(about)


def dataset(about: About, files: Iterable[tuple[str, str]] = ()) -> Data:
    """The data of the archive as a dataset; ``files`` are addresses relative to the site, and what each file is."""
    data: Data = {
        "@type": "Dataset",
        "@id": f"{about.base}#dataset",
        "name": f"{about.title}: data",
        "description": about.description or f"All records, sources and claims of “{about.title}”.",
        "inLanguage": about.language,
        "isPartOf": {"@id": f"{about.base}#website"},
    }
    if about.edition or about.version:
        data["version"] = about.edition or about.version
    if about.base:
        data["url"] = f"{about.base}data/index.html"
    distribution = [
        {
            "@type": "DataDownload",
            "name": name,
            "contentUrl": about.base + address,
            "encodingFormat": media_type(address),
        }
        for address, name in files
    ]
    creators = _of_authors(about)
    creator = {"creator": creators["author"]} if creators else {}
    return data | creator | _licence(about) | ({"distribution": distribution} if distribution else {})


def article(about: About, title: str, address: str, description: str, day: str, *, kind: str = "Article") -> Data:
    """A page of the archive; ``address`` is relative to the site, ``day`` the ISO date of its last change, or empty."""
    data: Data = {
        "@type": kind,
        "@id": f"{about.base}{address}#page" if about.base else "#page",
        "headline": title,
        "name": title,
        "inLanguage": about.language,
        "isPartOf": {"@type": "WebSite", "@id": f"{about.base}#website", "name": about.title},
    }
    if description:
        data["description"] = description
    if day:
        data["dateModified"] = day
    if about.base:
        data["url"] = data["mainEntityOfPage"] = about.base + address
    publisher = {"publisher": {"@type": "Organization", "name": about.authors[0]}} if about.authors else {}
    return data | _of_authors(about) | publisher | _licence(about)
