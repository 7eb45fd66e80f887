"""Makes one date in EDTF of the cells of a table that hold its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from letopis.model.datehints import rewordings
from letopis.model.dates import parse_date

#: Words at the end of a note that say how its date is meant, and what they make of it.
_ABOUT: Final = (
    (re.compile(r"(?:\bon or )?\b(?:about|around|circa|ca?\.)$", re.IGNORECASE), "{}~"),
    (re.compile(r"(?:\bon or )?\b(?:shortly |soon |just )?(?:before|by)$", re.IGNORECASE), "[..{}]"),
    (re.compile(r"(?:\bon or )?\b(?:shortly |soon |just )?after$", re.IGNORECASE), "[{}..]"),
)
#: The orders in which a table may write a date in figures, as the mapping names them.
ORDERS: Final = {"day month year": "dmy", "month day year": "mdy", "year month day": "ymd"}
_FIGURES = re.compile(r"(\d{1,4})([./ -])(\d{1,2})\2(\d{1,4})(?:[T ]00:00(?::00)?)?")
_MIDNIGHT = re.compile(r"\+?(\d{4}-\d\d-\d\d)[T ]00:00:00(?:\.0+)?(?:Z|\+00:?00)?")
_ZEROS = re.compile(r"(\d{4}(?:-(?!00)\d\d)?)(?:-00){1,2}|(\d{4})\s?-")
#: What is more often a slip, or can mean more than the one reading that is proposed for it.
_DOUBTFUL = re.compile(
    r"[^\w(\[].*|\d{5,7}(?!\d).*|Y\d.*"  # "–1957", "11971"
    r"|\d{4}/\d\d"  # 1750/51: two styles, a winter, one of two
    r"|.*\d[T ]\d\d?:.*"  # 23:00 of one zone is the day after of another
    r"|.*-00-\d\d|\d{1,3}\s?[–-]|[A-Za-z]{2,5}|[ivx]{1,4}\.?\s\d{4}"
)
_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def date_of(parts: Mapping[str, str]) -> str:
    """The date ``on`` a day, or of ``begin`` and ``end``; empty if none of them is known.

    ``after`` is a day on which it cannot have begun before, of use where ``begin`` is empty: the beginning is then
    "on that day or later". ``on-words``, ``begin-words`` and ``end-words`` hold such words as "about" or "on or
    before"; words that say nothing of the time are passed over.
    """
    if on := parts.get("on"):
        return _worded(sure(on), parts.get("on-words", ""))
    begin = _worded(sure(parts.get("begin", "")), parts.get("begin-words", ""))
    end = _worded(sure(parts.get("end", "")), parts.get("end-words", ""))
    after = sure(parts.get("after", ""))
    if not begin and after and _readable(f"[{after}..]/{end or '..'}"):
        begin = f"[{after}..]"
    if not end:
        return f"{begin}/" if begin else ""
    return begin if begin == end else f"{begin}/{end}"


def in_order(text: str, order: str) -> str:
    """A date in figures as EDTF has it, if the cell is nothing else: ``16/7/1895`` is ``1895-07-16``.

    ``order`` is a key of :data:`ORDERS`. What is no such date, or has no four-figure year, stays as it is.
    """
    match = _FIGURES.fullmatch(text)
    if not match or not order:
        return text
    figures = dict(zip(ORDERS[order], (match[1], match[3], match[4]), strict=True))
    if len(figures["y"]) != 4 or len(figures["d"]) > 2:
        return text
    made = f"{figures['y']}-{int(figures['m']):02d}-{int(figures['d']):02d}"
    return made if _readable(made) else text


def sure(text: str) -> str:
    """A date in words, or in figures of another form, that can be read in one way only, in EDTF.

    ``16 July 1895``, ``ca. 1850``, ``1850–1855``, ``1895-07-16T00:00:00Z``. Whatever is in EDTF already, can be read in
    more ways than one, or is no date, stays as it is; so does a year of five figures, which is more often a slip.
    """
    if match := _MIDNIGHT.fullmatch(text):
        text = match[1]
    if match := _ZEROS.fullmatch(text):  # as a query of Wikidata gives a year or a month: +1895-00-00T00:00:00Z
        text = match[1] or match[2]
    if not text or _readable(text) or _DOUBTFUL.fullmatch(text):
        return text
    proposals = [readings for _, readings in rewordings(text) if all(map(_readable, readings))]
    readings = {reading for found in proposals for reading in found if not reading.startswith("Y")}
    return readings.pop() if len(readings) == 1 else text


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
