"""The general index of a large archive, in parts that a browser has at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from letopis.model.names import fold

ON_ONE_PAGE: Final = 1000
"""Entries that the index has on one page."""

IN_A_PART: Final = 400
"""Entries of one part: some 70 KB of a page."""


class IndexPart(NamedTuple):
    """A part: what it is called ("S: Smith to Snow"), its page, and its entries as Sphinx has them."""

    label: str
    docname: str
    entries: Sequence[Any]


def index_parts(groups: Sequence[tuple[str, Sequence[Any]]]) -> list[IndexPart]:
    """The entries of each letter, in parts of equal size where they are many. The same entries give the same parts."""
    parts: list[IndexPart] = []
    for number, (letter, entries) in enumerate(groups, start=1):
        count = -(-len(entries) // IN_A_PART)
        size = -(-len(entries) // count) if count else 1
        for start in range(0, len(entries), size):
            found = entries[start : start + size]
            name = "".join(sign for sign in fold(letter) if sign.isascii() and sign.isalnum()) or f"x{number}"
            label = letter if count == 1 else f"{letter}: {found[0][0]} to {found[-1][0]}"
            parts.append(IndexPart(label, f"genindex-{name}-{start // size + 1}", found))
    return parts
