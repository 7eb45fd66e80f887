"""Benchmarks the reading and printing of sources, beside pybtex's own parse, and reports whether time is linear.

    python -m tools.bench_sources

Targets: from 1,000 entries to 10,000 the time grows by an exponent of at most 1.15; reading and printing 10,000
entries takes at most 2.5 times as long as pybtex takes to parse them.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

from pybtex.database.input.bibtex import Parser

from letopis.bibliography import read_bib
from letopis.bibliography.style import ChicagoStyle

SIZES = (1_000, 3_000, 10_000)
MOST_EXPONENT = 1.15
MOST_RATIO = 2.5

_WORDS = "winter fair northern ports rivers age salt trade letters mill history office tide".split()
_ENTRIES = (
    (
        "@article{{k{n}, author={{Name{a}, Ann B. and Other{b}, Carl}}, title={{{title}: A {{Test}} of `{n}'}},"
        " journal={{Annals of the Coast}}, volume={{{b}}}, number={{2}}, pages={{{n}--{m}}}, year={{{year}}},"
        " doi={{10.1000/abc{n}}}}}"
    ),
    (
        "@book{{k{n}, author={{Name{a}, Ann B.}}, title={{{title}}}, publisher={{Quay \\& Press}}, address={{Narrow Bay}},"
        " year={{{year}}}, isbn={{978-0-262-02619-2}}, series={{Studies}}, number=3}}"
    ),
    (
        "@incollection{{k{n}, author={{Name{a}, Ann B.}}, title={{{title} caf\\'e}}, booktitle={{Fairs of the North}},"
        " editor={{Wenn, Lia and Osk, Finn}}, publisher={{Quay Press}}, location={{Narrow Bay}}, date={{{year}-05-04}},"
        " pages={{3--9}}}}"
    ),
    (
        "@online{{k{n}, author={{{{Office of the Mill}}}}, title={{{title}}}, url={{https://example.org/a{n}}},"
        " urldate={{2021-05-02}}, note={{A remark}}, date={{{year}}}}}"
    ),
)


def made(size: int) -> str:
    """A `.bib` file of ``size`` entries, the same each time."""
    entries = []
    for n in range(size):
        title = " ".join(_WORDS[(n * step + step) % len(_WORDS)] for step in range(1, 9)).title()
        fields = {"n": n, "m": n + 9, "a": n % 700, "b": n % 90, "year": 1900 + n % 120, "title": title}
        entries.append(_ENTRIES[n % len(_ENTRIES)].format(**fields))
    return "\n".join(entries)


def printed(text: str) -> None:
    """Read a file and print the list of its sources, as a build does."""
    style = ChicagoStyle()
    entries = style.sort(read_bib(text).data.entries.values())
    for label, entry in zip(style.format_labels(entries), entries, strict=True):
        style.format_entry(label, entry)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the quickest of three runs."""
    best = math.inf
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Print a row for each size, then what is missed; the exit code is 1 if anything is."""
    printed(made(50))  # what is loaded once
    rows = []
    for size in SIZES:
        text = made(size)
        theirs = seconds(lambda text=text: Parser().parse_string(text))  # type: ignore[misc]
        ours = seconds(lambda text=text: printed(text))  # type: ignore[misc]
        rows.append((size, theirs, ours))
        times = f"pybtex parses in {theirs:.2f} s, we print in {ours:.2f} s: {ours / theirs:.2f} times"
        print(f"{size:>7,} entries: {times}")
    exponent = math.log(rows[-1][2] / rows[0][2]) / math.log(rows[-1][0] / rows[0][0])
    ratio = rows[-1][2] / rows[-1][1]
    print(f"exponent {exponent:.2f} (at most {MOST_EXPONENT}), ratio {ratio:.2f} (at most {MOST_RATIO})")
    return int(exponent > MOST_EXPONENT or ratio > MOST_RATIO)


if __name__ == "__main__":
    raise SystemExit(main())
