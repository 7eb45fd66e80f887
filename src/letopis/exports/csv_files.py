"""Tables as CSV, safe to open in a spreadsheet, and the data package that describes them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable
from typing import Any, Final

from letopis.exports.material import FORMAT, About, as_json
from letopis.exports.table import Cell, Link, Table

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins in a spreadsheet: the signs that OWASP lists under `CSV injection`_, and their wide forms.

.. _CSV injection: https://owasp.org/www-community/attacks/CSV_Injection
"""
_NUMBER = re.compile(r"[-+]?[0-9][0-9.X]*(?:-[0-9X]{2}){0,2}[?~%]?")


def as_csv(table: Table) -> str:
    """The table as CSV (RFC 4180: commas, CRLF, doubled quotation marks), with a head.

    A cell that a spreadsheet would run as a formula begins with an apostrophe, which tells it that this is text.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell) if isinstance(cell, str) else str(cell)


def guarded(cell: str) -> str:
    """A cell that is no formula; a plain number or a date before our era (``-0044-03-15``) runs nothing."""
    return f"'{cell}" if cell.startswith(_RUNS) and not _NUMBER.fullmatch(cell) else cell


def table_schema(table: Table) -> dict[str, Any]:
    """The table schema of Frictionless: fields with types, the key, and the tables that cells lead to."""
    made: dict[str, Any] = {
        "fields": [{"name": one.name, "type": one.type, "description": one.about} for one in table.columns],
        "missingValues": [""],
    }
    if table.key:
        made["primaryKey"] = list(table.key)
    if table.links:
        made["foreignKeys"] = [_foreign(link) for link in table.links]
    return made


def _foreign(link: Link) -> dict[str, Any]:
    return {"fields": list(link.columns), "reference": {"resource": link.table, "fields": list(link.targets)}}


def data_package(about: About, tables: Iterable[Table], texts: dict[str, str]) -> str:
    """``datapackage.json`` (Data Package 1.0 of Frictionless) for the tables; ``texts`` are the files by name."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": package_name(about.project or about.title),
        "title": about.title,
        "version": about.edition or about.version or "0",
        "format": FORMAT,
        "resources": [_resource(table, texts[f"{table.name}.csv"]) for table in tables],
    }
    if about.description:
        package["description"] = about.description
    if about.base:
        package["homepage"] = about.base
    if about.authors:
        package["contributors"] = [{"title": name, "role": "author"} for name in about.authors]
    if about.licences:
        package["licenses"] = [{"name": one.name, "path": one.address} for one in about.licences]
    return as_json(package)


def _resource(table: Table, text: str) -> dict[str, Any]:
    raw = text.encode()
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "schema": table_schema(table),
    }


def package_name(title: str) -> str:
    """A name for programs: ``june-1957-the-affair``; ``archive`` where a title has no Latin letters."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "archive"
