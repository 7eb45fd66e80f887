"""How the columns of a table share a line."""

from __future__ import annotations

import pytest

from letopis.book.tables import LINE, shares


def test_columns_that_need_little_get_it_and_the_others_share_the_rest() -> None:
    date, event, what = shares([18, 50, 200], [7, 12, 12], [90, 250, 1000])
    assert date == 18
    assert 12 < event < what
    assert date + event + what == pytest.approx(LINE)


def test_columns_that_fit_get_what_they_need() -> None:
    assert shares([20, 16, 30], [10, 9, 9], [60, 40, 90]) == [20, 16, 30]


def test_no_word_is_broken_for_a_longer_column() -> None:
    assert shares([30, 5000], [28, 10], [60, 9000])[0] >= 28


def test_one_long_cell_does_not_take_the_room_of_a_column_that_is_full_throughout() -> None:
    came, went, total = shares([700, 300, 40], [12, 12, 10], [1500, 1300, 900])
    assert came > went > total > 15
