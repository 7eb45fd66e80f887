"""``letopis import``: tables, lists of TEI and sources of others, taken into the archive."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path
from typing import Final

from letopis.cli.archive_import import import_archive
from letopis.cli.problems import CommandError
from letopis.cli.reading import read_project
from letopis.cli.sources import add_sources
from letopis.imports.drafts import Remark
from letopis.imports.mapping import Table, read_mapping, tables_of
from letopis.imports.plan import Plan, plan_import
from letopis.imports.tables import ImportFault
from letopis.imports.tei import lists_of_tei, unread_in_tei
from letopis.model.schema import Schema

_SOURCES: Final = frozenset({".bib", ".json", ".ris"})
_MOST_LINES: Final = 200


def import_(options: argparse.Namespace) -> int:
    """Write what the file says into the pages; the exit code is 1 if something of it was refused."""
    path: Path = options.file
    if options.into is not None:
        return import_archive(options)
    if path.suffix.lower() in _SOURCES:
        return add_sources(options)
    project = read_project(options)
    source, schema = project.source, project.schema
    try:
        if path.suffix.lower() == ".toml":
            tables = read_mapping(path, schema)
        elif path.suffix.lower() == ".xml":
            tables = _of_tei(path, options.citing, schema)
        else:
            raise CommandError(
                f"'{path}' is neither a mapping file (.toml), nor TEI (.xml), nor a file of sources (.json, .bib, .ris). "
                "A table needs a mapping file that names it."
            )
        plan = plan_import(path, tables, schema, source)
        if path.suffix.lower() == ".xml":
            plan.remarks += [
                Remark("not taken", str(path), f"{count} elements '{name}', which make no record.")
                for name, count in unread_in_tei(path.read_bytes()).items()
            ]
    except ImportFault as error:
        raise CommandError(str(error)) from error
    if not options.dry_run:
        _write(plan)
    _tell(plan, source, dry=options.dry_run)
    return 1 if plan.count("refused") else 0


def _of_tei(path: Path, citing: str, schema: Schema) -> list[Table]:
    """The tables of the lists that a file of TEI has, by the mapping that comes with Letopis."""
    text = files("letopis.imports").joinpath("tei.toml").read_text("utf-8")
    if not path.is_file():
        raise CommandError(f"there is no file '{path}'.")
    try:
        there = lists_of_tei(path.read_bytes())
    except ValueError as error:
        raise CommandError(f"{path}: {error}") from error
    cited = f" [{citing}]" if citing else ""
    text = text.replace(" [SOURCE]", cited).replace("FILE", path.name)
    if not citing:
        text = "\n".join(line for line in text.split("\n") if "SOURCE" not in line)
    else:
        text = text.replace("SOURCE", citing)
    return [table for table in tables_of(text, path, schema) if table.sheet in there]


def _write(plan: Plan) -> None:
    for path, text in plan.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        new.write_text(text, encoding="utf-8")
        new.replace(path)


def _tell(plan: Plan, source: Path, *, dry: bool) -> None:
    would = "would be " if dry else ""
    lines = [f"{would}made: {path.relative_to(source)}" for path in sorted(plan.made)]
    lines += [f"{would}changed: {path.relative_to(source)}" for path in sorted(set(plan.changed))]
    if dry and lines:
        print("\n".join(lines[:_MOST_LINES]))
        if len(lines) > _MOST_LINES:
            print(f"… and {len(lines) - _MOST_LINES} more")
    for remark in plan.remarks:
        print(f"{remark.place}: {remark.what}: {remark.words}")
    counts = [
        f"{len(plan.made)} pages {would}made", f"{len(set(plan.changed))} {would}changed", f"{plan.same} the same",
        f"{plan.count('as printed')} values kept as printed", f"{plan.count('refused')} refused",
    ]  # fmt: skip
    print(", ".join(counts) + ".")
