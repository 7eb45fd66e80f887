"""Feeds (Atom, RFC 4287): what each edition changed, and which facts it corrected. They need the site's address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from letopis.addresses.changes_view import corrections_of
from letopis.addresses.ledger import Change, Edition
from letopis.addresses.whereabouts import whereabouts_of
from letopis.html.citation_data import address_of
from letopis.html.site import Site
from letopis.model.months import MONTHS

ATOM: Final = "http://www.w3.org/2005/Atom"
FEEDS: Final = (("changes.xml", "Changes"), ("corrections.xml", "Corrections"))
"""The name and the title of each feed."""


def feeds(site: Site) -> dict[str, str]:
    """By name the text of each feed; none without an address or an edition."""
    ledger = whereabouts_of(site.env).ledger
    if not site.app.config.html_baseurl or not ledger.editions:
        return {}
    entries = (_of_editions(site, ledger.editions, ledger.changes), _of_facts(site, [*corrections_of(ledger)]))
    return {name: _feed(site, name, title, some) for (name, title), some in zip(FEEDS, entries, strict=True)}


class _Entry(dict[str, str]):
    """``id``, ``title``, ``updated``, ``link`` and ``summary``."""


def _of_editions(site: Site, editions: list[Edition], changes: list[Change]) -> Iterable[_Entry]:
    for edition in reversed(editions):
        own = [change for change in changes if change.edition == edition.number]
        day = f"{edition.day.day} {MONTHS[edition.day.month - 1]} {edition.day.year}"
        yield _Entry(
            id=f"{_base(site)}/changes.xml#edition-{edition.number}",
            title=f"Edition {edition.number}, {day}",
            updated=_time(edition),
            link=f"{_base(site)}/",
            summary="; ".join(_words(site, change) for change in own) or "The first edition.",
        )


def _of_facts(site: Site, changes: list[Change]) -> Iterable[_Entry]:
    days = {edition.number: edition for edition in whereabouts_of(site.env).ledger.editions}
    for change in sorted(changes, key=lambda one: (-one.edition, one.of)):
        kind, _, key = change.of.partition(":")
        record = site.archive.named(kind, key)
        yield _Entry(
            id=f"{_base(site)}/corrections.xml#edition-{change.edition}-{kind}-{key}",
            title=f"{record.name if record else key}: {', '.join(change.fields)} corrected",
            updated=_time(days[change.edition]),
            link=address_of(site, record.origin.docname, record.anchor) if record else f"{_base(site)}/",
            summary=_words(site, change),
        )


def _words(site: Site, change: Change) -> str:
    fields = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"{change.what} {change.of}{fields}"


def _base(site: Site) -> str:
    return str(site.app.config.html_baseurl).rstrip("/")


def _time(edition: Edition) -> str:
    return f"{edition.day.isoformat()}T00:00:00Z"


def _feed(site: Site, name: str, title: str, entries: Iterable[_Entry]) -> str:
    root = ET.Element("feed", {"xmlns": ATOM})
    config = site.app.config
    address = f"{_base(site)}/{name}"
    ET.SubElement(root, "id").text = address
    ET.SubElement(root, "title").text = f"{config.html_title or config.project}: {title}"
    ET.SubElement(root, "updated").text = _time(whereabouts_of(site.env).ledger.editions[-1])
    ET.SubElement(root, "link", {"rel": "self", "href": address})
    ET.SubElement(root, "link", {"href": f"{_base(site)}/"})
    ET.SubElement(ET.SubElement(root, "author"), "name").text = config.author
    for entry in entries:
        element = ET.SubElement(root, "entry")
        for key in ("id", "title", "updated", "summary"):
            ET.SubElement(element, key).text = entry[key]
        ET.SubElement(element, "link", {"href": entry["link"]})
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
