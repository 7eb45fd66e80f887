"""Parts of a century, decade or year in words ("2. Hälfte des 18. Jh."), and days in two calendars ("4/16 March 1857")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import Final

from letopis.model.datelexicon import months
from letopis.model.phrasedates import Simple
from letopis.model.phrasetokens import ROMAN, Token

_HOW_MANY: Final = {"half": 2, "third": 3, "quarter": 4}
#: Where the parts of a year begin in EDTF: 33 to 36 its quarters, 37 to 39 its thirds, 40 and 41 its halves (level 2).
_OF_A_YEAR: Final = {4: 33, 3: 37, 2: 40}


def part_of(found: Sequence[Token]) -> tuple[int, int, list[Token]] | None:
    """Which part ("second half" is 2 of 2), and the tokens after it; ``None`` if the text begins with none."""
    if len(found) < 3:
        return None
    unit = 2 if found[1].text == "." else 1
    parts = next((parts for name, parts in _HOW_MANY.items() if name in found[unit].means), 0)
    number = parts if "last" in found[0].means else _ordinal(found[0])
    if not parts or not 0 < number <= parts:
        return None
    return number, parts, list(dropwhile(lambda token: token.text == ".", found[unit + 1 :]))


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
    if date.month or date.season or date.day or not year[:2].isdigit():
        return ""
    if year.isdigit():
        return f"{year}-{_OF_A_YEAR[parts] + number - 1}"
    length = 10 ** year.count("X")
    first = int(year.replace("X", "0"))
    if length == 10 and parts != 2:
        return ""
    bounds = [first + -(-length * part // parts) for part in range(parts + 1)]
    return f"[{bounds[number - 1]:04d}..{bounds[number] - 1:04d}]"


def in_two_calendars(found: Sequence[Token]) -> Iterator[str]:
    """One day in both calendars: "4/16 March 1857", "18 (30) июня 1857", "30 June (12 July) 1857".

    Each reading is given; only the one whose days are the same day can be read.
    """
    kept = [token for token in found if token.kind in {"number", "month"} or token.text in {"/", "("}]
    form = "".join("m" if token.kind == "month" else "d" if token.kind == "number" else "-" for token in kept)
    if form not in {"d-dmd", "dm-dmd", "d-dm-d"} or len(kept[-1].text) != 4:
        return
    days = [int(token.text) for token in kept if token.kind == "number"]
    named = [months()[token.text] for token in kept if token.kind == "month"]
    year = kept[-1].text
    first, second = f"{year}-{named[0]:02d}-{days[0]:02d}", f"{year}-{named[-1]:02d}-{days[1]:02d}"
    yield f"{second} (OS {first})"
    yield f"{first} (OS {second})"
