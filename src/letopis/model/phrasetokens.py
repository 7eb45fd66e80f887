"""The parts of a date in words, with what they may mean."""

from __future__ import annotations

from typing import Final, NamedTuple

ROMAN: Final = {
    text: number
    for number, text in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split(), 1
    )
}


class Token(NamedTuple):
    """A part of the text: its kind (``number``, ``month``, ``word``, ``sign`` …), its text, what it may mean."""

    kind: str
    text: str
    means: frozenset[str] = frozenset()
