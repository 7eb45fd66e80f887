"""``letopis new source``: an entry of the bibliography, with what is known of it and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from letopis.bibliography.reading import read_bib_files
from letopis.cli.asking import Answers
from letopis.cli.editing import bare, line_end, read_lines, read_text, write_text
from letopis.cli.naming import check_line, suggest_source_key
from letopis.cli.problems import CommandError
from letopis.cli.quick import Project, Written, records_of, sources_of
from letopis.model.source_keys import key_fault

UNREAD: Final = "further-reading"
"""The keyword of a source that nothing rests on: without it, a source that is cited nowhere is a finding."""

_ASKED: Final = {
    "title": "Its title",
    "author": "Its author (Kramer, Mark and Zubok, Vladislav)",
    "year": "Its year",
    "publisher": "Its publisher, of a book",
    "journal": "Its journal or newspaper, of an article",
    "url": "Its address on the web",
}


def new_source(project: Project, given: Answers) -> int:
    """Add the entry to the archive's file of sources; with ``--for person:ada`` that record cites it."""
    path = _file(project)
    fields = _fields(given)
    cited_by = _record(project, fields.pop("for", ""))
    kind = fields.pop("type", "") or _type_of(fields)
    taken = sources_of(project)
    suggested = suggest_source_key(
        fields.get("author", ""), fields.get("year", fields.get("date", "")), fields["title"], list(taken)
    )
    key = given.get("key", "Its key", ask=True, default=suggested)
    if fault := key_fault(key):
        raise CommandError(f"{fault} Write '{suggested}'.")
    if key.lower() in {other.lower() for other in taken}:
        raise CommandError(f"the source '{key}' is there already. Write another key, such as '{suggested}'.")
    if cited_by is None:
        fields["keywords"] = ", ".join(filter(None, [fields.get("keywords", ""), UNREAD]))
    entry = "".join([f"@{kind}{{{key},\n", *(f"  {name} = {{{value}}},\n" for name, value in fields.items()), "}\n"])
    _try(entry, project.kept_fields)
    _append(path, entry)
    print(f"Added: {path}, '{key}'")
    if cited_by is None:
        print(f"It is kept as {UNREAD} until a page cites it: [{key}] behind a field, {{cite:p}}`{key}` in the text.")
    else:
        cite(cited_by, key)
        print(f"Cited by: {cited_by.path}, {cited_by.record.kind} '{cited_by.record.key}'")
    return 0


def _file(project: Project) -> Path:
    if not project.bib_files:
        raise CommandError('conf.py names no file of sources. Write: bibtex_bibfiles = ["references.bib"]')
    return project.bib_files[0]


def _fields(given: Answers) -> dict[str, str]:
    """What was given, and the answers to what was not."""
    fields: dict[str, str] = {}
    title = given.given.get("name") or given.given.get("title", "")
    if title:
        given.fields.setdefault("title", [title])
    for name, question in _ASKED.items():
        if name not in given.fields and (answer := given.ask(question, example="not known")):
            given.fields[name] = [answer]
    for name, values in given.fields.items():
        if len(values) > 1:
            raise CommandError(f"the field '{name}' is given twice. Keep one; authors stand with ' and ' between.")
        fields[name] = check_line(f"the field '{name}'", values[0])
        if not _balanced(fields[name]):
            raise CommandError(f"the braces of the field '{name}' do not match: {fields[name]}")
    if "title" not in fields:
        raise CommandError('a source needs its title. Add: --title "…"')
    return {
        name: fields[name]
        for name in sorted(fields, key=lambda name: list(_ASKED).index(name) if name in _ASKED else 9)
    }


def _balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _type_of(fields: dict[str, str]) -> str:
    """The type of an entry by what is known of it."""
    for name, kind in (("journal", "article"), ("booktitle", "incollection"), ("publisher", "book"), ("url", "online")):
        if name in fields:
            return kind
    return "misc"


def _record(project: Project, named: str) -> Written | None:
    """The record that ``person:ada`` or ``ada`` means."""
    if not named:
        return None
    kind, _, key = named.rpartition(":")
    found = [one for one in records_of(project) if one.record.key == key and kind in {"", one.record.kind}]
    if len(found) != 1:
        what = "more than one record" if found else "no record"
        raise CommandError(f"there is {what} '{named}'. Write the kind and the key: --for person:ada")
    return found[0]


def _try(entry: str, kept: tuple[str, ...]) -> None:
    """Read the entry as a build does, which keeps the fields ``kept``. Raises :class:`CommandError` with what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "new.bib"
        trial.write_text(entry, encoding="utf-8")
        reading = read_bib_files([trial], kept=kept)
    if reading.findings:
        raise CommandError(f"{reading.findings[0].message} Nothing is written.")
    if len(reading.data.entries) != 1:
        raise CommandError("the entry could not be read again. Nothing is written.")


def _append(path: Path, entry: str) -> None:
    lines = read_lines(path) if path.is_file() else []
    end = line_end(lines)
    before = read_text(path).rstrip() if lines else ""
    write_text(path, f"{before}{end}{end if before else ''}{entry.replace(chr(10), end)}".lstrip("\r\n"))


def cite(written: Written, key: str) -> None:
    """Let a record cite a source; it then needs no exception from having one."""
    lines = read_lines(written.path)
    end = line_end(lines)
    last = written.first
    kept: list[int] = []
    for number in range(written.first, written.last - 1):
        line = bare(lines[number])
        if not line.startswith(":"):
            break
        if line.startswith(":except: record-unsourced "):
            kept.append(number)
        else:
            last = number + 1
    lines.insert(last, f":source: {key}{end}")
    for number in kept:
        del lines[number + (number >= last)]
    write_text(written.path, "".join(lines))
