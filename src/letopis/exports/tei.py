"""The records as TEI (P5, `standOff`): persons, places, bodies, events, sources, and how they relate.

Kinds that TEI has no list for stand in lists of their own: questions, claims, terms, offices, votes, and the kinds of
other extensions.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from letopis.bibliography.entries import full_name
from letopis.bibliography.source import Source
from letopis.bibliography.text import web_address
from letopis.exports.material import Material
from letopis.model.calendars import day_to_iso
from letopis.model.identifiers import Identifier
from letopis.model.kinds import Body, Book, Claim, Document, Event, Person, Place, Record
from letopis.model.values import Fact, Ref, When

R = TypeVar("R", bound=Record)
NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_LISTED: Final = (Person, Place, Body, Event, Document, Book)
"""The kinds that have lists of their own in TEI."""
_RELATIONS_LEFT_OUT: Final = frozenset({"see", "distinct", "about", "alias"})


def tei(material: Material) -> str:
    """The whole as one TEI document."""
    root = ET.Element("TEI", {"xmlns": NAMESPACE, f"{_XML}lang": material.about.language})
    root.append(_header(material))
    stand_off = ET.SubElement(root, "standOff")
    lists = [
        _listed(material, "listPerson", Person, _person), _listed(material, "listPlace", Place, _place),
        _listed(material, "listOrg", Body, _body), _listed(material, "listEvent", Event, _event), _works(material),
        *_other_lists(material), _relations(material),
    ]  # fmt: skip
    stand_off.extend(one for one in lists if len(one))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    made.text = _clean(text)
    return made


def _clean(text: str) -> str:
    """Without the signs that XML does not know."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _header(material: Material) -> ET.Element:
    about = material.about
    header = ET.Element("teiHeader")
    described = ET.SubElement(header, "fileDesc")
    title = ET.SubElement(described, "titleStmt")
    _text(title, "title", about.title)
    for name in about.authors:
        _text(title, "author", name)
    if about.edition:
        _text(ET.SubElement(described, "editionStmt"), "edition", about.edition)
    published = ET.SubElement(described, "publicationStmt")
    _text(published, "publisher", about.authors[0] if about.authors else about.title)
    if about.base:
        _text(published, "idno", about.base, type="url")
    availability = ET.SubElement(published, "availability")
    for licence in about.licences:
        _text(availability, "licence", licence.name, target=licence.address)
    if not about.licences:
        _text(availability, "p", "No licence is given.")
    source = ET.SubElement(described, "sourceDesc")
    _text(source, "p", "Made from the records of the archive; each names its sources.")
    return header


def _listed(material: Material, tag: str, kind: type[R], write: Callable[[Material, R], ET.Element]) -> ET.Element:
    made = ET.Element(tag)
    for record in sorted(material.archive.all(kind), key=lambda one: one.key):
        made.append(write(material, record))
    return made


def _named(material: Material, tag: str, name_tag: str, record: Record) -> ET.Element:
    """An element with every name of its record."""
    made = ET.Element(tag, {f"{_XML}id": record.anchor})
    _text(made, name_tag, record.name, type="preferred")
    native = record.native.value if record.native else ""
    for name in record.names[1:]:
        language = (
            {f"{_XML}lang": material.about.native_language} if name == native and material.about.native_language else {}
        )
        ET.SubElement(made, name_tag, {"type": "variant"} | language).text = _clean(name)
    return made


def _finish(material: Material, made: ET.Element, record: Record) -> ET.Element:
    """The element with the summary at its end."""
    if summary := material.summary(record):
        _text(made, "note", summary)
    return made


def _identified(made: ET.Element, record: Record, address: str) -> None:
    _text(made, "idno", address, type="address")
    for fact in record.id_:
        kind = fact.value.scheme if isinstance(fact.value, Identifier) else "other"
        _text(made, "idno", fact.value.value if isinstance(fact.value, Identifier) else str(fact.value), type=kind)


def _cited(fact: Fact[Any]) -> dict[str, str]:
    """The sources of a statement, as pointers to the list of sources."""
    keys = list(dict.fromkeys(citation.key for citation in fact.sources))
    return {"source": " ".join(f"#{source_id(key)}" for key in keys)} if keys else {}


def source_id(key: str) -> str:
    """The XML name of a source."""
    return "source-" + "".join(
        sign if (sign.isascii() and sign.isalnum()) or sign in "-_." else f"-{ord(sign):x}-" for sign in key
    )


def _dated(material: Material, when: When | None) -> dict[str, str]:
    """``when``, or the days between which it lies; TEI's dates are those of the Gregorian calendar."""
    date = material.archive.when(when)
    if date is None:
        return {}
    days = [None if day is None else day_to_iso(day) for day in (date.earliest, date.latest)]
    if date.is_day and days[0] is not None:
        return {"when": days[0]}
    names = ("from", "to") if date.is_interval else ("notBefore", "notAfter")
    return {name: day for name, day in zip(names, days, strict=True) if day is not None}


def _day(material: Material, parent: ET.Element, fact: Fact[When] | None) -> None:
    if fact is not None:
        _text(parent, "date", fact.value.written, **_dated(material, fact.value))


