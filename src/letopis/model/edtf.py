"""The reader of EDTF dates: a text becomes a :class:`HistoricalDate` or a helpful complaint.

The profile is EDTF as published by the Library of Congress (4 February 2019; ISO 8601-2:2019):

* level 0: days, months, years, intervals; without times of day, which this archive does not keep;
* level 1: ``?`` ``~`` ``%`` on a whole date, X for digits from the right, seasons 21 to 24,
  ``Y`` years, negative years, open (``..``) and unknown (empty) ends of an interval;
* of level 2: the sets ``[one,of]`` and ``{all,of}`` with ``..`` ranges inside, and marks, X and
  seasons in either end of an interval.

Narrower than the specification: ``Y`` years have at most 12 digits, X needs a year from 0000 on,
and a text may have 200 characters and a set 50 members, so that reading is always quick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from letopis.model.calendars import days_in_month, to_day, year_text
from letopis.model.datehints import rewordings
from letopis.model.historical import HistoricalDate, Precision, Shape

MAX_LENGTH: Final = 200
MAX_MEMBERS: Final = 50

_SINGLE = re.compile(
    r"(?P<year>-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|Y-?[1-9][0-9]{4,11})"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<mark>[?~%]?)"
)
_BRACKETS: Final = {"[": "]", "{": "}"}

#: First and last month of seasons 21 to 24, northern; winter runs into the next year.
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


class _Unreadable(ValueError):
    """The text has not the form of a date, so a rewording may help."""


def read_edtf(text: str) -> HistoricalDate:
    """Read one EDTF expression; ``ValueError`` says what is wrong and what would be right."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise ValueError(
            f"the date {shown(text)} has {len(text)} characters. "
            f"Write one of at most {MAX_LENGTH}, and the rest in the text."
        )
    try:
        return _read(text)
    except _Unreadable:
        raise ValueError(_with_advice(text)) from None


