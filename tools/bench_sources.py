"""Measures reading and printing sources: processor time by number of entries, beside pybtex's own parse.

The entries are invented: books, articles and chapters with ten fields each, as historians' files have them.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable
from typing import Final

import pybtex.database

from letopis.bibliography.reading import read_bib
from letopis.bibliography.style import ChicagoStyle
from tools.bench_pages import verdict

SIZES: Final = (1_000, 10_000)
EXPONENT, RATIO = 1.1, 2.5
"""What is asked: growth from 1,000 to 10,000 entries, and time beside that of pybtex's parse alone."""

REPEATS: Final = 3

_BOOK: Final = (
    "@book{{k{n}, author = {{Gale, Ann{n} and Hart, Tom}}, title = {{Ledgers of the {{Salt}} Office, {n}}},"
    " subtitle = {{A History}}, location = {{Narrow Bay}}, publisher = {{Quay Press}}, date = {{{year}}},"
    " series = {{Studies}}, number = {{{n}}}, isbn = {{978-0-262-02619-2}}, pagetotal = {{300}}}}\n"
)
_ARTICLE: Final = (
    "@article{{k{n}, author = {{Tarn, Edda{n}}}, title = {{Winter on the `Lower' River, {n}}},"
    " journaltitle = {{Annals of the Coast}}, volume = {{{n}}}, number = {{2}}, pages = {{10--19}},"
    " date = {{{year}-06-18}}, doi = {{10.1234/abc.{n}}}, url = {{https://example.org/{n}}}, urldate = {{2020-01-02}}}}\n"
)
_CHAPTER: Final = (
    "@incollection{{k{n}, author = {{Holm, Ture{n}}}, title = {{The Fair of \\emph{{Brine}}, {n}}},"
    " booktitle = {{Fairs of the North}}, editor = {{Wenn, Lia}}, location = {{Narrow Bay}}, publisher = {{Quay Press}},"
    " year = {{{year}}}, pages = {{30--44}}, note = {{With a map}}, language = {{english}}}}\n"
)
_ENTRIES: Final = (_BOOK, _ARTICLE, _CHAPTER)


def text_of(size: int) -> str:
    """The text of a ``.bib`` file of so many entries."""
    return "".join(_ENTRIES[n % 3].format(n=n, year=1800 + n % 200) for n in range(size))


def sources() -> bool:
    """Read, order, label and print lists of growing size, and print what it costs: the least of three."""
    ours: dict[int, float] = {}
    theirs: dict[int, float] = {}
    print("entries   pybtex's parse   read    printed   in all   per 1,000")
    for size in SIZES:
        text = text_of(size)
        theirs[size] = min(_theirs(text) for _ in range(REPEATS))
        read, printed = min((_ours(text) for _ in range(REPEATS)), key=sum)
        ours[size] = read + printed
        print(
            f"{size:7,}   {theirs[size]:14.2f}   {read:4.2f}   {printed:7.2f}   {ours[size]:6.2f}"
            f"   {1000 * ours[size] / size:9.3f}",
            flush=True,
        )
    return verdict(
        ("growth exponent of sources, 1,000 to 10,000 entries", math.log10(ours[10_000] / ours[1_000]), EXPONENT),
        ("time for 10,000 entries beside pybtex's parse", ours[10_000] / theirs[10_000], RATIO),
    )


def _ours(text: str) -> tuple[float, float]:
    gc.collect()
    start = time.process_time()
    entries = read_bib(text).data.entries
    middle = time.process_time()
    style = ChicagoStyle()
    in_order = style.sort(entries.values())
    for label, entry in zip(style.format_labels(in_order), in_order, strict=True):
        style.format_entry(label, entry)
    return middle - start, time.process_time() - middle


def _theirs(text: str) -> float:
    gc.collect()
    start = time.process_time()
    pybtex.database.parse_string(text, "bibtex")
    return time.process_time() - start


BENCHMARKS: Final[dict[str, Callable[[], bool]]] = {"sources": sources}
"""The benchmarks of this module, by name."""

if __name__ == "__main__":
    sys.exit(0 if sources() else 1)
