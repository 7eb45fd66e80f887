"""Less time for the collector of cyclic garbage, which a build keeps busy and gives little to collect.

A page is a tree whose nodes know the nodes above them: a thousand pages are millions of cycles, all of them alive
while the page is worked on. Python would look through them again and again, for an eighth of the time of a build.
"""

from __future__ import annotations

import gc
from typing import Final

THRESHOLDS: Final = (100_000, 20, 100)
"""New objects before the youngest are looked through, and how many times that before the older ones are."""


def collect_seldom() -> None:
    """Look for garbage seldom, and never among what is there already: modules, classes, functions."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
