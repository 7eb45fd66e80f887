"""Measures what building costs, and says what is missed of what is asked.

    python -m tools.bench [NAME ...]

Without a name, everything is measured, which takes a quarter of an hour.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from tools import bench_pages

BENCHMARKS: Final[dict[str, Callable[[], bool]]] = {
    **bench_pages.BENCHMARKS,
}
"""What can be measured: prints its figures, and says whether all are within what is asked."""


def main(names: list[str]) -> int:
    """Run the benchmarks named, or all."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. There are: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    results = [BENCHMARKS[name]() for name in names or BENCHMARKS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
