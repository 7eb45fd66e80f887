"""The tables as a workbook of a spreadsheet (.xlsx): letters of every script, dates as written, nothing that runs.

A workbook and not CSV with a byte-order mark: a spreadsheet makes numbers and days of its own from the text of a CSV
file (``1957-06`` becomes the first of June, ``1-2`` the first of February), and every cell of a workbook says that it
is text. The mark would besides become a part of the first column's name for programs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from letopis.exports.material import About
from letopis.exports.table import Cell, Column, Table

_LONGEST = 32767
"""The most letters that a cell can hold."""
_WIDTHS = {"summary": 60, "sentence": 80, "value": 40, "name": 30, "address": 30, "about": 60}


def write_workbook(path: Path, about: About, tables: Iterable[Table]) -> None:
    """Write a sheet for each table, and before them one that says what each holds.

    The same tables give the same bytes: the library dates all files inside with one day.
    """
    import xlsxwriter  # noqa: PLC0415 -- an extra, loaded where it is asked for

    tables = list(tables)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"title": about.title, "created": datetime.datetime(2000, 1, 1)})  # noqa: DTZ001 -- a fixed day
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        listed = workbook.add_worksheet("about")
        rows = [(table.name, column.name, column.about) for table in tables for column in table.columns]
        columns = (Column("table", ""), Column("column", ""), Column("about", ""))
        _fill(listed, head, columns, rows)
        for table in tables:
            _fill(workbook.add_worksheet(table.name[:31]), head, table.columns, table.rows)


def _fill(sheet: Any, head: Any, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> None:
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.name, head)
        sheet.set_column(number, number, _WIDTHS.get(column.name, 18))
    for line, row in enumerate(rows, 1):
        for number, cell in enumerate(row):
            _put(sheet, line, number, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(columns) - 1)


def _put(sheet: Any, line: int, number: int, cell: Cell) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(line, number, cell)
        case int() | float():
            sheet.write_number(line, number, cell)
        case _:
            sheet.write_string(line, number, cell[:_LONGEST])
