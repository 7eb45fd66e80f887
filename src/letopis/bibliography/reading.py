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

from pybtex.database import BibliographyData
from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.scanner import Pattern, PrematureEOF, PybtexSyntaxError
from pybtex.textutils import normalize_whitespace
from pybtex.utils import CaseInsensitiveDict

from letopis.bibliography.checking import faults_of
from letopis.bibliography.data_model import MANAGERS, NAMES, PRINTED, is_printed_nowhere, matches
from letopis.bibliography.entries import BibEntry, Source
from letopis.bibliography.inheritance import RawEntry, resolve
from letopis.bibliography.latex import unknown_commands
from letopis.bibliography.names import read_names
from letopis.model.invisible import invisible_signs
from letopis.model.names import named, nearest

MOST_BYTES: Final = 2_000_000
MOST_EXPANDED: Final = 200_000
"""Characters that ``@string`` abbreviations may add to a file, in all."""
MOST_FAULTS: Final = 50
"""Faults of syntax after which a file is not read further."""

EVERY_KEY: Final = "*"
"""Stands for all keys of a file that could not be read."""

_NEXT_ENTRY = re.compile(r"@\s*[A-Za-z]+\s*[{(]")
_LINE_OF_ENTRY = re.compile(rf"^[ \t]*{_NEXT_ENTRY.pattern}", re.MULTILINE)
_NO_SIGN = re.compile(
    r"^[ \t]*(?P<type>book|article|misc|incollection|inbook|collection|thesis|phdthesis|online|report|unpublished|booklet"
    r"|archival|letter|proceedings|inproceedings)[ \t]*\{[ \t]*(?P<key>[^\s,{}=]+),[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""The head of an entry without ``@``."""
_FIELD_NEXT = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)\s*=")
_KEYLESS = re.compile(r"\s*[A-Za-z][\w-]*(?:\s+=|=\s|=[{\"])")
"""A field where the key should be. A key may hold an equals sign, and no space or brace."""

