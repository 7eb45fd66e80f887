"""``letopis rename``: another key for a record, wherever it is meant, the old one kept as an alias."""

from __future__ import annotations

import argparse
from pathlib import Path

from letopis.cli.editing import bare, line_end, read_lines, read_text, write_text
from letopis.cli.naming import check_key
from letopis.cli.problems import CommandError
from letopis.cli.quick import Project, Written, records_of
from letopis.cli.reading import check_kind, read_project
from letopis.cli.references import Renaming, fields_renamed, roles_renamed, views_renamed
from letopis.model.archive import Archive
from letopis.model.names import named, nearest


def rename(options: argparse.Namespace) -> int:
    """Rewrite the pages: roles, fields, views, texts and quotations. Nothing is written unless every page could be read."""
    project = read_project(options)
    check_kind(project.schema, options.kind)
    written = records_of(project)
    archive = Archive([one.record for one in written], schema=project.schema)
    new = archive.named(options.kind, options.new)
    if new and new.key == options.new and any(alias.value.key == options.old for alias in new.alias):
        print(f"Already renamed: the {options.kind} '{options.old}' is '{options.new}', in {new.origin.path}.")
        return 0
    record = archive.named(options.kind, options.old)
    if record is None or record.key != options.old:
        near = nearest(options.old, [one.record.key for one in written if one.record.kind == options.kind])
        raise CommandError(f"there is no {options.kind} '{options.old}' in the archive. {named(near)}".rstrip())
    check_key(options.new)
    if new is not None and new is not record:
        raise CommandError(f"the key '{options.new}' is taken by another {options.kind}, in '{new.origin.path}'.")
    renaming = Renaming(archive, record, options.new)
    pages = rewritten(project, renaming, [one for one in written if one.record.origin.path == record.origin.path])
    for path, text in sorted(pages.items()):
        write_text(path, text)
        print(f"Changed: {path}")
    conf = Path(options.conf) / "conf.py"
    if f"{options.kind}:{options.old}" in read_text(conf):
        print(f"To do by hand: '{options.kind}:{options.old}' stands in {conf}.")
    return 0


def rewritten(project: Project, renaming: Renaming, own: list[Written]) -> dict[Path, str]:
    """Each page that changes, with its new text. Raises :class:`CommandError` for a page that cannot be read."""
    changed: dict[Path, str] = {}
    for path in sorted(project.source.rglob("*.md")):
        try:
            lines = read_lines(path)
        except UnicodeDecodeError:
            raise CommandError(f"'{path}' is not written in UTF-8. Nothing is changed.") from None
        before = "".join(lines)
        fields_renamed(project, renaming, lines)
        views_renamed(project, renaming, lines)
        if path.as_posix() == renaming.record.origin.path:
            _on_its_own_page(lines, renaming)
        after = roles_renamed("".join(lines), renaming)
        if after != before:
            changed[path] = after
    return changed


def _on_its_own_page(lines: list[str], renaming: Renaming) -> None:
    """The opening line takes the new key, and the old one becomes an alias."""
    record = renaming.record
    at = record.origin.line - 1
    written = bare(lines[at])
    head, _, _ = written.rpartition(record.key)
    lines[at] = head + renaming.key + written[len(head) + len(record.key) :] + lines[at][len(written) :]
    lines.insert(at + 1, f":alias: {record.key}{line_end(lines)}")
    again = f":alias: {renaming.key}"
    for number in range(at + 2, len(lines)):
        if not lines[number].startswith(":") or lines[number].startswith(":::"):
            break
        if bare(lines[number]).rstrip() == again:  # it was renamed before, and now back
            del lines[number]
            break
