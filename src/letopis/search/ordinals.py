"""Ordinals in names: whoever asks for the 20th congress, or the XX, means the Twentieth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ENGLISH: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_RUSSIAN: Final = (
    "первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый тринадцатый "
    "четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый"
).split()
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
LAST: Final = 39


def _words(small: list[str], tens: dict[int, tuple[str, str]]) -> dict[int, str]:
    """The ordinals up to 39; ``tens`` are 20 and 30, alone and before another."""
    found = dict(enumerate(small, start=1))
    for ten, (alone, before) in tens.items():
        found |= {ten: alone, **{ten + unit: f"{before}{small[unit - 1]}" for unit in range(1, 10)}}
    return found


ENGLISH: Final = _words(_ENGLISH, {20: ("twentieth", "twenty-"), 30: ("thirtieth", "thirty-")})
RUSSIAN: Final = _words(_RUSSIAN, {20: ("двадцатый", "двадцать "), 30: ("тридцатый", "тридцать ")})
ROMAN: Final = {number: "X" * (number // 10) + _ROMAN[number % 10] for number in range(1, LAST + 1)}

_NUMBERS: Final = {word: number for words in (ENGLISH, RUSSIAN, ROMAN) for number, word in words.items()}
# A single letter may be an initial, or a word that says nothing.
_IN_LETTERS: Final = "|".join(sorted((word for word in _NUMBERS if len(word) > 1), key=len, reverse=True))
_ORDINAL = re.compile(rf"\b(?:(?P<figures>[1-9]|[123]\d)(?:st|nd|rd|th|-?й)|(?P<word>{_IN_LETTERS}))\b")
#: The capital of a word, such as "Twentieth"; figures such as XX keep theirs.
_CAPITAL = re.compile(r"\b[^\W\d_](?=[a-zа-яё])")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def other_writings(name: str) -> Iterator[str]:
    """A name with its ordinal in words, Roman and Arabic figures, of which it has one; nothing if it has none."""
    match = _ORDINAL.search(_CAPITAL.sub(lambda letter: letter[0].lower(), name))
    if not match:
        return
    number = int(match["figures"] or _NUMBERS[match["word"]])
    words, figures = (RUSSIAN, str(number)) if _CYRILLIC.search(name) else (ENGLISH, f"{number}{_ending(number)}")
    for other in (words[number], ROMAN[number], figures):
        if other not in {match[0], "I", "V", "X"}:
            yield name[: match.start()] + other + name[match.end() :]


def _ending(number: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
