"""Comparing dates: yes, no, and cannot tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letopis.model.comparison import TOLERANCE_DAYS, span_of
from letopis.model.dates import (
    Tri,
    age_at,
    before,
    contains_day,
    not_after,
    overlaps,
    parse_fixed_date,
    same,
    sort_key,
    to_day,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from letopis.model.dates import HistoricalDate

YES, NO, CANNOT_TELL = Tri.YES, Tri.NO, Tri.CANNOT_TELL


def ask(question: Callable[[HistoricalDate, HistoricalDate], Tri], a: str, b: str) -> Tri:
    return question(parse_fixed_date(a), parse_fixed_date(b))


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("1957-06-18", "1957-06-19", YES),
        ("1957-06-18", "1957-06-18", NO),  # on one day neither is before the other
        ("1957-06-19", "1957-06-18", NO),
        ("1957", "1958", YES),
        ("1957", "1957", CANNOT_TELL),
        ("1957-06", "1957-06-18", CANNOT_TELL),
        ("1957-06", "1957-06-30", CANNOT_TELL),
        ("1957-06", "1957-07-01", YES),
        ("1957-07-01", "1957-06", NO),
        ("1957-06-30", "1957-06", NO),  # the latest day of June is not before any
        ("1957-06-18/1957-06-21", "1957-06-22", YES),
        ("1957-06-18/1957-06-21", "1957-06-21", NO),
        ("1957-06-18/1957-06-21", "1957-06-20", NO),
        ("1957/..", "2057", NO),  # it still lasts
        ("1957/", "2057", CANNOT_TELL),
        ("../1957", "1958", YES),
        ("/1957", "1958", YES),
        ("1958", "../1960", NO),
        ("1958", "/1960", CANNOT_TELL),
        ("1961", "/1960", NO),
        ("[1961,1962]", "1963", YES),
        ("[1961,1962]", "1962", CANNOT_TELL),
        ("{1961,1962}", "1963", YES),
        ("{1961,1963}", "1962", NO),
        ("[1957-06-18..1957-06-21]", "1957-06-21", CANNOT_TELL),
        ("1957-06-18?", "1957-06-19", CANNOT_TELL),
        ("1957-06-18?", "1957-07-04", YES),
        ("1957-06-18%", "1957-07-04", CANNOT_TELL),
        ("1953-09~", "1953-10-01", CANNOT_TELL),
        ("1953-09~", "1954-01-01", YES),
        ("Y-17000", "-9999", YES),
        ("2012-24", "2013-02", CANNOT_TELL),
        ("2012-22", "2012-12", CANNOT_TELL),  # summer ends in February, south of the equator
        ("2012-24", "2011-12-25", CANNOT_TELL),  # the winter of 2011/12 or of 2012/13
    ],
)
def test_before(a: str, b: str, answer: Tri) -> None:
    assert ask(before, a, b) is answer
    assert ask(not_after, b, a) is ~answer


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("1957-06-18", "1957-06-18", YES),
        ("1957-06-18", "1890-03-09 (OS 1890-02-25)", NO),
        ("1957-06-18", "1957-06", CANNOT_TELL),
        ("1957-06", "1957-06", CANNOT_TELL),
        ("1957-06", "1957-07", NO),
        ("1957-06-18/1957-06-21", "1957-06-18/1957-06-21", YES),
        ("1957-06-18/1957-06-21", "1957-06-18/1957-06-22", NO),
        ("1957-06-18/1957-06-21", "1957-06-18", NO),
        ("1957-06-18/..", "1957-06-18/..", YES),
        ("1957-06-18/", "1957-06-18/", CANNOT_TELL),
        ("[1961,1963]", "1962", NO),
        ("[1961,1963]", "1961", CANNOT_TELL),
        ("1957-06-18?", "1957-06-18", CANNOT_TELL),
    ],
)
def test_same(a: str, b: str, answer: Tri) -> None:
    assert ask(same, a, b) is answer
    assert ask(same, b, a) is answer


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("1957-06-18/1957-06-21", "1957-06-21/1957-06-29", YES),
        ("1957-06-18/1957-06-21", "1957-06-22/1957-06-29", NO),
        ("1953/1957", "1955-06-18", YES),
        ("1953/1957", "1953-06-18", CANNOT_TELL),
        ("1953/1957", "1958/..", NO),
        ("1953/..", "1958/..", YES),
        ("1953/", "1958/..", CANNOT_TELL),
        ("../1953", "../1960", YES),
        ("1957-06", "1957-06", CANNOT_TELL),
        ("1957-06", "1957-01-01/1957-12-31", YES),
        ("{1961,1963}", "1962", NO),
        ("{1961-06-18,1963}", "1961-06-18", YES),
        ("[1961-06-18,1963]", "1961-06-18", CANNOT_TELL),
        ("1957-06-18?", "1957-06-18", CANNOT_TELL),
    ],
)
def test_overlaps(a: str, b: str, answer: Tri) -> None:
    assert ask(overlaps, a, b) is answer
    assert ask(overlaps, b, a) is answer


@pytest.mark.parametrize(
    ("inner", "outer", "answer"),
    [
        ("1957-06-18", "1957-06-18/1957-06-21", YES),
        ("1957-06-19/1957-06-20", "1957-06-18/1957-06-21", YES),
        ("1957-06-18/1957-06-21", "1957-06-18/1957-06-21", YES),
        ("1957-06-17/1957-06-21", "1957-06-18/1957-06-21", NO),
        ("1957-06-18/1957-06-22", "1957-06-18/1957-06-21", NO),
        ("1957-06", "1957-06-18/1957-06-21", CANNOT_TELL),
        ("1957-06-18", "1957-06-18/1957-06-21?", YES),
        ("1957-06-21", "1957-06-18/1957-06-21?", CANNOT_TELL),
        ("1957-06-18", "1957-06", CANNOT_TELL),  # some day in June, not all of it
        ("1957-05-31", "1957-06", NO),
        ("1957-06-18", "1953/..", YES),
        ("1957-06-18", "1953/", CANNOT_TELL),
        ("1957-06-18", "../1953", NO),
        ("1957/..", "1953/..", YES),
        ("1957/..", "1953/1960", NO),
        ("1962-06-18", "{1961-01-01..1962-12-31,1964}", YES),
        ("1961-06-18/1962-06-18", "{1961-01-01..1961-12-31,1962-01-01..1962-12-31}", CANNOT_TELL),
        ("1963-06-18", "{1961-01-01..1962-12-31,1964}", NO),
        ("{1957-06-18,1957-06-22}", "1957-06-18/1957-06-21", NO),
        ("[1957-06-18,1957-06-22]", "1957-06-18/1957-06-21", CANNOT_TELL),
    ],
)
def test_within(inner: str, outer: str, answer: Tri) -> None:
    assert ask(within, inner, outer) is answer
    if parse_fixed_date(inner).is_day:
        day = parse_fixed_date(inner)
        assert contains_day(parse_fixed_date(outer), day) is answer
        assert day.earliest is not None
        assert contains_day(parse_fixed_date(outer), day.earliest) is answer


@pytest.mark.parametrize(
    ("born", "day", "ages"),
    [
        ("1890-03-09", "1957-06-18", (67, 67)),
        ("1890-06-18", "1957-06-18", (67, 67)),
        ("1890-06-19", "1957-06-18", (66, 66)),
        ("1890", "1957-06-18", (66, 67)),
        ("1890-03-09", "1957", (66, 67)),
        ("1890~", "1957-06-18", (61, 72)),
        ("1956-02-29", "1957-02-28", (0, 0)),
        ("1956-02-29", "1957-03-01", (1, 1)),
        ("1890-03-09", "1957/..", (66, None)),
        ("1890-03-09", "../1957", (None, 67)),
        ("/1890", "1957", (66, None)),
        ("1958", "1957", (None, None)),
        ("1957", "1957", (0, 0)),
        ("[1889,1890]", "1957-06-18", (66, 68)),
    ],
)
def test_ages(born: str, day: str, ages: tuple[int | None, int | None]) -> None:
    assert age_at(parse_fixed_date(born), parse_fixed_date(day)) == ages


def test_an_answer_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match=r"ask whether an answer is Tri\.YES or Tri\.NO"):
        bool(YES)
    assert (~YES, ~NO, ~CANNOT_TELL) == (NO, YES, CANNOT_TELL)


def test_tolerance_grows_with_the_unit() -> None:
    assert list(TOLERANCE_DAYS.values()) == sorted(TOLERANCE_DAYS.values())
    day = to_day(1957, 6, 18)
    assert span_of(parse_fixed_date("1957-06-18")) == (day, day, day, day)
    assert span_of(parse_fixed_date("1957-06-18?")) == (day - 15, day + 15, day - 15, day + 15)
    assert span_of(parse_fixed_date("1957-06-18%")) == (day - 30, day + 30, day - 30, day + 30)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1450-03-~11", (1450, 3, 1), (1450, 3, 26)),  # about the 11th, certainly in March
        ("1450-~03-11", (1450, 1, 1), (1450, 6, 11)),
        ("1450~-03-11", (1445, 3, 7), (1455, 3, 15)),
        ("1450-03-?01", (1450, 3, 1), (1450, 3, 16)),
        ("1950-33", (1950, 1, 1), (1950, 3, 31)),
        ("156X-12-25", (1560, 12, 25), (1569, 12, 25)),
    ],
)
def test_the_days_that_a_mark_on_one_part_allows(
    text: str, low: tuple[int, int, int], high: tuple[int, int, int]
) -> None:
    span = span_of(parse_fixed_date(text))
    assert (span.begin_low, span.end_high) == (to_day(*low), to_day(*high))


@pytest.mark.parametrize("other", ["1450", "1957-12-25", "/1000", "1957/"])
def test_of_a_day_of_an_unknown_year_nothing_can_be_told(other: str) -> None:
    day = parse_fixed_date("XXXX-12-25")
    for ask_one in (before, overlaps, same, within):
        assert ask_one(day, parse_fixed_date(other)) is CANNOT_TELL
        assert ask_one(parse_fixed_date(other), day) is CANNOT_TELL
    assert age_at(day, parse_fixed_date(other)) == (None, None)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("1976-07-11", NO),
        ("1976-07-12", CANNOT_TELL),
        ("1977-01-01", CANNOT_TELL),
        ("1977-04-15", YES),
        ("1977-04-16", NO),
    ],
)
def test_what_began_on_a_day_or_later_surely_lasted_on_its_last(day: str, answer: Tri) -> None:
    assert contains_day(parse_fixed_date("[1976-07-12..]/1977-04-15"), parse_fixed_date(day)) is answer


def test_order() -> None:
    """A heading comes before what it covers, a plain date before a doubtful one, no date last."""
    in_order = [
        "../1950",
        "/1960",
        "/1950",
        "Y-17000",
        "-0043",
        "1957/..",
        "1957/",
        "1957/1960",
        "1957",
        "1957?",
        "1957~",
        "1957-01",
        "1957-01-01/1957-01-03",
        "1957-01-01",
        "1957-01-01?",
        "1957-01-02",
        "Y17000",
        "XXXX-12-25",
        None,
    ]
    dates = [parse_fixed_date(text) if text else None for text in in_order]
    ordered = sorted(reversed(dates), key=sort_key)
    assert [date.edtf if date else None for date in ordered] == in_order
