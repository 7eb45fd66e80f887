"""Runs sphinx-build in this process, and looks for cyclic garbage seldom.

    python -m tools.sphinx_build OPTIONS OF SPHINX-BUILD

A page is a tree whose nodes know the nodes above them: a thousand pages are millions of cycles, all of them in use
while the page is worked on. Python's collector looks through them again and again, for an eighth of the time of a
build. How often it does so holds for the whole process, and is therefore set here and not by the extension.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Final

from sphinx.cmd.build import main

SPHINX_BUILD: Final = (sys.executable, "-P", str(Path(__file__).resolve()))
"""The beginning of a command. -P: Python looks for no module in the current folder, where the pages may lie."""

THRESHOLDS: Final = (100_000, 20, 100)
"""New objects before the youngest are looked through, and how many times that before the older ones are."""


def collect_seldom() -> None:
    """Look for garbage seldom, and never among what is there already: modules, classes, functions."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


if __name__ == "__main__":
    collect_seldom()
    sys.exit(main(sys.argv[1:]))
