"""Day numbers and the two calendars."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.model.calendars import (
    GREGORIAN,
    JULIAN,
    add_months,
    day_to_iso,
    days_in_month,
    from_day,
    is_leap,
    to_day,
    year_text,
)

CALENDARS = st.sampled_from([GREGORIAN, JULIAN])
DAYS = st.integers(-(10**12), 10**12)

#: The same day in the Julian and the Gregorian calendar.
KNOWN_PAIRS = [
    ((1582, 10, 5), (1582, 10, 15)),  # the day the calendar was reformed
    ((1700, 2, 29), (1700, 3, 11)),  # the first day the lag grew to eleven
    ((1800, 2, 29), (1800, 3, 12)),
    ((1890, 2, 25), (1890, 3, 9)),
    ((1900, 2, 29), (1900, 3, 13)),
    ((1917, 10, 25), (1917, 11, 7)),
    ((1918, 1, 31), (1918, 2, 13)),  # the last day of Old Style in Russia
    ((200, 3, 1), (200, 3, 1)),  # the two agree in the third century
    ((1, 1, 1), (0, 12, 30)),
    ((-4712, 1, 1), (-4713, 11, 24)),  # the first day of the Julian day count
]


@pytest.mark.parametrize(("julian", "gregorian"), KNOWN_PAIRS)
def test_known_days_in_both_calendars(julian: tuple[int, int, int], gregorian: tuple[int, int, int]) -> None:
    number = to_day(*julian, JULIAN)
    assert number == to_day(*gregorian)
    assert from_day(number) == gregorian
    assert from_day(number, JULIAN) == julian


@given(st.dates())
def test_day_numbers_are_those_of_the_standard_library(date: datetime.date) -> None:
    assert to_day(date.year, date.month, date.day) == date.toordinal()
    assert from_day(date.toordinal()) == (date.year, date.month, date.day)


@given(DAYS, CALENDARS)
def test_a_day_number_comes_back(number: int, calendar: str) -> None:
    year, month, day = from_day(number, calendar)
    assert to_day(year, month, day, calendar) == number
    assert 1 <= day <= days_in_month(year, month, calendar)


@given(DAYS, CALENDARS)
def test_the_next_day_is_the_next_number(number: int, calendar: str) -> None:
    year, month, day = from_day(number, calendar)
    following = from_day(number + 1, calendar)
    assert following in {
        (year, month, day + 1),
        (year, month + 1, 1),
        (year + 1, 1, 1),
    }
    assert following > (year, month, day)


@pytest.mark.parametrize(
    ("year", "gregorian", "julian"),
    [
        (1956, True, True),
        (1957, False, False),
        (1900, False, True),
        (2000, True, True),
        (0, True, True),
        (-4, True, True),
    ],
)
def test_leap_years(year: int, *, gregorian: bool, julian: bool) -> None:
    assert is_leap(year) is gregorian
    assert is_leap(year, JULIAN) is julian


@pytest.mark.parametrize("month", [-1, 0, 13, 21])
@pytest.mark.parametrize("calendar", [GREGORIAN, JULIAN])
def test_there_is_no_thirteenth_month(month: int, calendar: str) -> None:
    with pytest.raises(ValueError, match="there is no month"):
        to_day(1957, month, 1, calendar)


@pytest.mark.parametrize(
    ("date", "calendar"),
    [((1957, 6, 31), GREGORIAN), ((1957, 6, 0), GREGORIAN), ((1900, 2, 29), GREGORIAN), ((1901, 2, 29), JULIAN)],
)
def test_there_is_no_such_day(date: tuple[int, int, int], calendar: str) -> None:
    with pytest.raises(ValueError, match="there is no day"):
        to_day(*date, calendar)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("1957-01-31", 1, "1957-02-28"),
        ("1956-01-31", 1, "1956-02-29"),
        ("1957-01-15", -1, "1956-12-15"),
        ("1956-02-29", -12, "1955-02-28"),
        ("1957-06-18", 0, "1957-06-18"),
        ("0001-01-01", -12, "0000-01-01"),
    ],
)
def test_months_are_added_within_the_month(start: str, months: int, end: str) -> None:
    year, month, day = (int(part) for part in start.split("-"))
    assert day_to_iso(add_months(to_day(year, month, day), months)) == end


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (1957, "1957"),
        (43, "0043"),
        (0, "0000"),
        (-43, "-0043"),
        (-9999, "-9999"),
        (17000, "Y17000"),
        (-17000, "Y-17000"),
    ],
)
def test_years_as_edtf_writes_them(year: int, text: str) -> None:
    assert year_text(year) == text


def test_days_beyond_four_digits_have_a_sign() -> None:
    assert day_to_iso(to_day(17000, 1, 1)) == "+17000-01-01"
    assert day_to_iso(to_day(-17000, 1, 1)) == "-17000-01-01"
    assert day_to_iso(to_day(-43, 3, 15)) == "-0043-03-15"
    assert day_to_iso(to_day(1890, 3, 9), JULIAN) == "1890-02-25"
