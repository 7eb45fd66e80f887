"""The drawing of events year by year."""

from __future__ import annotations

from letopis.drawings.shapes import Strokes, Text
from letopis.drawings.years import FEWEST, MOST, draw_years
from letopis.model.calendars import to_day


def years_of(days: list[int]) -> list[str]:
    drawing = draw_years(days)
    assert drawing is not None
    return [shape.words for shape in drawing.shapes if isinstance(shape, Text)]


def test_a_row_for_each_year_and_a_stroke_for_each_event() -> None:
    days = [to_day(1950 + n % 4, 1 + n % 12, 5) for n in range(24)]
    drawing = draw_years(days)
    assert drawing is not None
    assert years_of(days) == ["1950", "1951", "1952", "1953"]
    assert sum(len(shape.lines) for shape in drawing.shapes if isinstance(shape, Strokes)) == 24
    assert "a stroke for each of 24 dated events" in drawing.description
    assert "1950 to 1953" in drawing.title


def test_a_few_events_far_off_do_not_empty_the_rows() -> None:
    days = [to_day(1957, 6, 1 + n % 28) for n in range(40)]
    assert years_of([*days, to_day(1700, 1, 1), to_day(2020, 1, 1)]) == ["1957"]


def test_centuries_have_rows_of_more_than_a_year() -> None:
    rows = years_of([to_day(1500 + 7 * n, 3, 1) for n in range(50)])
    assert 2 < len(rows) <= MOST
    assert all(row.endswith("–") for row in rows)


def test_too_few_events_make_no_picture() -> None:
    assert draw_years([to_day(1957, 6, 18)] * (FEWEST - 1)) is None
    assert draw_years([]) is None
