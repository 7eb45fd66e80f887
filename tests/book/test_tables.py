"""How the columns of a table share a line."""

from __future__ import annotations

import pytest

from letopis.book.tables import LINE, shares


def test_columns_that_need_little_get_it_and_the_others_share_the_rest() -> None:
    date, event, what = shares([18, 50, 200], [7, 12, 12])
    assert date == 18
    assert 12 < event < what
    assert date + event + what == pytest.approx(LINE)


def test_columns_that_fit_get_what_they_need() -> None:
    assert shares([20, 16, 30], [10, 9, 9]) == [20, 16, 30]


def test_no_word_is_broken_for_a_longer_column() -> None:
    assert shares([30, 5000], [28, 10])[0] >= 28
