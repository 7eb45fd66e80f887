"""Asks Ace by DAISY whether everybody can read the EPUB: its metadata, its lists, and each of its files in Chromium.

    python -m tools.ace                  every file of the EPUB in _build
    python -m tools.ace --every 4        every fourth file, in the order of reading, and the contents
    python -m tools.ace FILE             another EPUB

Ace's time for a list of contents grows with the square of its length. So it is given parts: EPUBs of some of the files,
with the package's metadata and what the contents and the list of pages say of those. The parts together hold every file.
That the contents name all of them in the order of the spine is for `tests/book/test_epub.py` to see.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tools import npm
from tools.epub_parts import parts
from tools.find_programs import chromium, everything_must_run

BUILT = Path(__file__).parent.parent / "_build" / "epub"
PATIENCE = 600_000
"""Milliseconds for one file; a long one takes a minute on a busy machine."""


def main(arguments: Sequence[str]) -> int:
    """Ask about each EPUB and print what was found; 1 if anything was."""
    asked = argparse.ArgumentParser(prog="ace", description=(__doc__ or "").partition("\n")[0])
    asked.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="an EPUB; that in _build unless one is named"
    )
    asked.add_argument("--every", type=int, default=1, metavar="N", help="look at every Nth file only")
    options = asked.parse_args(arguments)
    browser = chromium()
    if browser is None:
        print("Ace is left out: no Chromium on this machine (on Debian: apt-get install chromium).")
        return 1 if everything_must_run() else 0
    files = options.files or sorted(BUILT.glob("*.epub"))
    if not files:
        sys.exit("There should be an EPUB in _build/epub. Build it first.")
    sound = [is_sound(file.resolve(), browser, options.every) for file in files]
    return 0 if all(sound) else 1


def is_sound(file: Path, browser: Path, every: int = 1) -> bool:
    """Whether Ace finds nothing in an EPUB; what it finds is printed."""
    faults: list[str] = []
    looked_at: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, part in enumerate(parts(file, Path(folder), every)):
            report = ask(part, browser, Path(folder) / f"report-{number}")
            faults += violations(report)
            looked_at.update(pages_of(report))
    print(
        f"{file}: Ace looked at {len(looked_at)} files and found {len(faults) or 'no'} violation{'s'[: len(faults) != 1]}"
    )
    for fault in faults:
        print(f"  {fault}")
    return not faults and bool(looked_at)


def ask(epub: Path, browser: Path, output: Path) -> dict[str, Any]:
    """Ace's report on an EPUB."""
    script = npm.package("@daisy/ace-cli") / "bin" / "ace.js"
    more = {"PUPPETEER_EXECUTABLE_PATH": str(browser), "ACE_TIMEOUT_INITIAL": "120000"}
    options = ["--silent", "--doNotReportMedia", "--timeout", str(PATIENCE), "--outdir", str(output)]
    if npm.run(script, *options, str(epub), more=more) or not (output / "report.json").is_file():
        sys.exit(f"Ace broke off at {epub.name}.")
    report: dict[str, Any] = json.loads((output / "report.json").read_text(encoding="utf-8"))
    return report


def violations(report: dict[str, Any]) -> Iterator[str]:
    """A line for each thing that a report finds wrong."""
    for about in report["assertions"]:
        for found in about["assertions"]:
            test, result = found["earl:test"], found["earl:result"]
            shown = " ".join(str(result.get("html") or result.get("dct:description", "")).split())
            yield f"{about['earl:testSubject']['url']}: {test['earl:impact']} {test['dct:title']}: {shown[:200]}"


def pages_of(report: dict[str, Any]) -> Iterator[str]:
    """The files that a report is about."""
    subjects = (str(about["earl:testSubject"]["url"]).lstrip("/") for about in report["assertions"])
    yield from (name for name in subjects if name.endswith(".xhtml"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
