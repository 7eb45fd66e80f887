"""Dates as terms of the index: those written in a text, and those of records."""

from __future__ import annotations

import pytest

from letopis.model.dates import parse_fixed_date, to_day
from letopis.search.dating import (
    ANY_YEAR,
    AS_END,
    DAY_ITSELF,
    IN_MONTH,
    IN_YEAR,
    MONTH_ITSELF,
    SPAN_ITSELF,
    WITHIN_DAYS,
    YEAR_ITSELF,
    dates_in,
    day_term,
    levels_of,
    period_of,
    wider,
    year_term,
)


def terms_in(text: str) -> list[str]:
    return [term for date in dates_in(text.lower()) for term in date.terms]


@pytest.mark.parametrize(
    "text",
    [
        "18 June 1957", "18th June 1957", "18th of June, 1957", "June 18, 1957", "June 18th 1957", "Jun. 18 1957",
        "18 Jun 1957", "1957-06-18", "1957-6-18", "1957/06/18", "1957.6.18", "6/18/1957", "18.06.1957", "18.6.1957", "18/6/1957", "18 июня 1957", "18-го июня 1957 г.",
        "18 июня, 1957", "on 18 June 1957, a Tuesday",
    ],
)  # fmt: skip
def test_a_day_is_found_however_it_is_written(text: str) -> None:
    assert terms_in(text) == ["1957-06-18"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("June 1957", ["1957-06"]),
        ("in June, 1957", ["1957-06"]),
        ("Sept. 1953", ["1953-09"]),
        ("1957-06", ["1957-06"]),
        ("в июне 1957 года", ["1957-06"]),
        ("март 1953, мая 1955, в мае 1956", ["1953-03", "1955-05", "1956-05"]),
        ("18 June", ["-06-18"]),
        ("18 июня", ["-06-18"]),
        ("June 18", ["-06-18"]),
        ("14 March 410", ["410-03-14"]),
        ("18–19 June 1957", ["1957-06-18", "1957-06-19", "1957-06-18/1957-06-19"]),
        ("18 and 19 June 1957", ["1957-06-18", "1957-06-19", "1957-06-18/1957-06-19"]),
        ("с 18 по 19 июня 1957", ["1957-06-18", "1957-06-19", "1957-06-18/1957-06-19"]),
        ("June 18-19, 1957", ["1957-06-18", "1957-06-19", "1957-06-18/1957-06-19"]),
        ("4 July 1957 and 5 May 1956", ["1957-07-04", "1956-05-05"]),
    ],
)
def test_other_dates_in_a_text(text: str, terms: list[str]) -> None:
    assert terms_in(text) == terms


@pytest.mark.parametrize(
    "text",
    ["1957", "June", "mayor 1957", "32 June 1957", "0 June 1957", "19–18 June 1957", "1957-13-01", "18.13.1957",
     "1957-06-18-2", "isbn 1957-0618", "marching 12", "1/2", "12 июняшка 1957"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert terms_in(text) == []


def test_a_date_says_where_it_stands() -> None:
    (found,) = dates_in("on 18 june 1957.")
    assert (found.start, found.end) == (3, 15)


def test_what_is_wider_than_a_date() -> None:
    assert list(wider("1957-06-18")) == ["1957", "1957-06", "-06-18"]
    assert list(wider("1957-06")) == ["1957"]
    assert list(wider("-06-18")) == []
    assert list(wider("1957-06-18/1957-06-19")) == []


def test_years_before_christ() -> None:
    assert [year_term(year) for year in (1957, 410, 0, -43)] == ["1957", "410", "1", "44"]
    assert day_term(to_day(1957, 6, 18)) == "1957-06-18"
    assert day_term(to_day(-43, 3, 15)) == "44-03-15"


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("1957-06-18", {"1957-06-18": DAY_ITSELF, "1957-06": IN_MONTH, "1957": IN_YEAR, "-06-18": ANY_YEAR}),
        ("1957-06", {"1957-06": MONTH_ITSELF, "1957": IN_YEAR}),
        ("1957", {"1957": YEAR_ITSELF}),
        ("1957-22", {"1957": YEAR_ITSELF}),
        ("195X", {str(year): round(0.6 * IN_YEAR) for year in range(1950, 1960)}),
        ("18XX", {}),
        ("XXXX-12-25", {"-12-25": DAY_ITSELF}),
        ("156X-12-25", {"-12-25": DAY_ITSELF} | {str(year): round(0.6 * IN_YEAR) for year in range(1560, 1570)}),
        ("1450-1X", {"1450": YEAR_ITSELF}),
        ("1950-33", {"1950": YEAR_ITSELF}),
        ("../..", {}),
        ("1800/1850", {"1800": round(0.85 * YEAR_ITSELF), "1850": round(0.85 * YEAR_ITSELF)}),
        ("1957/", {"1957": round(0.85 * YEAR_ITSELF)}),
        ("/1957", {"1957": round(0.85 * YEAR_ITSELF)}),
    ],
)
def test_the_terms_of_a_record_s_date(written: str, levels: dict[str, int]) -> None:
    assert levels_of(parse_fixed_date(written)) == levels


