"""The dates of sources: read by the archive's own reader of dates, put into words as the Chicago Manual has them.

A date stands in ``date`` (EDTF, as in biblatex) or in ``year``, ``month`` and ``day`` (BibTeX), whose
months may be written in any language that Babel knows. Nothing is invented: what cannot be read is
printed as it is written, and is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from letopis.bibliography.months import month_number
from letopis.bibliography.numerals import is_number
from letopis.bibliography.terms import Terms, terms_of
from letopis.model.calendars import from_day, to_day
from letopis.model.dates import parse_fixed_date
from letopis.model.datewords import in_words
from letopis.model.historical import HistoricalDate, Precision, Shape

_YEAR = re.compile(r"-?\d{4}")
_ANY_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_TIME = re.compile(r"T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?")
_ZEROS = re.compile(r"(?<=\d)(?:-00)+(?!\d|-)")
_MARKED_YEAR = re.compile(r"(-?\d{4})([?~%]?)")
_DASH = re.compile(r"(?:(?<!\s)\s++)?(?:-+|[–—/])\s*")
_ACCEPTED_YEAR = re.compile(
    r"\d{1,4}|(?:ca?\.?|circa|about|um|vers|hacia|около|ок\.)\s*\d{3,4}|\[(?:ca?\.?\s*)?\d{3,4}\??\]|\d{4}\s*\[\d{4}\]|\[\d{4}\]\s*\d{4}|[–-]"
    r"|\d{3,4}\s*(?:[–/]|-{1,3})\s*(?:\d{1,4})?|(?:–|-{1,3})\s*\d{4}|\d{4}(?:,\s*\d{4})+|\d{3}0(?:er|['’]?s)|\d{1,4}\s*(?:BCE?|CE|AD)"
    r"|AD\s*\d{1,4}|\[?(?:n\.? ?d\.?|s\.? ?[adf]\.?|o\.? ?J\.?|б\.? ?г\.?|b\.? ?d\.?|undated|in press|forthcoming|to appear"
    r"|in preparation|submitted|no ?date|im Druck|в печати|im Erscheinen)\]?|\d{4}[a-z]",
    re.IGNORECASE,
)
"""What a ``year`` may say besides a year: printed as it is written."""
_JOIN = re.compile(r"[#\"“”\s\xa0]+")
"""What is left in a month where BibTeX's ``jun # "~18"`` was put into braces."""
_SEASONS: Final = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24, "frühjahr": 21, "frühling": 21, "sommer": 22,
    "herbst": 23, "printemps": 21, "été": 22, "automne": 23, "hiver": 24, "primavera": 21, "verano": 22, "otoño": 23,
    "invierno": 24, "estate": 22, "autunno": 23, "inverno": 24, "весна": 21, "лето": 22, "осень": 23, "зима": 24,
    "wiosna": 21, "lato": 22, "jesień": 23, "zima": 24,
}  # fmt: skip
_SEASON_KEYS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_CENTURY: Final = 100


@dataclass(frozen=True, slots=True)
class SourceDate:
    """When a source is from."""

    year: str = ""
    """What stands where a year stands: ``1957``, ``1941–45``, ``ca. 1850``, ``44 BC``."""
    full: str = ""
    """The date in words, if more than the year is known: ``18–21 June 1957``, ``Winter 1931``."""
    without_year: str = ""
    """The same without its year, where all of it lies in one year: ``18–21 June``, ``Winter``."""
    date: HistoricalDate | None = None
    fault: str = ""
    """What is wrong, and what would be right; empty if nothing is."""

    @property
    def order(self) -> int | None:
        """The number of its first day (or, where only an end is known, of its last), for sorting."""
        if self.date is not None:
            return self.date.earliest if self.date.earliest is not None else self.date.latest
        year = _ANY_YEAR.search(self.year) or re.search(r"\d{1,4}", self.year)
        return to_day(max(1, int(year[0])), 1, 1) if year else None


NONE: Final = SourceDate()


@lru_cache(maxsize=16384)
def read_date(text: str, language: str = "en") -> SourceDate:
    """Read a ``date`` field: EDTF, with or without a time of day, or Old Style (``1917-11-07 (OS 1917-10-25)``)."""
    text = text.strip()
    if not text:
        return NONE
    times = _TIME.findall(text)
    bare = _TIME.sub("", text) if times else text
    if _ZEROS.search(bare):
        read = read_date(_ZEROS.sub("", bare), language)
        advice = f"the date '{text}' has a month or day 00. Write {_ZEROS.sub('', bare)}."
        return replace(read, fault=read.fault or advice)
    try:
        date = parse_fixed_date(bare)
    except ValueError as error:
        year = _ANY_YEAR.search(text)
        return SourceDate(year[1] if year else text, text if year else "", fault=str(error))
    words = DateWords(terms_of(language))
    full = words.full(date)
    if times and full:
        full = f"{full}, {'–'.join(times)}"
    return SourceDate(words.year(date), full, "" if times else words.without_year(date), date)


