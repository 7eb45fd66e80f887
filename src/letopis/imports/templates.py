"""Fills the templates of a mapping file with the cells of a row.

``{column}`` is a cell. Signs between the brace and the name belong to the cell, and are written with it: ``{, suffix}``
is nothing where ``suffix`` is empty. After a colon stands what is done to the cell: the name of a kind makes the key of
the record out of the id that the table knows it by; ``title`` makes words of a slug. Parts with semicolons or upright
strokes between them are left out where their first cell is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

Filters = Mapping[str, Callable[[str], str]]

_HOLE = re.compile(r"\{(?P<before>[^\w{}]*)(?P<name>\w[^{}:]*?)(?P<after>[^\w{}:]*)(?::(?P<filter>[\w-]+))?\}")
_PARTS = re.compile(r"(\s{0,8};\s+|\s{1,8}\|\s+)")
#: What would end a part or a source too early, and what is written for it.
_SAFE: Final = str.maketrans({";": ",", "|": "/", "[": "(", "]": ")"})


def columns_of(template: str) -> list[str]:
    """The columns that a template names, in order."""
    return [match["name"].strip() for match in _HOLE.finditer(template)]


def filters_of(template: str) -> set[str]:
    """What a template does to its cells."""
    return {match["filter"] for match in _HOLE.finditer(template) if match["filter"]}


def fill(template: str, cells: Mapping[str, str], filters: Filters, exact: Collection[str] = ()) -> str:
    """A line made of a template; empty if the first cell of its first part is empty.

    ``exact`` are the columns whose brackets are those of a date, and stay.
    """
    pieces = _PARTS.split(template)
    inside = len(pieces) > 1
    made = ""
    for number in range(0, len(pieces), 2):
        text = _filled(pieces[number], cells, filters, exact if inside else None)
        if text is None and number == 0:
            return ""
        if text:
            mark = pieces[number - 1] if number else ""
            # The first part that is written after the stroke takes the stroke, whichever of them it is.
            if "|" in "".join(pieces[1:number:2]) and "|" not in made:
                mark = " | "
            made += mark + text
    return made.strip()


def plain(template: str, cells: Mapping[str, str], filters: Filters) -> str:
    """Text made of a template; what is empty is left out, and the rest stays."""
    return " ".join(_HOLE.sub(lambda match: _hole(match, cells, filters), template).split())


def unwritten(template: str, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The columns whose cells are lost, each with the column of the first cell of its part, which is empty."""
    for part in _PARTS.split(template)[::2]:
        names = columns_of(part)
        if names and not cells.get(names[0]):
            yield from ((name, names[0]) for name in names[1:] if cells.get(name))


def _filled(part: str, cells: Mapping[str, str], filters: Filters, exact: Collection[str] | None) -> str | None:
    names = columns_of(part)
    if names and not cells.get(names[0]):
        return None
    text = _HOLE.sub(lambda match: _hole(match, cells, filters, exact), part)
    return " ".join(text.split())


def _hole(
    match: re.Match[str], cells: Mapping[str, str], filters: Filters, exact: Collection[str] | None = None
) -> str:
    """The cell of one hole; ``exact`` is ``None`` where no sign has to be written otherwise."""
    value = cells.get(match["name"].strip(), "")
    if not value:
        return ""
    if exact is not None and match["name"].strip() not in exact:
        value = value.translate(_SAFE)
        if "(" in match["before"]:
            value = value.replace("(", ", ").replace(")", "")
    if match["filter"]:
        value = filters[match["filter"]](value)
    return match["before"] + value + match["after"]


def title(text: str) -> str:
    """A slug as words: ``costa-rica`` is Costa Rica."""
    small = {"and", "of", "the", "de", "du", "la", "les"}
    words = text.replace("-", " ").replace("_", " ").split()
    return " ".join(
        word if number and word in small else word[:1].upper() + word[1:] for number, word in enumerate(words)
    )


def qid(text: str) -> str:
    """The identifier in an address of Wikidata, or the identifier as it is: ``Q42``."""
    found = re.search(r"\b([QP][1-9]\d*)$", text.strip())
    return found[1] if found else text.strip()
