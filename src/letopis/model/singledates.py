"""The reader of one EDTF date without slash or brackets: a day, month, part of a year, year, decade, century.

X stands for any digit, marks stand before or after year, month and day. As in EDTF, a mark after a part belongs to it
and all parts on its left, a mark before a part to that part alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final, NamedTuple

from letopis.model.calendars import GREGORIAN, days_in_month, to_day, year_text
from letopis.model.historical import HistoricalDate, Precision, Shape

_MARK = "[?~%]?"
_SINGLE = re.compile(
    rf"(?P<year_left>{_MARK})(?P<year>-?[0-9X]{{4}}|Y-?[1-9][0-9]{{0,11}}(?:E[1-9][0-9]?)?)"
    rf"(?P<significant>S[1-9][0-9]?)?(?P<year_right>{_MARK})"
    rf"(?:-(?P<month_left>{_MARK})(?P<month>[0-9X]{{2}})(?P<month_right>{_MARK})"
    rf"(?:-(?P<day_left>{_MARK})(?P<day>[0-9X]{{2}})(?P<day_right>{_MARK}))?)?"
)
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_PARTS: Final = ("year", "month", "day")
_SIGNS: Final = {frozenset(): "", frozenset("?"): "?", frozenset("~"): "~", frozenset("?~"): "%"}

#: First month and length in months of each part of a year (EDTF level 2); winter runs into the next year.
_YEAR_PARTS: Final = {
    **{first + number: (3 + 3 * number, 3) for first in (21, 25) for number in range(4)},
    **{29 + number: (month, 3) for number, month in enumerate((9, 12, 3, 6))},
    **{33 + number: (1 + 3 * number, 3) for number in range(4)},
    **{37 + number: (1 + 4 * number, 4) for number in range(3)},
    **{40 + number: (1 + 6 * number, 6) for number in range(2)},
}

#: The unit that is known, by how many digits from the right the first X stands.
_COARSE: Final = (Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM, Precision.ANY)

_MAX_YEAR_DIGITS: Final = 12


class UnreadableDateError(ValueError):
    """The text has not the form of a date, so a rewording may help."""


class _Written(NamedTuple):
    """The parts of a date: year, month and day with their digits, ``None`` where they are not written."""

    text: str
    year: str
    month: str | None
    day: str | None

    @property
    def is_year(self) -> bool:
        """Whether only the year says something: ``1957``, ``195X``, ``1957-XX-XX``."""
        return self.month is None or ("X" not in self.year and self.month == "XX" and self.day in {None, "XX"})

    @property
    def is_pattern(self) -> bool:
        """Whether X stands where it does not mean the whole last part."""
        return "X" in f"{self.year}{self.month}" or (self.day is not None and self.day != "XX" and "X" in self.day)


def read_single(text: str, calendar: str = GREGORIAN) -> HistoricalDate:
    """One date; bounds are counted in ``calendar``. ``ValueError`` says what is wrong."""
    return _read_plain(text, calendar) or _read_any(text, calendar)


def _read_plain(text: str, calendar: str) -> HistoricalDate | None:
    """A year, month or day of four, two and two figures with or without a mark, as nearly all dates are.

    ``None`` for all others, and for what cannot be right.
    """
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return None
    year, month, day = int(plain[1]), int(plain[2] or 0), int(plain[3] or 0)
    length = days_in_month(year, month, calendar) if 1 <= month <= 12 else 0
    if plain[2] and (not length or day > length or (plain[3] and not day)):
        return None
    first = to_day(year, month or 1, day or 1, calendar)
    if day:
        precision, last = Precision.DAY, first
    elif month:
        precision, last = Precision.MONTH, first + length - 1
    else:
        precision, last = Precision.YEAR, to_day(year, 12, 31, calendar)
    mark = plain[4]
    return HistoricalDate(text, text, Shape.SINGLE, precision, first, last, mark in {"?", "%"}, mark in {"~", "%"})


def _read_any(text: str, calendar: str) -> HistoricalDate:
    match = _SINGLE.fullmatch(text)
    if match is None or match["year"] == "-0000":
        raise UnreadableDateError(text)
    written = _Written(text, match["year"], match["month"], match["day"])
    long_year = written.year[0] == "Y" or match["significant"]
    if long_year and (written.month or "X" in written.year):
        raise UnreadableDateError(text)
    if match["significant"]:
        date = _read_significant(written.year, int(match["significant"][1:]), calendar)
    elif written.is_year:
        date = replace(_read_year(written.year, calendar), unspecified=written.month is not None)
    elif written.is_pattern:
        date = _read_pattern(written, calendar)
    elif int(written.month or 0) in _YEAR_PARTS and written.day is None:
        date = _read_part_of_year(int(written.year), int(written.month or 0), calendar)
    else:
        date = _read_month(written, calendar)
    return _with_marks(replace(date, edtf=text, written=text), match)


def _with_marks(date: HistoricalDate, match: re.Match[str]) -> HistoricalDate:
    """Note which parts are marked. Nearly all dates have no mark, or one at the end."""
    marks: list[set[str]] = []
    for part in _PARTS:
        if match[part] is None:
            break
        marks.append(_signs(match[f"{part}_left"]))
        right = _signs(match[f"{part}_right"])
        if right:
            marks = [signs | right for signs in marks]
    if not any(marks):
        return date
    together = set().union(*marks)
    partial = tuple(_SIGNS[frozenset(signs)] for signs in marks) if any(signs != together for signs in marks) else ()
    return replace(date, uncertain="?" in together, approximate="~" in together, partial=partial)


def _signs(mark: str) -> set[str]:
    return set("?~") if mark == "%" else set(mark)


def _single(precision: Precision, earliest: int | None, latest: int | None) -> HistoricalDate:
    return HistoricalDate("", "", Shape.SINGLE, precision, earliest, latest)


def _read_year(text: str, calendar: str) -> HistoricalDate:
    """``1957``, ``195X``, ``-01XX``, ``1X57``, ``Y17000``, ``Y17E7``."""
    if text[0] == "Y":
        year = _long_year(text)
        return _single(Precision.YEAR, to_day(year, 1, 1, calendar), to_day(year, 12, 31, calendar))
    if text.lstrip("-") == "XXXX":
        raise ValueError(_says_nothing(text))
    years = _years(text)
    date = _single(_known(text), to_day(years[0], 1, 1, calendar), to_day(years[-1], 12, 31, calendar))
    return date if text.rstrip("X").lstrip("-").isdigit() else replace(date, pattern=(text,))


def _says_nothing(text: str) -> str:
    return (
        f"the date '{text}' says nothing: no digit of it is known. "
        "Write what is known of it, such as XXXX-12-25, or leave the field out."
    )


def _long_year(text: str) -> int:
    """``Y17000``, ``Y-17E7``: at least five digits, so that a year has one way of being written."""
    digits, _, exponent = text[1:].partition("E")
    length = len(digits.lstrip("-")) + int(exponent or 0)
    if length > _MAX_YEAR_DIGITS or length < 5:
        raise UnreadableDateError(text)
    return int(digits + "0" * int(exponent or 0))


def _read_significant(text: str, count: int, calendar: str) -> HistoricalDate:
    """``1950S2``: a year named, of which the first two digits are sure."""
    year = _long_year(text) if text[0] == "Y" else int(text)
    missing = max(len(str(abs(year))) - count, 0)
    unit = 10**missing
    first = abs(year) // unit * unit
    bounds = sorted((first, first + unit - 1) if year >= 0 else (-first, -(first + unit - 1)))
    date = _single(
        _COARSE[min(missing, 3)], to_day(bounds[0], 1, 1, calendar), to_day(bounds[1], 12, 31, calendar)
    )  # fmt: skip
    return replace(date, estimate=year)


def _known(year: str) -> Precision:
    digits = year.lstrip("-")
    return _COARSE[len(digits) - digits.index("X")] if "X" in digits else Precision.YEAR


def _years(pattern: str) -> Sequence[int]:
    """Every year that fits, in order."""
    sign, digits = (-1, pattern[1:]) if pattern[0] == "-" else (1, pattern)
    if "X" not in digits:
        return (sign * int(digits),)
    known = digits.rstrip("X")
    if "X" not in known:
        unit = 10 ** (len(digits) - len(known))
        first = int(known or 0) * unit
        found = range(first, first + unit)
        return found if sign > 0 else [-year for year in reversed(found)]
    years = [sign * int("".join(one)) for one in product(*("0123456789" if d == "X" else d for d in digits))]
    return years if sign > 0 else years[::-1]


def fitting(pattern: str, last: int) -> list[int]:
    """The numbers from 1 to ``last`` that fit two digits of which some are X."""
    return [
        number
        for number in range(1, last + 1)
        if all(sign in ("X", digit) for sign, digit in zip(pattern, f"{number:02d}", strict=True))
    ]


def _read_pattern(written: _Written, calendar: str) -> HistoricalDate:
    """``156X-12-25``, ``1450-XX-25``, ``1450-1X``, ``XXXX-12-25``."""
    unknown = written.year.lstrip("-") == "XXXX"
    years = (2000,) if unknown else _years(written.year)
    month, day = written.month or "XX", written.day or "XX"
    if unknown and month == day == "XX":
        raise ValueError(_says_nothing(written.text))
    first = next(_days(years, month, day, calendar, step=1), None)
    last = next(_days(years, month, day, calendar, step=-1), None)
    if first is None or last is None:
        raise ValueError(
            f"the date {written.text!r} fits no day that exists. "
            f"Write a month from 01 to 12 and a day that it has, or X for a digit that is not known."
        )
    within = Precision.YEAR if "X" in month else Precision.MONTH
    precision = _known(written.year) if "X" in written.year else within
    date = _single(precision, None, None) if unknown else _single(precision, first, last)
    pattern = tuple(part for part in (written.year, written.month, written.day) if part)
    return replace(date, unspecified=True, pattern=pattern)


def _days(years: Sequence[int], month: str, day: str, calendar: str, step: int) -> Iterator[int]:
    """The days that fit, as numbers, from the first on (``step`` 1) or from the last back (-1)."""
    months, days = fitting(month, 12)[::step], fitting(day, 31)[::step]
    for year in years[::step]:
        for one in months:
            length = days_in_month(year, one, calendar)
            yield from (to_day(year, one, number, calendar) for number in days if number <= length)


def _read_part_of_year(year: int, part: int, calendar: str) -> HistoricalDate:
    month, length = _YEAR_PARTS[part]
    last = month + length - 1
    end_year, last = (year + 1, last - 12) if last > 12 else (year, last)
    earliest = to_day(year, month, 1, calendar)
    latest = to_day(end_year, last, days_in_month(end_year, last, calendar), calendar)
    return replace(_single(Precision.SEASON, earliest, latest), season=part)


def _read_month(written: _Written, calendar: str) -> HistoricalDate:
    """A month, a day, or a day that is not known of a month that is."""
    text, day = written.text, written.day
    year, month = int(written.year), int(written.month or 0)
    if not 1 <= month <= 12:
        later = year - year % 100 + month
        if day is None and month > 12 and later > year > 0:
            raise ValueError(
                f"the date {text!r} has no such month, and cuts a second year short. "
                f"Write {year_text(year)}/{year_text(later)}."
            )
        raise ValueError(
            f"the date {text!r} has no such month. Write 01 to 12; for a season without a day "
            f"21 (spring) to 24 (winter); or only {year_text(year)}."
        )
    length = days_in_month(year, month, calendar)
    first = to_day(year, month, 1, calendar)
    if day is None or day == "XX":
        date = _single(Precision.MONTH, first, first + length - 1)
        return replace(date, unspecified=day is not None)
    if not 1 <= int(day) <= length:
        stem = f"{year_text(year)}-{month:02d}"
        nearest = 1 if int(day) == 0 else length
        raise ValueError(f"the date {text!r} has no such day. Write {stem}, or {stem}-{nearest:02d}.")
    return _single(Precision.DAY, first + int(day) - 1, first + int(day) - 1)
