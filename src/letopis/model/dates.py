"""The door to everything about dates: read one, compare two, put it into words.

Each part has its own module: :mod:`~letopis.model.historical` (the value),
:mod:`~letopis.model.edtf` (the reader), :mod:`~letopis.model.calendars` (day numbers, Old Style),
:mod:`~letopis.model.relative`, :mod:`~letopis.model.comparison`, :mod:`~letopis.model.datewords`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from letopis.model.calendars import (
    GREGORIAN,
    JULIAN,
    day_to_iso,
    days_in_month,
    from_day,
    to_day,
    year_text,
)
from letopis.model.comparison import (
    Tri,
    age_at,
    before,
    contains_day,
    not_after,
    overlaps,
    same,
    sort_key,
    within,
)
from letopis.model.datehints import old_style_rewordings
from letopis.model.datewords import in_short, in_words, iso_machine
from letopis.model.edtf import MAX_LENGTH, read_edtf, shown
from letopis.model.historical import HistoricalDate, Precision, Shape
from letopis.model.relative import RelativeDate, looks_relative, read_relative

__all__ = [
    "HistoricalDate",
    "Precision",
    "RelativeDate",
    "Shape",
    "Tri",
    "age_at",
    "before",
    "contains_day",
    "day_to_iso",
    "from_day",
    "in_short",
    "in_words",
    "iso_machine",
    "not_after",
    "overlaps",
    "parse_date",
    "parse_fixed_date",
    "same",
    "sort_key",
    "to_day",
    "within",
]

_OLD_STYLE = re.compile(r"OS\s+(?P<julian>\S.*)")
_BOTH = re.compile(r"(?P<gregorian>[^()\s]+)\s*\(\s*OS\s+(?P<julian>[^()]+?)\s*\)")
_JULIAN_DAY = re.compile(r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?(?P<mark>[?~%]?)")


def parse_date(text: str) -> HistoricalDate | RelativeDate:
    """Read the date an author wrote.

    ``1957-06-18`` and the rest of EDTF as :mod:`letopis.model.edtf` describes it; ``OS 1890-02-25``
    for a day or month of the Julian calendar; ``1890-03-09 (OS 1890-02-25)`` for both, which must
    be the same day; ``2 days before KEY`` for a date that hangs on another record. ``ValueError``
    shows the value and says what would be right.
    """
    text = text.strip()
    if len(text) <= MAX_LENGTH and looks_relative(text):
        return read_relative(text)
    return parse_fixed_date(text)


def parse_fixed_date(text: str) -> HistoricalDate:
    """Read a date that hangs on no other record; otherwise like :func:`parse_date`."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        return read_edtf(text)
    try:
        return replace(_read_fixed(text), written=text)
    except ValueError:
        for fault, better in old_style_rewordings(text):
            if better != text and _is_date(better):
                raise ValueError(f"the date {shown(text)} {fault}. Write {better}.") from None
        raise


def _is_date(text: str) -> bool:
    try:
        _read_fixed(text)
    except ValueError:
        return False
    return True


def _read_fixed(text: str) -> HistoricalDate:
    if old_style := _OLD_STYLE.fullmatch(text):
        return _read_julian(old_style["julian"])
    if both := _BOTH.fullmatch(text):
        return _read_both(text, both["gregorian"], both["julian"])
    return read_edtf(text)


def _read_julian(text: str) -> HistoricalDate:
    """Read ``1890-02-25`` or ``1890-02`` of the Julian calendar, with or without a mark."""
    match = _JULIAN_DAY.fullmatch(text)
    if match is None:
        raise ValueError(
            f"the Old Style date {shown(text)} is not a day or a month. Write OS 1890-02-25 or "
            "OS 1890-02; years, intervals and sets stand in the Gregorian calendar."
        )
    year, month, mark = int(match["year"]), int(match["month"]), match["mark"]
    stem = f"{year_text(year)}-{month:02d}"
    if not 1 <= month <= 12:
        raise ValueError(f"the Old Style date {text!r} has no such month. Write 01 to 12.")
    length = days_in_month(year, month, JULIAN)
    if match["day"] is not None and not 1 <= int(match["day"]) <= length:
        raise ValueError(f"the Old Style date {text!r} has no such day. Write OS {stem}, or OS {stem}-{length}.")
    first = to_day(year, month, int(match["day"] or 1), JULIAN)
    if match["day"] is not None:
        date = read_edtf(day_to_iso(first) + mark)
    else:
        last = day_to_iso(to_day(year, month, length, JULIAN))
        date = read_edtf(f"[{day_to_iso(first)}{mark}..{last}{mark}]")
        date = replace(date, precision=Precision.MONTH)
    return replace(date, calendar=JULIAN, julian=text.rstrip("?~%"))


def _read_both(text: str, gregorian: str, julian: str) -> HistoricalDate:
    """Read one day in both calendars; a mark on either is a mark on the day."""
    new, old = read_edtf(gregorian), _read_julian(julian)
    if (new.earliest, new.latest) != (old.earliest, old.latest):
        stem = old.edtf.rstrip("?~%")
        raise ValueError(
            f"the date {shown(text)} gives two different days: OS {old.julian} is {stem}. "
            f"Write {stem} (OS {old.julian}), or correct one of them."
        )
    return replace(old if old.edtf[-1] in "?~%" else new, calendar=GREGORIAN, julian=old.julian)
