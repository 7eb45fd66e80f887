"""Measures the checks alone, without Sphinx: processor time by number of records, up to 50,000.

The records are those of the synthetic archive, read from the text of its pages by the extension's own readers; the
links and citations of the running text stand in for what Sphinx would find. What is measured is the time from
records to findings: the archive with its indexes, and every rule. Making and reading the pages is not counted.
"""

from __future__ import annotations

import gc
import math
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

from letopis.checks import run_checks
from letopis.diagnostics import SourceLocation
from letopis.garbage import collect_seldom
from letopis.model.archive import Archive, Mention, Source
from letopis.model.fieldlines import split_fields
from letopis.model.fields import read_fields
from letopis.model.kinds import Record
from letopis.model.schema import Schema
from letopis.model.values import Ref
from tools.bench_pages import verdict
from tools.synthetic import Invention

SIZES: Final = (500, 5_000, 50_000)
SECONDS, EXPONENT = 2.0, 1.05
"""What is asked: seconds of the processor at 5,000 records, and growth from there to 50,000."""

REPEATS: Final = 3

_RECORD = re.compile(r"^:::\{(?P<kind>\w+)\} (?P<key>\S+)\n(?P<text>.*?)^:::$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^#+ (.*)$", re.MULTILINE)
SCHEMA = Schema()
_LINK = re.compile(rf"\{{({'|'.join(SCHEMA.kinds)})\}}`(?:[^`<]*<)?([a-z0-9-]+)>?`")
_CITED = re.compile(r"\{cite:p\}`([^`{,]+)")
_ENTRY = re.compile(r"^@(\w+)\{(\w+),\n(.*?)^\}", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^  (\w+) = \{(.*)\},$", re.MULTILINE)


class Pages:
    """What the pages of a synthetic archive hold, as the extension would have it in its hands."""

    def __init__(self, size: int) -> None:
        """Read all pages of an archive of ``size`` records."""
        self.records: list[Record] = []
        self.mentions: list[Mention] = []
        self.cited: list[tuple[str, str]] = []
        self.bibliography: dict[str, Source] = {}
        for path, text in Invention(size).pages():
            if path.endswith(".bib"):
                self.bibliography = {
                    key: Source(key, kind, dict(_FIELD.findall(body)), path, 1)
                    for kind, key, body in _ENTRY.findall(text)
                }
                continue
            docname = path.removesuffix(".md")
            self.records += _records(docname, text)
            self.mentions += _mentions(docname, text)
            self.cited += [(key, docname) for key in _CITED.findall(text)]

    def archive(self) -> Archive:
        """A new archive of it, with no index made yet."""
        return Archive(self.records, self.mentions, self.bibliography, self.cited, quotation_words=30)


def _records(docname: str, text: str) -> Iterator[Record]:
    titles = [(found.start(), found[1]) for found in _TITLE.finditer(text)]
    for found in _RECORD.finditer(text):
        name = [title for start, title in titles if start < found.start()][-1]
        line = text.count("\n", 0, found.start()) + 1
        lines = found["text"].splitlines()
        fields, faults, used = split_fields(lines, line + 1)
        values, more = read_fields(SCHEMA.fields(SCHEMA.kinds[found["kind"]]), fields, line, found["kind"])
        if faults or more:
            raise SystemExit(f"{docname}: {[*faults, *more][0]}")
        place = SourceLocation(docname, f"{docname}.md", line)
        yield SCHEMA.kinds[found["kind"]](
            key=found["key"], name=name, origin=place, summary=" ".join(lines[used:]), inline=len(titles) > 5, **values
        )


def _mentions(docname: str, text: str) -> Iterator[Mention]:
    for number, found in enumerate(_LINK.finditer(text), start=1):
        line = text.count("\n", 0, found.start()) + 1
        around = text[max(0, found.start() - 60) : found.end() + 60]
        yield Mention(Ref(found[1], found[2]), docname, f"mention-{number}", "par-1", around, line)


def checks() -> bool:
    """Run every rule over archives of growing size, and print what it costs: the least of three."""
    collect_seldom()  # as in a build
    found: dict[int, float] = {}
    print("records   seconds   per 1,000   findings")
    for size in SIZES:
        pages = Pages(size)
        seconds, findings = min(_run(pages) for _ in range(REPEATS))
        found[size] = seconds
        print(f"{size:7,}   {seconds:7.2f}   {1000 * seconds / size:9.2f}   {findings:8}", flush=True)
        del pages
        gc.collect()
    return verdict(
        ("seconds for the checks, 5,000 records", found[5_000], SECONDS),
        ("growth exponent of the checks, 5,000 to 50,000 records", math.log10(found[50_000] / found[5_000]), EXPONENT),
    )


def _run(pages: Pages) -> tuple[float, int]:
    gc.collect()
    start = time.process_time()
    findings = run_checks(pages.archive())
    return time.process_time() - start, len(findings)


BENCHMARKS: Final[dict[str, Callable[[], bool]]] = {"checks": checks}
"""The benchmarks of this module, by name."""

if __name__ == "__main__":
    sys.exit(0 if checks() else 1)
