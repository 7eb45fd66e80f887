"""Comparing dates that may be vague: the answer is yes, no, or cannot tell.

A date is taken as a :class:`Span`: it begins between two days and ends between two days. A single
date, however vague, is one day somewhere in its unit; an interval begins and ends on two; a set
``[..]`` is several possible spans, a set ``{..}`` one of several parts. The smallest step is a
day: of two things on one day neither is *before* the other.

Rules lean towards silence. Marks widen a date by :data:`TOLERANCE_DAYS`, and an answer other than
CANNOT_TELL holds for every day the written dates allow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Final, NamedTuple

from letopis.model.calendars import days_in_month, from_day, to_day
from letopis.model.historical import HistoricalDate, Precision, Shape

#: Days allowed on each side of a date marked ``?`` or ``~``; twice as many for ``%``. About half
#: a month for a day, a quarter for a month, half a year for a season, then half or one of the
#: next coarser unit. EDTF leaves the width to the reader of a date; these are ours.
TOLERANCE_DAYS: Final = {
    Precision.DAY: 15,
    Precision.MONTH: 92,
    Precision.SEASON: 183,
    Precision.YEAR: 5 * 366,
    Precision.DECADE: 10 * 366,
    Precision.CENTURY: 50 * 366,
    Precision.MILLENNIUM: 500 * 366,
    Precision.ANY: 500 * 366,
}

#: Quarters, thirds and halves of a year are the same everywhere; seasons, which come before them, are not.
_FIRST_QUARTER: Final = 33

Bound = int | float


class Tri(Enum):
    """A three-valued answer. It has no truth value: ask ``is Tri.YES`` or ``is Tri.NO``."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"

    def __invert__(self) -> Tri:
        return {Tri.YES: Tri.NO, Tri.NO: Tri.YES}.get(self, Tri.CANNOT_TELL)

    def __bool__(self) -> bool:
        raise TypeError("ask whether an answer is Tri.YES or Tri.NO: 'cannot tell' is neither")


class Span(NamedTuple):
    """The days on which a date may begin and may end; infinite where an end is open."""

    begin_low: Bound
    begin_high: Bound
    end_low: Bound
    end_high: Bound


#: Possible readings of a date, each made of one or more parts.
_Readings = tuple[tuple[Span, ...], ...]


def before(a: HistoricalDate, b: HistoricalDate) -> Tri:
    """Whether ``a`` is over on a day before ``b`` begins."""
    return _unanimous(a, b, lambda x, y: _before(_hull(x), _hull(y)))


def not_after(a: HistoricalDate, b: HistoricalDate) -> Tri:
    """Whether ``a`` begins no later than the day on which ``b`` ends."""
    return ~before(b, a)


def same(a: HistoricalDate, b: HistoricalDate) -> Tri:
    """Whether both are the same day, or begin and end on the same days."""
    return _unanimous(a, b, lambda x, y: _same(_hull(x), _hull(y)))


def overlaps(a: HistoricalDate, b: HistoricalDate) -> Tri:
    """Whether ``a`` and ``b`` have at least one day in common."""
    return _unanimous(a, b, lambda x, y: _any(_overlaps(one, two) for one in x for two in y))


def within(inner: HistoricalDate, outer: HistoricalDate) -> Tri:
    """Whether every day of ``inner`` is a day of ``outer``."""
    return _unanimous(inner, outer, lambda x, y: _all(_within(part, y) for part in x))


def contains_day(interval: HistoricalDate, day: HistoricalDate | int) -> Tri:
    """Whether ``day`` (a date or a day number) falls on a day of ``interval``."""
    if isinstance(day, HistoricalDate):
        return within(day, interval)
    moment = Span(day, day, day, day)
    return _agreed(_within(moment, parts) for parts in _readings(interval))


