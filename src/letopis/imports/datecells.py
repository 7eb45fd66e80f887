"""Makes one date in EDTF of the cells of a table that hold its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from letopis.model.dates import parse_date

#: Words at the end of a note that say how its date is meant, and what they make of it.
_ABOUT: Final = (
    (re.compile(r"(?:\bon or )?\b(?:about|around|circa|ca?\.)$", re.IGNORECASE), "{}~"),
    (re.compile(r"(?:\bon or )?\b(?:shortly |soon |just )?(?:before|by)$", re.IGNORECASE), "[..{}]"),
    (re.compile(r"(?:\bon or )?\b(?:shortly |soon |just )?after$", re.IGNORECASE), "[{}..]"),
)
_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def date_of(parts: Mapping[str, str]) -> str:
    """The date of ``begin`` and ``end``; empty if neither is known.

    ``after`` is a day on which it cannot have begun before, of use where ``begin`` is empty: the beginning is then
    "on that day or later". ``begin-words`` and ``end-words`` hold such words as "about" or "on or before"; words that
    say nothing of the time are passed over.
    """
    begin = _worded(parts.get("begin", ""), parts.get("begin-words", ""))
    end = _worded(parts.get("end", ""), parts.get("end-words", ""))
    after = parts.get("after", "")
    if not begin and after and _readable(f"[{after}..]/{end or '..'}"):
        begin = f"[{after}..]"
    if not end:
        return f"{begin}/" if begin else ""
    return begin if begin == end else f"{begin}/{end}"


def _worded(date: str, words: str) -> str:
    """A date with the words that stand before it, as EDTF has it: "on or about" 1950 is ``1950~``."""
    if _PLAIN.fullmatch(date):
        for pattern, meaning in _ABOUT:
            if pattern.search(words.strip()):
                return meaning.format(date)
    return date


def _readable(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
