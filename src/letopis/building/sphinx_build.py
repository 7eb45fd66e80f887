"""Runs sphinx-build in this process, and looks for cyclic garbage seldom.

    python -m letopis.building.sphinx_build OPTIONS OF SPHINX-BUILD

A page is a tree whose nodes know the nodes above them: a thousand pages are millions of cycles, all of them in use
while the page is worked on. Python's collector looks through them again and again, for an eighth of the time of a
build. How often it does so holds for the whole process, and is therefore set here and not by the extension.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import Final

from sphinx.cmd.build import main

SPHINX_BUILD: Final = (sys.executable, "-P", str(Path(__file__).resolve()))
"""The beginning of a command. -P: Python looks for no module in the current folder, where the pages may lie."""

UNTIL_STDIN_ENDS: Final = "--until-stdin-ends"
"""As the first option: the build ends as soon as its standard input does, that is, when who started it is killed."""

THRESHOLDS: Final = (100_000, 20, 5)
"""New objects before the youngest are looked through, and how many times that before the older ones are.

The last number is for large archives: a page lives long enough to be among the oldest, and with 100 of 5,000 pages none
was ever let go. Python looks through the oldest only where they have grown by a quarter.
"""


def collect_seldom() -> None:
    """Look for garbage seldom, and never among what is there already: modules, classes, functions.

    Nor does a worker look among what it has from this process: each page of memory that it touches is copied.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=gc.freeze)


def end_with_stdin() -> None:
    """Wait for the end of standard input, then end this process and its workers."""
    while os.read(0, 1024):
        pass
    for worker in multiprocessing.active_children():
        worker.kill()
    os._exit(1)


def run(arguments: Sequence[str]) -> int:
    """Run sphinx-build until it is done, or until standard input ends; its exit code. This process does nothing else."""
    collect_seldom()
    Thread(target=end_with_stdin, daemon=True).start()
    return main(arguments)


if __name__ == "__main__":
    if sys.argv[1:2] == [UNTIL_STDIN_ENDS]:
        sys.exit(run(sys.argv[2:]))
    collect_seldom()
    sys.exit(main(sys.argv[1:]))
