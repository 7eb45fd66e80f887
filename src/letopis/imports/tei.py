"""Reads listPerson, listOrg, listPlace and listEvent of TEI as rows, with columns that a mapping can name.

Columns: ``id``, ``name``, ``sort``, ``suffix``, ``variant`` (several with `` | `` between), ``begin``, ``end``, ``date``,
``place``, ``end-place``, ``part-of``, ``note``, ``idno``, ``geo``, ``country``, ``location`` (places
around the record). What else a record has is a column under the name of its element, such as ``occupation``.

Dates are those of the attributes ``when``, ``from``, ``to``, ``notBefore`` and ``notAfter``, or of the same with ``-iso``
(TEI P5 Guidelines, att.datable.w3c and att.datable.iso), as EDTF; where there is none, the text. A place is the id of
a place in the same file, else its name; an id of another file is in ``place-id`` and ``end-place-id``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

from letopis.imports.datecells import sure
from letopis.imports.teidates import when
from letopis.model.coordinates import in_decimals
from letopis.model.identifiers import of_address

LISTS: Final = {"person": "person", "org": "org", "place": "place", "event": "event"}
AFFILIATIONS: Final = "affiliation"
_ID: Final = "xml:id"
#: The elements that name a record; those of the first that it has.
_NAMES: Final = {
    "person": ("persName", "name"), "org": ("orgName", "name"), "place": ("placeName", "name"),
    "event": ("label", "eventName", "head"),
}  # fmt: skip
_POINTERS: Final = ("ref", "key", "sameAs", "corresp")
#: The elements that have columns of other names.
_READ: Final = frozenset({"birth", "death", "date", "country", "geo", "location", "idno", "note", "desc", "head"})


class Element:
    """An element with its line: its local name, attributes, text and children."""

    __slots__ = ("attributes", "children", "line", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name.rpartition(":")[2]
        self.attributes = attributes
        self.line = line
        self.children: list[Element | str] = []

    def all(self, name: str) -> Iterator[Element]:
        """The children of this name."""
        return (one for one in self.children if isinstance(one, Element) and one.name == name)

    def first(self, name: str) -> Element | None:
        """The first child of this name."""
        return next(self.all(name), None)

    def plain(self) -> str:
        """All its text, on one line."""
        parts = (one if isinstance(one, str) else f" {one.plain()} " for one in self.children)
        return " ".join("".join(parts).split()).replace(" ,", ",")


def rows_of_tei(data: bytes, sheet: str = "") -> list[tuple[dict[str, str], int]]:
    """The rows of one list (``sheet`` is ``person``, ``org``, ``place`` or ``event``) with their lines.

    With ``affiliation`` each membership of a person in an organisation of the file is a row: ``id`` is the person's,
    ``org`` the organisation's, ``role`` what is said of it, ``begin`` and ``end`` or ``date`` when it was.

    Raises ``ValueError`` for what is no XML, or has a document type: entities are not read.
    """
    if sheet not in {*LISTS, AFFILIATIONS}:
        raise ValueError(f"expected one of {', '.join([*LISTS, AFFILIATIONS])} as the list to read, not {sheet!r}.")
    root = _parsed(data)
    places, bodies = (
        {one.attributes.get(_ID, "") for one, _ in _records(root, kind)} - {""} for kind in ("place", "org")
    )
    if sheet == AFFILIATIONS:
        return [(cells, line) for one, _ in _records(root, "person") for cells, line in _affiliations(one, bodies)]
    rows = [(_cells(one, sheet, inside, places, bodies), one.line) for one, inside in _records(root, sheet)]
    names = Counter(cells["name"] for cells, _ in rows)
    for cells, _ in rows:
        # A record without an id is known by its name, if no other of the list has it.
        if not cells["id"] and names[cells["name"]] == 1:
            cells["id"] = cells["name"]
    return rows


def lists_of_tei(data: bytes) -> set[str]:
    """Which lists a file has, by the names of :func:`rows_of_tei`. ``ValueError`` as there."""
    root = _parsed(data)
    there = {name for name in LISTS if next(_records(root, name), None)}
    return there | ({AFFILIATIONS} if {"person", "org"} <= there else set())


def _parsed(data: bytes) -> Element:
    parser = expat.ParserCreate()
    root = Element("", {}, 0)
    open_: list[Element] = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        one = Element(name, attributes, parser.CurrentLineNumber)
        open_[-1].children.append(one)
        open_.append(one)

    def refuse(*_: object) -> None:
        raise ValueError("it declares a document type. Take the line <!DOCTYPE … > out: entities are not read.")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop()
    parser.CharacterDataHandler = lambda text: open_[-1].children.append(text)  # noqa: PLW0108  the last one changes
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(f"not XML that can be read: {error}.") from None
    return root


def _records(inside: Element, name: str) -> Iterator[tuple[Element, str]]:
    """The records of one list, wherever it stands, each with the id of the record in which it stands.

    What only points to a record (``<person><persName key="#ada">…``) is none.
    """
    for one in inside.children:
        if isinstance(one, Element):
            if one.name == name and inside.name in {f"list{name.capitalize()}", name} and not _points(one, name):
                yield one, inside.attributes.get(_ID, "") if inside.name == name else ""
            yield from _records(one, name)


def _points(one: Element, kind: str) -> bool:
    pointing = [one, *one.all(_NAMES[kind][0])]
    return _ID not in one.attributes and any(
        part.attributes.get(name, "").startswith("#") for part in pointing for name in _POINTERS
    )


def _cells(one: Element, kind: str, inside: str, places: Container[str], bodies: Container[str]) -> dict[str, str]:
    names = next((found for name in _NAMES[kind] if (found := list(one.all(name)))), [])
    main = next((name for name in names if name.attributes.get("type") in {"main", "reg", "pref"}), None)
    main = main or (names[0] if names else None)
    others = [_round(_written(name)) for name in names if name is not main]
    birth, death = one.first("birth"), one.first("death")
    begun, ended = _Place.of(birth), _Place.of(death)
    place = _Place.of(one) if kind == "event" else begun
    around = [named for named in map(_Place.of, one.all("location")) if any(named)]
    within = inside or next((named.pointer for named in around if kind == "place" and named.pointer in places), "")
    countries = [country for part in (one, *one.all("location")) for country in part.all("country")]
    begin = _date(birth) or (when(one.attributes, only="begin") if kind != "event" else "")
    end = _date(death) or (when(one.attributes, only="end") if kind != "event" else "")
    cells = {
        "id": one.attributes.get(_ID) or one.attributes.get("key", ""),
        "name": _written(main) if main else "",
        "sort": _round(_sorted(main)) if main else "",
        "suffix": _suffix(main) if main else "",
        "variant": " | ".join(dict.fromkeys(filter(None, others))),
        "begin": begin,
        "end": end,
        "date": "" if begin or end else when(one.attributes) or next(filter(None, map(_date, one.all("date"))), ""),
        "place": place.within(places),
        "end-place": ended.within(places),
        "country": _round(countries[0].plain()) if countries else "",
        "geo": _coordinates(one),
        "idno": " | ".join(dict.fromkeys(_identifiers(one, names))),
        "part-of": within,
        "note": " ".join(note.plain() for tag in ("note", "desc") for note in one.all(tag)),
    }
    for column, named in (("place-id", place), ("end-place-id", ended)):
        if named.pointer and named.pointer not in places:
            cells[column] = named.pointer
    if left := [named.within(places) or named.pointer for named in around if named.pointer != within or not within]:
        cells["location"] = " | ".join(left)
    taken = {*_READ, *_NAMES[kind], kind, *(f"list{name.capitalize()}" for name in LISTS)}
    return cells | _others(
        [part for part in one.children if not (kind == "person" and _membership(part, bodies))], taken
    )


def _others(parts: list[Element | str], taken: Container[str]) -> dict[str, str]:
    """What else a record has, by the name of the element: ``{"occupation": "weaver | dyer", "sex": "female"}``."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if (
            isinstance(part, Element)
            and part.name not in taken
            and (value := part.plain() or part.attributes.get("value"))
        ):
            found.setdefault(part.name, []).append(value)
    return {name: " | ".join(values) for name, values in found.items()}


