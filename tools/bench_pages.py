"""Measures the web pages: processor time and size by number of records, beside the stock theme and Sphinx's plainest.

Every build is a process of its own, with one worker, from nothing. What counts is the time of the processor, user and
system: it hardly depends on what else the machine does.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tools.synthetic import EDITIONS, ROOT, write_archive

SIZES: Final = (100, 300, 1000, 3000)
STOCK_TO: Final = 300
"""With more records the stock theme takes minutes, then hours."""

SHARE, EXPONENT, PAGE, FIRST_HIT, REBUILD = 0.8, 1.05, 30_000, 150_000, 1.5
"""What is asked: time of the basic theme's, growth from 300 to 3,000, bytes, bytes, seconds."""

REPEATS: Final = 3


class Measured(NamedTuple):
    """One build: seconds of the processor, and the bytes of the median page."""

    seconds: float
    page: int


FIGURES: Final[list[tuple[str, float, float]]] = []
"""What was found so far: what it is, the figure, the most that is asked."""


def pages() -> bool:
    """Build archives of all sizes in all editions, and print what it cost side by side."""
    found: dict[tuple[str, int], Measured] = {}
    with tempfile.TemporaryDirectory() as folder:
        print("records   " + "".join(f"{edition:>20}" for edition in EDITIONS), flush=True)
        for size in SIZES:
            cells = []
            for edition in EDITIONS:
                if edition == "stock" and size > STOCK_TO:
                    cells.append("–")
                    continue
                one = found[edition, size] = measure(Path(folder) / f"{edition}-{size}", size, edition)
                cells.append(f"{one.seconds:.1f} s {one.page / 1000:5.1f} KB")
            print(f"{size:7}   " + "".join(f"{cell:>20}" for cell in cells), flush=True)
        hit = first_hit(Path(folder) / f"ours-{SIZES[-1]}" / "out")
    share = found["ours", 1000].seconds / found["basic", 1000].seconds
    growth = math.log10(found["ours", 3000].seconds / found["ours", 300].seconds)
    page = max(one.page for (edition, _), one in found.items() if edition == "ours")
    return verdict(
        ("time of the basic theme's, 1,000 records", share, SHARE),
        ("growth exponent, 300 to 3,000 records", growth, EXPONENT),
        ("median page, KB", page / 1000, PAGE / 1000),
        ("loaded before the first hit of a search, KB", hit / 1000, FIRST_HIT / 1000),
    )


def measure(folder: Path, size: int, edition: str) -> Measured:
    """Build an archive from nothing."""
    write_archive(folder / "src", size, edition)
    seconds = build(folder, "-E")
    records = [path for path in (folder / "out").glob("*/r*.html") if path.parent.name[0] != "_"]
    return Measured(seconds, round(statistics.median(path.stat().st_size for path in records)))


def build(folder: Path, *options: str) -> float:
    """Build ``src`` into ``out`` in a new process; the seconds of the processor."""
    command = [
        sys.executable,
        "-m",
        "letopis.building.sphinx_build",
        "-q",
        "-b",
        "html",
        *options,
        "-d",
        "read",
        "src",
        "out",
    ]
    # Compiled once, as for everybody: else each process would compile the extension anew, and time would go there.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # Popen and not run: only wait4 tells the time of this one child.
    kept["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    with subprocess.Popen(command, cwd=folder, env=kept) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{folder.name}: the build failed.")
    return used.ru_utime + used.ru_stime


def first_hit(output: Path) -> int:
    """The most that is loaded before the first hit is shown: all that is loaded always, and a piece of each family."""
    folder = output / "_static" / "letopis-search"
    sizes = {path.stem: path.stat().st_size for path in folder.iterdir()}
    families: dict[str, int] = {}
    always = 0
    for name, size in sizes.items():
        family = name.rstrip("0123456789")
        if family == name:
            always += size
        else:
            families[family] = max(size, families.get(family, 0))
    return always + sum(families.values()) + (output / "search.html").stat().st_size


def rebuild() -> bool:
    """Edit one paragraph of an archive of 1,000 records, and build again: the median of three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(folder, 1000, "ours")
        preview = ("-D", "letopis_preview=1")  # as `serve` builds
        build(folder, *preview)
        seconds = [build(folder, *preview) for _ in edits(folder / "src" / "people" / "r0.md", REPEATS)]
    return verdict(("seconds for a rebuild after one edit, 1,000 records", statistics.median(seconds), REBUILD))


def edits(page: Path, count: int) -> Iterator[None]:
    """Add a sentence to a paragraph of a page, ``count`` times."""
    for number in range(count):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(".\n\n## ", f". Read again, {number + 1}.\n\n## ", 1), encoding="utf-8")
        yield


def verdict(*found: tuple[str, float, float]) -> bool:
    """Keep each figure beside what is asked, to be shown at the end; whether all are within it."""
    FIGURES.extend(found)
    return all(value <= most for _, value, most in found)


BENCHMARKS: Final[dict[str, Callable[[], bool]]] = {"pages": pages, "rebuild": rebuild}
"""The benchmarks of this module, by name."""
