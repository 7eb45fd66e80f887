"""How often Python looks for cyclic garbage while an archive is built.

A page is a tree whose nodes know the nodes above them: a thousand pages are millions of cycles, all of them in use
while the page is worked on. Python's collector looks through them again and again, for an eighth of the time of a
build. How often it does so holds for the whole process: only a process that does nothing but build sets it.
"""

from __future__ import annotations

import gc
import os
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
        os.register_at_fork(after_in_child=gc.freeze)


def keep_what_is_there() -> None:
    """Never again look among what is in use now; in a process that has called `collect_seldom`, and in no other.

    For the moment at which all pages are read: what is known of 50,000 records is fifteen million objects.
    """
    if gc.get_threshold() == THRESHOLDS:
        gc.collect()
        gc.freeze()
