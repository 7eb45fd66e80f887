"""Measures what building costs, and says what is missed of what is asked.

    python -m tools.bench [NAME ...]

Each `bench_*.py` beside this file holds some of the benchmarks. Without a name, everything is measured, which takes
half an hour. What counts is the time of the processor, user and system, not that on the clock.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from tools.bench_pages import FIGURES

BENCHMARKS: Final[dict[str, Callable[[], bool]]] = {
    name: run
    for path in sorted(Path(__file__).parent.glob("bench_*.py"))
    for name, run in import_module(f"tools.{path.stem}").BENCHMARKS.items()
}
"""What can be measured: prints its figures, and says whether all are within what is asked."""


def main(names: list[str]) -> int:
    """Run the benchmarks named, or all; 1 if anything is missed, 2 if there is no such benchmark."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. There are: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    results = []
    for name in names or BENCHMARKS:
        print(f"\n{name}\n{'-' * len(name)}", flush=True)
        results.append(BENCHMARKS[name]())
    print(f"\n{'':58}{'found':>8}{'at most':>9}")
    for what, value, most in FIGURES:
        print(f"{what:58}{value:8.2f}{most:9g}{'' if value <= most else '  MISSED'}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
