"""``letopis doctor``: every check, and what is wrong in plain words."""

from __future__ import annotations

import argparse

from letopis.cli.reading import read_archive


def doctor(options: argparse.Namespace) -> int:
    """Print each warning and a last line; the exit code is 1 if there were any."""
    reading = read_archive(options)
    for line in reading.warnings:
        print(line)
    records = len(reading.archive.records)
    count = len(reading.warnings)
    if count:
        print(f"{count} line{'' if count == 1 else 's'} to look at, in an archive of {records} records.")
        return 1
    print(f"Nothing is wrong: {records} records, every check passed.")
    return 0
