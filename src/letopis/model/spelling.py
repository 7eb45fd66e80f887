"""Faults of spelling: a key that is almost another, a name a letter off, a letter of another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

#: Keys less alike than this (:mod:`difflib`'s ratio, 0 to 1) are not worth offering.
_LEAST_LIKENESS: Final = 0.6
#: Longer keys are compared by their beginning, so that a slip of the keyboard stays cheap.
_LONGEST_KEY: Final = 100

_WORD = re.compile(r"[^\W\d_]+")


def nearest(key: str, keys: Iterable[str]) -> str | None:
    """Give the key most like ``key``, the first in the alphabet of several; ``None`` if none is.

    A key that has all the words of the other (``leo-tolstoy`` for ``tolstoy``) is like it
    whatever its length.
    """
    key = key[:_LONGEST_KEY].casefold()
    words = set(key.split("-")) - {""}
    best, likeness = None, _LEAST_LIKENESS
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)
    for candidate in sorted(set(keys)):
        matcher.set_seq1(candidate[:_LONGEST_KEY].casefold())
        shared = set(candidate.casefold().split("-"))
        bonus = 1.0 if words and (words <= shared or shared <= words) else 0.0
        if not bonus and (matcher.real_quick_ratio() < likeness or matcher.quick_ratio() < likeness):
            continue
        # Above any likeness without a shared word, and among themselves by likeness.
        ratio = matcher.ratio() + bonus
        if ratio > likeness or (best is None and ratio >= likeness):
            best, likeness = candidate, ratio
    return best


def edit_distance_one(a: str, b: str) -> bool:
    """Whether one letter put in, left out or changed, or two neighbours exchanged, makes ``b``.

    Equal texts are not one edit apart.
    """
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    exchanged = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    return exchanged or a[at + 1 :] == b[at + 1 :]


def has_mixed_script(text: str) -> tuple[str, ...]:
    """Give the letters of the wrong alphabet in words that mix Latin and Cyrillic ones.

    The alphabet with fewer letters in the word is the wrong one (the Latin, if there are as many);
    letters come in the order of the text. Empty, and so false, if no word is mixed. Words side by
    side, or joined by a hyphen, may be of different alphabets.
    """
    wrong: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        latin = [letter for letter in word if _script(letter) == "LATIN"]
        cyrillic = [letter for letter in word if _script(letter) == "CYRILLIC"]
        if latin and cyrillic:
            wrong += cyrillic if len(cyrillic) < len(latin) else latin
    return tuple(wrong)


def _script(letter: str) -> str:
    """The first word of a letter's Unicode name, which for our alphabets is its script."""
    return unicodedata.name(letter, "").partition(" ")[0]
