"""Tables: columns with their types, keys, and rows. Every tabular format is made from the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Cell = str | int | float | bool | None
Type = Literal["string", "integer", "number", "boolean"]
"""The names of the table schema of Frictionless."""


class Column(NamedTuple):
    """A column: what it is called, what it holds, and of which type its cells are."""

    name: str
    about: str
    type: Type = "string"


class Link(NamedTuple):
    """Cells that name a row of another table: a foreign key."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table. ``key`` are the columns that name a row; none: no row has a name of its own."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = field(default=())


def made(
    name: str,
    about: str,
    columns: Iterable[Column],
    rows: Iterable[Iterable[Cell]],
    *,
    key: tuple[str, ...] = (),
    links: Iterable[Link] = (),
) -> Table:
    """A table; an empty text is no value, as it is none in CSV."""
    cells = [tuple(cell if cell != "" else None for cell in row) for row in rows]
    columns = tuple(columns)
    if key:  # of two rows with one key, which is a finding of its own, the first
        places = [number for number, column in enumerate(columns) if column.name in key]
        cells = list({tuple(row[place] for place in places): row for row in reversed(cells)}.values())[::-1]
    return Table(name, about, columns, tuple(cells), key, tuple(links))


KIND: Final = Column("kind", "kind of record")
KEY: Final = Column("key", "permanent key, unique within the kind")


def date_columns(name: str, label: str) -> tuple[Column, ...]:
    """Four columns of a date: as written, as EDTF, and its first and last day."""
    return (
        Column(name, f"{label}, as written"),
        Column(f"{name}_edtf", f"{label} in EDTF (ISO 8601-2:2019), Gregorian calendar"),
        Column(f"{name}_earliest", f"{label}: the first day that may be meant (ISO 8601)"),
        Column(f"{name}_latest", f"{label}: the last day that may be meant (ISO 8601)"),
    )
