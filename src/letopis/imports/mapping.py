"""Reads a mapping file: which column of which table goes into which field of which kind of record.

It is TOML, with a ``[[table]]`` for each table in turn::

    [[table]]
    file = "people.csv"                  # beside the mapping, or a list of files of the same columns; also .tsv, .json,
                                         # .xlsx (sheet = "…") and .xml of TEI
    kind = "person"
    id = "{id}"                          # what a row is known by at each import
    name = "{forename} {surname}{, suffix}"
    fields.sort = "{surname}, {forename}"
    fields.born = "{born} [Register]"
    split.variant = ["{other-names}", " | "]  # one field for each part of a cell

    [[table]]
    file = "tenures.csv"
    into = "person"                      # each row is a line of a record that another table made
    id = "{person}"
    where.kind = "served"
    dates.time = { begin = "started", after = "appointed", end = "ended" }
    fields.held = "{office:office} {time} [Register] | rank: {rank}; ended: {ended-note}"

``key`` is what the key of a new record is made of, where that is not ``id``; a key once made is kept. Rows with one ``id``
are one record, with the lines of all of them. ``text`` is the paragraph of the record. ``columns`` makes further columns:
``acting = ["{rank}", ".*ad interim", "acting"]`` is the third text where the first fits the pattern, several such lists one
after the other, and else the cell of that name. ``date-order = "day month year"`` is how the table writes dates in figures.
``reconciled`` names a reply file of a reconciliation, whose sure matches become ``:id: wikidata Q…``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from letopis.imports.datecells import ORDERS
from letopis.imports.tables import ImportFault
from letopis.imports.tei import FURTHER
from letopis.imports.templates import columns_of, filters_of
from letopis.model.schema import Schema

_KEYS: Final = frozenset(
    "file sheet kind into id key name text fields split where date-order dates columns reconciled".split()
)
_DATES: Final = frozenset({"on", "begin", "after", "end", "on-words", "begin-words", "end-words"})
PLAIN_FILTERS: Final = frozenset({"title", "qid"})
#: Before a kind: the key of a record that a table or the archive has; another text stays as it is.
KNOWN: Final = "known-"


@dataclass(frozen=True)
class Choice:
    """One way of making a column: where ``template`` fits ``pattern``, it is ``result``."""

    template: str
    pattern: str
    result: str


@dataclass(frozen=True)
class Table:
    """How one table is taken in. ``into`` is set where its rows are lines of records that are made elsewhere."""

    paths: tuple[Path, ...]
    """The files, whose rows stand one below the other."""
    sheet: str
    kind: str
    into: bool
    identity: str
    key: str
    name: str
    text: str
    fields: tuple[tuple[str, str, str], ...]
    """Each field with its template, and what stands between several in one cell (empty: there is one)."""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Columns, and the values of which a row has to have one."""
    order: str = ""
    """The order of a date in figures: a key of :data:`letopis.imports.datecells.ORDERS`; empty for EDTF."""
    dates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    columns: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    reconciled: Path | None = None


def read_mapping(path: Path, schema: Schema) -> list[Table]:
    """The tables of a mapping file. :class:`ImportFault` says which entry is wrong, and what would be right."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise ImportFault(f"the mapping file '{path}' cannot be read: {error}.") from None
    return tables_of(text, path, schema)


def tables_of(text: str, path: Path, schema: Schema) -> list[Table]:
    """The same from its text; files are looked for beside ``path``."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ImportFault(f"{path}: not TOML that can be read: {error}.") from None
    tables = found.get("table")
    if set(found) != {"table"} or not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ImportFault(f"{path}: expected nothing but one or more entries [[table]].")
    return [_table(one, f"{path}, table {number}", path.parent, schema) for number, one in enumerate(tables, 1)]


def _table(given: dict[str, Any], where: str, folder: Path, schema: Schema) -> Table:
    if unknown := sorted(set(given) - _KEYS):
        raise ImportFault(f"{where}: there is no entry '{unknown[0]}'. Write one of {', '.join(sorted(_KEYS))}.")
    files = given.get("file", "")
    files = files if isinstance(files, list) else [files]
    if not all(isinstance(one, str) for one in files):
        raise ImportFault(f"{where}: expected the name of a file for 'file', or a list of names, not {files!r}.")
    for name in ("sheet", "kind", "into", "id", "key", "name", "text", "reconciled"):
        if not isinstance(given.get(name, ""), str):
            raise ImportFault(f"{where}: expected text for '{name}', not {given[name]!r}.")
    kind = given.get("into") or given.get("kind", "")
    if ("into" in given) == ("kind" in given) or kind not in schema.kinds:
        raise ImportFault(
            f"{where}: expected kind = … for the records that it makes, or into = … for those to which it adds lines; "
            f"one of {', '.join(schema.kinds)}."
        )
    missing = [name for name in ("file", "id", *(() if "into" in given else ("name",))) if not given.get(name)]
    if missing:
        raise ImportFault(f"{where}: it has no '{missing[0]}'.")
    made = Table(
        tuple(folder / one for one in files), given.get("sheet", ""), kind, "into" in given, given["id"],
        given.get("key") or given["id"], given.get("name", ""), given.get("text", ""),
        (*_fields(given, where, kind, schema),), (*_where(given, where),), _order(given, where), _dates(given, where),
        (*_columns(given, where),), folder / given["reconciled"] if given.get("reconciled") else None,
    )  # fmt: skip
    _check_filters(made, where, schema)
    return made


