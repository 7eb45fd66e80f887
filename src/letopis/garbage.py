"""How often Python looks for cyclic garbage while an archive is built.

A page is a tree whose nodes know the nodes above them: a thousand pages are millions of cycles, all of them in use
while the page is worked on. Python's collector looks through them again and again, for an eighth of the time of a
build. How often it does so holds for the whole process: only a process that does nothing but build sets it.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

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
        os.register_at_fork(after_in_child=_look_at_own)


def _look_at_own() -> None:
    """In a worker: look for garbage among what it makes itself."""
    gc.freeze()
    gc.enable()


@contextmanager
def looking_once() -> Iterator[None]:
    """Look once, before the work within, and never again among what is in use then; within it, not at all.

    Only in a process that has called `collect_seldom`; in another, nothing changes. For many pages at a time: what is known
    of 50,000 records is fifteen million objects, and each page that waits for a worker is a tree that is in use.
    """
    if gc.get_threshold() != THRESHOLDS:
        yield
        return
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