def age_at(born: HistoricalDate, day: HistoricalDate) -> tuple[int | None, int | None]:
    """Give the least and the greatest age in whole years on ``day``.

    ``None`` where no bound is known, and twice if ``day`` lies before the birth. Somebody born on
    29 February is a year older on 1 March.
    """
    birth = _hull(tuple(span for parts in _readings(born) for span in parts))
    moment = _hull(tuple(span for parts in _readings(day) for span in parts))
    most = _years(birth.begin_low, moment.end_high)
    least = _years(birth.end_high, moment.begin_low)
    if most is not None and most < 0:
        return None, None
    return (None if least is None else max(least, 0)), most


def _years(first: Bound, last: Bound) -> int | None:
    if math.isinf(first) or math.isinf(last):
        return None
    year, *birthday = from_day(int(first))
    later, *today = from_day(int(last))
    return later - year - (today < birthday)


def sort_key(date: HistoricalDate | None) -> tuple[int, int, int, int, str]:
    """Give a key that puts dates in one fixed order.

    First those without a start (open, then unknown), then by first day. Of those that begin on
    one day the longer comes first, as a heading before what it covers: ``1957``, ``1957-01``,
    ``1957-01-01``; without an end (open, then unknown) is longest. Then by the normal text, so
    that a plain date precedes the same date with a mark. No date at all (``None``) is last.
    """
    if date is None:
        return 4, 0, 0, 0, ""
    if date.shape is Shape.SINGLE and date.earliest is None:
        return 3, 0, 0, 0, date.edtf
    start = 2 if date.earliest is not None else int(not date.start_open)
    end = 2 if date.latest is not None else int(not date.end_open)
    return start, date.earliest or 0, end, -(date.latest or 0), date.edtf


def span_of(date: HistoricalDate) -> Span:
    """Give the widest span a date may have, marks allowed for."""
    return _hull(tuple(span for parts in _readings(date) for span in parts))


def _readings(date: HistoricalDate) -> _Readings:
    if date.shape is Shape.ONE_OF:
        return tuple((_possible_day(member),) for member in date.members)
    if date.shape is Shape.ALL_OF:
        return (tuple(_span(member) for member in date.members),)
    return ((_span(date),),)


def _possible_day(member: HistoricalDate) -> Span:
    """A range in a one-of set: one of its days, not all of them."""
    span = _span(member)
    return Span(span.begin_low, span.end_high, span.begin_low, span.end_high)


def _span(date: HistoricalDate) -> Span:
    if date.shape is Shape.SINGLE:
        low, high = _single_bounds(date)
        return Span(low, high, low, high)
    begin_low, begin_high = (-math.inf, -math.inf) if date.start_open else _end_bounds(date.start)
    end_low, end_high = (math.inf, math.inf) if date.end_open else _end_bounds(date.end)
    return Span(begin_low, min(begin_high, end_high), max(end_low, begin_low), end_high)


def _end_bounds(end: HistoricalDate | None) -> tuple[Bound, Bound]:
    """An unknown end may lie anywhere; an end that is a choice lies on one of its days."""
    if end is None:
        return -math.inf, math.inf
    if end.shape is Shape.SINGLE:
        return _single_bounds(end)
    possible = [_possible_day(member) for member in end.members]
    return min(span.begin_low for span in possible), max(span.end_high for span in possible)


def _single_bounds(date: HistoricalDate) -> tuple[Bound, Bound]:
    if date.earliest is None or date.latest is None:  # no year is known
        return -math.inf, math.inf
    low, high = date.earliest, date.latest
    if date.season and date.season < _FIRST_QUARTER:
        # A season of 21 to 24 names no half of the earth, and a winter may be either of the two that touch its year.
        year, _, _ = from_day(low)
        low, high = to_day(year - 1, 12, 1), to_day(year + 1, 3, 1) - 1
    if date.partial:
        return _partial_bounds(date, low, high)
    slack = TOLERANCE_DAYS[date.precision] * (date.uncertain + date.approximate)
    return low - slack, high + slack


