"""Dates in words: for running text (:func:`in_words`), for tables (:func:`in_short`), for
machines (:func:`iso_machine`).

Within one date the spaces do not break, so "18 June 1957" is never torn apart at a line's end;
between two dates, and after "about" or "from", they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from letopis.model.calendars import from_day, to_day
from letopis.model.historical import HistoricalDate, Precision, Shape

_NBSP: Final = "\N{NO-BREAK SPACE}"
_DASH: Final = "\N{EN DASH}"

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
_SHORT_MONTHS: Final = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split()
_SEASONS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

#: Years before this one are written with "AD", that they are not taken for another number.
_FIRST_PLAIN_YEAR: Final = 1000


@dataclass(frozen=True, slots=True)
class _Parts:
    """A single date taken apart, so that two can share what they have in common."""

    day: str = ""
    month: str = ""
    year: str = ""

    def __str__(self) -> str:
        return _NBSP.join(part for part in (self.day, self.month, self.year) if part)

    def before(self, last: _Parts) -> _Parts:
        """Leave out what ``last``, which follows in the same phrase, says again."""
        if not self.month or not last.month or self.year != last.year:
            return self
        if self.day and last.day and self.month == last.month:
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
    words = _words(date, short=False)
    return f"{words} ({_old_style(date)})" if date.julian else words


def in_short(date: HistoricalDate) -> str:
    """Put a date into a few characters for tables: "18–21 June 1957", "c. Sept 1953", "1957–"."""
    return _words(date, short=True)


def iso_machine(date: HistoricalDate) -> str | None:
    """Give the value of HTML's ``<time datetime>``, or ``None`` where HTML cannot say as much.

    HTML knows a day, a month and a year from the year 1 on. Doubt, intervals, sets, seasons and
    decades it does not know.
    """
    if date.shape is not Shape.SINGLE or date.earliest is None:
        return None
    if date.uncertain or date.approximate:
        return None
    year, month, day = from_day(date.earliest)
    if year < 1:
        return None
    if date.precision is Precision.DAY:
        return f"{year:04d}-{month:02d}-{day:02d}"
    if date.precision is Precision.MONTH:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}" if date.precision is Precision.YEAR else None


def _words(date: HistoricalDate, *, short: bool) -> str:
    if date.shape is Shape.INTERVAL:
        return _interval(date, short=short)
    if date.shape is Shape.ONE_OF:
        return _set(date, "or", short=short)
    if date.shape is Shape.ALL_OF:
        return _set(date, "and", short=short)
    return _single(date, short=short)


def _single(date: HistoricalDate, *, short: bool, vague: bool = True) -> str:
    """A single date with its marks; without "a day in" if not ``vague``."""
    text = str(_parts(date, short=short))
    if date.unspecified and vague and not short:
        text = f"a {'day' if date.edtf.count('XX') == 2 or _has_month(date) else 'month'} in {text}"
    if date.precision is Precision.DECADE and not short:
        text = f"the {text}" if text.endswith("s") else text
    return _marked(date, text, short=short)


def _has_month(date: HistoricalDate) -> bool:
    return date.precision is Precision.MONTH


def _marked(date: HistoricalDate, text: str, *, short: bool) -> str:
    if short:
        return f"{f'c.{_NBSP}' if date.approximate else ''}{text}{'?' if date.uncertain else ''}"
    return f"{'perhaps ' if date.uncertain else ''}{'about ' if date.approximate else ''}{text}"


def _parts(date: HistoricalDate, *, short: bool) -> _Parts:
    assert date.earliest is not None and date.latest is not None, date
    number, month, day = from_day(date.earliest)
    year = _year(number)
    if date.precision in {Precision.DECADE, Precision.CENTURY}:
        # 1900s would be taken for the century, and 19XX is not the 20th: it ends with 1999.
        if date.precision is Precision.DECADE and number % 100:
            return _Parts(year=f"{number}s")
        return _Parts(year=f"{number}{_DASH}{from_day(date.latest)[0]}")
    if date.precision is Precision.YEAR:
        return _Parts(year=year)
    if date.season:
        return _Parts(month=_SEASONS[date.season], year=year)
    name = (_SHORT_MONTHS if short else _MONTHS)[month - 1]
    return _Parts(str(day) if date.precision is Precision.DAY else "", name, year)


def _year(year: int) -> str:
    """``1957``, ``AD 410``, ``44 BC`` (the year -43: astronomical years have a 0)."""
    if year < 1:
        return f"{1 - year}{_NBSP}BC"
    return f"AD{_NBSP}{year}" if year < _FIRST_PLAIN_YEAR else str(year)


def _plain(date: HistoricalDate) -> bool:
    """Whether nothing but day, month and year is to be said, so that parts can be shared."""
    return not (date.uncertain or date.approximate or date.unspecified or date.season)


def _interval(date: HistoricalDate, *, short: bool) -> str:
    start, end = date.start, date.end
    if start is None or end is None:
        return _half_interval(date, short=short)
    joint = _DASH if short else " to "
    if not (_plain(start) and _plain(end)):
        spaced = f" {_DASH} " if short else joint
        return f"{_single(start, short=short)}{spaced}{_single(end, short=short)}"
    last = _parts(end, short=short)
    first = _parts(start, short=short).before(last)
    lone = {start.precision, end.precision} <= {Precision.DAY, Precision.YEAR}
    if lone and not (first.month or last.month != "" and not first.day):
        return f"{first}{_DASH}{last}" if _NBSP not in str(first) else f"{first}{joint}{last}"
    if short:
        return f"{first} {_DASH} {last}"
    return f"{_with_article(start, first)} to {_with_article(end, last)}"


def _with_article(date: HistoricalDate, parts: _Parts) -> str:
    text = str(parts)
    return f"the {text}" if date.precision is Precision.DECADE and text.endswith("s") else text


def _half_interval(date: HistoricalDate, *, short: bool) -> str:
    known = date.start or date.end
    assert known is not None, date
    text = _single(known, short=short)
    if short:
        if date.start:
            return f"{text}{_DASH}{'?' if date.end_unknown else ''}"
        return f"{'?' if date.start_unknown else ''}{_DASH}{text}"
    if date.start:
        return f"from {text}{', end unknown' if date.end_unknown else ''}"
    return f"until {text}{', start unknown' if date.start_unknown else ''}"


def _set(date: HistoricalDate, word: str, *, short: bool) -> str:
    """Members joined by "or" or "and"; days of one month or year name it once, at the end."""
    texts = []
    members = date.members
    last = members[-1]
    share = all(_plain(one) and one.shape is Shape.SINGLE for one in members)
    for one in members:
        if one.shape is Shape.RANGE:
            texts.append(_range(one, word, short=short))
        elif share and one is not last:
            texts.append(str(_parts(one, short=short).before(_parts(last, short=short))))
        else:
            texts.append(_single(one, short=short))
    if len(texts) == 1:
        return texts[0]
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def _range(date: HistoricalDate, word: str, *, short: bool) -> str:
    start, end = date.start, date.end
    if start is None or end is None:
        known = start or end
        assert known is not None, date
        return f"{_single(known, short=short)} {word} {'earlier' if start is None else 'later'}"
    last = _parts(end, short=short)
    first = str(_parts(start, short=short))
    if _plain(start) and _plain(end):
        first = str(_parts(start, short=short).before(last))
        text = f"{first} {'and' if word == 'or' else 'to'} {last}"
    else:
        text = f"{_single(start, short=short)} and {_single(end, short=short)}"
    return f"between {text}" if word == "or" else f"each of {text}"


def _old_style(date: HistoricalDate) -> str:
    """The Julian date, without its year if that is the Gregorian one too."""
    assert date.julian is not None and date.earliest is not None
    year, month, *day = (int(part) for part in date.julian.rsplit("-", date.julian.count("-")))
    number = to_day(year, month, day[0] if day else 1)
    same_year = from_day(date.earliest)[0] == from_day(number)[0]
    parts = _Parts(str(day[0]) if day else "", _MONTHS[month - 1], "" if same_year else _year(year))
    return f"{parts}{_NBSP}Old Style"
