"""Reads listPerson, listOrg, listPlace and listEvent of TEI as rows, with columns that a mapping can name.

Columns: ``id``, ``name``, ``sort``, ``suffix``, ``variant`` (several with `` | `` between), ``begin``, ``end``, ``date``,
``place``, ``end-place``, ``part-of``, ``note``, ``idno``, ``geo``, ``country``. Dates are those of the attributes
``when``, ``from``, ``to``, ``notBefore`` and ``notAfter`` (TEI P5 Guidelines, att.datable.w3c), as EDTF.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

LISTS: Final = {"person": "person", "org": "org", "place": "place", "event": "event"}
_ID: Final = "xml:id"
_NAMES: Final = {"person": "persName", "org": "orgName", "place": "placeName", "event": "label"}


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

    Raises ``ValueError`` for what is no XML, or has a document type: entities are not read.
    """
    if sheet not in LISTS:
        raise ValueError(f"expected one of {', '.join(LISTS)} as the list to read, not {sheet!r}.")
    root = _parsed(data)
    return [(_cells(one, sheet, inside), one.line) for one, inside in _records(root, sheet)]


def lists_of_tei(data: bytes) -> set[str]:
    """Which lists a file has: ``person``, ``org``, ``place``, ``event``. ``ValueError`` as :func:`rows_of_tei`."""
    root = _parsed(data)
    return {name for name in LISTS if next(_records(root, name), None)}


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
    """The records of one list, wherever it stands, each with the id of the record in which it stands."""
    for one in inside.children:
        if isinstance(one, Element):
            if one.name == name and inside.name in {f"list{name.capitalize()}", name}:
                yield one, inside.attributes.get(_ID, "") if inside.name == name else ""
            yield from _records(one, name)


def _cells(one: Element, kind: str, inside: str) -> dict[str, str]:
    names = list(one.all(_NAMES[kind]))
    names += [head for head in one.all("head") if not names]
    main = next((name for name in names if name.attributes.get("type") in {"main", "reg", "pref"}), None)
    main = main or (names[0] if names else None)
    others = [_written(name) for name in names if name is not main]
    notes = [note.plain() for tag in ("note", "desc") for note in one.all(tag)]
    begin, end = _when(one.first("birth")), _when(one.first("death"))
    date = _when(one) or next((when for tag in one.all("date") if (when := _when(tag))), "")
    geo = next((found.plain() for found in _geo(one)), "")
    country = one.first("country")
    return {
        "id": one.attributes.get(_ID, ""),
        "name": _written(main) if main else "",
        "sort": _sorted(main) if main else "",
        "suffix": _suffix(main) if main else "",
        "variant": " | ".join(dict.fromkeys(others)),
        "begin": begin or _side(one, "from", "notBefore"),
        "end": end or _side(one, "to", "notAfter"),
        "date": date,
        "place": _place(one.first("birth")) or _pointer(one, "where"),
        "end-place": _place(one.first("death")),
        "country": country.plain() if country else "",
        "geo": ", ".join(geo.replace(",", " ").split()),
        "idno": " | ".join(_identifier(found) for found in one.all("idno")),
        "part-of": inside,
        "note": " ".join(notes),
    }


def _written(name: Element) -> str:
    """A name as it stands in running text: the forename before the surname, a title left where it is."""
    parts = {part.name: part.plain() for part in name.children if isinstance(part, Element)}
    if "forename" in parts and "surname" in parts:
        forenames = " ".join(part.plain() for part in name.all("forename"))
        links = [part.plain() for tag in ("nameLink",) for part in name.all(tag)]
        return " ".join([forenames, *links, parts["surname"], *(part.plain() for part in name.all("genName"))])
    return name.plain()


def _sorted(name: Element) -> str:
    surname, forenames = name.first("surname"), [part.plain() for part in name.all("forename")]
    return f"{surname.plain()}, {' '.join(forenames)}" if surname and forenames else ""


def _suffix(name: Element) -> str:
    """``Jr.`` or ``III`` behind a surname or a comma; the number of a king is part of his name."""
    found = name.first("genName")
    if found is None or not (name.first("surname") or name.plain().endswith(f", {found.plain()}")):
        return ""
    return found.plain()


def _when(one: Element | None) -> str:
    """The date in the attributes of an element, in EDTF; empty if there is none."""
    if one is None:
        return ""
    found = one.attributes
    if "when" in found:
        mark = "~" if found.get("cert") == "low" or found.get("precision") == "low" else ""
        return found["when"] + mark
    if "from" in found or "to" in found:
        return f"{found.get('from', '')}/{found.get('to', '')}"
    if "notBefore" in found or "notAfter" in found:
        return f"[{found.get('notBefore', '')}..{found.get('notAfter', '')}]"
    return ""


def _side(one: Element, exact: str, about: str) -> str:
    return one.attributes.get(exact) or one.attributes.get(about, "")


def _place(one: Element | None) -> str:
    found = one.first("placeName") or one.first("settlement") if one else None
    return (_pointer(found, "ref") or found.plain()) if found else ""


def _pointer(one: Element, name: str) -> str:
    """An id that an attribute points to in the same file: ``#london``."""
    value = one.attributes.get(name, "")
    return value[1:] if value.startswith("#") else ""


def _geo(one: Element) -> Iterator[Element]:
    yield from one.all("geo")
    for location in one.all("location"):
        yield from location.all("geo")


def _identifier(one: Element) -> str:
    kind = one.attributes.get("type") or one.attributes.get("subtype") or ""
    return f"{kind.lower()} {one.plain()}" if kind else one.plain()