def _partial_bounds(date: HistoricalDate, low: int, high: int) -> tuple[int, int]:
    """Marks on some parts only: those on their left are sure, so the date stays within their year or month.

    A mark of each kind widens by the unit of the last part it stands on without a gap: year and month marked are a
    month in doubt, the year alone is a year in doubt.
    """
    units = (Precision.YEAR, Precision.SEASON if date.season else Precision.MONTH, Precision.DAY)
    slack = 0
    for sign in "?~":
        marked = [sign in mark or mark == "%" for mark in (*date.partial, "")]
        if any(marked):
            first = marked.index(True)
            slack += TOLERANCE_DAYS[units[marked.index(False, first) - 1]]
    wide, narrow = low - slack, high + slack
    if not date.partial[0]:
        (first_year, first_month, _), (last_year, last_month, _) = from_day(low), from_day(high)
        within_month = len(date.partial) > 2 and not date.partial[1]
        start, end = (first_month, last_month) if within_month else (1, 12)
        wide = max(wide, to_day(first_year, start, 1))
        narrow = min(narrow, to_day(last_year, end, days_in_month(last_year, end)))
    return wide, narrow


def _hull(parts: tuple[Span, ...]) -> Span:
    """The span from the first beginning to the last end of several parts."""
    if len(parts) == 1:
        return parts[0]
    return Span(
        min(part.begin_low for part in parts),
        min(part.begin_high for part in parts),
        max(part.end_low for part in parts),
        max(part.end_high for part in parts),
    )


def _before(a: Span, b: Span) -> Tri:
    if a.end_high < b.begin_low:
        return Tri.YES
    return Tri.NO if a.end_low >= b.begin_high else Tri.CANNOT_TELL


def _same(a: Span, b: Span) -> Tri:
    if a.begin_low > b.begin_high or b.begin_low > a.begin_high:
        return Tri.NO
    if a.end_low > b.end_high or b.end_low > a.end_high:
        return Tri.NO
    exact = a.begin_low == a.begin_high and a.end_low == a.end_high
    return Tri.YES if exact and a == b else Tri.CANNOT_TELL


def _overlaps(a: Span, b: Span) -> Tri:
    if a.end_high < b.begin_low or b.end_high < a.begin_low:
        return Tri.NO
    sure = a.begin_high <= b.end_low and b.begin_high <= a.end_low
    return Tri.YES if sure else Tri.CANNOT_TELL


def _within(inner: Span, outer: tuple[Span, ...]) -> Tri:
    """Whether ``inner`` lies in ``outer``, whose parts may meet: then no one part need hold it all."""
    if any(part.begin_high <= inner.begin_low and inner.end_high <= part.end_low for part in outer):
        return Tri.YES
    first = (inner.begin_low, inner.begin_high)
    last = (inner.end_low, inner.end_high)
    for low, high in (first, last):
        if all(high < part.begin_low or low > part.end_high for part in outer):
            return Tri.NO
    return Tri.CANNOT_TELL


def _unanimous(
    a: HistoricalDate,
    b: HistoricalDate,
    judge: Callable[[tuple[Span, ...], tuple[Span, ...]], Tri],
) -> Tri:
    """The answer on which all possible readings of both dates agree."""
    ours, theirs = _readings(a), _readings(b)
    if len(ours) == len(theirs) == 1:  # as with nearly all dates
        return judge(ours[0], theirs[0])
    return _agreed(judge(x, y) for x in ours for y in theirs)


def _agreed(answers: Iterable[Tri]) -> Tri:
    different = set(answers)
    return different.pop() if len(different) == 1 else Tri.CANNOT_TELL


def _any(answers: Iterable[Tri]) -> Tri:
    """Yes if any is yes, no if all are no."""
    different = set(answers)
    if Tri.YES in different:
        return Tri.YES
    return Tri.NO if different == {Tri.NO} else Tri.CANNOT_TELL


def _all(answers: Iterable[Tri]) -> Tri:
    """Yes if all are yes, no if any is no."""
    return ~_any(~answer for answer in answers)
