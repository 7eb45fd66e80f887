"""The records of an archive read from the files alone, without Sphinx: quick, and enough to try a new record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from letopis.checks import run_checks
from letopis.checks.registry import Rule
from letopis.cli.editing import bare, read_lines
from letopis.diagnostics import Finding, SourceLocation
from letopis.model.archive import Archive, Source
from letopis.model.fieldlines import FieldLine, split_fields
from letopis.model.fields import read_fields
from letopis.model.kinds import Record
from letopis.model.schema import Schema
from letopis.registry import View

_OPENING = re.compile(r"(?P<fence>:{3,}|`{3,})\{(?P<kind>[a-z]+)\}\s+(?P<key>\S+)\s*")
_HEADING = re.compile(r"#{1,6}\s+(?P<title>.+?)\s*#*\s*")
_ENTRY = re.compile(r"\s*@(?P<type>\w+)\s*[{(]\s*(?P<key>[^\s,{}]+)\s*,")
_NO_ENTRY: Final = frozenset({"comment", "string", "preamble"})


class Written(NamedTuple):
    """A record where it is written: its file, and the lines (from 1) of its opening and its closing fence."""

    record: Record
    path: Path
    first: int
    last: int


class Project(NamedTuple):
    """What a project has, without its pages: where they lie, its kinds, rules and views, and its files of sources.

    ``kept_fields`` are those of its sources that it keeps for itself (``letopis_sources_kept_fields``).
    """

    source: Path
    schema: Schema
    rules: dict[str, Rule]
    views: dict[str, View]
    bib_files: list[Path]
    kept_fields: tuple[str, ...]


def records_of(project: Project) -> list[Written]:
    """Every record of every page, in the order of the files; what cannot be read of one is left out."""
    found: list[Written] = []
    for path in sorted(project.source.rglob("*.md")):
        if not any(part.startswith((".", "_")) for part in path.relative_to(project.source).parts):
            try:
                lines = [bare(line) for line in read_lines(path)]
            except (OSError, UnicodeDecodeError):
                continue
            found += _on_page(project, path, lines)
    return found


def _on_page(project: Project, path: Path, lines: list[str]) -> Iterator[Written]:
    title, number = "", 0
    closing = ""
    while number < len(lines):
        line = lines[number]
        number += 1
        if closing:
            closing = "" if line.startswith(closing) and not line.strip(closing[0] + " ") else closing
        elif (heading := _HEADING.fullmatch(line)) is not None:
            title = heading["title"]
        elif (opening := _OPENING.fullmatch(line)) and opening["kind"] in project.schema.kinds:
            last = _closed_at(lines, number, opening["fence"])
            yield Written(_record(project, path, lines[number : last - 1], opening, number, title), path, number, last)
            number = last
        elif line.startswith(("```", "~~~")):
            closing = line[: len(line) - len(line.lstrip(line[0]))]


def _closed_at(lines: list[str], first: int, fence: str) -> int:
    """The number of the line that closes a fence opened in line ``first``; else of the last."""
    for number in range(first, len(lines)):
        line = lines[number].rstrip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return number + 1
    return len(lines)


def _record(project: Project, path: Path, content: list[str], opening: re.Match[str], line: int, title: str) -> Record:
    fields, _, _ = split_fields(content, line + 1)
    return record_from(project, opening["kind"], opening["key"], fields, path, line, title)[0]


def record_from(
    project: Project, kind: str, key: str, fields: list[FieldLine], path: Path, line: int = 1, title: str = ""
) -> tuple[Record, list[str]]:
    """A record from its field lines, and what is wrong with them, a sentence each."""
    record_class = project.schema.kinds[kind]
    values, faults = read_fields(
        project.schema.fields(record_class), [field for field in fields if field.key != "name"], line, kind
    )
    named = [field.text for field in fields if field.key == "name"]
    docname = path.relative_to(project.source).with_suffix("").as_posix()
    origin = SourceLocation(docname, path.as_posix(), line)
    name = (named[0] if named else "") or record_class.default_name(key) or title or key
    return record_class(key=key, name=name, origin=origin, **values), [fault.message for fault in faults]


def sources_of(project: Project) -> dict[str, Source]:
    """The entries of the files of sources by key: type and place, without their fields."""
    found: dict[str, Source] = {}
    for path in project.bib_files:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        for number, line in enumerate(text.splitlines(), 1):
            match = _ENTRY.match(line)
            if match and match["type"].lower() not in _NO_ENTRY:
                found.setdefault(match["key"], Source(match["key"], match["type"].lower(), {}, path.as_posix(), number))
    return found


def findings_on(project: Project, records: list[Record], sources: dict[str, Source], new: Record) -> list[Finding]:
    """What the rules would find in the archive with one more record, and do not find without it."""
    before = {(one.code, one.message) for one in _check(project, records, sources)}
    after = _check(project, [*records, new], sources)
    return [one for one in after if (one.code, one.message) not in before]


def _check(project: Project, records: list[Record], sources: dict[str, Source]) -> list[Finding]:
    return run_checks(Archive(records, bibliography=sources, schema=project.schema), project.rules)
