"""Dates in words: for running text (:func:`in_words`), for tables (:func:`in_short`), for
machines (:func:`iso_machine`).

Within one date the spaces do not break, so "18 June 1957" is never torn apart at a line's end;
between two dates, and after "about" or "from", they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from letopis.model.calendars import from_day
from letopis.model.historical import HistoricalDate, Precision, Shape
from letopis.model.months import MONTHS, SHORT_MONTHS

_NBSP: Final = "\N{NO-BREAK SPACE}"
_DASH: Final = "\N{EN DASH}"

_SEASONS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

#: Years before this one are written with "AD", so that they are not taken for another number.
_FIRST_PLAIN_YEAR: Final = 1000


@dataclass(frozen=True, slots=True)
class _Parts:
    """A single date taken apart, so that two in one phrase can share what they have in common."""

    day: str = ""
    month: str = ""
    year: str = ""

    def __str__(self) -> str:
        return _NBSP.join(part for part in (self.day, self.month, self.year) if part)

    def followed_by(self, other: _Parts) -> _Parts:
        """Leave out what ``other``, next in the same phrase, says again: 18–21 June 1957."""
        if not self.month or not other.month or self.year != other.year:
            return self
        if self.day and other.day and self.month == other.month:
            return _Parts(day=self.day)
        return _Parts(day=self.day, month=self.month)


def in_words(date: HistoricalDate, lang: str = "en") -> str:
    """Put a date into words for running text.

    ``1957-06-18/1957-06-21`` is "18–21 June 1957", ``1953-09~`` "about September 1953",
    ``[1961,1962]`` "1961 or 1962", ``1957/..`` "from 1957". An Old Style date follows in brackets.
    The only language so far is English: another raises ``ValueError``.
    """
    if lang != "en":
        raise ValueError(f"dates can be put into words in 'en', not in {lang!r}")
    words = _Words(short=False).of(date)
    return f"{words} ({_old_style(date, date.julian)})" if date.julian else words


def in_short(date: HistoricalDate) -> str:
    """Put a date into a few characters for tables: "18–21 June 1957", "c. Sept 1953", "1957–"."""
    return _Words(short=True).of(date)


def iso_machine(date: HistoricalDate) -> str | None:
    """Give the value of HTML's ``<time datetime>``, or ``None`` where HTML cannot say as much.

    HTML knows a day, a month and a year from the year 1 on. Doubt, intervals, sets, seasons and
    decades it does not know.
    """
    if date.shape is not Shape.SINGLE or date.uncertain or date.approximate:
        return None
    if date.earliest is None or from_day(date.earliest)[0] < 1:
        return None
    year, month, day = from_day(date.earliest)
    return {
        Precision.DAY: f"{year:04d}-{month:02d}-{day:02d}",
        Precision.MONTH: f"{year:04d}-{month:02d}",
        Precision.YEAR: f"{year:04d}",
    }.get(date.precision)


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of English, full or short."""

    short: bool

    def of(self, date: HistoricalDate) -> str:
        if date.shape is Shape.INTERVAL:
            return self._interval(date)
        if date.shape is Shape.ONE_OF:
            return self._set(date, "or")
        if date.shape is Shape.ALL_OF:
            return self._set(date, "and")
        return self._single(date)

    def _single(self, date: HistoricalDate) -> str:
        return self._dressed(date, self._parts(date))

    def _parts(self, date: HistoricalDate) -> _Parts:
        assert date.earliest is not None, date
        assert date.latest is not None, date
        number, month, day = from_day(date.earliest)
        if date.precision is Precision.YEAR:
            return _Parts(year=_year(number))
        # "1900s" would be taken for the century, and 19XX is not the 20th, which ends with 2000.
        if date.precision is Precision.DECADE and number % 100 and number >= _FIRST_PLAIN_YEAR:
            return _Parts(year=f"{number}s")
        if date.precision in {Precision.DECADE, Precision.CENTURY}:
            return _Parts(year=f"{_year(number or 1)}{_DASH}{from_day(date.latest)[0]}")
        if date.season:
            return _Parts(month=_SEASONS[date.season], year=_year(number))
        name = (SHORT_MONTHS if self.short else MONTHS)[month - 1]
        return _Parts(str(day) if date.precision is Precision.DAY else "", name, _year(number))

    def _dressed(self, date: HistoricalDate, parts: _Parts) -> str:
        """Add to the parts of a date what its marks say."""
        text = str(parts)
        if self.short:
            about = f"c.{_NBSP}" if date.approximate else ""
            return f"{about}{text}{'?' if date.uncertain else ''}"
        if date.precision is Precision.DECADE and text.endswith("s"):
            text = f"the {text}"
        if date.unspecified:
            text = f"a {'day' if date.edtf.count('-XX') == 2 or parts.month else 'month'} in {text}"
        about = "about " if date.approximate else ""
        return f"{'perhaps ' if date.uncertain else ''}{about}{text}"

    def _interval(self, date: HistoricalDate) -> str:
        start, end = date.start, date.end
        if start is None or end is None:
            return self._half_interval(date)
        first, last = self._parts(start), self._parts(end)
        if not (start.uncertain or start.approximate):
            first = first.followed_by(last)
        begin, finish = self._dressed(start, first), self._dressed(end, last)
        alike = start.precision is end.precision and begin.isdigit()
        if alike and (self.short or finish == str(last)):
            return f"{begin}{_DASH}{finish}"
        return f"{begin} {_DASH} {finish}" if self.short else f"{begin} to {finish}"

    def _half_interval(self, date: HistoricalDate) -> str:
        known = date.start or date.end
        assert known is not None, date
        text = self._single(known)
        if self.short:
            if date.start:
                return f"{text}{_DASH}{'?' if date.end_unknown else ''}"
            return f"?{_DASH}{text}" if date.start_unknown else f"to {text}"
        if date.start:
            return f"from {text}{', end unknown' if date.end_unknown else ''}"
        return f"until {text}{', start unknown' if date.start_unknown else ''}"

    def _set(self, date: HistoricalDate, word: str) -> str:
        """Join members by "or" or "and"; neighbours in one month or year name it once."""
        texts = [
            self._range(one, word) if one.shape is Shape.RANGE else self._member(one, following)
            for one, following in pairwise((*date.members, None))
            if one is not None
        ]
        return f" {word} ".join(part for part in (", ".join(texts[:-1]), texts[-1]) if part)

    def _member(self, one: HistoricalDate, following: HistoricalDate | None) -> str:
        if following is None or following.shape is Shape.RANGE:
            return self._single(one)
        if any(date.uncertain or date.approximate for date in (one, following)):
            return self._single(one)
        return self._dressed(one, self._parts(one).followed_by(self._parts(following)))

    def _range(self, date: HistoricalDate, word: str) -> str:
        if date.start is None or date.end is None:
            known = date.start or date.end
            assert known is not None, date
            return f"{self._single(known)} {word} {'later' if date.start else 'earlier'}"
        first, last = self._parts(date.start), self._parts(date.end)
        if not (date.start.uncertain or date.start.approximate):
            first = first.followed_by(last)
        begin, finish = self._dressed(date.start, first), self._dressed(date.end, last)
        if word == "or":
            return f"between {begin} and {finish}"
        return f"each {date.precision} from {begin} to {finish}"


def _year(year: int) -> str:
    """``1957``, ``AD 410``, ``44 BC`` (the year -43: astronomical years have a 0)."""
    if year < 1:
        return f"{1 - year}{_NBSP}BC"
    return f"AD{_NBSP}{year}" if year < _FIRST_PLAIN_YEAR else str(year)


def _old_style(date: HistoricalDate, julian: str) -> str:
    """The Julian date, without its year if the Gregorian one begins in the same."""
    year, month, *day = (int(part) for part in julian.lstrip("-").split("-"))
    year = -year if julian.startswith("-") else year
    same_year = date.year == year
    parts = _Parts(str(*day), MONTHS[month - 1], "" if same_year else _year(year))
    return f"{parts}{_NBSP}Old{_NBSP}Style"
