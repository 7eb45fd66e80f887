"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): parts and sections nested, heads of rows told from cells.

Typst writes the tags of a book one after another below its root. A screen reader that leaps from section to section,
and a chapter that is to be printed by itself, both need them nested as the headings are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

_LEVELS = {f"/H{level}": level for level in range(1, 7)}
_HOLDERS = frozenset({"/Div", "/Figure", "/Sect", "/Part", "/TBody"})
"""What may stand around a table or its rows."""


class Section(NamedTuple):
    """A heading, the level it has, and the element that holds it with all that stands below it."""

    level: int
    heading: pikepdf.Object
    holder: pikepdf.Object


def nest(document: pikepdf.Pdf, parts: Collection[str] = ()) -> list[Section]:
    """Nest what follows on each heading into a ``Sect``, or a ``Part`` where the title is one of ``parts``.

    Returns the sections in their order; none for a file without tags.
    """
    if "/StructTreeRoot" not in document.Root:
        return []
    kids = document.Root.StructTreeRoot.K
    top = kids[0] if isinstance(kids, Array) else kids
    open_: list[tuple[int, pikepdf.Object, list[pikepdf.Object]]] = [(0, top, [])]
    closed: list[tuple[pikepdf.Object, list[pikepdf.Object]]] = []
    found: list[Section] = []
    for kid in kids_of(top):
        level = _LEVELS.get(str(kid.get("/S", "")), 0) if isinstance(kid, Dictionary) else 0
        if level:
            while open_[-1][0] >= level:
                closed.append(open_.pop()[1:])
            kind = Name.Part if level == 1 and str(kid.get("/T", "")) in parts else Name.Sect
            holder: pikepdf.Object = document.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=open_[-1][1]))
            open_[-1][2].append(holder)
            open_.append((level, holder, []))
            found.append(Section(level, kid, holder))
        if isinstance(kid, Dictionary):
            kid["/P"] = open_[-1][1]
            for table in _tables(kid):
                _head_rows(table)
        open_[-1][2].append(kid)
    for element, held in [*closed, *(each[1:] for each in open_)]:
        element["/K"] = Array(held)
    return found


def kids_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What an element holds: elements, and numbers of marked content."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]


def _tables(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kind = str(element.get("/S", ""))
    if kind == "/Table":
        yield element
    elif kind in _HOLDERS:
        for kid in kids_of(element):
            if isinstance(kid, Dictionary):
                yield from _tables(kid)


def _head_rows(table: pikepdf.Object) -> None:
    """Make the first cell of a row the head of the row where all it holds is strong: so the book sets heads of rows."""
    for body in kids_of(table):
        if str(body.get("/S", "")) != "/TBody":
            continue
        for row in kids_of(body):
            first = next(iter(kids_of(row)), None)
            if first is not None and str(first.get("/S", "")) == "/TD" and _is_strong(first):
                first["/S"] = Name.TH
                given = first.get("/A", Array())
                attributes = list(given.as_list()) if isinstance(given, Array) else [given]
                own = next((each for each in attributes if each.get("/O") == Name.Table), None)
                if own is None:
                    attributes.append(Dictionary(O=Name.Table, Scope=Name.Row))
                    first["/A"] = Array(attributes)
                else:
                    own["/Scope"] = Name.Row


def _is_strong(cell: pikepdf.Object) -> bool:
    kids = kids_of(cell)
    if len(kids) != 1 or not isinstance(kids[0], Dictionary):
        return False
    kind = str(kids[0].get("/S", ""))
    return kind == "/Strong" or (kind == "/P" and _is_strong(kids[0]))
