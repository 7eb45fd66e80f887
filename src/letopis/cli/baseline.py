"""``letopis baseline``: the faults of data brought in, which may only become fewer."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from letopis.checks.waivers import compare, read_baseline, signature_of, write_baseline
from letopis.cli.problems import CommandError
from letopis.cli.reading import read_archive


def baseline(options: argparse.Namespace) -> int:
    """Write the first baseline, or take out of it what has gone; the exit code is 1 if there are new faults."""
    reading = read_archive(options)
    if not reading.baseline:
        raise CommandError('conf.py names no baseline. Write: letopis_baseline = "baseline.json"')
    path = Path(options.conf) / reading.baseline
    if not path.is_file():
        if not options.by or not options.reason:
            raise CommandError("a first baseline is signed. Write: letopis baseline --by NAME --reason WHY")
        found = Counter(signature_of(one) for one in set(reading.findings))
        path.write_text(write_baseline(options.by, options.reason, found), encoding="utf-8")
        count = found.total()
        print(
            f"{count} fault{'s are' if count != 1 else ' is'} in {path.name}, signed {options.by}. It may only shrink."
        )
        return 0
    try:
        before = read_baseline(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CommandError(f"{path.name}: {error}") from error
    compared = compare(reading.findings, before)
    path.write_text(write_baseline(before.by, before.reason, compared.known), encoding="utf-8")
    print(f"{compared.gone.total()} faults have gone and are taken out; {compared.known.total()} are left.")
    for one in compared.new:
        print(f"new, and not put in: {one.place.path}:{one.place.line}: {one.message} [letopis.{one.code}]")
    return 1 if compared.new else 0
