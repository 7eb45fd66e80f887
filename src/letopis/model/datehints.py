"""What an author may have meant by a text that is not a date: candidates for "Write ...".

Slips in figures and signs are patterns here; dates in words are taken apart in :mod:`letopis.model.phrases`. A
candidate need not be a date: the reader offers only what it can read itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from letopis.model.phrases import Proposal, in_both_calendars, propose

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")

_LETTERS: Final = re.compile(r"[0-9OolI]{4}(?:-[0-9OolI]{2}){0,2}", re.ASCII)
_AS_FIGURES: Final = str.maketrans("OolI", "0011")

_DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})"

Hint = tuple[re.Pattern[str], str, str | Callable[[re.Match[str]], str]]


def _ymd(match: re.Match[str]) -> str:
    """Year, month and day of a match, in order and with their zeros."""
    found = match.groupdict()
    day = f"-{int(found['day']):02d}" if found.get("day") else ""
    return f"{int(found['year']):04d}-{int(found['month']):02d}{day}"


def _hint(pattern: str, fault: str, better: str | Callable[[re.Match[str]], str]) -> Hint:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), fault, better


_OLD = "has the sign for Old Style in another place"

#: Tried in order; the first whose candidate is a date is shown.
_HINTS: Final = (
    _hint(rf"({_DATE})(?:T| )[0-9]{{1,2}}[:.][0-9:.Z+-]+", "has a time of day, which is not kept", r"\1"),
    _hint(r"([0-9]{4})([0-9]{2})([0-9]{2})", "lacks its hyphens", r"\1-\2-\3"),
    _hint(rf"{_YEAR}-(?P<month>[0-9]{{1,2}})(?:-{_DAY})?", "lacks a zero: months and days have two digits", _ymd),
    _hint(rf"{_YEAR}[./](?P<month>[0-9]{{1,2}})[./]{_DAY}", "has no hyphens", _ymd),
    _hint(r"([0-9]{3})[xu?]", "has another sign for a digit not known", r"\1X"),
    _hint(r"([0-9]{2})(?:xx|uu)", "has another sign for digits not known", r"\1XX"),
    _hint(r"([0-9]{4}(?:-[0-9]{2})?)-(?:uu|xx|00)", "has no sign for what is not known", r"\1-XX"),
    _hint(rf"({_DATE})\s*\(\?\)|\?\s*({_DATE})", "has its mark in another place", r"\1\2?"),
    _hint(r"([0-9-]+)(?:\?~|~\?)", "has two marks: together they are %", r"\1%"),
    _hint(rf"({_DATE})\s*-\s*({_DATE})", "is two dates: an interval has a slash", r"\1/\2"),
    _hint(
        r"([0-9]{4}-[0-9]{2}-)([0-9]{2})[-/]([0-9]{2})",
        "is two days: an interval has both in full",
        r"\1\2/\1\3",
    ),
    _hint(r"([0-9]{2})([0-9]{2})/([0-9]{2})", "cuts its second year short", r"\1\2/\1\3"),
    _hint(r"([0-9]{4})/([0-9]{2})", "has a slash where a month has a hyphen", r"\1-\2"),
    _hint(rf"\[({_DATE})[/-]({_DATE})\]", "has a slash in a set", r"[\1..\2]"),
    _hint(rf"({_DATE})\s*-", "has no end", r"\1/.."),
    _hint(rf"({_DATE})/(?:open|now|present)", "has an older sign for an open end", r"\1/.."),
    _hint(rf"({_DATE})/(?:unknown|\?)", "has an older sign for an unknown end", r"\1/"),
    _hint(rf"(?:unknown|\?)/({_DATE})", "has an older sign for an unknown start", r"/\1"),
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


def rewordings(text: str) -> Iterator[Proposal]:
    """Yield a fault ("has a time of day") and the texts that may be right; several: the author has to choose."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    if plain != text:
        yield "has characters that only look like figures or hyphens", (plain,)
    if _LETTERS.fullmatch(plain) and not plain.isdigit():
        yield "has letters that only look like figures", (plain.translate(_AS_FIGURES),)
    yield from _candidates(_HINTS, plain)
    yield from propose(plain)


def old_style_rewordings(text: str) -> Iterator[Proposal]:
    """Yield the same for a text that seems to hold an Old Style date."""
    plain = unicodedata.normalize("NFKC", text).strip()
    yield from _candidates(_OLD_STYLE_HINTS, plain)
    yield from in_both_calendars(plain)


def _candidates(hints: tuple[Hint, ...], text: str) -> Iterator[Proposal]:
    for pattern, fault, better in hints:
        if match := pattern.fullmatch(text):
            yield fault, (better(match) if callable(better) else match.expand(better),)
