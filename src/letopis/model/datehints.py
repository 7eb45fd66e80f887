"""What an author may have meant by a text that is not a date: candidates for "Write ...".

Each hint is a pattern, what is wrong, and the form that would be right. A candidate need not be a
date: the reader offers only one that it can read itself.
"""

from __future__ import annotations

from collections.abc import Iterator


def rewordings(text: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of a fault ("has a time of day") and a text that may be right."""
    yield from ()
