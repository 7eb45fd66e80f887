"""What must hold for every date, tried on dates nobody thought of."""

from __future__ import annotations

import contextlib
import itertools
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letopis.model.dates import (
    HistoricalDate,
    RelativeDate,
    Shape,
    Tri,
    age_at,
    before,
    day_to_iso,
    in_short,
    in_words,
    iso_machine,
    not_after,
    overlaps,
    parse_date,
    parse_fixed_date,
    same,
    sort_key,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

YEARS = st.integers(-9999, 9999).map(lambda year: f"{year:05d}" if year < 0 else f"{year:04d}")
MARKS = st.sampled_from(["", "", "", "?", "~", "%"])
MONTHS = st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12))
DAYS = st.integers(-3_650_000, 3_650_000).map(day_to_iso)
UNITS = st.one_of(
    YEARS,
    MONTHS,
    DAYS,
    st.builds("{}-{}".format, YEARS, st.integers(21, 24)),
    st.builds("{:03d}X".format, st.integers(0, 999)),
    st.builds("{:02d}XX".format, st.integers(0, 99)),
    st.builds("{}-XX".format, YEARS),
    st.builds("{}-XX".format, MONTHS),
    st.builds("Y{}".format, st.integers(10_000, 10**11)),
    st.builds("Y-{}".format, st.integers(10_000, 10**11)),
)
SINGLES = st.builds("{}{}".format, UNITS, MARKS)


def _in_order(a: str, b: str) -> tuple[str, str]:
    first, last = sorted((a, b), key=lambda text: sort_key(parse_fixed_date(text)))
    return first, last


PAIRS = st.builds(_in_order, SINGLES, SINGLES)
ENDS = st.sampled_from(["", ".."])
INTERVALS = st.one_of(
    PAIRS.map("/".join),
    st.builds("{}/{}".format, ENDS, SINGLES),
    st.builds("{}/{}".format, SINGLES, ENDS),
)
MEMBERS = st.lists(st.one_of(SINGLES, PAIRS.map("..".join)), min_size=1, max_size=4, unique=True).map(",".join)
SETS = st.one_of(
    MEMBERS.map("[{}]".format),
    MEMBERS.map("{{{}}}".format),
    SINGLES.map("[..{}]".format),
    SINGLES.map("[{}..]".format),
)
TEXTS = st.one_of(SINGLES, INTERVALS, SETS, st.builds("OS {}".format, st.integers(-(10**6), 10**6).map(day_to_iso)))


def _readable(text: str) -> bool:
    try:
        parse_fixed_date(text)
    except ValueError:
        return False
    return True


DATES = TEXTS.filter(_readable).map(parse_fixed_date)


@given(DATES)
def test_normal_text_reads_to_itself(date: HistoricalDate) -> None:
    again = parse_fixed_date(date.edtf)
    assert again.edtf == date.edtf
    assert (again.earliest, again.latest) == (date.earliest, date.latest)
    assert (again.uncertain, again.approximate) == (date.uncertain, date.approximate)


@given(DATES)
def test_bounds_are_in_order_and_missing_ones_explained(date: HistoricalDate) -> None:
    assert (date.earliest is None) == (date.start_open or date.start_unknown)
    assert (date.latest is None) == (date.end_open or date.end_unknown)
    if date.earliest is not None and date.latest is not None:
        assert date.earliest <= date.latest


@given(DATES)
def test_every_date_can_be_said(date: HistoricalDate) -> None:
    for words in (in_words(date), in_short(date)):
        assert words == words.strip()
        assert "  " not in words
        assert "X" not in words
    machine = iso_machine(date)
    if machine is not None:
        parse_fixed_date(machine if len(machine) < 5 or machine[4] == "-" else f"Y{machine}")


@given(st.one_of(st.text(max_size=210), TEXTS, st.text("0123456789-/.,[]{}XY?~% OS()", max_size=60)))
@settings(max_examples=400)
def test_reading_raises_nothing_but_value_error_and_soon(text: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(ValueError):
        assert isinstance(parse_date(text), HistoricalDate | RelativeDate)
    assert time.perf_counter() - began < 1


@given(st.text("0123456789-/.,[]{}XY?~% OS()", max_size=60).filter(lambda text: not _readable(text)))
def test_every_refusal_is_short_and_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="Write ") as refusal:
        parse_fixed_date(text)
    assert len(str(refusal.value)) < 700


@given(DATES, DATES)
def test_before_holds_one_way_only(a: HistoricalDate, b: HistoricalDate) -> None:
    assert (before(a, b), before(b, a)) != (Tri.YES, Tri.YES)
    if before(a, b) is Tri.YES:
        assert before(b, a) is not Tri.CANNOT_TELL or b.earliest is None
        assert overlaps(a, b) is Tri.NO
        assert same(a, b) is Tri.NO
        assert not_after(a, b) is Tri.YES


@given(DATES, DATES)
def test_same_and_overlaps_hold_both_ways(a: HistoricalDate, b: HistoricalDate) -> None:
    assert same(a, b) is same(b, a)
    assert overlaps(a, b) is overlaps(b, a)
    if same(a, b) is Tri.YES and a.shape is not Shape.ALL_OF:
        assert within(a, b) is Tri.YES


