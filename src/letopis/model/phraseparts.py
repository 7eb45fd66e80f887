"""Parts of a century, decade or year in words: "2. Hälfte des 18. Jh."."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from typing import Final

from letopis.model.phrasedates import Simple
from letopis.model.phrasetokens import ROMAN, Token

_HOW_MANY: Final = {"half": 2, "third": 3, "quarter": 4}
#: Where the parts of a year begin in EDTF: 33 to 36 its quarters, 37 to 39 its thirds, 40 and 41 its halves (level 2).
_OF_A_YEAR: Final = {4: 33, 3: 37, 2: 40}


def part_of(found: Sequence[Token]) -> tuple[int, int, list[Token]] | None:
    """Which part ("second half" is 2 of 2), and the tokens after it; ``None`` if the text begins with none."""
    found = list(dropwhile(lambda token: "filler" in token.means, found))  # "in der", "во"
    if len(found) < 3:
        return None
    unit = 2 if found[1].text == "." else 1
    parts = next((parts for name, parts in _HOW_MANY.items() if name in found[unit].means), 0)
    number = parts if "last" in found[0].means else _ordinal(found[0])
    if not parts or not 0 < number <= parts:
        return None
    return number, parts, list(dropwhile(lambda token: token.text in {".", "du"}, found[unit + 1 :]))


def _ordinal(token: Token) -> int:
    named = next((int(meaning[0]) for meaning in ("1st", "2nd", "3rd", "4th") if meaning in token.means), 0)
    if named or token.kind == "roman":
        return named or ROMAN[token.text]
    return int(token.text) if token.kind in {"number", "ordinal"} else 0


def part_in_edtf(date: Simple, number: int, parts: int) -> str:
    """Part ``number`` of ``parts``: of a century or decade "one of these years", of a year as EDTF has it; else empty.

    The 18th century is 17XX here, so its first half is 1700 to 1749, and its first third 1700 to 1733.
    """
    year = date.year or ""
    marked = date.about or date.perhaps or date.old_style or date.unit
    if marked or date.month or date.season or date.day or not year[:2].isdigit():
        return ""
    if year.isdigit():
        return f"{year}-{_OF_A_YEAR[parts] + number - 1}"
    length = 10 ** year.count("X")
    first = int(year.replace("X", "0"))
    if length == 10 and parts != 2:
        return ""
    bounds = [first + -(-length * part // parts) for part in range(parts + 1)]
    return f"[{bounds[number - 1]:04d}..{bounds[number] - 1:04d}]"
