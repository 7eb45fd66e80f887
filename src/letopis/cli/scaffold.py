"""``letopis new``: a record, a term or a source, with what is known of it."""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from letopis.cli.asking import Answers, answers_from, can_ask, choose
from letopis.cli.editing import read_lines, write_text
from letopis.cli.indexes import place_in_page, put_into_index
from letopis.cli.naming import as_heading, check_key, check_line, suggest_key
from letopis.cli.new_source import new_source
from letopis.cli.problems import CommandError
from letopis.cli.quick import Project, Written, findings_on, record_from, records_of, sources_of
from letopis.cli.reading import check_kind, read_project
from letopis.diagnostics import Code
from letopis.model.archive import Archive
from letopis.model.fieldlines import FieldLine
from letopis.model.fields import FieldSpec, refs_in
from letopis.model.kinds import Claim, Person, Record, Term
from letopis.model.names import collation_key, named, nearest

SOURCE: Final = "source"
"""What can be made beside the kinds of record: an entry of the bibliography."""

STUB: Final = "Nothing more is recorded here yet."
"""The summary of a record of which no more is known than its fields; the list of what is to do names it."""

UNSOURCED: Final = "record-unsourced no source has been entered yet"
"""The exception on a record that is made without a source; the list of what is to do names it."""

LAST: Final = frozenset({"disputed", "source", "except"})
"""Fields that stand behind all others."""

_SHARED_PAGES: Final = {"claim": "claims", "vote": "votes", "term": "glossary"}


class Draft(NamedTuple):
    """A record as it will be written, and the page that it goes into; ``new_page`` if that does not exist."""

    record: Record
    fields: list[FieldLine]
    summary: str
    path: Path
    new_page: bool


def new(options: argparse.Namespace) -> int:
    """Make the record and say what to do next. Nothing is written if anything is wrong with it."""
    project = read_project(options)
    given = answers_from(options)
    kind = given.kind or choose("What is it", [*project.schema.kinds, SOURCE], can_ask())
    if kind == SOURCE:
        return new_source(project, given)
    record_class = check_kind(project.schema, kind, also=[SOURCE])
    given.kind = kind
    written = records_of(project)
    try:
        draft = drafted(project, record_class, given, written)
        check(project, draft, written)
    except CommandError as error:
        if not given.asks:
            raise
        raise CommandError(f"{error}\nNothing that you typed is lost. Correct it here:\n{given.as_command()}") from None
    write(project, draft, written)
    _say_what_next(draft, project, Path(options.conf))
    return 0


def drafted(project: Project, record_class: type[Record], given: Answers, written: list[Written]) -> Draft:
    """The record from options and answers. Raises :class:`CommandError` for what cannot be."""
    kind = record_class.kind
    name = given.get("name", f"What is the {kind} called", ask=True)
    if not name and record_class is Term:
        name = given.key
    if not name:
        raise CommandError(f'the name is missing. Write: letopis new {kind} {given.key or "KEY"} "NAME"')
    name = check_line("the name", name)
    taken = {one.record.key for one in written if one.record.kind == kind}
    suggested = suggest_key(name, person=record_class is Person, taken=taken)
    key = check_key(given.get("key", "Its key, for ever", ask=True, default=suggested) or suggested)
    if key in taken:
        other = next(one for one in written if (one.record.kind, one.record.key) == (kind, key))
        raise CommandError(
            f"the {kind} '{key}' is there already, in '{other.path}'. Choose another key, or edit that page."
        )
    fields = _fields(project, record_class, given)
    page = _page(project, record_class, given, key, fields, written)
    if page.exists() or not record_class.own_page or not record_class.folder:
        fields.insert(0, FieldLine("name", name, 1))
    summary = given.get("summary", "In one or two sentences: who or what is it, and why does it matter", ask=True)
    record, faults = record_from(project, kind, key, _numbered(fields), page, title=name)
    if faults:
        raise CommandError(f"{kind} '{key}': {faults[0]}")
    if not any(True for _ in record.citations()) and not isinstance(record, Claim):
        fields.append(FieldLine("except", UNSOURCED, 1))
        record, _ = record_from(project, kind, key, _numbered(fields), page, title=name)
    return Draft(record, fields, check_line("the summary", summary) if summary else STUB, page, not page.exists())


def _fields(project: Project, record_class: type[Record], given: Answers) -> list[FieldLine]:
    """The field lines: those given, those asked for, and what can be taken for granted."""
    specs = project.schema.fields(record_class)
    for key in given.fields:
        if key not in specs:
            near = nearest(key, list(specs))
            hint = (
                f"Did you mean {' or '.join(f'--{one}' for one in near)}?"
                if near
                else f"There are: {', '.join(specs)}."
            )
            raise CommandError(f"{article(record_class.kind)} has no field '{key}'. {hint}")
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    granted = {"judged": today} if record_class is Claim else {}
    fields: list[FieldLine] = []
    order = list(specs)
    for key, (_, spec) in sorted(specs.items(), key=lambda item: not item[1][1].required):
        values = list(given.fields.get(key, ()))
        if not values and (spec.required or spec.example):
            default = granted.get(key, "")
            example = f"e.g. {spec.example}" if spec.example else ""
            needed = _needed(record_class, key, spec) if spec.required else ""
            answer = given.ask(f"{spec.label} (:{key}:)", default, example, partial(_try, spec.read), needed)
            values = [answer] if answer else []
            if values and given.asks:
                given.fields[key] = values
        if not values and spec.required:
            raise CommandError(f'{_needed(record_class, key, spec)}. Add: --{key} "…"')
        fields += [FieldLine(key, check_line(f"the field '{key}'", value), 1) for value in values]
    return sorted(fields, key=lambda field: (field.key in LAST, order.index(field.key)))


