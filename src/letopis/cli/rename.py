"""``letopis rename``: another key for a record, in every role and field, the old one kept as an alias."""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

from letopis.cli.reading import CommandError, Reading, check_kind, read_archive
from letopis.model.kinds import Record
from letopis.model.values import KEY, Ref


def rename(options: argparse.Namespace) -> int:
    """Rewrite the pages. Nothing is written unless every place was found."""
    reading = read_archive(options)
    check_kind(reading.archive.schema, options.kind)
    record = reading.archive.named(options.kind, options.old)
    if record is None or record.key != options.old:
        raise CommandError(f"there is no {options.kind} '{options.old}' in the archive.")
    if not KEY.fullmatch(options.new):
        raise CommandError(f"the key '{options.new}' is not made of lower-case letters, digits and hyphens.")
    if reading.archive.named(options.kind, options.new):
        raise CommandError(f"the key '{options.new}' is taken by another {options.kind}.")
    pages = rewritten(reading, record, options.new)
    for path, text in sorted(pages.items()):
        path.write_text(text, encoding="utf-8")
        print(f"Changed: {path}")
    return 0


def rewritten(reading: Reading, record: Record, key: str) -> dict[Path, str]:
    """Each page that changes, with its new text."""
    lines_by_page: dict[str, set[int]] = defaultdict(set)
    for relation in reading.archive.relations_to(record):
        lines_by_page[relation.record.origin.docname].add(relation.fact.line)
    pages = {mention.docname for mention in reading.archive.mentions_of(record)}
    pages |= {*lines_by_page, record.origin.docname}
    changed: dict[Path, str] = {}
    for docname in pages:
        path = reading.source / f"{docname}.md"
        lines = path.read_text(encoding="utf-8").split("\n")
        for number in lines_by_page[docname]:
            lines[number - 1] = _in_field(lines[number - 1], record.ref, key)
        if docname == record.origin.docname:
            _on_its_own_page(lines, record, key)
        changed[path] = _in_roles("\n".join(lines), record.ref, key)
    return changed


def _in_field(line: str, old: Ref, key: str) -> str:
    """A field line with the key replaced where it stands as a reference."""
    pattern = rf"(?<![\w-])((?:{old.kind}:)?){re.escape(old.key)}(?![\w-])"
    name, value = re.match(r"(:[\w-]+:)(.*)", line).groups()  # type: ignore[union-attr]
    return name + re.sub(pattern, rf"\g<1>{key}", value)


def _in_roles(text: str, old: Ref, key: str) -> str:
    """Text with the key replaced in ``{kind}`key``` and ``{kind}`words <key>```."""
    role = rf"(\{{{old.kind}\}}`(?:[^`<]*<)?){re.escape(old.key)}(>?`)"
    return re.sub(role, rf"\g<1>{key}\g<2>", text)


def _on_its_own_page(lines: list[str], record: Record, key: str) -> None:
    """The opening line takes the new key, and the old one becomes an alias."""
    opening = record.origin.line - 1
    lines[opening] = re.sub(rf"\b{re.escape(record.key)}\s*$", key, lines[opening])
    lines.insert(opening + 1, f":alias: {record.key}")