_RIS = re.compile(r"\s*TY  - ")
_ROLES: Final = frozenset(NAMES)
_NO_ENTRIES: Final = frozenset({"string", "preamble", "comment"})
_DATE_FIELDS: Final = frozenset({"year", "date", "day"})
_EMPTY = re.compile(r"[\s{}]*")
_VERBATIM: Final = frozenset({"url", "doi", "eprint", "file", "pdf", "archivedurl", "verba", "verbb", "verbc"})
_DATED: Final = (("", "date"), ("orig", "origdate"), ("event", "eventdate"))


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
    granular: bool = False
    """Whether a file speaks of ``xdata``."""
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Where each entry begins: its key in lower case, to file and line."""
    lost: set[str] = field(default_factory=set)
    """Keys of entries that could be read in part only, or not at all; `EVERY_KEY` if a whole file could not."""


class _GiveUpError(Exception):
    """The rest of a file is not worth, or not safe, reading."""


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex carries no types
    """pybtex's parser: bounded, and going on after an entry that is not closed."""

    pos: int
    lineno: int
    WHITESPACE = Pattern(r"(?:\s+|%[^\r\n]*)+", "whitespace")
    """Between the fields of an entry a comment counts as space, as biber has it; within a value ``%`` is a sign."""
    KEY_SPACED = Pattern(r"[^,}\s=]++(?:[ \t]++[^,}\s=]++)+(?=\s*[,}])", "entry key")
    """A key in which there is a space, which BibTeX takes for an error of syntax in all that follows."""

    def __init__(self, text: str, path: str, findings: list[BibFinding]) -> None:
        super().__init__(text, macros=CaseInsensitiveDict(month_names))
        self.path = path
        self.findings = findings
        self.expanded = 0
        self.faults = 0
        self.broken: dict[str, int] = {}
        self.noted: set[tuple[str, int]] = set()
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

    def skip_to(self, patterns: list[Any]) -> Any:
        """Called by pybtex to find the next entry, or the end of a value: no entry begins in a line of comment."""
        token = super().skip_to(patterns)
        while token is not None and patterns == [self.AT] and self._is_in_comment():
            token = super().skip_to(patterns)
        return token

    def _is_in_comment(self) -> bool:
        text: str = self.text
        start = max(text.rfind("\n", 0, self.pos), text.rfind("\r", 0, self.pos)) + 1
        return text[start : self.pos].lstrip().startswith("%")

    def handle_error(self, error: PybtexSyntaxError) -> None:
        """Called by pybtex for a fault of syntax: note it, and find a place to go on from."""
        start = self.command_start or 0
        if start and self.text[start - 1].isalnum() and not self.current_entry_key:
            return  # the sign in an address such as name@example.org between two entries
        self.faults += 1
        if self.faults > MOST_FAULTS:
            self.note("bib-syntax", f"more than {MOST_FAULTS} faults: the rest of the file is not read.", error.lineno)
            raise _GiveUpError
        told = self.broken.setdefault(self.current_entry_key, start) if self.current_entry_key else None
        if told == start and (self.current_entry_key, start) in self.noted:
            return  # what follows from a fault in the same entry
        self.noted.add((self.current_entry_key or "", start))
        named = f"entry '{self.current_entry_key}'" if self.current_entry_key else "an entry"
        runs_on = (self.current_field_name or "").startswith("@")
        if isinstance(error, PrematureEOF) or runs_on or _NEXT_ENTRY.match(self.text, self.pos):
            message = f"{named} is not closed: a brace or quotation mark is missing, here or in one of its fields."
            self.note("bib-syntax", message, self.entry_line)
            following = _LINE_OF_ENTRY.search(self.text, (self.command_start or 0) + 1)
            self.pos = following.start() if following else self.end_pos
            self.lineno = self.line_at(self.pos)
            return
        self.note("bib-syntax", f"{named}{self._where()}: {self._reason(error)}.", error.lineno)

    def _where(self) -> str:
        return f", field '{self.current_field_name}'" if self.current_field_name else ""

    def _reason(self, error: PybtexSyntaxError) -> str:
        """What is wrong, and what would be right, as far as that can be told."""
        what = str(error).partition(": ")[2] or str(error)
        if error.error_type == "undefined string":
            return f"'{what}' is neither a number nor a defined @string. Put the value in braces"
        if following := _FIELD_NEXT.match(self.text, self.pos):
            return f"a comma is missing at the end of the line above '{following['name']}'"
        if not self.current_entry_key and "'{'" in what:
            return f"{what}. An entry begins with '@book{{Key,'"
        return f"{what}. Each field is written 'name = {{value}},'" if "'='" in what else what

    def substitute_macro(self, name: str) -> str:
        """Called by pybtex for the name of an ``@string``."""
        text: str = super().substitute_macro(name)
        if not text and name not in self.macros and (self.current_field_name or "").lower() not in _DATE_FIELDS:
            text = name  # the word itself, rather than nothing: it is a fault, but no loss
        self.expanded += len(text)
        if self.expanded > MOST_EXPANDED:
            message = (
                f"@string '{name}': abbreviations make more than {MOST_EXPANDED} characters in all. Write them out."
            )
            self.note("bib-too-large", message, self.lineno)
            raise _GiveUpError
        return text

    def parse_entry_body(self, body_end: Any) -> None:
        """Called by pybtex for the key and the fields of an entry: a key with spaces is one fault, not five."""
        if _KEYLESS.match(self.text, self.pos):
            self.current_entry_key = f"entry-of-line-{self.entry_line}"
            self.broken[self.current_entry_key] = self.command_start or 0
            message = "an entry has no key. Write one in its first line, such as '@book{Surname1999,'."
            self.note("bib-syntax", message, self.entry_line)
            self.parse_entry_fields()
            return
        spaced = self.optional([self.KEY_SPACED])
        if spaced is None:
            super().parse_entry_body(body_end)
            return
        written = " ".join(spaced.value.split())
        self.current_entry_key = written.replace(" ", "-")
        message = f"entry '{written}': a key holds no space. Write {self.current_entry_key}, as it is read now."
        self.note("bib-key", message, self.entry_line)
        self.parse_entry_fields()

    def commands(self) -> Iterator[tuple[str, Any]]:
        """The commands of the file, as far as it is read."""
        try:
            yield from self.parse_bibliography()
        except _GiveUpError:
            return


def read_bib_files(paths: Iterable[Path], encoding: str = "utf-8-sig", kept: Iterable[str] = ()) -> BibReading:
    """Read several files into one bibliography. Nothing is raised: a file that cannot be read is a finding.

    ``kept`` are fields that the project keeps for itself: that nothing prints them is no fault. A name
    that ends in ``*`` stands for all that begin with it.
    """
    reading = BibReading()
    raw: dict[str, RawEntry] = {}
    known = [str(path) for path in paths]
    for path in map(Path, known):
        text = _text_of(path, encoding, reading.findings)
        if text is None:
            reading.lost.add(EVERY_KEY)
        else:
            _read_into(raw, reading, text, str(path))
    _make_entries(reading, raw, tuple(name.lower() for name in kept))
    for path in map(Path, known):
        reading.keys[path] = [
            one.key for one in raw.values() if one.path == str(path) and one.key in reading.data.entries
        ]
    order = {path: number for number, path in enumerate(known)}
    reading.findings.sort(key=lambda finding: (order.get(finding.path, 0), finding.line))
    return reading


def read_bib(text: str, path: str = "", kept: Iterable[str] = ()) -> BibReading:
    """Read the text of one file; ``path`` is only named in the findings, ``kept`` is as in `read_bib_files`."""
    reading = BibReading()
    raw: dict[str, RawEntry] = {}
    _read_into(raw, reading, text, path)
    _make_entries(reading, raw, tuple(name.lower() for name in kept))
    reading.findings.sort(key=lambda finding: finding.line)
    return reading


