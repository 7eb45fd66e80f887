"""What of a file would run in the program of a reader who opens it: PDFs that act, cells that count, two files in one.

Nobody looks inside a file that a site offers before it is opened. So one that would do more than show itself is
refused, with what it holds.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from letopis.content_policy.allowed import SCHEMES

MOST_OBJECTS: Final = 500_000
"""Objects of one PDF that are looked at; a book of a thousand pages has some fifty thousand."""

DEEPEST: Final = 100
"""Lists in one another inside one object of a PDF."""

ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute"})
"""Actions of a PDF (ISO 32000-1, 12.6.4) that do more than lead to a place."""

HOLDERS: Final = {
    "/JS": "a script",
    "/EmbeddedFiles": "other files",
    "/RichMedia": "other media",
    "/XFA": "a form with scripts",
}
"""Keys of a PDF whose value is not shown, but run or handed out."""

TABLES: Final = frozenset({".csv", ".tsv"})

MARKUP: Final = re.compile(rb"<(?:script|html|!doctype|iframe|\?php)\b", re.IGNORECASE)
"""What no picture, sound or font holds, unless it is a web page as well."""

SCRIPT_AS_GIF: Final = re.compile(rb"GIF8[79]a\s*(?:/[*/]|=[\t-\r -~])")
"""A picture that is a program of JavaScript as well: its size reads as the sign ``=`` or as a remark."""

LARGEST_BOOK: Final = 200_000_000
"""Bytes that the pages of an EPUB may have when they are unpacked."""

PAGES: Final = (".xhtml", ".html", ".htm", ".svg", ".opf", ".ncx", ".xml")

SCRIPT_IN_BOOK: Final = re.compile(rb"<(?:\w+:)?script\b|javascript:|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)


def document_fault(path: Path) -> str:
    """What a PDF would do beside being shown; nothing if it is only shown."""
    import pikepdf  # noqa: PLC0415  half a second, and few archives have PDFs among their pages

    try:
        with pikepdf.open(path) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                return f"{len(pdf.objects):,} objects; {MOST_OBJECTS:,} can be looked at"
            faults = (fault for found in pdf.objects for fault in _acts(found, 0))
            return next(faults, "")
    except pikepdf.PasswordError:
        return "what only a password opens, so that nobody can look into it"
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        return f"what cannot be read as a PDF ({' '.join(str(error).rpartition(': ')[2].split())[:80]})"


def _acts(found: Any, depth: int) -> Iterator[str]:
    """Each thing in one object that acts. What it refers to is looked at by itself."""
    import pikepdf  # noqa: PLC0415

    if depth > DEEPEST:
        yield f"lists that stand in one another more than {DEEPEST} deep"
    elif isinstance(found, pikepdf.Array):
        for inner in found:
            yield from _inside(inner, depth)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        held = found.stream_dict if isinstance(found, pikepdf.Stream) else found
        for key, inner in held.items():
            if key in HOLDERS:
                yield HOLDERS[key]
            elif key == "/S" and str(inner) in ACTIONS:
                yield f"the action {str(inner).removeprefix('/')}"
            elif key == "/URI" and isinstance(inner, pikepdf.String) and not _leads_to_the_web(str(inner)):
                yield f"a link to {str(inner)[:60]!r}"
            else:
                yield from _inside(inner, depth)


def _inside(inner: Any, depth: int) -> Iterator[str]:
    if getattr(inner, "is_indirect", False):
        return
    yield from _acts(inner, depth + 1)


def _leads_to_the_web(address: str) -> bool:
    scheme, colon, _ = re.sub(r"[\x00-\x20]", "", address).lower().partition(":")
    return not colon or scheme in SCHEMES or not scheme.isalnum()


def table_fault(path: Path) -> str:
    """The first cell of a table (CSV, TSV) that a spreadsheet would run, with its line; nothing if there is none."""
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = data.decode(encoding, "replace")
    try:
        for delimiter in "\t" if path.suffix.lower() == ".tsv" else ",;\t":
            rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
            for cell in (cell for row in rows for cell in row if _runs(cell)):
                return f"the cell {cell[:40]!r} in line {rows.line_num}, which a spreadsheet would run"
    except csv.Error as error:
        return f"what cannot be read as a table ({error})"
    return ""


def _runs(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula. A number with its sign is none, nor is a word after a dash."""
    first = cell[:1]
    return first in {"=", "\uff1d"} or (first in set("+-@\t\r\uff0b\uff0d\uff20") and bool(set(cell) & set("(|!")))


def book_fault(path: Path) -> str:
    """What in an EPUB runs: it is packed web pages, and some programs run their scripts."""
    try:
        with zipfile.ZipFile(path) as book:
            pages = [one for one in book.infolist() if one.filename.lower().endswith(PAGES)]
            if any(one.filename.lower().endswith((".js", ".mjs")) for one in book.infolist()):
                return "a script"
            if sum(one.file_size for one in pages) > LARGEST_BOOK:
                return f"pages of more than {LARGEST_BOOK:,} bytes"
            return "a script" if any(SCRIPT_IN_BOOK.search(book.read(one)) for one in pages) else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        return f"what cannot be read as an EPUB ({error})"


def other_kind_fault(path: Path) -> str:
    """What a picture, a sound or a font is as well; nothing if it is only that."""
    content = path.read_bytes()
    if found := MARKUP.search(content):
        return f"{found[0].decode()!r}, as a web page does"
    if SCRIPT_AS_GIF.match(content):
        return "a program as well"
    return "packed files as well" if zipfile.is_zipfile(path) else ""