def _mapping(given: dict[str, Any], name: str, where: str) -> dict[str, Any]:
    found = given.get(name, {})
    if not isinstance(found, dict):
        raise ImportFault(f"{where}: expected '{name}.NAME = …', not {found!r}.")
    if nested := next((key for key, value in found.items() if name != "dates" and isinstance(value, dict)), None):
        inner = next(iter(found[nested]), "…")
        raise ImportFault(
            f"{where}: '{name}.{nested}.{inner}': a full stop divides names. Write {name}.\"{nested}.{inner}\" = …."
        )
    return found


def _where(given: dict[str, Any], where: str) -> list[tuple[str, tuple[str, ...]]]:
    made = []
    for key, value in _mapping(given, "where", where).items():
        values = value if isinstance(value, list) else [value]
        if not values or not all(isinstance(one, str) for one in values):
            raise ImportFault(f"{where}: expected text for 'where.{key}', or a list of texts, not {value!r}.")
        made.append((key, tuple(values)))
    return made


def _order(given: dict[str, Any], where: str) -> str:
    found = given.get("date-order", "")
    if found and found not in ORDERS:
        listed = ", ".join(f'"{one}"' for one in ORDERS)
        raise ImportFault(f"{where}: expected one of {listed} for 'date-order', not {found!r}.")
    return str(found)


def _fields(given: dict[str, Any], where: str, kind: str, schema: Schema) -> list[tuple[str, str, str]]:
    known = schema.fields(schema.kinds[kind])
    made: list[tuple[str, str, str]] = []
    for key, value in _mapping(given, "fields", where).items():
        templates = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in templates):
            raise ImportFault(f"{where}: expected a template for 'fields.{key}', or a list of them, not {value!r}.")
        made += [(key, one, "") for one in templates]
    for key, value in _mapping(given, "split", where).items():
        if not (isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) and one for one in value)):
            raise ImportFault(f"{where}: expected a template and what stands between for 'split.{key}', not {value!r}.")
        made.append((key, value[0], value[1]))
    for key, _, _ in made:
        if key not in known:
            raise ImportFault(f"{where}: a {kind} has no field '{key}'. Its fields are: {', '.join(known)}.")
    order = list(known)
    return sorted(made, key=lambda one: order.index(one[0]))


def _dates(given: dict[str, Any], where: str) -> dict[str, dict[str, str]]:
    found = _mapping(given, "dates", where)
    for key, value in found.items():
        if (
            not isinstance(value, dict)
            or not set(value) <= _DATES
            or not all(isinstance(v, str) for v in value.values())
        ):
            raise ImportFault(f"{where}: expected columns for some of {', '.join(sorted(_DATES))} in 'dates.{key}'.")
    return found


def _columns(given: dict[str, Any], where: str) -> list[tuple[str, tuple[Choice, ...]]]:
    made = []
    for key, value in _mapping(given, "columns", where).items():
        choices = value if value and isinstance(value, list) and isinstance(value[0], list) else [value]
        for one in choices:
            if not (isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one)):
                raise ImportFault(f"{where}: expected [template, pattern, result] for 'columns.{key}', not {one!r}.")
            try:
                re.compile(re.sub(r"\{[^{}\d][^{}]*\}", "x", one[1]))
            except re.error as error:
                raise ImportFault(f"{where}: 'columns.{key}': the pattern {one[1]!r} is wrong: {error}.") from None
        made.append((key, tuple(Choice(*one) for one in choices)))
    return made


def _check_filters(table: Table, where: str, schema: Schema) -> None:
    templates = [table.identity, table.key, table.name, table.text, *(one for _, one, _ in table.fields)]
    for template in templates:
        for name in filters_of(template):
            if name not in PLAIN_FILTERS and name.removeprefix(KNOWN) not in schema.kinds:
                known = ", ".join([*sorted(PLAIN_FILTERS), *schema.kinds])
                raise ImportFault(f"{where}: {template!r}: there is no '{name}'. After a colon stands one of {known}.")


def named_columns(table: Table) -> list[str]:
    """Every column that an entry of the mapping names, those that the mapping makes with them."""
    templates = [table.identity, table.key, table.name, table.text, *(one for _, one, _ in table.fields)]
    templates += [one for _, choices in table.columns for choice in choices for one in (choice.template, choice.result)]
    named = [name for template in templates for name in columns_of(template)]
    named += [name for name, _ in table.where]
    return named + [name for one in table.dates.values() for name in one.values()]


def check_columns(table: Table, columns: set[str]) -> None:
    """Raise :class:`ImportFault` if a template names a column that the table does not have."""
    made = {*columns, *table.dates, *(name for name, _ in table.columns)}
    if all(path.suffix.lower() == ".xml" for path in table.paths):
        made |= FURTHER
    for name in named_columns(table):
        if name not in made:
            listed = ", ".join(sorted(columns)) or "none"
            files = ", ".join(map(str, table.paths))
            raise ImportFault(f"{files}: there is no column '{name}'. Its columns are: {listed}.")