def _point(material: Material, parent: ET.Element, tag: str, value: object, kinds: tuple[str, ...]) -> None:
    """A name, with a pointer to its record where it has one."""
    found = material.archive.resolve(value, kinds) if isinstance(value, Ref) else None
    if other := material.archive.elsewhere(value, kinds):
        _text(parent, tag, other.name, ref=other.address)
        return
    _text(parent, tag, found.name if found else str(value), **({"ref": f"#{found.anchor}"} if found else {}))


def _person(material: Material, person: Person) -> ET.Element:
    made = _named(material, "person", "persName", person)
    if person.suffix and (name := made.find("persName")) is not None:
        name.text = f"{_clean(person.plain_name)}, "
        _text(name, "genName", person.suffix.value)
    for tag, day, place in (("birth", person.born, person.birthplace), ("death", person.died, person.deathplace)):
        if day is not None or place is not None:
            part = ET.SubElement(made, tag, _cited(day) if day else {})
            _day(material, part, day)
            if place is not None:
                _point(material, part, "placeName", place.value, ("place",))
    for held in person.held:
        part = ET.SubElement(made, "occupation", _dated(material, held.value.when) | _cited(held))
        _point(material, part, "roleName", held.value.post, ("office",))
    for seat in person.member:
        part = ET.SubElement(made, "affiliation", _dated(material, seat.value.when) | _cited(seat))
        _point(material, part, "orgName", seat.value.body, ("body",))
    _identified(made, person, material.about.base + material.address(person))
    return _finish(material, made, person)


def _place(material: Material, place: Place) -> ET.Element:
    made = _named(material, "place", "placeName", place)
    if place.country:
        _text(made, "country", str(place.country.value))
    if place.coordinates:
        location = ET.SubElement(made, "location", _cited(place.coordinates))
        latitude, longitude = place.coordinates.value
        _text(location, "geo", f"{latitude!r} {longitude!r}")
    _identified(made, place, material.about.base + material.address(place))
    return _finish(material, made, place)


def _body(material: Material, body: Body) -> ET.Element:
    made = _named(material, "org", "orgName", body)
    for kind, fact in (("founded", body.founded), ("dissolved", body.dissolved)):
        if fact is not None:
            event = ET.SubElement(made, "event", {"type": kind} | _dated(material, fact.value) | _cited(fact))
            _text(event, "label", f"{kind}: {fact.value.written}")
    _identified(made, body, material.about.base + material.address(body))
    return _finish(material, made, body)


def _event(material: Material, event: Event) -> ET.Element:
    made = ET.Element("event", {f"{_XML}id": event.anchor} | _dated(material, event.date.value if event.date else None))
    for name in event.names:
        _text(made, "label", name)
    described = ET.SubElement(made, "desc")
    described.text = _clean(material.summary(event))
    for place in event.place:
        _point(material, described, "placeName", place.value, ("place",))
    for fact in event.participant:
        _point(material, described, "name", fact.value.person, ("person", "body"))
    ET.SubElement(made, "idno", {"type": "address"}).text = material.about.base + material.address(event)
    return made


def _works(material: Material) -> ET.Element:
    """The documents and books that have records, and all sources."""
    made = ET.Element("listBibl")
    works: list[Document | Book] = [*material.archive.all(Document), *material.archive.all(Book)]
    for record in sorted(works, key=lambda one: one.anchor):
        bibl = ET.SubElement(made, "bibl", {"type": record.kind, f"{_XML}id": record.anchor})
        _text(bibl, "title", record.name)
        for author in record.author:
            _point(material, bibl, "author", author.value, ("person", "body"))
        _day(material, bibl, record.date)
        _text(bibl, "idno", material.about.base + material.address(record), type="address")
        _finish(material, bibl, record)
    for key, entry in sorted(material.entries.items()):
        source = Source(entry)
        bibl = ET.SubElement(made, "bibl", {"type": source.kind, f"{_XML}id": source_id(key)})
        _text(bibl, "title", source.plain("title") or key)
        for person in source.people("author"):
            _text(bibl, "author", full_name(person))
        if year := source.date().year:
            _text(bibl, "date", year)
        if address := web_address(source.raw("url")):
            _text(bibl, "ptr", "", target=address)
        _text(bibl, "idno", key, type="key")
    return made


def _other_lists(material: Material) -> Iterator[ET.Element]:
    for kind in material.archive.schema.kinds.values():
        if kind in _LISTED:
            continue
        made = ET.Element("list", {"type": kind.kind})
        for record in sorted(material.archive.all(kind), key=lambda one: one.key):
            item = ET.SubElement(made, "item", {f"{_XML}id": record.anchor})
            _text(item, "label", record.name)
            if isinstance(record, Claim):
                _claim(item, record)
            _text(item, "idno", material.about.base + material.address(record), type="address")
            _finish(material, item, record)
        yield made


def _claim(item: ET.Element, claim: Claim) -> None:
    if claim.statement:
        _text(item, "q", claim.statement.value, type="statement")
    if claim.verdict:
        _text(item, "term", claim.verdict.value.key, type="verdict")


def _relations(material: Material) -> ET.Element:
    made = ET.Element("listRelation")
    for one in material.archive.relations:
        target = material.archive.resolve(one.target)
        if one.field not in _RELATIONS_LEFT_OUT and target is not None:
            ends = {"active": f"#{one.record.anchor}", "passive": f"#{target.anchor}"}
            ET.SubElement(made, "relation", {"name": one.field} | ends | _cited(one.fact))
    return made
