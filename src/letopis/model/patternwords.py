"""Words for dates of which single digits are unknown: ``156X-12-25``, ``1450-XX-25``, ``XXXX-12-25``."""

from __future__ import annotations

from typing import Final

from letopis.model.months import MONTHS, SHORT_MONTHS
from letopis.model.singledates import fitting

NBSP: Final = "\N{NO-BREAK SPACE}"

#: Years before this one are written with "AD", so that they are not taken for another number.
FIRST_PLAIN_YEAR: Final = 1000


def year_in_words(year: int) -> str:
    """``1957``, ``AD 410``, ``44 BC`` (the year -43: astronomical years have a 0)."""
    if year < 1:
        return f"{1 - year}{NBSP}BC"
    return f"AD{NBSP}{year}" if year < FIRST_PLAIN_YEAR else str(year)


def pattern_in_words(pattern: tuple[str, ...], *, short: bool = False) -> str:
    """The words for year, month and day with X for single digits.

    ``("XXXX", "12", "25")`` is "25 December of an unknown year", ``("1450", "1X")`` "October, November or December
    1450", ``("1450", "XX", "25")`` "the 25th of an unknown month of 1450".
    """
    year, month, day = (*pattern, "", "")[:3]
    known, link = _year(year)
    if not month:
        return known
    names = SHORT_MONTHS if short else MONTHS
    if month == "XX":
        months = "an unknown month"
        link = " of "
    else:
        months = _choice([names[number - 1] for number in fitting(month, 12)])
    if not day:
        return f"{months}{link}{known}"
    if day == "XX":
        return f"a day in {months}{link}{known}"
    days = fitting(day, 31)
    if month == "XX":
        return f"the {_choice([_ordinal(number) for number in days])} of {months}{link}{known}"
    first = "a day from " if len(days) > 3 and _is_run([str(number) for number in days]) else ""
    return f"{first}{_choice([str(number) for number in days])}{NBSP}{months}{link}{known}"


def _year(year: str) -> tuple[str, str]:
    """A year with unknown digits, and what stands between a month and it."""
    digits = year.lstrip("-")
    if digits == "XXXX":
        return ("an unknown year BC" if year[0] == "-" else "an unknown year"), " of "
    if "X" not in digits:
        return year_in_words(int(year)), NBSP
    known = digits.rstrip("X")
    if "X" in known:
        return f"a year of the form {year}", " of "
    first = int(known) * 10 ** (len(digits) - len(known))
    last = first + 10 ** (len(digits) - len(known)) - 1
    if year[0] == "-":
        return f"a year from {last + 1} to {year_in_words(-first)}", " of "
    return f"a year from {year_in_words(first or 1)} to {last}", " of "


def _choice(words: list[str]) -> str:
    if len(words) > 3:
        return f"{words[0]} to {words[-1]}" if _is_run(words) else f"{', '.join(words[:-1])} or {words[-1]}"
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _is_run(words: list[str]) -> bool:
    """Whether these are consecutive: numbers, or months, of which four or more always are."""
    numbers = [int(word.rstrip("stndrh")) for word in words if word[0].isdigit()]
    return not numbers or numbers[-1] - numbers[0] == len(numbers) - 1


def _ordinal(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(0 if 10 < number % 100 < 14 else number % 10, "th")
    return f"{number}{last}"
