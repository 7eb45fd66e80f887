"""``letopis affects``: what a change to some pages touches, in plain words, for a pull request."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from letopis.cli.reading import CommandError, Reading, read_archive


def affects(options: argparse.Namespace) -> int:
    """Print, for each page named, its records and everything that mentions or uses them."""
    reading = read_archive(options)
    for path in options.pages:
        try:
            docname = path.resolve().relative_to(reading.source.resolve()).with_suffix("").as_posix()
        except ValueError:
            raise CommandError(f"'{path}' is not a page of '{reading.source}'.") from None
        if not path.is_file():
            raise CommandError(f"there is no page '{path}'.")
        print("\n".join(report(reading, docname)))
    return 0


def report(reading: Reading, docname: str) -> Iterable[str]:
    """The lines about one page."""
    archive = reading.archive
    records = [record for record in archive.records if record.origin.docname == docname]
    yield f"{docname}.md: {len(records)} record{'' if len(records) == 1 else 's'}"
    for record in records:
        yield f"  {record.kind} '{record.key}' ({record.name})"
        yield from _used("mentioned on", {m.docname for m in archive.mentions_of(record)} - {docname})
        users = {f"{rel.record.kind} {rel.record.key}" for rel in archive.relations_to(record)}
        yield from _used("used by", users)


def _used(how: str, what: set[str]) -> Iterable[str]:
    if what:
        yield f"    {how}: {', '.join(sorted(what))}"
