"""Reads the tables to be taken in: CSV, JSON, sheets of a workbook, lists of TEI. Each row knows where it stands."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

from letopis.imports.jsonrows import rows_of_json
from letopis.imports.tei import rows_of_tei

_MOST_BYTES: Final = 200_000_000


class ImportFault(Exception):
    """What stops an import as a whole; its text says where and what would be right."""


class Row(NamedTuple):
    """One row: its cells by the name of the column, without space around them, and its file and line."""

    cells: dict[str, str]
    place: str


def read_table(path: Path, sheet: str = "") -> list[Row]:
    """The rows of a table; which reader it needs is seen from the end of the file's name.

    ``sheet`` is the name of a sheet of a workbook (empty: the first), of a list of TEI (``person``), or of a list in
    JSON. Raises :class:`ImportFault` if the file cannot be read as a whole.
    """
    if not path.is_file():
        raise ImportFault(f"there is no file '{path}'.")
    if path.stat().st_size > _MOST_BYTES:
        raise ImportFault(f"{path}: more than {_MOST_BYTES // 1_000_000} MB. Divide it.")
    match path.suffix.lower():
        case ".xlsx":
            return _of_workbook(path, sheet)
        case ".xml":
            return [Row(cells, f"{path}:{line}") for cells, line in _of_tei(path, sheet)]
        case ".json":
            return _of_json(path, sheet)
        case ".csv" | ".tsv" | ".txt":
            return _of_csv(path)
    raise ImportFault(f"{path}: expected a table that ends in .csv, .tsv, .xlsx, .json or .xml.")


def _of_csv(path: Path) -> list[Row]:
    text = _text(path)
    head = text.partition("\n")[0]
    sign = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    lines: list[tuple[Sequence[object], str]] = []
    try:
        start = 1
        for cells in reader:
            lines.append((cells, f"{path}:{start}"))
            start = reader.line_num + 1
    except csv.Error as error:
        raise ImportFault(f"{path}:{reader.line_num}: the table cannot be read on from here: {error}.") from None
    return _with_columns(lines, path)


def _of_workbook(path: Path, sheet: str) -> list[Row]:
    try:
        import openpyxl  # noqa: PLC0415  only who reads workbooks needs it
        from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415
    except ImportError:
        raise ImportFault(
            f"{path}: a workbook needs openpyxl. Run: pip install 'letopis[xlsx]', or save the sheet as CSV."
        ) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError, InvalidFileException) as error:
        raise ImportFault(f"{path}: not a workbook that can be read: {error}. Save it again as .xlsx.") from None
    try:
        if sheet and sheet not in book.sheetnames:
            raise ImportFault(f"{path}: there is no sheet '{sheet}'. It has: {', '.join(book.sheetnames)}.")
        found = book[sheet] if sheet else book.worksheets[0]
        name = f"{path}:{found.title}:"
        return _with_columns(
            [(cells, f"{name}{number}") for number, cells in enumerate(found.iter_rows(values_only=True), 1)], path
        )
    finally:
        book.close()


def _of_tei(path: Path, sheet: str) -> Iterable[tuple[dict[str, str], int]]:
    try:
        return rows_of_tei(path.read_bytes(), sheet)
    except ValueError as error:
        raise ImportFault(f"{path}: {error}") from None


def _of_json(path: Path, sheet: str) -> list[Row]:
    try:
        items = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise ImportFault(f"{path}: not JSON that can be read: {error}.") from None
    try:
        return [Row(cells, f"{path}: {place}") for cells, place in rows_of_json(items, sheet, _shown)]
    except ValueError as error:
        raise ImportFault(f"{path}: {error}") from None
    except RecursionError:  # since Python 3.12 its reader of JSON goes deeper than a function may call itself
        raise ImportFault(f"{path}: objects lie in one another more deeply than can be read.") from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeError:
        raise ImportFault(f"{path}: not in UTF-8. Save it again in that encoding.") from None


def _with_columns(lines: Sequence[tuple[Sequence[Any], str]], path: Path) -> list[Row]:
    """Rows below the line of headings; rows with nothing in them are left out."""
    if not lines:
        raise ImportFault(f"{path}: the table is empty. Its first line names the columns.")
    columns = [_shown(cell) for cell in lines[0][0]]
    doubled = {name for name in columns if name and columns.count(name) > 1}
    if doubled:
        raise ImportFault(f"{path}: the column '{min(doubled)}' stands twice. Give each a name of its own.")
    rows = []
    for cells, place in lines[1:]:
        shown = [_shown(cell) for cell in cells]
        if len(shown) > len(columns) and any(shown[len(columns) :]):
            raise ImportFault(f"{place}: {len(shown)} cells under {len(columns)} headings. Is a cell not in quotes?")
        if any(shown):
            shown += [""] * (len(columns) - len(shown))
            rows.append(Row({name: cell for name, cell in zip(columns, shown, strict=False) if name}, place))
    return rows


def _shown(value: object) -> str:
    """A cell as text on one line: days as EDTF has them, whole numbers without a decimal point."""
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return " ".join(str(value).split())
