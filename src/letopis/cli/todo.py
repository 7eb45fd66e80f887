"""``letopis todo``: what is left to do in an archive in which nothing is wrong, as a list to tick off."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from letopis.checks.audit import audit
from letopis.cli.editing import read_text
from letopis.cli.prose import BLANK, prose_of
from letopis.cli.reading import Reading, read_archive
from letopis.model.kinds import Record

LEAST: Final = 60
"""Words of running text below which the page of a record is a stub."""


def todo(options: argparse.Namespace) -> int:
    """Print the list, as Markdown; the exit code is 0."""
    reading = read_archive(options)
    found = audit(reading.archive)
    lists: dict[str, list[str]] = {
        "Find a source": [_item(record) for record in found.unsourced_records],
        "Find a second source": [f"{_item(claim)}, which rests on {key}" for claim, key in found.single],
        "Write more than a stub": [f"{_item(record)}, {words} words" for record, words in stubs(reading)],
        "Look it over": [_item(record) for record in found.unreviewed],
    }
    for title, items in lists.items():
        if items:
            print(f"## {title} ({len(items)})\n")
            print("".join(f"- [ ] {item}\n" for item in items))
    if not any(lists.values()):
        print("Nothing is left to do.")
    return 0


def stubs(reading: Reading) -> Iterator[tuple[Record, int]]:
    """The records whose page has few words, and how many it has."""
    for record in reading.archive.records:
        path = reading.source / f"{record.origin.docname}.md"
        if record.inline or not path.is_file():
            continue
        words = prose_of(read_text(path), reading.archive.schema.kinds).text.replace(BLANK, " ").split()
        if len(words) < LEAST:
            yield record, len(words)


def _item(record: Record) -> str:
    return f"{record.kind} `{record.key}` ({record.name}), {record.origin.docname}.md:{record.origin.line}"