def _membership(part: Element | str, bodies: Container[str]) -> str:
    """The id of the organisation of the file that an affiliation leads to; empty if it is none, or leads to another."""
    if not isinstance(part, Element) or part.name != AFFILIATIONS:
        return ""
    pointers = [_pointed(one, name) for one in (*part.all("orgName"), part) for name in ("ref", "key")]
    return next((pointer for pointer in pointers if pointer in bodies), "")


def _affiliations(one: Element, bodies: Container[str]) -> Iterator[tuple[dict[str, str], int]]:
    for part in one.all(AFFILIATIONS):
        if body := _membership(part, bodies):
            begin, end = when(part.attributes, only="begin"), when(part.attributes, only="end")
            texts = [other for other in part.children if isinstance(other, str) or other.name in {"term", "roleName"}]
            words = " ".join(" ".join(other if isinstance(other, str) else other.plain() for other in texts).split())
            yield (
                {
                    "id": one.attributes.get(_ID) or one.attributes.get("key", ""),
                    "org": body,
                    "role": words,
                    "begin": begin,
                    "end": end,
                    "date": "" if begin or end else when(part.attributes),
                },
                part.line,
            )


def _written(name: Element) -> str:
    """A name as it stands in running text: the forename before the surname, a title left where it is."""
    if name.first("surname") and name.first("forename"):
        parts = [part.plain() for tag in ("forename", "nameLink", "surname", "genName") for part in name.all(tag)]
        return " ".join(filter(None, parts))
    return name.plain()


