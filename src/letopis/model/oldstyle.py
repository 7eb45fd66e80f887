"""Old Style: dates of the Julian calendar, as authors write them and as the archive keeps them.

``OS`` before a date counts its days in the Julian calendar. What is kept is the Gregorian date: a day is a day, a
longer unit a choice of its days, ``OS 1856-08`` is ``[1856-08-13..1856-09-12]``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from letopis.model.calendars import GREGORIAN, JULIAN, day_to_iso
from letopis.model.edtf import read_edtf, shown
from letopis.model.historical import HistoricalDate, Shape

_OLD_STYLE = re.compile(r"OS\s+(?P<julian>\S.*)")
_BOTH = re.compile(r"(?P<gregorian>[^()]+)\(\s*OS\s+(?P<julian>[^()]+)\)")


def read_old_style(text: str) -> HistoricalDate | None:
    """Read ``OS 1890-02-25``, or ``1890-03-09 (OS 1890-02-25)``; ``None`` if the text is neither.

    ``ValueError`` says what is wrong and what would be right.
    """
    if old_style := _OLD_STYLE.fullmatch(text):
        return _read_julian(old_style["julian"])
    if both := _BOTH.fullmatch(text):
        return _read_both(text, both["gregorian"].strip(), both["julian"].strip())
    return None


def _read_julian(text: str) -> HistoricalDate:
    """``text`` is a date in EDTF whose days are counted in the Julian calendar."""
    text = re.sub(r"(?<=/)\s*OS\s+", "", text)
    try:
        julian = read_edtf(text, JULIAN)
    except ValueError as error:
        raise ValueError(_of_old_style(str(error))) from None
    if julian.earliest is None and julian.latest is None:
        raise ValueError(
            f"the Old Style date {shown(text)} has no year, so its day in the Gregorian calendar is not known. "
            f"Write {shown(text)} without OS."
        )
    date = replace(read_edtf(_gregorian(julian)), precision=julian.precision)
    return replace(date, calendar=JULIAN, julian=re.sub(r"[?~%]", "", julian.edtf))


def _of_old_style(message: str) -> str:
    """The reader's message with OS before the dates that it offers."""
    told, write, offered = message.partition(" Write ")
    offered = re.sub(r"-?\b[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9-])(?!/)", lambda found: f"OS {found[0]}", offered)
    return told.replace("the date ", "the Old Style date ", 1) + write + offered


def _gregorian(date: HistoricalDate) -> str:
    """The text in EDTF of a date whose bounds were counted in the Julian calendar."""
    if date.shape is Shape.INTERVAL:
        ends = (
            _gregorian(end) if end else ".." if is_open else ""
            for end, is_open in ((date.start, date.start_open), (date.end, date.end_open))
        )
        return "/".join(ends)
    if date.shape is Shape.SINGLE:
        days = _range(date)
        return days if ".." not in days else f"[{days}]"
    opening, closing = "[]" if date.shape is Shape.ONE_OF else "{}"
    return opening + ",".join(_range(member) for member in date.members) + closing


def _range(date: HistoricalDate) -> str:
    """One day, or ``first..last``, with the marks of the date."""
    first_mark, last_mark = (_mark(end) for end in (date.start or date, date.end or date))
    first = "" if date.earliest is None else day_to_iso(date.earliest) + first_mark
    last = "" if date.latest is None else day_to_iso(date.latest) + last_mark
    return first if first == last else f"{first}..{last}"


def _mark(date: HistoricalDate) -> str:
    return {(True, True): "%", (True, False): "?", (False, True): "~"}.get((date.uncertain, date.approximate), "")


def _read_both(text: str, gregorian: str, julian: str) -> HistoricalDate:
    """Read one date in both calendars; a mark on either is a mark on the date."""
    new, old = read_edtf(gregorian), _read_julian(julian)
    if (new.earliest, new.latest) != (old.earliest, old.latest):
        stem = re.sub(r"[?~%]", "", old.edtf)
        raise ValueError(
            f"the date {shown(text)} gives two different days: OS {old.julian} is {stem}. "
            f"Write {stem} (OS {old.julian}), or correct one of them."
        )
    return replace(old if old.uncertain or old.approximate else new, calendar=GREGORIAN, julian=old.julian)