def _needed(record_class: type[Record], key: str, spec: FieldSpec) -> str:
    """What to say where a field is missing: ``an event needs ':date:' (Date)``."""
    return f"{article(record_class.kind)} needs ':{key}:' ({spec.label})"


def article(kind: str) -> str:
    """``a person``, ``an event``."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _try(read: Callable[[str], object], text: str) -> None:
    """Read a value without the sources behind it. Raises ``ValueError`` that says what would be right."""
    read(text.rpartition(" [")[0] if text.endswith("]") else text)


def _numbered(fields: list[FieldLine]) -> list[FieldLine]:
    return [field._replace(line=number) for number, field in enumerate(fields, 2)]


def _page(
    project: Project,
    record_class: type[Record],
    given: Answers,
    key: str,
    fields: list[FieldLine],
    written: list[Written],
) -> Path:
    """The page that the record goes into."""
    if given.page:
        path = Path(given.page)
        path = path if path.exists() or path.is_absolute() else project.source / given.page
        inside = Path(os.path.relpath(path.resolve(), project.source.resolve()))
        if path.suffix != ".md" or inside.parts[:1] == ("..",):
            raise CommandError(f"'{given.page}' is not a page of '{project.source}', such as 'votes.md'.")
        return project.source / inside
    if record_class.folder:
        return project.source / record_class.folder / f"{key}.md"
    values = {field.key: field.text.split(" ")[0].rpartition(":")[2] for field in fields}
    for one in written:
        if "answers" in values and (one.record.kind, one.record.key) == ("question", values["answers"]):
            return one.path
    same = [one.path for one in written if one.record.kind == record_class.kind]
    made_in = [
        one.path
        for one in written
        if isinstance(one.record, Claim) and one.record.made_in and "made-in" in values
        and one.record.made_in.value.document.key == values["made-in"]
    ]  # fmt: skip
    pages = made_in or same
    shared = _SHARED_PAGES.get(record_class.kind, f"{record_class.kind}s")
    return (
        max(pages, key=lambda path: (pages.count(path), path.as_posix())) if pages else project.source / f"{shared}.md"
    )


def check(project: Project, draft: Draft, written: list[Written]) -> None:
    """Raise :class:`CommandError` with the first thing that the checks would find in the archive with this record."""
    records, sources = [one.record for one in written], sources_of(project)
    archive = Archive(records, bibliography=sources, schema=project.schema)
    specs = project.schema.fields(type(draft.record))
    for citation, _ in draft.record.citations():
        if citation.key not in sources:
            near = nearest(citation.key, list(sources))
            hint = named(near) or "Make it first: letopis new source"
            raise CommandError(f"the source '{citation.key}' is not in the bibliography. {hint}")
    for key, fact in draft.record.facts():
        for ref in refs_in(fact.value):
            if key != "alias" and not archive.candidates(ref, specs[key][1].kinds):
                kinds = [ref.kind] if ref.kind else list(specs[key][1].kinds)
                near = nearest(ref.key, [one.key for one in records if not kinds or one.kind in kinds])
                hint = named(near) or f"Make it first: letopis new {kinds[0] if kinds else 'KIND'}"
                raise CommandError(f"{' or '.join(kinds) or 'record'} '{ref.key}' is not in the archive. {hint}")
    for one in findings_on(project, records, sources, draft.record):
        if one.code not in {Code.SOURCE_UNUSED, Code.SUMMARY}:  # where nothing is told, a text is written that says so
            raise CommandError(f"{one.message} Nothing is written.")


def write(project: Project, draft: Draft, written: list[Written]) -> None:
    """Write the record, put its page into the table of contents, and say where it is."""
    record, path = draft.record, draft.path
    shared = draft.fields[:1] and draft.fields[0].key == "name"
    if draft.new_page:
        title = type(record).plural if shared else record.name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, f"# {as_heading(title)}\n\n{text_of(draft)}")
        print(f"Written: {path}")
        date = next((field.text for field in draft.fields if field.key == "date"), "").removeprefix("OS ")
        alike = {one.path for one in written if one.record.kind == record.kind}
        if index := put_into_index(project.source, path, date[:10].split(" ")[0].split("/")[0], alike):
            print(f"Listed in: {index}")
    else:
        same = [one for one in written if one.path == path and one.record.kind == record.kind]
        place_in_page(path, text_of(draft), _behind(path, same, record))
        print(f"Written: {path}, {record.kind} '{record.key}'")


def _say_what_next(draft: Draft, project: Project, conf: Path) -> None:
    """How to cite a source for the record, to link to it, and to see it; ``conf`` is the folder of ``conf.py``."""
    if any(field.text == UNSOURCED for field in draft.fields):
        print("It has no source yet, and says so (:except:). Cite one with ':source:', and take that line out.")
    docname = draft.path.relative_to(project.source).with_suffix("").as_posix()
    serve = "python3 make.py serve --" if (conf / "make.py").is_file() else "letopis serve"
    print(f"Link to it with {{{draft.record.kind}}}`{draft.record.key}`. See it: {serve} {docname}")


def _behind(path: Path, same: list[Written], record: Record) -> int:
    """The line behind which it belongs: a term in the alphabet, anything else behind the last of its kind."""
    if not same:
        return len(read_lines(path))
    if isinstance(record, Term):
        order = collation_key(record.index_name)
        before = [one for one in same if collation_key(one.record.index_name) <= order]
        return max(one.last for one in before) if before else min(one.first for one in same) - 1
    return max(one.last for one in same)


def text_of(draft: Draft) -> str:
    """The record as it stands on its page."""
    fields = [f":{field.key}: {field.text}" for field in draft.fields]
    return "\n".join([f":::{{{draft.record.kind}}} {draft.record.key}", *fields, draft.summary, ":::", ""])