def _text_of(path: Path, encoding: str, findings: list[BibFinding]) -> str | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            message = f"the file is larger than {MOST_BYTES:,} bytes and is not read. Split it."
            findings.append(BibFinding("bib-too-large", message, str(path), 1))
            return None
        return path.read_text(encoding)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        message = f"the file cannot be opened: {reason}. Put it there, or take it out of bibtex_bibfiles in conf.py."
        findings.append(BibFinding("bib-missing-file", message, str(path), 1))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        message = "the file is not text in UTF-8 from this line on. Save it as UTF-8 in your editor."
        findings.append(BibFinding("bib-encoding", message, str(path), line))
    except (UnicodeError, LookupError) as error:
        findings.append(
            BibFinding("bib-encoding", f"the file is not text in {encoding}: {error}. Save it as UTF-8.", str(path), 1)
        )
    return None


def _read_into(raw: dict[str, RawEntry], reading: BibReading, text: str, path: str) -> None:
    """The entries of one file as they are written, by key in lower case."""
    reading.granular = reading.granular or "xdata" in text
    parser = _Parser(text, path, reading.findings)
    _note_signs(parser, text)
    for command, body in parser.commands():
        if command.lower() in _NO_ENTRIES:
            continue
        key, fields = body
        line = parser.entry_line
        if not key:
            continue
        name = key.lower()
        if name in reading.lines:
            first, at = reading.lines[name]
            place = f"line {at}" if first == path else f"{Path(first).name}:{at}"
            parser.note("bib-duplicate-key", f"entry '{key}' is already in {place}. Rename one, or merge them.", line)
            continue
        reading.lines[name] = (path, line)
        raw[name] = RawEntry(command, key, _fields(parser, key, fields, line), path, line)
    reading.lost.update(parser.broken)


def _note_signs(parser: _Parser, text: str) -> None:
    """Faults that BibTeX takes for a remark between two entries, and signs that nobody sees."""
    if _RIS.match(text):
        message = "this is RIS, not BibTeX. Take it in with 'letopis sources add', and take the file out of conf.py."
        parser.note("bib-syntax", message, 1)
        return
    for match in _NO_SIGN.finditer(text):
        parser.broken[match["key"]] = match.start()
        message = f"an entry begins with '@'. Write '@{match['type']}{{{match['key']},'."
        parser.note("bib-syntax", message, parser.line_at(match.start("type")))
    for number, line in enumerate(text.split("\n"), start=1):
        if found := next(invisible_signs(line), None):
            parser.note("bib-encoding", found.message, number)


def _fields(parser: _Parser, key: str, fields: list[tuple[str, list[str]]], line: int) -> dict[str, str]:
    """The fields of an entry that are not empty, by name in lower case."""
    found: dict[str, str] = {}
    for name, parts in fields:
        role = name.lower()
        text = normalize_whitespace("".join(parts))
        if _EMPTY.fullmatch(text):
            continue
        if role in found:
            if found[role] == text:
                continue
            read = "only the first is read"
            if role in _ROLES:
                found[role] = f"{found[role]} and {text}"
                read = "the names of both are read. Join them with 'and'"
            parser.note("bib-duplicate-field", f"entry '{key}' has the field '{name}' twice: {read}.", line)
            continue
        found[role] = text
    return found


def _make_entries(reading: BibReading, raw: dict[str, RawEntry], kept: tuple[str, ...]) -> None:
    """Let entries inherit, take their names apart, and tell what is wrong with each."""
    resolve(raw, granular=reading.granular)
    made: dict[str, BibEntry] = {}
    for one in raw.values():
        entry = BibEntry(one.command)
        faults = list(one.faults)
        for name, text in one.fields.items():
            if name not in _ROLES:
                entry.fields[name] = text
                continue
            people, wrong = read_names(text)
            entry.persons[name] = people
            faults += [("bib-name", f"{name}: {message}") for message in wrong]
        made[one.key] = entry
        if entry.type != "xdata":
            reading.data.add_entry(one.key, entry)
            source = Source(entry)
            if one.key not in reading.lost:
                faults += faults_of(entry, source)
                faults += _faults_of_fields(source, one, kept)
        reading.findings += [
            BibFinding(code, f"entry '{one.key}': {text}", one.path, one.line) for code, text in faults
        ]
    for one in raw.values():
        made[one.key].related = tuple(made[key] for key in one.related)


def _faults_of_fields(source: Source, raw: RawEntry, kept: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Dates that cannot be read, commands whose meaning is not known, fields that nothing prints."""
    for kind, field_name in _DATED:
        if (field_name in source.fields or f"{kind}year" in source.fields or f"{kind}month" in source.fields) and (
            fault := source.date(kind).fault
        ):
            yield "bib-date", f"{field_name}: {fault}"
    for name, text in raw.fields.items():
        if "\\" in text and name not in _VERBATIM and not matches(name, (*MANAGERS, *kept)):
            for command in unknown_commands(text):
                advice = "Write what it stands for in Unicode, or leave the command out."
                yield (
                    "bib-command",
                    f"{name}: the command {command} is not known, and only what is in its braces is printed. {advice}",
                )
        if is_printed_nowhere(name, kept):
            near = named(nearest(name, PRINTED), "field")
            advice = near or "Rename it, put its words into 'note', or name it in letopis_sources_kept_fields."
            yield "bib-field", f"the field '{name}' ({_shortened(text)}) is printed nowhere. {advice}"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


_SHOWN: Final = 60