def shown(text: str) -> str:
    """Quote a value for a message, cut to 60 characters."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _with_advice(text: str) -> str:
    if text.lower().rstrip(".") in {"", "?", "n.d", "none", "unknown", "undated", "x"}:
        return (
            f"the date {text!r} says nothing. Write one such as 1957-06-18, "
            "or leave the field out where it is not known."
        )
    for fault, better in rewordings(text):
        try:
            _read(better)
        except ValueError:
            continue
        quoted = f"'{better}'" if better.endswith(".") else better
        return f"the date {shown(text)} {fault}. Write {quoted}."
    return (
        f"the date {shown(text)} is not in EDTF. Write one such as 1957-06-18, 1957-06, 1957, "
        "1957-06~ (about), 1957? (perhaps), 1957-06-18/1957-06-21 or [1961,1962] (one of)."
    )


def _read(text: str) -> HistoricalDate:
    if text[:1] in _BRACKETS:
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    return _read_single(text)


def _read_single(text: str) -> HistoricalDate:
    """One day, month, season, year, decade or century, with or without a mark."""
    match = _SINGLE.fullmatch(text)
    if match is None or match["year"] == "-0000":
        raise _Unreadable(text)
    year, month, day = match["year"], match["month"], match["day"]
    if month is None or month == "XX":
        if (month and not year.lstrip("-").isdigit()) or day not in {None, "XX"}:
            raise _Unreadable(text)
        date = _read_year(year)
        date = replace(date, unspecified=month is not None)
    elif not year.lstrip("-").isdigit():
        raise _Unreadable(text)
    elif 21 <= int(month) <= 24 and day is None:
        date = _read_season(int(year), int(month))
    else:
        date = _read_month(text, int(year), int(month), day)
    return replace(
        date,
        edtf=text,
        written=text,
        uncertain=match["mark"] in {"?", "%"},
        approximate=match["mark"] in {"~", "%"},
    )


def _single(precision: Precision, earliest: int, latest: int) -> HistoricalDate:
    return HistoricalDate("", "", Shape.SINGLE, precision, earliest, latest)


def _read_year(text: str) -> HistoricalDate:
    missing = text.count("X")
    first = int(text.lstrip("Y").replace("X", "0"))
    last = first + 10**missing - 1
    precision = (Precision.YEAR, Precision.DECADE, Precision.CENTURY)[missing]
    return _single(precision, to_day(first, 1, 1), to_day(last, 12, 31))


def _read_season(year: int, season: int) -> HistoricalDate:
    first, last = _SEASONS[season]
    end_year, last = (year + 1, last - 12) if last > 12 else (year, last)
    earliest = to_day(year, first, 1)
    latest = to_day(end_year, last, days_in_month(end_year, last))
    return replace(_single(Precision.SEASON, earliest, latest), season=season)


def _read_month(text: str, year: int, month: int, day: str | None) -> HistoricalDate:
    if not 1 <= month <= 12:
        later = year - year % 100 + month
        years = f"; for years {year_text(year)}/{year_text(later)}" if later > year else ""
        raise ValueError(
            f"the date {text!r} has no such month. Write 01 to 12; for a season without a day "
            f"21 (spring) to 24 (winter){years}; or only {year_text(year)}."
        )
    length = days_in_month(year, month)
    first = to_day(year, month, 1)
    if day is None or day == "XX":
        date = _single(Precision.MONTH, first, first + length - 1)
        return replace(date, unspecified=day is not None)
    if not 1 <= int(day) <= length:
        stem = f"{year_text(year)}-{month:02d}"
        nearest = 1 if int(day) == 0 else length
        raise ValueError(f"the date {text!r} has no such day. Write {stem}, or {stem}-{nearest:02d}.")
    return _single(Precision.DAY, first + int(day) - 1, first + int(day) - 1)


def _read_interval(text: str) -> HistoricalDate:
    """``start/end``, where either may be ``..`` (open) or empty (unknown)."""
    ends = [part.strip() for part in text.split("/")]
    if len(ends) != 2 or any(part[:1] in _BRACKETS for part in ends):
        raise _Unreadable(text)
    if set(ends) <= {"", ".."}:
        raise ValueError(
            f"the date {text!r} names no date at all. Write at least a start, as 1957/.., or leave the field out."
        )
    start, end = (None if part in {"", ".."} else _read_single(part) for part in ends)
    _check_order(start, end, "/")
    return _between(Shape.INTERVAL, "/", ends, start, end)


def _check_order(start: HistoricalDate | None, end: HistoricalDate | None, mark: str) -> None:
    if start is None or end is None or start.earliest is None or end.latest is None:
        return
    if start.earliest > end.latest:
        raise ValueError(
            f"the date '{start.edtf}{mark}{end.edtf}' ends before it begins. "
            f"Write {end.edtf}{mark}{start.edtf}, or correct one of the two."
        )


def _between(
    shape: Shape,
    mark: str,
    ends: list[str],
    start: HistoricalDate | None,
    end: HistoricalDate | None,
) -> HistoricalDate:
    known = [date for date in (start, end) if date is not None]
    text = mark.join(ends)
    return HistoricalDate(
        edtf=text,
        written=text,
        shape=shape,
        precision=_coarsest(known),
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        uncertain=any(date.uncertain for date in known),
        approximate=any(date.approximate for date in known),
        start=start,
        end=end,
        start_open=ends[0] == ".." or (shape is Shape.RANGE and start is None),
        end_open=ends[1] == ".." or (shape is Shape.RANGE and end is None),
        start_unknown=shape is Shape.INTERVAL and not ends[0],
        end_unknown=shape is Shape.INTERVAL and not ends[1],
    )


def _coarsest(dates: list[HistoricalDate]) -> Precision:
    return max((date.precision for date in dates), key=lambda precision: precision.rank)


def _read_set(text: str) -> HistoricalDate:
    """``[a,b]`` or ``{a,b}``, whose members are dates or ranges ``a..b``."""
    close = _BRACKETS[text[0]]
    if text[-1] != close or len(text) < 3:
        raise _Unreadable(text)
    parts = [part.strip() for part in text[1:-1].split(",")]
    if len(parts) > MAX_MEMBERS:
        raise ValueError(
            f"the date {shown(text)} has {len(parts)} members. Write at most {MAX_MEMBERS}, "
            "or a range such as [1957-06-18..1957-06-21]."
        )
    members = [_read_member(part, index, len(parts)) for index, part in enumerate(parts)]
    for twice in _repeated(member.edtf for member in members):
        raise ValueError(f"the date {shown(text)} names {twice} twice. Write it once.")
    normal = f"{text[0]}{','.join(member.edtf for member in members)}{close}"
    firsts = [member.earliest for member in members if member.earliest is not None]
    lasts = [member.latest for member in members if member.latest is not None]
    start_open = any(member.start_open for member in members)
    end_open = any(member.end_open for member in members)
    return HistoricalDate(
        edtf=normal,
        written=text,
        shape=Shape.ONE_OF if close == "]" else Shape.ALL_OF,
        precision=_coarsest(members),
        earliest=None if start_open else min(firsts),
        latest=None if end_open else max(lasts),
        uncertain=any(member.uncertain for member in members),
        approximate=any(member.approximate for member in members),
        start_open=start_open,
        end_open=end_open,
        members=tuple(members),
    )


def _read_member(text: str, index: int, count: int) -> HistoricalDate:
    if ".." not in text:
        return _read_single(text)
    ends = [part.strip() for part in text.split("..")]
    if len(ends) != 2 or not any(ends):
        raise _Unreadable(text)
    if (not ends[0] and index > 0) or (not ends[1] and index < count - 1):
        raise ValueError(
            f"the range {text!r} has an open end inside a set. Write '..date' first in the set, 'date..' last."
        )
    start, end = (_read_single(part) if part else None for part in ends)
    _check_order(start, end, "..")
    return _between(Shape.RANGE, "..", ends, start, end)


def _repeated(texts: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            yield text
        seen.add(text)
