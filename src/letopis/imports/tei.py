"""Reads listPerson, listOrg, listPlace and listEvent of TEI as rows, with columns that a mapping can name.

Columns: ``id``, ``name``, ``sort``, ``suffix``, ``variant`` (several with `` | `` between), ``begin``, ``end``, ``date``,
``place``, ``end-place``, ``part-of``, ``note``, ``idno``, ``geo``, ``country``, ``location`` (places around the record). What
else a record has is a column under the name of its element, such as ``occupation``; so is what it has a second time.

Dates are those of the attributes ``when``, ``from``, ``to``, ``notBefore`` and ``notAfter``, or of the same with ``-iso``
(TEI P5 Guidelines, att.datable.w3c and att.datable.iso), as EDTF; where there is none, the text. A place is the id of
a place in the same file, else its name; an id of another file is in ``place-id`` and ``end-place-id``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from typing import Final, NamedTuple

from letopis.imports.datecells import sure
from letopis.imports.teidates import sides, when
from letopis.imports.teixml import Element, parsed
from letopis.model.coordinates import in_decimals
from letopis.model.identifiers import SCHEMES, of_address

LISTS: Final = ("person", "org", "place", "event")
AFFILIATIONS: Final = "affiliation"
#: Columns that a file need not have: a mapping may name them though no record of this file has them.
FURTHER: Final = frozenset(
    "affiliation age bibl education end-place-id event faith floruit gender langKnowledge listBibl location nationality"
    " occupation persona place-id relation residence role sex socecStatus state trait birth death date climate population"
    " terrain region".split()
)
#: Elements of such lists that make no record; how many there are is told.
UNREAD: Final = ("personGrp", "relation")
_ID: Final = "xml:id"
#: The elements that name a record: the first names it, the others are variants.
_NAMES: Final = {
    "person": ("persName", "name"), "org": ("orgName", "name"),
    "place": ("placeName", "name", "geogName", "settlement"), "event": ("label", "eventName", "head"),
}  # fmt: skip
_POINTERS: Final = ("ref", "key", "sameAs", "corresp")
_PLACES: Final = ("placeName", "settlement", "geogName", "region", "country", "rs")
#: The elements that have columns of other names; of the first ones a record has one, and any more are told.
_ONCE: Final = frozenset({"birth", "death", "date", "country", "geo"})
_READ: Final = _ONCE | {"location", "idno", "note", "desc"}
_IN_LOCATION: Final = frozenset({"geo", "country", "placeName", "settlement"})
#: What in a birth, a death or a date is no part of how its day is printed.
_NO_DAY: Final = frozenset(
    {"placeName", "settlement", "geogName", "region", "country", "rs", "location", "date", "note"}
)

Rows = list[tuple[dict[str, str], int]]


class _Found(NamedTuple):
    """A record: its element, the id of the record in which it stands, and its own."""

    element: Element
    inside: str
    id: str


def rows_of_tei(data: bytes, sheet: str = "") -> Rows:
    """The rows of one list (``sheet`` is ``person``, ``org``, ``place`` or ``event``) with their lines.

    With ``affiliation`` each membership of a person in an organisation of the file is a row: ``id`` is the person's,
    ``org`` the organisation's, ``role`` what is said of it, ``begin`` and ``end`` or ``date`` when it was.

    Raises ``ValueError`` for what is no XML, or has a document type: entities are not read.
    """
    if sheet not in {*LISTS, AFFILIATIONS}:
        raise ValueError(f"expected one of {', '.join([*LISTS, AFFILIATIONS])} as the list to read, not {sheet!r}.")
    return _rows(parsed(data), sheet)


def lists_of_tei(data: bytes) -> set[str]:
    """Which lists a file has, by the names of :func:`rows_of_tei`. ``ValueError`` as there."""
    root = parsed(data)
    there = {name for name in LISTS if _records(root, name)}
    return there | ({AFFILIATIONS} if {"person", "org"} <= there and _rows(root, AFFILIATIONS) else set())


def unread_in_tei(data: bytes) -> dict[str, int]:
    """How many elements there are that make no record, by their names: ``{"relation": 12}``."""
    counts = Counter(_names(parsed(data)))
    return {name: counts[name] for name in UNREAD if counts[name]}


def _names(inside: Element) -> Iterator[str]:
    for one in inside.elements:
        yield one.name
        yield from _names(one)


def _rows(root: Element, sheet: str) -> Rows:
    bodies = {one.id for one in _records(root, "org")} - {""}
    if sheet == AFFILIATIONS:
        return [row for one in _records(root, "person") for row in _affiliations(one, bodies)]
    places = {one.id for one in _records(root, "place")} - {""}
    return [(_cells(one, sheet, places, bodies), one.element.line) for one in _records(root, sheet)]


def _records(root: Element, kind: str) -> list[_Found]:
    """The records of one kind, wherever they stand. One without an id is known by its name, if nothing else is."""
    found = list(_within(root, kind, ""))
    names = Counter(_name(one.element, kind) for one in found)
    ids = {one.id for one in found}
    named = ((one, _name(one.element, kind)) for one in found)
    return [one if one.id or names[name] > 1 or name in ids else one._replace(id=name) for one, name in named]


def _within(inside: Element, kind: str, around: str) -> Iterator[_Found]:
    for one in inside.elements:
        here = around
        # An event in a person is one of this person; those of a list are records.
        if one.name == kind and (kind != "event" or inside.name in {"listEvent", "event"}) and not _points(one, kind):
            own = one.attributes.get(_ID) or one.attributes.get("key", "")
            yield _Found(one, around, own)
            here = own or around
        yield from _within(one, kind, here)


def _points(one: Element, kind: str) -> bool:
    """Whether an element only points to a record: ``<person><persName key="#ada">Ada</persName></person>``."""
    if _ID in one.attributes or any(part.name not in _NAMES[kind] for part in one.elements):
        return False
    pointing = [one, *one.all(*_NAMES[kind])]
    return any(part.attributes.get(name, "").startswith("#") for part in pointing for name in _POINTERS)


def _main(one: Element, kind: str) -> Element | None:
    names = list(one.all(*_NAMES[kind]))
    marked = (name for name in names if name.attributes.get("type") in {"main", "reg", "pref"})
    return next(marked, names[0] if names else None)


def _name(one: Element, kind: str) -> str:
    main = _main(one, kind)
    return _written(main) if main else ""


def _cells(record: _Found, kind: str, places: Container[str], bodies: Container[str]) -> dict[str, str]:
    one = record.element
    main, names = _main(one, kind), list(one.all(*_NAMES[kind]))
    variants = [name.plain() if name is main else _written(name) for name in names]
    birth, death = one.first("birth"), one.first("death")
    begun, ended = _Place.of(birth), _Place.of(death)
    place = _Place.of(one, ("placeName",)) if kind == "event" else begun
    around = [named for location in one.all("location") if any(named := _around(location, main))]
    outer = next((found for named in around if kind == "place" and (found := named.known(places))), "")
    begin, end = ("", "") if kind == "event" else sides(one.attributes)
    begin, end = _date(birth, single=True) or begin, _date(death, single=True) or end
    countries = [country for part in (one, *one.all("location")) for country in part.all("country")]
    cells = {
        "id": record.id,
        "name": _written(main) if main else "",
        "sort": _round(_sorted(main)) if main else "",
        "suffix": _suffix(main) if main else "",
        "variant": " | ".join(dict.fromkeys(_round(name) for name in variants if name and main and name != _written(main))),
        "begin": begin,
        "end": end,
        "date": "" if begin or end else when(one.attributes) or _date(one.first("date")),
        "place": place.within(places),
        "end-place": ended.within(places),
        "country": _round(countries[0].plain()) if countries else "",
        "geo": _coordinates(one, main),
        "idno": " | ".join(dict.fromkeys(_identifiers(one, names))),
        "part-of": record.inside or outer,
        "note": " ".join(note.plain() for note in one.all("note", "desc")),
    }  # fmt: skip
    for column, named in (("place-id", place), ("end-place-id", ended)):
        if named.pointers and not named.known(places):
            cells[column] = named.pointers[0]
    left = [named.within(places) or named.pointers[0] for named in around if not outer or named.known(places) != outer]
    left += [
        part.plain() for location in one.all("location") for part in location.elements if part.name not in _IN_LOCATION
    ]
    if left := [text for text in left if text]:
        cells["location"] = " | ".join(left)
    for name in ("sex", "role", "age"):
        if one.attributes.get(name):
            cells[name] = one.attributes[name]
    return cells | _others(one, kind, bodies)


def _others(one: Element, kind: str, bodies: Container[str]) -> dict[str, str]:
    """What else a record has, by the name of the element: ``{"occupation": "weaver | dyer", "sex": "female"}``."""
    found: dict[str, list[str]] = {}
    taken = {*_READ, *_NAMES[kind], kind, *(f"list{name.capitalize()}" for name in LISTS)}
    met: set[str] = set()
    for part in one.elements:
        again = (part.name in _ONCE and part.name in met) or _in_words(part)
        met.add(part.name)
        if (part.name in taken and not again) or (kind == "person" and _memberships(part, bodies)):
            continue
        date = when(part.attributes)
        value = part.plain() or " ".join(part.attributes.get(name, "") for name in ("value", *_POINTERS)).strip()
        if value := f"{value} ({date})" if value and date else value or date:
            found.setdefault(part.name, []).append(value)
    return {name: " | ".join(values) for name, values in found.items()}


def _in_words(part: Element) -> bool:
    """Whether a birth or death says something that is neither a date nor a place: "before the war"."""
    if part.name not in {"birth", "death"} or _date(part, single=True) or _Place.of(part).name:
        return False
    return bool(part.plain(without=_NO_DAY))


def _memberships(part: Element, bodies: Container[str]) -> list[str]:
    """The ids of the organisations of the file that an affiliation leads to."""
    if part.name != AFFILIATIONS:
        return []
    pointers = [found for one in (*part.all("orgName"), part) for found in _pointers(one, ("ref", "key"))]
    return [pointer for pointer in dict.fromkeys(pointers) if pointer in bodies]


def _affiliations(person: _Found, bodies: Container[str]) -> Iterator[tuple[dict[str, str], int]]:
    for part in person.element.all(AFFILIATIONS):
        dated = next((one for one in (part, *part.all("date")) if when(one.attributes)), part)
        begin, end = sides(dated.attributes)
        said = [one.plain() for one in part.all("term", "roleName")]
        own = any(isinstance(one, str) and one.strip(" \n\t,;.") for one in part.children)
        role = ", ".join(said) if said else part.plain(without=frozenset({"idno", "date"})) if own else ""
        for body in _memberships(part, bodies):
            cells = {"id": person.id, "org": body, "role": role, "begin": begin, "end": end}
            yield cells | {"date": "" if begin or end else when(dated.attributes)}, part.line


def _written(name: Element) -> str:
    """A name as it stands in running text: the forename before the surname, a title left where it is."""
    if name.first("surname") and name.first("forename"):
        parts = [part.plain() for part in name.all("forename", "nameLink", "surname", "genName")]
        return " ".join(filter(None, parts))
    return name.plain()


def _sorted(name: Element) -> str:
    surname, forenames = name.first("surname"), " ".join(part.plain() for part in name.all("forename")).strip()
    return f"{surname.plain()}, {forenames}" if surname and surname.plain() and forenames else ""


def _suffix(name: Element) -> str:
    """``Jr.`` or ``III`` behind a surname or a comma; the number of a king is part of his name."""
    found = name.first("genName")
    if found is None or not (name.first("surname") or name.plain().endswith(f", {found.plain()}")):
        return ""
    return found.plain()


def _round(text: str) -> str:
    """The text with round brackets for square ones, in which a field has its sources."""
    return text.translate({ord("["): "(", ord("]"): ")"})


def _date(one: Element | None, *, single: bool = False) -> str:
    """The date of an element, or of the ``date`` in it, in EDTF; as it is printed if its attributes say none.

    ``single`` is a birth or death: a printed "1825–1904" is no time of it, and stays as it is.
    """
    if one is None:
        return ""
    for part in (one, *one.all("date")):
        printed = ", ".join(filter(None, (text.strip() for text in part.plain(without=_NO_DAY).split(","))))
        printed = re.sub(r"\[([^\[\]]*)\]", r"\1", printed)  # put in by an editor; a field has its sources in brackets
        read = sure(printed)
        if found := when(part.attributes, printed=read):
            return found
        if read != printed and not (single and "/" in read):
            return read
        if re.search(r"\d", printed):
            return printed
    return ""


class _Place(NamedTuple):
    """The place that an element names: its name, and the ids that it points to."""

    name: str
    pointers: tuple[str, ...]

    @classmethod
    def of(cls, one: Element | None, names: tuple[str, ...] = _PLACES) -> _Place:
        """The place of a birth, a death, an event or a location."""
        if one is None:
            return cls("", ())
        found = one.first(*names)
        if found is None:
            text = one.plain(without=_NO_DAY) if one.name in {"birth", "death"} and when(one.attributes) else ""
            return cls("" if re.search(r"\d", text) else text, _pointers(one, ("where",)))
        inner = found.first("placeName") or found
        pointers = [pointer for part in (inner, found) for pointer in _pointers(part, ("ref", "key"))]
        return cls(inner.plain(), (*dict.fromkeys(pointers), *_pointers(one, ("where",))))

    def known(self, places: Container[str]) -> str:
        """The first id that is one of a place of the file."""
        return next((pointer for pointer in self.pointers if pointer in places), "")

    def within(self, places: Container[str]) -> str:
        """The id, if it is that of a place of the file; else the name."""
        return self.known(places) or _round(self.name)


def _pointers(one: Element, names: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that attributes point to: ``#london``, or ``london`` as a key."""
    values = [(name, value) for name in names for value in one.attributes.get(name, "").split()]
    return tuple(value.removeprefix("#") for name, value in values if value.startswith("#") or name == "key")


