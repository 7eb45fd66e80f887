"""Reads `.bib` files and tells every fault by file and line; what is sound is kept.

pybtex raises an exception at the first misplaced brace, and expands ``@string`` without limit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as PybtexEntry
from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.exceptions import PybtexError
from pybtex.scanner import PrematureEOF, PybtexSyntaxError
from pybtex.textutils import normalize_whitespace
from pybtex.utils import CaseInsensitiveDict

from letopis.bibliography.checking import faults_of
from letopis.bibliography.entries import Entry
from letopis.bibliography.names import split_names

MOST_BYTES: Final = 2_000_000
MOST_EXPANDED: Final = 200_000
"""Characters that ``@string`` abbreviations may add to a file, in all."""
MOST_FAULTS: Final = 50
"""Faults of syntax after which a file is not read further."""

_NEXT_ENTRY = re.compile(r"@\s*[A-Za-z]+\s*[{(]")
_LINE_OF_ENTRY = re.compile(rf"^[ \t]*{_NEXT_ENTRY.pattern}", re.MULTILINE)
_ROLES: Final = frozenset({"author", "editor", "translator"})


class BibFinding(NamedTuple):
    """One fault: ``code`` is the subtype of its warning, ``line`` counts from 1."""

    code: str
    message: str
    path: str
    line: int


@dataclass
class BibReading:
    """What came of reading: the entries of all files, the keys of each file, the faults."""

    data: BibliographyData = field(default_factory=BibliographyData)
    keys: dict[Path, list[str]] = field(default_factory=dict)
    findings: list[BibFinding] = field(default_factory=list)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Where each entry begins: its key in lower case, to file and line."""


class _GiveUpError(Exception):
    """The rest of a file is not worth, or not safe, reading."""


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex carries no types
    """pybtex's parser: bounded, and going on after an entry that is not closed."""

    pos: int
    lineno: int

    def __init__(self, text: str, path: str, findings: list[BibFinding]) -> None:
        super().__init__(text, macros=CaseInsensitiveDict(month_names))
        self.path = path
        self.findings = findings
        self.expanded = 0
        self.faults = 0
        self.newlines = [match.start() for match in re.finditer(r"\r\n|\n|\r", text)]

    def line_at(self, position: int) -> int:
        """The line, from 1, of a position in the text."""
        return bisect_right(self.newlines, position - 1) + 1

    @property
    def entry_line(self) -> int:
        """The line where the entry being read begins."""
        return self.line_at(self.command_start or 0)

    def note(self, code: str, message: str, line: int) -> None:
        """Keep a fault."""
        self.findings.append(BibFinding(code, message, self.path, line))

    def handle_error(self, error: PybtexSyntaxError) -> None:
        """Called by pybtex for a fault of syntax: note it, and find a place to go on from."""
        self.faults += 1
        if self.faults > MOST_FAULTS:
            self.note("bib-syntax", f"more than {MOST_FAULTS} faults: the rest of the file is not read.", error.lineno)
            raise _GiveUpError
        named = f"entry '{self.current_entry_key}'" if self.current_entry_key else "an entry"
        if isinstance(error, PrematureEOF) or _NEXT_ENTRY.match(self.text, self.pos):
            message = f"{named} is not closed: a brace or quotation mark is missing, here or in one of its fields."
            self.note("bib-syntax", message, self.entry_line)
            following = _LINE_OF_ENTRY.search(self.text, (self.command_start or 0) + 1)
            self.pos = following.start() if following else self.end_pos
            self.lineno = self.line_at(self.pos)
            return
        what = str(error).partition(": ")[2] or str(error)
        if error.error_type == "undefined string":
            what = f"'{what}' is neither a number nor a defined @string. Put the value in braces"
        where = f", field '{self.current_field_name}'" if self.current_field_name else ""
        self.note("bib-syntax", f"{named}{where}: {what}.", error.lineno)

    def substitute_macro(self, name: str) -> str:
        """Called by pybtex for the name of an ``@string``."""
        text: str = super().substitute_macro(name)
        self.expanded += len(text)
        if self.expanded > MOST_EXPANDED:
            message = (
                f"@string '{name}': abbreviations make more than {MOST_EXPANDED} characters in all. Write them out."
            )
            self.note("bib-too-large", message, self.lineno)
            raise _GiveUpError
        return text

    def commands(self) -> Iterator[tuple[str, Any]]:
        """The commands of the file, as far as it is read."""
        try:
            yield from self.parse_bibliography()
        except _GiveUpError:
            return


def read_bib_files(paths: Iterable[Path], encoding: str = "utf-8-sig") -> BibReading:
    """Read several files into one bibliography. Nothing is raised: a file that cannot be read is a finding."""
    reading = BibReading()
    for path in paths:
        reading.keys[path] = []
        text = _text_of(path, encoding, reading.findings)
        if text is not None:
            known = len(reading.data.entries)
            _read_into(reading, text, str(path))
            reading.keys[path] = list(reading.data.entries)[known:]
    return reading


def read_bib(text: str, path: str = "") -> BibReading:
    """Read the text of one file; ``path`` is only named in the findings."""
    reading = BibReading()
    _read_into(reading, text, path)
    return reading


def _text_of(path: Path, encoding: str, findings: list[BibFinding]) -> str | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            message = f"the file is larger than {MOST_BYTES:,} bytes and is not read. Split it."
            findings.append(BibFinding("bib-too-large", message, str(path), 1))
            return None
        return path.read_text(encoding)
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror}."
        findings.append(BibFinding("bib-missing-file", message, str(path), 1))
    except (UnicodeError, LookupError) as error:
        findings.append(BibFinding("bib-encoding", f"the file is not text in {encoding}: {error}.", str(path), 1))
    return None


def _read_into(reading: BibReading, text: str, path: str) -> None:
    parser = _Parser(text, path, reading.findings)
    for command, body in parser.commands():
        if command.lower() in {"string", "preamble"}:
            continue
        key, fields = body
        line = parser.entry_line
        if not key:
            continue
        if key.lower() in reading.lines:
            first, at = reading.lines[key.lower()]
            place = f"line {at}" if first == path else f"{Path(first).name}:{at}"
            parser.note("bib-duplicate-key", f"entry '{key}' is already in {place}. Rename one, or merge them.", line)
            continue
        entry = _entry(parser, command, key, fields, line)
        reading.lines[key.lower()] = (path, line)
        reading.data.add_entry(key, entry)
        for code, message in faults_of(entry):
            parser.note(code, f"entry '{key}': {message}", line)


def _entry(parser: _Parser, command: str, key: str, fields: list[tuple[str, list[str]]], line: int) -> Entry:
    entry = PybtexEntry(command)
    seen: set[str] = set()
    for name, parts in fields:
        role = name.lower()
        if role in seen:
            message = f"entry '{key}' has the field '{name}' twice: only the first is read."
            parser.note("bib-duplicate-field", message, line)
            continue
        seen.add(role)
        text = normalize_whitespace("".join(parts))
        if role not in _ROLES:
            entry.fields[role] = text
            continue
        for person in split_names(text):
            try:
                entry.add_person(Person(person), role)
            except PybtexError:
                message = (
                    f"entry '{key}': the name '{person}' has too many commas. Write 'Last, First and Last, First'."
                )
                parser.note("bib-name", message, line)
    return entry
