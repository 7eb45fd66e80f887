"""Runs sphinx-build in this process, and looks for cyclic garbage seldom (see `letopis.garbage`).

    python -m letopis.building.sphinx_build OPTIONS OF SPHINX-BUILD

It takes the options of sphinx-build, and gives its exit code.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import Final

from sphinx.cmd.build import main

from letopis.garbage import collect_seldom

SPHINX_BUILD: Final = (sys.executable, "-P", str(Path(__file__).resolve()))
"""The beginning of a command. -P: Python looks for no module in the current folder, where the pages may lie."""

UNTIL_STDIN_ENDS: Final = "--until-stdin-ends"
"""As the first option: the build ends as soon as its standard input does, that is, when who started it is killed."""


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
