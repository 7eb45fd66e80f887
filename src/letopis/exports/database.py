"""The tables as a database of SQLite, and the statements that make them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from letopis.exports.table import Link, Table

_TYPES: Final = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def write_database(path: Path, tables: Iterable[Table]) -> None:
    """Write a new database; the same tables give the same bytes with the same version of SQLite."""
    path.unlink(missing_ok=True)
    tables = list(tables)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(statements(tables))
        for table in tables:
            marks = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", table.rows)  # noqa: S608 -- our names
        database.commit()


def statements(tables: Iterable[Table]) -> str:
    """``CREATE TABLE`` for each table, with its keys; a comment says what each column holds."""
    return "\n".join(_create(table) for table in tables)


def _create(table: Table) -> str:
    parts = list(_parts(table))
    lines = [f"  {text}{',' if number < len(parts) else ''}{about}" for number, (text, about) in enumerate(parts, 1)]
    return "\n".join([f"-- {table.about}", f"CREATE TABLE {_quoted(table.name)} (", *lines, ");"]) + "\n"


def _parts(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        needed = " NOT NULL" if column.name in table.key else ""
        yield f"{_quoted(column.name)} {_TYPES[column.type]}{needed}", f" -- {column.about}"
    if table.key:
        yield f"PRIMARY KEY ({_names(table.key)})", ""
    for link in table.links:
        yield _reference(link), ""


def _reference(link: Link) -> str:
    return f"FOREIGN KEY ({_names(link.columns)}) REFERENCES {_quoted(link.table)} ({_names(link.targets)})"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
