"""Dates in words: for running text (:func:`in_words`), for tables (:func:`in_short`), for
machines (:func:`iso_machine`).

Within one date the spaces do not break, so "18 June 1957" is never torn apart at a line's end;
between two dates, and after "about" or "from", they do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from letopis.model.calendars import GREGORIAN, JULIAN, from_day
from letopis.model.edtf import read_edtf
from letopis.model.historical import HistoricalDate, Precision, Shape
from letopis.model.months import MONTHS, SHORT_MONTHS
from letopis.model.patternwords import FIRST_PLAIN_YEAR, pattern_in_words, year_in_words
from letopis.model.patternwords import NBSP as _NBSP

_DASH: Final = "\N{EN DASH}"

_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_YEAR_PARTS: Final = dict(
    enumerate(
        (
            *_SEASONS,
            *(f"northern {season}" for season in _SEASONS),
            *(f"southern {season}" for season in _SEASONS),
            *(f"{number} quarter of" for number in ("first", "second", "third", "fourth")),
            *(f"{number} third of" for number in ("first", "second", "last")),
            *(f"{number} half of" for number in ("first", "second")),
        ),
        start=21,
    )
)
_PARTS: Final = ("year", "month", "day")
_OLD_STYLE_DAY = re.compile(r"(?P<year>-?[0-9]{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?")


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
    calendar: str = GREGORIAN

    def of(self, date: HistoricalDate) -> str:
        if date.shape is Shape.INTERVAL:
            return self._interval(date)
        if date.shape is Shape.ONE_OF:
            return self._set(date, "or")
        if date.shape is Shape.ALL_OF:
            return self._set(date, "and")
        return self._single(date)

    def _single(self, date: HistoricalDate) -> str:
        if date.shape is Shape.ONE_OF:  # an end of an interval
            return self._set(date, "or")
        return self._dressed(date, self._parts(date))

    def _parts(self, date: HistoricalDate) -> _Parts:
        if date.pattern:
            return _Parts(year=pattern_in_words(date.pattern, short=self.short))
        assert date.earliest is not None, date
        assert date.latest is not None, date
        number, month, day = from_day(date.earliest, self.calendar)
        if date.estimate is not None:
            return _Parts(year=self._estimate(date, number))
        if date.precision is Precision.YEAR:
            return _Parts(year=year_in_words(number))
        # "1900s" would be taken for the century, and 19XX is not the 20th, which ends with 2000.
        if date.precision is Precision.DECADE and number % 100 and number >= FIRST_PLAIN_YEAR:
            return _Parts(year=f"{number}s")
        if date.precision in {Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM}:
            return _Parts(year=self._years(number, date))
        if date.season:
            return _Parts(month=_YEAR_PARTS[date.season], year=year_in_words(number))
        name = (SHORT_MONTHS if self.short else MONTHS)[month - 1]
        return _Parts(str(day) if date.precision is Precision.DAY else "", name, year_in_words(number))

    def _years(self, first: int, date: HistoricalDate) -> str:
        """``1900–1999``, ``AD 1–99``, ``200–101 BC``."""
        assert date.latest is not None, date
        last = from_day(date.latest, self.calendar)[0]
        if last < 1:
            return f"{1 - first}{_DASH}{year_in_words(last)}"
        return f"{year_in_words(first or 1)}{_DASH}{last}"

    def _estimate(self, date: HistoricalDate, first: int) -> str:
        assert date.estimate is not None, date
        words = year_in_words(date.estimate)
        if date.precision is Precision.YEAR:
            return words
        return f"{words} ({'' if self.short else 'some year of '}{self._years(first, date)})"

    def _dressed(self, date: HistoricalDate, parts: _Parts) -> str:
        """Add to the parts of a date what its marks say."""
        text = str(parts)
        if date.partial:
            return f"{text} ({self._doubts(date)})"
        if self.short:
            about = f"c.{_NBSP}" if date.approximate else ""
            return f"{about}{text}{'?' if date.uncertain else ''}"
        if (date.precision is Precision.DECADE and text.endswith("s") and not date.pattern) or _needs_article(date):
            text = f"the {text}"
        if date.unspecified and not date.pattern:
            text = f"a {'day' if date.edtf.count('-XX') == 2 or parts.month else 'month'} in {text}"
        about = "about " if date.approximate else ""
        return f"{'perhaps ' if date.uncertain else ''}{about}{text}"

    def _doubts(self, date: HistoricalDate) -> str:
        """Which parts are in doubt: "day approximate", "year and month uncertain"."""
        signs = {"?": "?", "~": "c.", "%": "c.?"} if self.short else {
            "?": "uncertain", "~": "approximate", "%": "uncertain and approximate",
        }  # fmt: skip
        found: dict[str, list[str]] = {}
        for part, mark in zip(_PARTS, date.partial, strict=False):
            if mark:
                found.setdefault(mark, []).append("season" if part == "month" and date.season else part)
        return ", ".join(f"{' and '.join(parts)} {signs[mark]}" for mark, parts in found.items())

    def _interval(self, date: HistoricalDate) -> str:
        start, end = date.start, date.end
        if start is None or end is None:
            return self._half_interval(date)
        if Shape.ONE_OF in (start.shape, end.shape) or start.pattern or end.pattern:
            begin, finish = self._single(start), self._single(end)
            return f"{begin} {_DASH} {finish}" if self.short else f"from {begin} to {finish}"
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
        if known is None:
            return self._no_end(date)
        text = self._single(known)
        if self.short:
            if date.start:
                return f"{text}{_DASH}{'?' if date.end_unknown else ''}"
            return f"?{_DASH}{text}" if date.start_unknown else f"to {text}"
        if date.start:
            return f"from {text}{', end not recorded here' if date.end_unknown else ''}"
        return f"until {text}{', start not recorded here' if date.start_unknown else ''}"

    def _no_end(self, date: HistoricalDate) -> str:
        """An interval of which no date is known: ``/..``, ``../``, ``../..``."""
        if self.short:
            return f"{'?' if date.start_unknown else '…'}{_DASH}{'?' if date.end_unknown else '…'}"
        if date.start_unknown:
            return "since a date not recorded here"
        return "until a date not recorded here" if date.end_unknown else "at all times"

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


def _needs_article(date: HistoricalDate) -> bool:
    """Whether its words begin with a part of a year: "the first quarter of 1950"."""
    return date.season is not None and _YEAR_PARTS[date.season].endswith(" of")


def _old_style(date: HistoricalDate, julian: str) -> str:
    """The Julian date, without its year if the Gregorian one begins in the same."""
    plain = _OLD_STYLE_DAY.fullmatch(julian)
    if plain is None:
        words = _Words(short=False, calendar=JULIAN).of(read_edtf(julian, JULIAN))
    else:
        year, day = int(plain["year"]), plain["day"]
        shown_year = "" if date.year == year else year_in_words(year)
        words = str(_Parts(str(int(day)) if day else "", MONTHS[int(plain["month"]) - 1], shown_year))
    return f"{words}{_NBSP}Old{_NBSP}Style"
