"""``letopis affects``: what a change does, in plain words, for a pull request; or what stands on some pages."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from letopis.cli.changes import report_of
from letopis.cli.earlier import earlier_state
from letopis.cli.problems import CommandError
from letopis.cli.reading import Reading, read_archive
from letopis.cli.snapshot import snapshot_of


def affects(options: argparse.Namespace) -> int:
    """Print what has changed since a revision, or, of each page named, its records and what mentions or uses them."""
    words = options.since or ["HEAD"]
    if len(words) == 1 and not words[0].endswith(".md"):
        with earlier_state(words[0], options) as (earlier, name):
            before = snapshot_of(read_archive(earlier))
        print(report_of(before, snapshot_of(read_archive(options)), name), end="")
        return 0
    on_pages(options, words)
    return 0


def on_pages(options: argparse.Namespace, pages: list[str]) -> None:
    """Print the report on each page. Raises :class:`CommandError` for what is no page."""
    reading = read_archive(options)
    for name in pages:
        path = Path(name)
        try:
            docname = path.resolve().relative_to(reading.source.resolve()).with_suffix("").as_posix()
        except ValueError:
            raise CommandError(f"'{path}' is not a page of '{reading.source}'.") from None
        if not path.is_file():
            raise CommandError(f"there is no page '{path}'.")
        print("\n".join(report(reading, docname)))


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
