"""What an author may have meant by a text that is not a date: candidates for "Write ...".

Each hint is a pattern, what is wrong, and the form that would be right. A candidate need not be a
date: the reader offers only one that it can read itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")

_DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?"
_NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})"

Hint = tuple[re.Pattern[str], str, str | Callable[[re.Match[str]], str]]


def _ymd(match: re.Match[str]) -> str:
    """Year, month (a name or a number) and day of a match, in order and with their zeros."""
    found = match.groupdict()
    month = found["month"].lower()
    number = _MONTHS.index(month[:3]) + 1 if month.isalpha() else int(month)
    day = f"-{int(found['day']):02d}" if found.get("day") else ""
    return f"{int(found['year']):04d}-{number:02d}{day}"


def _season(match: re.Match[str]) -> str:
    return f"{match['year']}-{_SEASONS[match['season'].lower()]}"


def _bc(match: re.Match[str]) -> str:
    return f"{1 - int(match['year']):05d}" if match["year"] != "1" else "0000"


def _hint(pattern: str, fault: str, better: str | Callable[[re.Match[str]], str]) -> Hint:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), fault, better


_UNPADDED = "lacks a zero: months and days have two digits"
_NAMED = "is in words, not in figures"
_ORDER = "does not begin with the year"
_OLD = "has the sign for Old Style in another place"
_MARK = "has a mark inside: it stands after the whole date"

#: Tried in order; the first whose candidate is a date is shown.
_HINTS: Final = (
    _hint(rf"({_DATE})T[0-9:.Z+-]+", "has a time of day, which is not kept", r"\1"),
    _hint(r"([0-9]{4})([0-9]{2})([0-9]{2})", "lacks its hyphens", r"\1-\2-\3"),
    _hint(rf"{_YEAR}-(?P<month>[0-9]{{1,2}})(?:-{_DAY})?", _UNPADDED, _ymd),
    _hint(rf"{_YEAR}[./](?P<month>[0-9]{{1,2}})[./]{_DAY}", "has no hyphens", _ymd),
    _hint(rf"{_DAY}\.(?P<month>[0-9]{{1,2}})\.{_YEAR}", _ORDER, _ymd),
    _hint(rf"(?P<month>[0-9]{{1,2}})\.{_YEAR}", _ORDER, _ymd),
    _hint(rf"(?P<day>1[3-9]|2[0-9]|3[01])/(?P<month>[0-9]{{1,2}})/{_YEAR}", _ORDER, _ymd),
    _hint(rf"(?:{_DAY}(?:st|nd|rd|th)?\s+)?{_NAME}\s+{_YEAR}", _NAMED, _ymd),
    _hint(rf"{_NAME}\s+{_DAY}(?:st|nd|rd|th)?\s*,\s*{_YEAR}", _NAMED, _ymd),
    _hint(rf"(?P<season>spring|summer|autumn|fall|winter)\s+{_YEAR}", _NAMED, _season),
    _hint(r"(?P<year>[1-9][0-9]{0,3})\s*(?:BC|BCE|B\.C\.)", "counts back from AD 1", _bc),
    _hint(r"(?:the\s+)?([0-9]{3})0'?s", "is a decade in words", r"\1X"),
    _hint(r"([0-9]{3})[xu?]", "has another sign for a digit not known", r"\1X"),
    _hint(r"([0-9]{2})(?:xx|uu)", "has another sign for digits not known", r"\1XX"),
    _hint(r"([0-9]{4}(?:-[0-9]{2})?)-(?:uu|xx|00)", "has no sign for what is not known", r"\1-XX"),
    _hint(rf"(?:c\.?|ca\.?|circa|about|approx\.?)\s*({_DATE})", _NAMED, r"\1~"),
    _hint(rf"(?:perhaps|possibly|probably)\s*({_DATE})", _NAMED, r"\1?"),
    _hint(rf"({_DATE})\s*\(\?\)|\?\s*({_DATE})", "has its mark in another place", r"\1\2?"),
    _hint(r"([0-9-]+)(?:\?~|~\?)", "has two marks: together they are %", r"\1%"),
    _hint(r"([0-9]{4})([?~%])(-[0-9-]+)", _MARK, r"\1\3\2"),
    _hint(r"([0-9]{4}-)([?~%])([0-9-]+)", _MARK, r"\1\3\2"),
    _hint(r"([0-9]{4}-[0-9]{2}-?)([?~%])(-?[0-9]{2})", _MARK, r"\1\3\2"),
    _hint(rf"({_DATE})\s*-\s*({_DATE})", "is two dates: an interval has a slash", r"\1/\2"),
    _hint(
        r"([0-9]{4}-[0-9]{2}-)([0-9]{2})[-/]([0-9]{2})",
        "is two days: an interval has both in full",
        r"\1\2/\1\3",
    ),
    _hint(r"([0-9]{2})([0-9]{2})/([0-9]{2})", "cuts its second year short", r"\1\2/\1\3"),
    _hint(r"([0-9]{4})/([0-9]{2})", "has a slash where a month has a hyphen", r"\1-\2"),
    _hint(rf"\[({_DATE})[/-]({_DATE})\]", "has a slash in a set", r"[\1..\2]"),
    _hint(rf"(?:from|since)\s+({_DATE})|({_DATE})\s*-", "has no end", r"\1\2/.."),
    _hint(rf"({_DATE})/(?:open|now|present)", "has an older sign for an open end", r"\1/.."),
    _hint(rf"({_DATE})/(?:unknown|\?)", "has an older sign for an unknown end", r"\1/"),
    _hint(rf"(?:unknown|\?)/({_DATE})", "has an older sign for an unknown start", r"/\1"),
    _hint(rf"(?:until|to)\s+({_DATE})", "has no start", r"/\1"),
    _hint(rf"({_DATE})\s+or\s+({_DATE})", "is one of two: a set has brackets", r"[\1,\2]"),
    _hint(rf"({_DATE})\s+and\s+({_DATE})", "is two dates: a set has braces", r"{\1,\2}"),
    _hint(
        rf"between\s+({_DATE})\s+and\s+({_DATE})",
        "is one day of several: a set has brackets",
        r"[\1..\2]",
    ),
    _hint(r"Y(-?[0-9]{4})", "has a Y, which only longer years need", r"\1"),
    _hint(r"Y?\+?(-?[1-9][0-9]{4,11})", "has a year of more than four digits", r"Y\1"),
    _hint(r"([0-9]{3})", "has a year of fewer than four digits", r"0\1"),
    _hint(r"-0000", "is the year 0, which has no sign", "0000"),
)

#: The same for Old Style; the candidate is read by the door, which knows the calendar.
_OLD_STYLE_HINTS: Final = (
    _hint(rf"({_DATE})\s*\(?\s*O\.?\s?S\.?\s*\)?", _OLD, r"OS \1"),
    _hint(rf"O\.?\s?S\.?\s*({_DATE})", _OLD, r"OS \1"),
    _hint(rf"({_DATE})\s*[(\[]\s*O\.?\s?S\.?\s*({_DATE})\s*[)\]]", _OLD, r"\1 (OS \2)"),
    _hint(rf"({_DATE})\s*[(\[]\s*({_DATE})\s*O\.?\s?S\.?\s*[)\]]", _OLD, r"\1 (OS \2)"),
)


def rewordings(text: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of a fault ("has a time of day") and a text that may be right."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    if plain != text:
        yield "has characters that only look like figures or hyphens", plain
    yield from _candidates(_HINTS, plain)


def old_style_rewordings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the same for a text that seems to hold an Old Style date."""
    yield from _candidates(_OLD_STYLE_HINTS, unicodedata.normalize("NFKC", text).strip())


def _candidates(hints: tuple[Hint, ...], text: str) -> Iterator[tuple[str, str]]:
    for pattern, fault, better in hints:
        if match := pattern.fullmatch(text):
            yield fault, better(match) if callable(better) else match.expand(better)
