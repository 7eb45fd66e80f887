"""``letopis doctor``: every check, and what is wrong in plain words, page by page."""

from __future__ import annotations

import argparse
from pathlib import Path

from letopis.cli.editing import bare, change_lines, read_lines
from letopis.cli.findings import FORMATS, Shown, Tone, tone_of
from letopis.cli.messages import Message
from letopis.cli.proposals import Proposal, proposals, set_links
from letopis.cli.reading import Reading, read_archive
from letopis.cli.remedies import remedy_of


def doctor(options: argparse.Namespace) -> int:
    """Print what is wrong and a last line; the exit code is 1 if anything is, whatever ``--suggest`` proposes."""
    reading = read_archive(options)
    if options.fix and mend(reading.messages):
        # What one fault hid may show only now.
        reading = read_archive(options)
    tone = tone_of(options.colour)
    print(FORMATS[options.format](shown(reading), reading.manual_at, tone), end="")
    count, size = len(reading.messages), len(reading.archive.records)
    records = f"{size} record{'' if size == 1 else 's'}"
    if options.format == "text":
        print(
            tone.bad(f"{count} line{'' if count == 1 else 's'} to look at, in an archive of {records}.")
            if count
            else tone.good(f"Nothing is wrong: {records}, every check passed.")
        )
        if options.suggest:
            suggest(reading, tone, fix=options.fix)
    return 1 if count else 0


def shown(reading: Reading) -> list[Shown]:
    """Each message with the line it speaks of, the rule behind it, and a remedy if there is one."""
    lines: dict[str, list[str]] = {}
    found: list[Shown] = []
    for message in reading.messages:
        if message.path not in lines:
            lines[message.path] = _lines(message.path)
        page = lines[message.path]
        line = page[message.line - 1] if 0 < message.line <= len(page) else ""
        entry = reading.manual.get(message.rule)
        found.append(Shown(message, line, entry.demand if entry else "", remedy_of(message, line)))
    return found


def mend(messages: list[Message]) -> int:
    """Change every line whose remedy is sure; print each change, and give back how many there were."""
    changes: dict[str, dict[int, str | None]] = {}
    for message in messages:
        lines = _lines(message.path)
        if not 0 < message.line <= len(lines) or message.line in changes.get(message.path, {}):
            continue
        remedy = remedy_of(message, lines[message.line - 1])
        if remedy and remedy.sure:
            changes.setdefault(message.path, {})[message.line] = remedy.line
            after = "taken out" if remedy.line is None else remedy.line
            print(f"Mended: {message.path}:{message.line}: {lines[message.line - 1]}\n     -> {after}")
    for path, lines_changed in changes.items():
        change_lines(Path(path), lines_changed)
    return sum(map(len, changes.values()))


def suggest(reading: Reading, tone: Tone, *, fix: bool) -> None:
    """Print what could be linked, and what the style guide would not have; with ``fix``, set the links that are sure."""
    found = list(proposals(reading.archive, reading.source, reading.pages, reading.style))
    done = set_links(found) if fix else set[Proposal]()
    for one in found:
        print(f"{'Linked' if one in done else 'Suggestion'}: {one.path}:{one.line}: {tone.dim(one.words)}")
    left = len(found) - len(done)
    print(f"{left} suggestion{'' if left == 1 else 's'}{f', {len(done)} links set' if fix else ''}.")


def _lines(path: str) -> list[str]:
    """The lines of a file without their ends; none if it cannot be read."""
    try:
        return [bare(line) for line in read_lines(Path(path))] if path else []
    except (OSError, UnicodeDecodeError):
        return []