def test_a_short_span_is_found_by_each_day_and_as_a_whole() -> None:
    levels = levels_of(parse_fixed_date("1957-06-29/1957-07-02"))
    assert levels["1957-06-29/1957-07-02"] == SPAN_ITSELF
    assert levels["1957-06-29"] == DAY_ITSELF
    assert levels["1957-07-02"] == round(AS_END * DAY_ITSELF)
    assert levels["1957-06-30"] == levels["1957-07-01"] == WITHIN_DAYS
    assert levels["1957-06"] == levels["1957-07"] == IN_MONTH
    assert levels["-07-01"] == round(0.8 * WITHIN_DAYS)


def test_a_long_span_is_found_by_its_years() -> None:
    levels = levels_of(parse_fixed_date("1953-03-05/1957-06-29"))
    assert levels["1955"] == round(0.6 * IN_YEAR)
    assert "1955-05" not in levels
    assert levels["1953-03-05"] == DAY_ITSELF
    assert levels["1957-06-29"] == round(AS_END * DAY_ITSELF)


@pytest.mark.parametrize("written", ["1957-06-22?", "1957-06-22~", "1957-06-22%"])
def test_what_perhaps_happened_on_a_day_comes_after_what_certainly_did(written: str) -> None:
    perhaps, surely = levels_of(parse_fixed_date(written)), levels_of(parse_fixed_date("1957-06-22"))
    opened = levels_of(parse_fixed_date("1957-06-22/1957-06-29"))
    for day in ("1957-06-22", "-06-22"):
        assert perhaps[day] < opened[day] == surely[day]
    # That it was in this month is not in doubt.
    assert perhaps["1957-06"] == surely["1957-06"]


def test_each_of_several_possible_dates_counts_a_little_less() -> None:
    levels = levels_of(parse_fixed_date("[1509,1511]"))
    assert levels == {"1509": round(0.9 * YEAR_ITSELF), "1511": round(0.9 * YEAR_ITSELF)}


def test_a_day_in_the_old_style_is_found_as_it_was_counted_then() -> None:
    levels = levels_of(parse_fixed_date("OS 1553-10-27"))
    assert levels["1553-11-06"] == DAY_ITSELF
    assert levels["1553-10-27"] == MONTH_ITSELF


def test_a_winter_is_in_two_years() -> None:
    assert levels_of(parse_fixed_date("1957-24"))["1957"] == YEAR_ITSELF


def test_what_is_not_what_the_record_is_about_counts_less() -> None:
    assert levels_of(parse_fixed_date("1957"), 0.5) == {"1957": round(0.5 * YEAR_ITSELF)}
    assert levels_of(parse_fixed_date("1957"), 0.001) == {"1957": 1}


@pytest.mark.parametrize(
    ("written", "period"),
    [("1957-06-18", (1957, 1957)), ("1953/1957", (1953, 1957)), ("1957/", (1957, 1957)), ("/1957", (1957, 1957)),
     ("195X", (1950, 1959))],
)  # fmt: skip
def test_the_years_of_a_date(written: str, period: tuple[int, int]) -> None:
    assert period_of(parse_fixed_date(written)) == period