def _sorted(name: Element) -> str:
    surname, forenames = name.first("surname"), " ".join(part.plain() for part in name.all("forename"))
    return f"{surname.plain()}, {forenames}" if surname and forenames.strip() else ""


def _suffix(name: Element) -> str:
    """``Jr.`` or ``III`` behind a surname or a comma; the number of a king is part of his name."""
    found = name.first("genName")
    if found is None or not (name.first("surname") or name.plain().endswith(f", {found.plain()}")):
        return ""
    return found.plain()


def _round(text: str) -> str:
    """The text with round brackets for square ones, in which a field has its sources."""
    return text.translate({ord("["): "(", ord("]"): ")"})


def _date(one: Element | None) -> str:
    """The date of an element, or of the ``date`` in it, in EDTF; as it is printed if its attributes say none."""
    if one is None:
        return ""
    for part in (one, *one.all("date")):
        printed = " ".join("".join(text for text in part.children if isinstance(text, str)).split())
        printed = re.sub(r"\[([^\[\]]*)\]", r"\1", printed)  # put in by an editor; a field has its sources in brackets
        if found := when(part.attributes, printed=sure(printed)) or (printed if re.search(r"\d", printed) else ""):
            return found
    return ""


class _Place(NamedTuple):
    """The place that an element names: its name, and the id that it points to."""

    name: str
    pointer: str

    @classmethod
    def of(cls, one: Element | None) -> _Place:
        """The place of a birth, a death, an event or a location."""
        if one is None:
            return cls("", "")
        found = one.first("placeName") or one.first("settlement") or one
        inner = found.first("placeName") or found
        pointers = [_pointed(part, name) for part in (inner, found) if part is not one for name in ("ref", "key")]
        return cls(
            inner.plain() if inner is not one else "", next(filter(None, [*pointers, _pointed(one, "where")]), "")
        )

    def within(self, places: Container[str]) -> str:
        """The id, if it is that of a place of the file; else the name."""
        return self.pointer if self.pointer in places else _round(self.name)


def _pointed(one: Element, name: str) -> str:
    """An id that an attribute points to: ``#london``, or ``london`` as a key."""
    value = one.attributes.get(name, "")
    return value.removeprefix("#") if value.startswith("#") or name == "key" else ""


def _coordinates(one: Element) -> str:
    """Latitude and longitude, of the record itself and not of the place around it."""
    own = [location for location in one.all("location") if not location.first("placeName")]
    found = next((geo.plain() for part in (one, *own) for geo in part.all("geo")), "")
    return in_decimals(found) or found


def _identifiers(one: Element, names: list[Element]) -> Iterator[str]:
    """The identifiers in ``idno``, and those in the attributes of the record and of its names."""
    for idno in one.all("idno"):
        given = [idno.attributes.get("subtype", ""), idno.attributes.get("type", "")]
        kind = next((name for name in given if name and name.upper() not in {"URL", "URI"}), "")
        found = of_address(idno.plain())
        yield " ".join(found) if found else f"{kind.lower()} {idno.plain()}".strip()
    for part in (one, *names):
        for name in _POINTERS:
            addresses = map(of_address, part.attributes.get(name, "").split())
            yield from (" ".join(found) for found in addresses if found)
