"""Dates that hang on another record."""

from __future__ import annotations

import pytest

from letopis.model.dates import RelativeDate, parse_date, parse_fixed_date

RESOLVED = [
    ("2 days before vote", "1957-06-18", "1957-06-16"),
    ("1 day after vote", "1957-06-30", "1957-07-01"),
    ("same day as vote", "1957-06-18", "1957-06-18"),
    ("same day as vote", "1957-06-18/1957-06-21?", "1957-06-18/1957-06-21?"),
    ("3 weeks before vote", "1957-06-18", "1957-05-28"),
    ("1 month after vote", "1957-01-31", "1957-02-28"),
    ("2 years before vote", "1956-02-29", "1954-02-28"),
    ("2 years before vote", "1956", "1954"),
    ("2 years before vote", "1956-02~", "1954-02~"),
    ("2 months before vote", "1957-01", "1956-11"),
    ("2 days before vote", "1957-06", "[1957-05-30..1957-06-28]"),
    ("2 days before vote", "1957-06-18?", "1957-06-16?"),
    ("2 days before vote", "1957-06%", "[1957-05-30%..1957-06-28%]"),
    ("2 days before vote", "1957-06-18/1957-06-21", "1957-06-16"),
    ("2 days after vote", "1957-06-18/1957-06-21", "1957-06-23"),
    ("2 days after vote", "../1957-06-21", "1957-06-23"),
    ("1 year after vote", "[1961,1962]", "[1962-01-01..1963-12-31]"),
    ("1 day before vote", "{1957-06-18,1957-06-21}", "1957-06-17"),
    ("1 day after vote", "{1957-06-18,1957-06-21}", "1957-06-22"),
    ("1 year after vote", "195X", "[1951-01-01..1960-12-31]"),
    ("1 month after vote", "1957-01-31/1957-02", "1957-03"),
]


@pytest.mark.parametrize(("text", "base", "resolved"), RESOLVED)
def test_a_relative_date_is_resolved(text: str, base: str, resolved: str) -> None:
    relative = parse_date(text)
    assert isinstance(relative, RelativeDate)
    date = relative.resolve(parse_fixed_date(base))
    assert date.edtf == resolved
    assert date.written == text
    assert parse_fixed_date(date.edtf).edtf == resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 days before event:the-vote", RelativeDate("2 days before event:the-vote", "the-vote", "event", -2, "day")),
        ("1 week  after vote ", RelativeDate("1 week  after vote", "vote", "", 1, "week")),
        ("same day as vote-2", RelativeDate("same day as vote-2", "vote-2")),
    ],
)
def test_its_parts(text: str, expected: RelativeDate) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a day before vote",
        "before vote",
        "2 days before",
        "2 days before The Vote",
        "0 days before vote",
        "12345 days before vote",
        "2 hours after vote",
        "3 days later",
        "same week as vote",
        "2 days before vote-",
    ],
)
def test_what_is_not_a_relative_date(text: str) -> None:
    with pytest.raises(ValueError, match="is not a relative date. Write '2 days before KEY'"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "base", "end"),
    [
        ("2 days before vote", "../1957", "start"),
        ("2 days before vote", "/1957", "start"),
        ("2 days after vote", "1957/..", "end"),
        ("2 days after vote", "1957/", "end"),
        ("2 days before vote", "[..1957]", "start"),
        ("1 day after vote", "{1957-06-18,1960..}", "end"),
        ("1 day before vote", "{..1957,1958}", "start"),
    ],
)
def test_there_must_be_an_end_to_count_from(text: str, base: str, end: str) -> None:
    relative = parse_date(text)
    assert isinstance(relative, RelativeDate)
    with pytest.raises(ValueError, match=f"counts from the {end} of 'vote', which is not known: its date is"):
        relative.resolve(parse_fixed_date(base))


@pytest.mark.parametrize(("text", "base"), [("1 day after vote", "Y17000"), ("1 day after vote", "9999-12-31")])
def test_it_stays_within_the_years_edtf_can_write(text: str, base: str) -> None:
    relative = parse_date(text)
    assert isinstance(relative, RelativeDate)
    with pytest.raises(ValueError, match="EDTF writes days of the years -9999 to 9999"):
        relative.resolve(parse_fixed_date(base))
