"""Measures the printed book: processor time and memory by number of pages, beside LaTeX where it is installed.

Each book is built from nothing: Sphinx reads the pages, writes them as Typst or LaTeX, and that sets them. The memory is
that of the largest process at its largest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pikepdf

from tools.bench_pages import verdict
from tools.synthetic import ROOT, write_archive

ASKED: Final = {143: (300, 10, 700), 738: (1500, 60, 2200)}
"""By number of records: about how many pages they make, and the most seconds and megabytes for them."""

LATEX_RUNS: Final = 3
"""Until contents and page numbers have settled."""


class Cost(NamedTuple):
    """What a build took: pages made, seconds of the processor, megabytes."""

    pages: int
    seconds: float
    megabytes: float

    def shown(self) -> str:
        """The figures as a cell of the table."""
        return f"{self.pages} pages {self.seconds:6.1f} s {self.megabytes:5.0f} MB"


def book() -> bool:
    """Build books of both sizes, and print what they cost."""
    xelatex = shutil.which("xelatex")
    if xelatex is None:
        print("LaTeX is not installed, so there is nothing to compare with.")
    figures: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        for records, (pages, seconds, megabytes) in ASKED.items():
            folder = Path(name) / str(records)
            write_archive(folder / "src", records)
            cost = by_typst(folder)
            print(f"{records:5} records   Typst {cost.shown()}", flush=True)
            if xelatex:
                print(f"{'':16}LaTeX {by_latex(folder, xelatex).shown()}", flush=True)
            figures += [
                (f"seconds for a book of {pages} pages ({cost.pages})", cost.seconds, seconds),
                (f"megabytes for a book of {pages} pages ({cost.pages})", cost.megabytes, megabytes),
            ]
    return verdict(*figures)


def by_typst(folder: Path) -> Cost:
    """The book as this project makes it."""
    seconds, megabytes = run([*SPHINX, "typst", "-E", "src", "typst"], folder)
    (pdf,) = (folder / "typst").glob("*.pdf")
    return Cost(pages_of(pdf), seconds, megabytes)


def by_latex(folder: Path, xelatex: str) -> Cost:
    """The book as Sphinx makes it by itself. Its index is not sorted, which would take longer."""
    costs = [run([*SPHINX, "latex", "-E", "src", "latex"], folder)]
    (source,) = (folder / "latex").glob("*.tex")
    costs += [run([xelatex, "-interaction=batchmode", source.name], folder / "latex") for _ in range(LATEX_RUNS)]
    pages = pages_of(source.with_suffix(".pdf"))
    return Cost(pages, sum(seconds for seconds, _ in costs), max(megabytes for _, megabytes in costs))


SPHINX: Final = [sys.executable, "-m", "sphinx", "-q", "-d", "read", "-b"]


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command to its end: seconds of the processor, and megabytes of the largest process in it."""
    # Popen and not run: only wait4 tells what this one child has used.
    with subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{folder}: {command[0]} failed.")
    kilobytes = used.ru_maxrss / (1 if sys.platform != "darwin" else 1024)  # macOS counts bytes
    return used.ru_utime + used.ru_stime, kilobytes / 1000


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


BENCHMARKS: Final[dict[str, Callable[[], bool]]] = {"book": book}
"""The benchmarks of this module, by name."""
