"""The whole archive as linked data: JSON-LD, and RDF in Turtle by way of rdflib."""

from __future__ import annotations

import re
from typing import Any, Final

from letopis.bibliography.entries import Entry, full_name
from letopis.bibliography.source import Source
from letopis.bibliography.text import doi_address, web_address
from letopis.exports.linked_data import Data, LinkedData, cited
from letopis.exports.material import Material, as_json, as_lines
from letopis.exports.parts import dataset, website

VOCABULARY: Final = "https://schema.org/"
_UNSET: Final = "https://archive.invalid/"
"""Stands for the address of the site while there is none; it is in no file."""
_NO_ADDRESS: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_TYPES: Final = {
    "article": "Article", "book": "Book", "collection": "Book", "mvbook": "Book", "inbook": "Chapter",
    "incollection": "Chapter", "thesis": "Thesis", "report": "Report", "online": "WebPage", "letter": "Message",
    "map": "Map", "video": "VideoObject", "audio": "AudioObject", "dataset": "Dataset", "movie": "Movie",
}  # fmt: skip
"""Types of biblatex and of schema.org; every other source is a *CreativeWork*."""


def linked_data(material: Material) -> LinkedData:
    """Describes records by their addresses relative to the site, or whole ones where the site has an address."""
    about = material.about
    return LinkedData(
        archive=material.archive,
        address=lambda record: about.base + material.address(record),
        publisher=about.authors[0] if about.authors else about.title,
        reviewed=material.reviewed,
        summary=material.summary,
        is_full=bool(about.base),
    )


def graph(material: Material) -> Data:
    """One JSON-LD document. Its context names the vocabulary and loads nothing, so that it is read off line.

    Without an address of the site, all addresses are relative to the folder above that of the data.
    """
    base = material.about.base
    ids = {key: base + material.source_address(key) for key in material.entries}
    describe = linked_data(material)
    records = [
        cited(describe.describe(record), record, ids) for record in material.archive.records if record.schema_type
    ]
    sources = [_source(entry, ids[key]) for key, entry in sorted(material.entries.items())]
    addresses = {name: {"@type": "@id"} for name in _ADDRESSES}
    described = [website(material.about), dataset(material.about, material.files), *records, *sources]
    return {
        "@context": {"@vocab": VOCABULARY, "@base": base or "../"} | addresses,
        "@graph": [_escaped(one) for one in described],
    }


def _escaped(value: Any, *, is_address: bool = False) -> Any:
    """The same with the signs that no address may hold written as their numbers (RFC 3987)."""
    if isinstance(value, dict):
        return {name: _escaped(part, is_address=name in {"@id", *_ADDRESSES}) for name, part in value.items()}
    if isinstance(value, list):
        return [_escaped(one, is_address=is_address) for one in value]
    if is_address and isinstance(value, str):
        return _NO_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", value)
    return value


_ADDRESSES: Final = ("sameAs", "mainEntityOfPage", "license", "contentUrl", "url")
"""Properties whose values are addresses and not texts."""


def json_ld(material: Material) -> str:
    """The graph as text."""
    return as_lines(graph(material))


def _source(entry: Entry, name: str) -> Data:
    source = Source(entry)
    data: Data = {
        "@type": _TYPES.get(source.kind, "CreativeWork"),
        "@id": name,
        "name": source.plain("title") or str(entry.key),
    }
    data["identifier"] = str(entry.key)
    if people := [full_name(one) for one in source.people("author")]:
        data["author"] = [{"@type": "Person", "name": one} for one in people]
    if (date := source.date()).year:
        data["datePublished"] = date.year
    if publisher := source.plain("publisher") or source.plain("organization"):
        data["publisher"] = {"@type": "Organization", "name": publisher}
    if address := web_address(source.raw("url")):
        data["url"] = address
    if doi := doi_address(source.raw("doi")):
        data["sameAs"] = doi
    return data


def turtle(material: Material) -> str:
    """The graph as RDF in Turtle. Addresses are relative where the site has none: its first line says to what."""
    import rdflib  # noqa: PLC0415 -- an extra, loaded where it is asked for

    base = material.about.base or _UNSET
    data = _named(graph(material))
    data["@context"]["@base"] = base
    made = rdflib.Graph()
    made.parse(data=as_json(data), format="json-ld", publicID=base)
    made.bind("schema", VOCABULARY)
    text: str = made.serialize(format="turtle", base=None if material.about.base else base)
    return text if material.about.base else text.replace(f"@base <{base}> .", "@base <../> .")


def _named(data: Data) -> Data:
    """The same with a name for each node that has none: the names that rdflib would choose differ at each build."""
    count = 0

    def walk(value: Any, *, is_node: bool) -> Any:
        nonlocal count
        if isinstance(value, list):
            return [walk(one, is_node=is_node) for one in value]
        if not isinstance(value, dict):
            return value
        made = dict(value)
        if is_node and "@id" not in made:
            count += 1
            made["@id"] = f"_:n{count:06}"
        return {name: part if name == "@context" else walk(part, is_node=True) for name, part in made.items()}

    return {"@context": dict(data["@context"]), "@graph": walk(data["@graph"], is_node=True)}
