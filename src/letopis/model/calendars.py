"""Day numbers, and the two calendars of European sources: Gregorian and Julian.

A *day number* is an ``int``: day 1 is 1 January of the year 1 in the Gregorian calendar carried
back before its introduction ("proleptic", as ISO 8601-1:2019 asks), the same count as
:meth:`datetime.date.toordinal`. Unlike ``datetime`` it has no first and no last year. Years are
astronomical: 0 is 1 BC, -1 is 2 BC.
"""

from __future__ import annotations

from typing import Final

GREGORIAN: Final = "gregorian"
JULIAN: Final = "julian"

MONTH_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: Days in 400 Gregorian and in 4 Julian years, after which each calendar repeats itself.
_GREGORIAN_CYCLE: Final = 146_097
_JULIAN_CYCLE: Final = 1_461
_COMMON_CENTURY: Final = 36_524

#: 1 January of the Julian year 1 fell two days before its Gregorian namesake.
_JULIAN_LAG: Final = -2

#: The years EDTF can write with a month or a day (ISO 8601-1: four digits, with or without minus).
FIRST_YEAR: Final = -9999
LAST_YEAR: Final = 9999


def is_leap(year: int, calendar: str = GREGORIAN) -> bool:
    """Say whether ``year`` has a 29 February: every fourth, but of Gregorian centuries every fourth."""
    if calendar == JULIAN:
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int, calendar: str = GREGORIAN) -> int:
    """Give the length in days of ``month`` (1 to 12; anything else raises ``ValueError``)."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}: months are 1 to 12")
    if month == 2 and is_leap(year, calendar):
        return 29
    return MONTH_LENGTHS[month - 1]


def to_day(year: int, month: int, day: int, calendar: str = GREGORIAN) -> int:
    """Give the day number of a date in ``calendar``.

    A month or a day that does not exist raises ``ValueError``.
    """
    last = days_in_month(year, month, calendar)
    if not 1 <= day <= last:
        raise ValueError(f"there is no day {day} in month {month} of {year}: it has {last} days")
    full_years = year - 1
    leap_days = full_years // 4
    if calendar == GREGORIAN:
        leap_days += full_years // 400 - full_years // 100
    lag = _JULIAN_LAG if calendar == JULIAN else 0
    in_year = sum(days_in_month(year, earlier, calendar) for earlier in range(1, month)) + day
    return 365 * full_years + leap_days + in_year + lag


def from_day(number: int, calendar: str = GREGORIAN) -> tuple[int, int, int]:
    """Give year, month and day in ``calendar`` of a day number: the inverse of :func:`to_day`."""
    if calendar == JULIAN:
        cycles, rest = divmod(number - 1 - _JULIAN_LAG, _JULIAN_CYCLE)
        year = cycles * 4 + min(rest // 365, 3) + 1
    else:
        cycles, rest = divmod(number - 1, _GREGORIAN_CYCLE)
        # At most 3: the last day of a leap year would otherwise count as the first of the next.
        centuries = min(rest // _COMMON_CENTURY, 3)
        fours, rest = divmod(rest - centuries * _COMMON_CENTURY, _JULIAN_CYCLE)
        year = cycles * 400 + centuries * 100 + fours * 4 + min(rest // 365, 3) + 1
    left = number - to_day(year, 1, 1, calendar)
    month = 1
    while left >= days_in_month(year, month, calendar):
        left -= days_in_month(year, month, calendar)
        month += 1
    return year, month, left + 1


def add_months(number: int, months: int) -> int:
    """Move a day number by whole Gregorian months, twelve to a year.

    Where the month arrived at is shorter, its last day is taken: one month after 31 January 1957
    is 28 February 1957.
    """
    year, month, day = from_day(number)
    years, month = divmod(month - 1 + months, 12)
    year, month = year + years, month + 1
    return to_day(year, month, min(day, days_in_month(year, month)))


def year_text(year: int) -> str:
    """Write a year as EDTF does: ``1957``, ``0043``, ``-0043``; ``Y17000`` beyond four digits."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return f"{year:05d}" if year < 0 else f"{year:04d}"
    return f"Y{year}"


def day_to_iso(number: int, calendar: str = GREGORIAN) -> str:
    """Write a day number as ``YYYY-MM-DD``.

    A year of more than four digits has a sign, as in ISO 8601's expanded form: ``+17000-01-01``.
    """
    year, month, day = from_day(number, calendar)
    written = year_text(year) if FIRST_YEAR <= year <= LAST_YEAR else f"{year:+d}"
    return f"{written}-{month:02d}-{day:02d}"
