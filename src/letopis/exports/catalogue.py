"""The catalogue of books in PDF and EPUB for reading programs (OPDS 1.2, a feed in Atom)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from letopis.exports.material import Material
from letopis.exports.parts import media_type

_ATOM: Final = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE: Final = "http://purl.org/dc/terms/"
_BOOKS: Final = (".pdf", ".epub")


def opds(material: Material) -> str:
    """A feed with one entry, the archive, and a link for each of its downloads that is a book."""
    about = material.about
    updated = (
        f"{about.edition}T00:00:00Z" if re.fullmatch(r"\d{4}-\d\d-\d\d", about.edition) else "1970-01-01T00:00:00Z"
    )
    name = about.base or f"urn:letopis:{'-'.join(re.findall(r'[a-z0-9]+', about.project.lower())) or 'archive'}"
    feed = ET.Element("feed", {"xmlns": _ATOM, "xmlns:dcterms": _DUBLIN_CORE})
    _head(feed, f"{name}#catalogue", about.title, updated)
    own = "application/atom+xml;profile=opds-catalog;kind=acquisition"
    ET.SubElement(feed, "link", {"rel": "self", "type": own, "href": _from_here(material, "data/opds.xml")})
    ET.SubElement(feed, "link", {"rel": "start", "type": own, "href": _from_here(material, "data/opds.xml")})
    _authors(feed, material)
    entry = ET.SubElement(feed, "entry")
    _head(entry, name, about.title, updated)
    _authors(entry, material)
    ET.SubElement(entry, "dcterms:language").text = about.language
    for licence in about.licences:
        ET.SubElement(entry, "rights").text = licence.name
    if about.description:
        ET.SubElement(entry, "summary").text = about.description
    for label, address in books(material):
        kind = {"rel": "http://opds-spec.org/acquisition/open-access", "type": media_type(address), "title": label}
        ET.SubElement(entry, "link", kind | {"href": _from_here(material, address)})
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def books(material: Material) -> list[tuple[str, str]]:
    """The downloads that are books."""
    return [(label, address) for label, address in material.about.downloads if address.endswith(_BOOKS)]


def _from_here(material: Material, address: str) -> str:
    if re.match(r"https?://", address):
        return address
    return material.about.base + address if material.about.base else f"../{address}"


def _head(parent: ET.Element, name: str, title: str, updated: str) -> None:
    ET.SubElement(parent, "id").text = name
    ET.SubElement(parent, "title").text = title
    ET.SubElement(parent, "updated").text = updated


def _authors(parent: ET.Element, material: Material) -> None:
    for name in material.about.authors or (material.about.title,):
        ET.SubElement(ET.SubElement(parent, "author"), "name").text = name