def _around(location: Element, main: Element | None) -> _Place:
    """The place that a location names, if it is not the place of the record itself."""
    place = _Place.of(location, ("placeName", "settlement"))
    return _Place("", ()) if main and not place.pointers and place.name == main.plain() else place


def _coordinates(one: Element, main: Element | None) -> str:
    """Latitude and longitude, of the record itself and not of the place around it."""
    own = [location for location in one.all("location") if not any(_around(location, main))]
    found = next((geo.plain() for part in (one, *own) for geo in part.all("geo")), "")
    return in_decimals(found) or found


def _identifiers(one: Element, names: list[Element]) -> Iterator[str]:
    """The identifiers in ``idno``, and those in the attributes of the record and of its names."""
    for idno in one.all("idno"):
        value, found = idno.plain(), of_address(idno.plain())
        given = [idno.attributes.get(name, "").lower() for name in ("type", "subtype")]
        named = [kind for kind in given if kind and kind not in {"url", "uri"}]
        kind = next((kind for kind in named if kind in SCHEMES), named[0] if named else "")
        if value:
            yield " ".join(found) if found else f"{kind} {value}".strip()
    for part in (one, *names):
        for name in _POINTERS:
            addresses = map(of_address, part.attributes.get(name, "").split())
            yield from (" ".join(found) for found in addresses if found)