@given(DATES, DATES, DATES)
def test_before_passes_on(a: HistoricalDate, b: HistoricalDate, c: HistoricalDate) -> None:
    if before(a, b) is Tri.YES and before(b, c) is Tri.YES:
        assert before(a, c) is Tri.YES


@given(st.lists(DATES, max_size=8))
def test_one_order_for_all(dates: list[HistoricalDate]) -> None:
    ordered = [date.edtf for date in sorted(dates, key=sort_key)]
    assert ordered == [date.edtf for date in sorted(reversed(dates), key=sort_key)]
    for a, b in itertools.combinations(dates, 2):
        assert (sort_key(a) == sort_key(b)) == (a.edtf == b.edtf)


@given(DATES, DATES)
def test_ages_are_in_order(born: HistoricalDate, day: HistoricalDate) -> None:
    least, most = age_at(born, day)
    if least is not None and most is not None:
        assert 0 <= least <= most


@given(
    DATES,
    st.builds(
        "{} {}s {} key".format,
        st.integers(1, 9999),
        st.sampled_from(["day", "week", "month", "year"]),
        st.sampled_from(["before", "after"]),
    ),
)
def test_a_relative_date_resolves_or_says_why(base: HistoricalDate, text: str) -> None:
    relative = parse_date(text)
    assert isinstance(relative, RelativeDate)
    try:
        date = relative.resolve(base)
    except ValueError as error:
        assert repr(text) in str(error)  # noqa: PT017 - it may also resolve
    else:
        assert parse_fixed_date(date.edtf).edtf == date.edtf
        assert date.written == text


# ------------------------------------------------- answers against every day the dates allow

#: Dates of one week in which all possibilities can be counted out.
_FIRST = 714_588  # 18 June 1957
_WEEK = range(_FIRST - 3, _FIRST + 4)
_SMALL_DAYS = st.integers(_FIRST - 2, _FIRST + 2).map(day_to_iso)
_SMALL_PAIRS = st.tuples(_SMALL_DAYS, _SMALL_DAYS).map(sorted)
_SMALL_MEMBERS = st.lists(st.one_of(_SMALL_DAYS, _SMALL_PAIRS.map("..".join)), min_size=1, max_size=3, unique=True).map(
    ",".join
)
SMALL = (
    st.one_of(
        _SMALL_DAYS,
        _SMALL_PAIRS.map("/".join),
        _SMALL_MEMBERS.map("[{}]".format),
        _SMALL_MEMBERS.map("{{{}}}".format),
        st.builds("{}/{}".format, ENDS, _SMALL_DAYS),
        st.builds("{}/{}".format, _SMALL_DAYS, ENDS),
    )
    .filter(_readable)
    .map(parse_fixed_date)
)


def _days(first: int | None, last: int | None) -> frozenset[int]:
    return frozenset(range(_WEEK[0] if first is None else first, (_WEEK[-1] if last is None else last) + 1))


def _possibilities(date: HistoricalDate) -> Iterator[frozenset[int]]:
    """Every set of days a date may stand for; open ends reach to the ends of the week."""
    if date.shape is Shape.ONE_OF:
        for member in date.members:
            yield from ({day} for day in _days(member.earliest, member.latest))  # type: ignore[misc]
    elif date.shape is Shape.ALL_OF:
        yield frozenset().union(*(_days(member.earliest, member.latest) for member in date.members))
    elif date.shape is Shape.SINGLE:
        yield _days(date.earliest, date.latest)
    else:
        firsts = _WEEK if date.start_unknown else [_WEEK[0] if date.earliest is None else date.earliest]
        lasts = _WEEK if date.end_unknown else [_WEEK[-1] if date.latest is None else date.latest]
        yield from (_days(first, last) for first in firsts for last in lasts if first <= last)


@pytest.mark.parametrize(
    ("ask", "truth"),
    [
        (before, lambda x, y: max(x) < min(y)),
        (not_after, lambda x, y: min(x) <= max(y)),
        (same, lambda x, y: (min(x), max(x)) == (min(y), max(y))),
        (overlaps, lambda x, y: bool(x & y)),
        (within, lambda x, y: x <= y),
    ],
    ids=["before", "not_after", "same", "overlaps", "within"],
)
@given(a=SMALL, b=SMALL)
@settings(max_examples=300)
def test_an_answer_holds_for_every_day_the_dates_allow(
    ask: Callable[[HistoricalDate, HistoricalDate], Tri],
    truth: Callable[[frozenset[int], frozenset[int]], bool],
    a: HistoricalDate,
    b: HistoricalDate,
) -> None:
    answer = ask(a, b)
    truths = {truth(x, y) for x in _possibilities(a) for y in _possibilities(b)}
    if answer is Tri.YES:
        assert truths == {True}
    elif answer is Tri.NO:
        assert truths == {False}
    elif {a.shape, b.shape} <= {Shape.SINGLE, Shape.INTERVAL}:
        # Of the sets we may know less than could be known, never more.
        assert truths == {True, False}