@lru_cache(maxsize=16384)
def read_parts(year: str, month: str, day: str, language: str = "en", langid: str = "") -> SourceDate:
    """Read ``year``, ``month`` and ``day`` as BibTeX has them: ``1957``, ``June`` or ``jun`` or ``6``, ``18``."""
    year = year.strip()
    fault = ""
    if not year:
        if not month:
            return NONE
        return SourceDate(
            "", f"{day} {month}".strip(), fault=f"it has the month '{month}' and no year. Add year = {{…}}."
        )
    month = " ".join(_JOIN.sub(" ", month).split())
    month = re.sub(rf"[\s,~]*(?<!\d){re.escape(year)}$", "", month) if len(month) > len(year) > 3 else month
    if not month and not day:
        return _year_alone(year, language)
    for candidate in _candidates(year, month, day, langid):
        read = read_date(candidate, language)
        if read.date is not None:
            return read
        fault = fault or read.fault
    alone = _year_alone(year, language)
    when = " ".join(part for part in (day, month) if part)
    if re.fullmatch(r"0+", month):
        return SourceDate(alone.year, date=alone.date, fault=f"there is no month '{month}'. Leave the field out.")
    if not fault and not _MARKED_YEAR.fullmatch(year) and all(_month(one, langid) for one in _DASH.split(month)):
        return SourceDate(alone.year, f"{when} {alone.year}".strip(), when, alone.date, alone.fault)
    if not fault:
        whole = f"{_digits(year)}-06-18"
        fault = f"the month '{month}' is not known. Write month = {{6}}, its number, or the whole: date = {{{whole}}}."
    return SourceDate(alone.year, f"{when} {alone.year}".strip(), when, alone.date, fault)


def _digits(year: str) -> str:
    found = _ANY_YEAR.search(year)
    return found[1] if found else "1957"


def _year_alone(year: str, language: str) -> SourceDate:
    if not _YEAR.fullmatch(year):
        if _ACCEPTED_YEAR.fullmatch(year):
            return SourceDate(_DASH.sub("–", year) if re.search(r"\d", year) else year)
        read = read_date(year, language)
        if read.date is None:
            return SourceDate(year, fault=read.fault)
        return read
    return read_date(year, language)


def _candidates(year: str, month: str, day: str, langid: str) -> Iterator[str]:
    """What ``year``, ``month`` and ``day`` may mean, in EDTF; the first that is a date is taken."""
    marked = _MARKED_YEAR.fullmatch(year)
    if marked is None:
        return
    year, mark = marked.groups()
    months = [_month(part, langid) for part in _DASH.split(month.strip())]
    days = _DASH.split(day.strip()) if day.strip() else []
    if not days and len(months) == 1 and months[0] is None:
        words = " ".join(month.replace("~", " ").split())
        both = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? )?(\D+?)(?: (\d{1,2}))?,?", words)
        if both and (both[1] or both[3]):
            months, days = [_month(both[2], langid)], [both[1] or both[3]]
    if any(one is None for one in months) or not all(re.fullmatch(r"\d{1,2}", one) for one in days):
        return
    numbers = [one for one in months if one is not None]
    ends = [f"{year}-{number:02d}" for number in numbers]
    if len(days) == len(ends):
        yield "/".join(f"{end}-{int(one):02d}{mark}" for end, one in zip(ends, days, strict=True))
    elif len(ends) == 1 and days:
        yield "/".join(f"{ends[0]}-{int(one):02d}{mark}" for one in days[:2])
    elif len(ends) <= 2 and not days:
        yield "/".join(f"{end}{mark}" for end in ends)


def _month(text: str, langid: str) -> int | None:
    """The number of a month or a season, as EDTF has it."""
    text = text.strip().strip(".,").casefold()
    if is_number(text):
        return int(text) if 1 <= int(text) <= 12 or 21 <= int(text) <= 24 else None
    return month_number(text, langid) or _SEASONS.get(text)


