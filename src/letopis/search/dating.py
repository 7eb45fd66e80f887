"""Dates as terms of the index: ``1957-06-18``, ``1957-06``, ``1957``, and ``-06-18`` for a day of any year.

Two kinds come here: dates of records, which are values, and dates in running text, which are found
by one pattern. The browser finds dates in a query by the same pattern, which the index carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from letopis.model.dates import HistoricalDate, Precision, Shape, from_day

#: The months by their first three letters, in every language that can be read.
MONTHS: Final = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
        "янв фев мар апр мае июн июл авг сен окт ноя дек",
    )
    for number, name in enumerate(names.split(), start=1)
}

_LETTER: Final = "0-9a-zа-яё"
_DAY: Final = "([0-9]{1,2})(?:st|nd|rd|th|-?го|-?е)?"
_DAYS: Final = f"{_DAY}(?:(?:\\s*[–—-]\\s*|\\s+(?:and|to|or|и|по)\\s+){_DAY})?"
_MONTH: Final = (
    "((?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?![a-z])"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
    "|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|ю|е|ем)|(?:март|август)(?:ом|а|у|е)?|ма[йяею])"
)
_YEAR: Final = "([0-9]{4})"
_ANY: Final = "([0-9]{3,4})"  # beside a day, three figures are a year too

_FIGURES: Final = "[0-9]{1,2}"

#: In small letters. Groups: 1–3 year first; 4–6 figures; 7–10 day(s), month, year; 11–14 month, day(s), year; 15–16
#: month, year.
PATTERN: Final = (
    f"(?<![{_LETTER}])(?:"
    f"([0-9]{{4}})(?:-(?=[0-9]{{2}}(?![0-9]))|[-./](?={_FIGURES}[-./]{_FIGURES}(?![0-9])))"
    f"({_FIGURES})(?:[-./]({_FIGURES}))?(?!-)"
    "|([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})"
    f"|{_DAYS}(?:\\s+of)?\\s+{_MONTH}(?:\\.?,?\\s+{_ANY})?"
    f"|{_MONTH}\\.?\\s+{_DAYS}(?![{_LETTER}])(?:,?\\s+{_ANY})?"
    f"|{_MONTH}\\.?,?\\s+(?:of\\s+)?{_YEAR}"
    f")(?![{_LETTER}])"
)
_DATE = re.compile(PATTERN)
_OLD_STYLE_DAY = re.compile("(-?[0-9]{4})(-[0-9]{2}-[0-9]{2})")

# How near a date of a record is to the date asked for, as a level (see letopis.search.index).
SPAN_ITSELF, DAY_ITSELF, WITHIN_DAYS, ANY_YEAR = 35, 30, 20, 20
MONTH_ITSELF = IN_MONTH = 22
YEAR_ITSELF, IN_YEAR = 19, 18
#: What opened on a day happened on it as much as what was over in a day.
AS_START, AS_END = 1.0, 0.85
PERHAPS: Final = 0.7
"""What is left of a level if the date is marked as uncertain or approximate."""

_LONGEST_BY_DAY: Final = 62
_LONGEST_BY_YEAR: Final = 30


class Found(NamedTuple):
    """A date in a text: from where to where, and its terms, the exact ones."""

    start: int
    end: int
    terms: tuple[str, ...]


def dates_in(text: str) -> Iterator[Found]:
    """The dates written in a text, in small letters: those with a month."""
    for match in _DATE.finditer(text):
        group = match.groups()
        if group[0]:
            terms = _terms(group[0], group[1], group[2], None)
        elif group[3]:
            # Of 6/18/1957 only the 6 can be a month.
            day, month = (group[4], group[3]) if int(group[4]) > 12 else (group[3], group[4])
            terms = _terms(group[5], month, day, None)
        elif group[8]:
            terms = _terms(group[9], _month(group[8]), group[6], group[7])
        elif group[10]:
            terms = _terms(group[13], _month(group[10]), group[11], group[12])
        else:
            terms = _terms(group[15], _month(group[14]), None, None)
        if terms:
            yield Found(*match.span(), terms)


def _month(name: str) -> str:
    return str(MONTHS[name[:3]])


def _terms(year: str | None, month: str, day: str | None, last: str | None) -> tuple[str, ...]:
    """The terms of a day, of the days from one to another, or of a month; none if there is no such date."""
    if not 1 <= int(month) <= 12:
        return ()
    stem = f"{year_term(int(year)) if year else ''}-{int(month):02d}"
    if not day:
        return (stem,)
    first, final = int(day), int(last or day)
    if not 1 <= first <= final <= 31:
        return ()
    days = tuple(f"{stem}-{one:02d}" for one in range(first, final + 1))
    return days if first == final else (*days, span_term(days[0], days[-1]))


def span_term(first: str, last: str) -> str:
    """The term of a stretch of days, which finds what lasted just so long."""
    return f"{first}/{last}"


def wider(term: str) -> Iterator[str]:
    """The terms of what holds a day or a month: the month, the year, the day of any year."""
    year, month, *day = term.split("-")
    if year and "/" not in term:
        yield year
        if day:
            yield f"{year}-{month}"
            yield f"-{month}-{day[0]}"


def year_term(year: int) -> str:
    """A year as a word of a text: 1957, 410, and 44 for 44 BC."""
    return str(year if year > 0 else 1 - year)


def day_term(day: int) -> str:
    """The term of a day number."""
    year, month, number = from_day(day)
    return f"{year_term(year)}-{month:02d}-{number:02d}"


def levels_of(date: HistoricalDate, weight: float = 1.0) -> dict[str, int]:
    """The terms under which a record with this date is found, each with its level.

    ``weight`` is less than 1 for a date that is not what the record is about.
    """
    found: dict[str, float] = {}

    def note(term: str, level: float) -> None:
        found[term] = max(found.get(term, 0), level * weight)

    # What perhaps happened on a day comes after what certainly did.
    perhaps = PERHAPS if date.uncertain or date.approximate else 1
    finest = {Precision.DAY: 2, Precision.MONTH: 1}.get(date.precision, 0)
    for term, level in _levels(date):
        note(term, level * (perhaps if term.count("-") >= finest else 1))
    if date.julian and (old_style := _OLD_STYLE_DAY.fullmatch(date.julian)):
        note(f"{year_term(int(old_style[1]))}{old_style[2]}", MONTH_ITSELF)
    return {term: max(1, round(level)) for term, level in found.items()}


def _levels(date: HistoricalDate) -> Iterator[tuple[str, float]]:
    if date.members:
        for member in date.members:
            yield from ((term, 0.9 * level) for term, level in _levels(member))
    elif date.shape is Shape.SINGLE:
        yield from _single(date)
    else:
        yield from _span(date)


def _single(date: HistoricalDate) -> Iterator[tuple[str, float]]:
    if "".join(date.pattern[1:]).isdigit() and len(date.pattern) == 3:  # a day of some year
        yield (f"-{date.pattern[1]}-{date.pattern[2]}", DAY_ITSELF)
    if date.earliest is None or date.latest is None:
        return
    first, last = day_term(date.earliest), day_term(date.latest)
    year, month, day = first.rsplit("-", 2)
    if date.precision is Precision.DAY:
        yield from ((first, DAY_ITSELF), (f"{year}-{month}", IN_MONTH), (year, IN_YEAR), (f"-{month}-{day}", ANY_YEAR))
    elif date.precision is Precision.MONTH:
        yield from ((f"{year}-{month}", MONTH_ITSELF), (year, IN_YEAR))
    elif date.precision in {Precision.YEAR, Precision.SEASON}:
        yield (year, YEAR_ITSELF)
        if last.rsplit("-", 2)[0] != year:
            yield (last.rsplit("-", 2)[0], IN_YEAR)
    elif date.precision is Precision.DECADE:
        yield from _years(date)


def _span(date: HistoricalDate) -> Iterator[tuple[str, float]]:
    """An interval: its ends, each day of a short one, each year of one that is not too long."""
    for end in (date.start, date.end):
        if end is not None:
            share = AS_START if end is date.start and end.precision is Precision.DAY else AS_END
            yield from ((term, share * level) for term, level in _levels(end))
    if date.earliest is None or date.latest is None:
        return
    if date.latest - date.earliest <= _LONGEST_BY_DAY:
        yield (span_term(day_term(date.earliest), day_term(date.latest)), SPAN_ITSELF)
        for number in range(date.earliest, date.latest + 1):
            year, month, day = day_term(number).rsplit("-", 2)
            yield from ((f"{year}-{month}-{day}", WITHIN_DAYS), (f"{year}-{month}", IN_MONTH), (year, IN_YEAR))
            yield (f"-{month}-{day}", 0.8 * WITHIN_DAYS)
    else:
        yield from _years(date)


def _years(date: HistoricalDate) -> Iterator[tuple[str, float]]:
    assert date.earliest is not None and date.latest is not None
    first, last = from_day(date.earliest)[0], from_day(date.latest)[0]
    if last - first <= _LONGEST_BY_YEAR:
        yield from ((year_term(year), 0.6 * IN_YEAR) for year in range(first, last + 1))


def period_of(date: HistoricalDate) -> tuple[int, int] | None:
    """The first and the last year of a date; one that has no end, or no start, is its other end."""
    bounds = [from_day(day)[0] for day in (date.earliest, date.latest) if day is not None]
    return (bounds[0], bounds[-1]) if bounds else None