class DateWords:
    """Dates in the words of one language."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def year(self, date: HistoricalDate) -> str:
        """What stands where a year stands."""
        if date.shape is Shape.SINGLE:
            return self._marked(date, self._year_of(date))
        if date.shape in {Shape.INTERVAL, Shape.RANGE}:
            return self._span(date)
        joint = self.terms.say("or" if date.shape is Shape.ONE_OF else "and")
        years = list(dict.fromkeys(self.year(one) for one in date.members))
        return f" {joint} ".join(years)

    def _span(self, date: HistoricalDate) -> str:
        first = self.year(date.start) if date.start else ""
        last = self.year(date.end) if date.end else ""
        if first == last:
            return first
        begin, end = _YEAR.fullmatch(first), _YEAR.fullmatch(last)
        if begin and end and first[:2] == last[:2] and int(first) % _CENTURY:
            last = last[2:]
        return f"{first}–{last}"

    def full(self, date: HistoricalDate) -> str:
        """The whole date, if it says more than the year."""
        if date.julian:
            return f"{self._single(date)} ({self._old_style(date.julian)})"
        if date.shape is Shape.SINGLE:
            return self._single(date) if self._is_finer(date) else ""
        if date.shape is Shape.INTERVAL:
            return self._interval(date)
        if any(self._is_finer(one) for one in date.members):
            joint = self.terms.say("or" if date.shape is Shape.ONE_OF else "and")
            texts = [self.full(one) or self.year(one) for one in date.members]
            return f" {joint} ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))
        return ""

    def without_year(self, date: HistoricalDate) -> str:
        """The whole date without its year, if all of it lies in one plain year and nothing is doubtful."""
        full, year = self.full(date), self.year(date)
        if not full or date.julian or not _YEAR.fullmatch(year) or not full.endswith(f" {year}"):
            return ""
        return full[: -len(year)].removesuffix(" de ").strip()

    def _is_finer(self, date: HistoricalDate) -> bool:
        if date.shape is Shape.RANGE:
            return any(one and self._is_finer(one) for one in (date.start, date.end))
        return date.precision not in {Precision.YEAR, Precision.DECADE, Precision.CENTURY}

    def _interval(self, date: HistoricalDate) -> str:
        if not any(one is not None and self._is_finer(one) for one in (date.start, date.end)):
            return ""
        first = self._single(date.start) if date.start else ""
        last = self._single(date.end) if date.end else ""
        if date.start and date.end and not (date.start.uncertain or date.start.approximate):
            first = self._shortened(date.start, date.end, first)
        return f"{first}–{last}"

    def _shortened(self, start: HistoricalDate, end: HistoricalDate, first: str) -> str:
        """The start of a span without what its end says again: ``18–21 June 1957``."""
        begin, finish = (from_day(one.earliest or 0) for one in (start, end))
        if start.precision is not end.precision or begin[0] != finish[0] or start.season:
            return first
        if start.precision is Precision.DAY and begin[1] == finish[1]:
            return f"{begin[2]}." if self.terms.language == "de" else str(begin[2])
        year = self._year_number(begin[0])
        return first.removesuffix(year).removesuffix(" de ").rstrip()

    def _single(self, date: HistoricalDate) -> str:
        return self._marked(date, self._plain(date))

    def _plain(self, date: HistoricalDate) -> str:
        if not self._is_finer(date):
            return self._year_of(date)
        if date.earliest is None:
            return in_words(date)
        year, month, day = from_day(date.earliest)
        if date.season in _SEASON_KEYS:
            return self.terms.say(_SEASON_KEYS[date.season], self._year_number(year))
        if date.precision is Precision.DAY:
            return self._day(day, month, self._year_number(year))
        if date.precision is Precision.MONTH:
            pattern = self.terms.words.get("month_year", "{month} {year}")
            return pattern.replace("{month}", self.terms.months_alone[month - 1]).replace(
                "{year}", self._year_number(year)
            )
        return in_words(date)

    def _day(self, day: int, month: int, year: str) -> str:
        pattern = self.terms.words["day_month_year"]
        name = self.terms.months[month - 1]
        return pattern.replace("{day}", str(day)).replace("{month}", name).replace("{year}", year)

    def _year_of(self, date: HistoricalDate) -> str:
        if date.earliest is None or date.latest is None:
            return in_words(date)
        number = from_day(date.earliest)[0]
        if date.precision is Precision.DECADE and number > 0 and number % _CENTURY:
            return self.terms.say("decade", str(number))
        if date.precision in {Precision.DECADE, Precision.CENTURY}:
            return f"{self._year_number(number)}–{self._year_number(from_day(date.latest)[0])}"
        return self._year_number(number)

    def _year_number(self, year: int) -> str:
        return str(year) if year > 0 else self.terms.say("bc", str(1 - year))

    def _marked(self, date: HistoricalDate, text: str) -> str:
        text = f"{text}?" if date.uncertain else text
        return self.terms.say("ca", text) if date.approximate else text

    def _old_style(self, julian: str) -> str:
        parts = [int(part) for part in julian.lstrip("-").split("-") if part.isdigit()]
        if not (parts and len(parts) > 1 and 1 <= parts[1] <= len(self.terms.months)):
            return self.terms.say("old_style", julian)
        year = self._year_number(-parts[0] if julian.startswith("-") else parts[0])
        if len(parts) > 2:
            return self.terms.say("old_style", self._day(parts[2], parts[1], year))
        return self.terms.say("old_style", f"{self.terms.months_alone[parts[1] - 1]} {year}")
