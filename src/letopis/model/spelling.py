"""Faults of spelling: a key that is almost another, a name a letter off, a letter of another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

#: Of this many letters one may be wrong; a key of fewer letters may have one wrong, too.
_LETTERS_A_SLIP: Final = 4
#: Longer keys are compared by their beginning, so that a slip of the keyboard stays cheap.
_LONGEST_KEY: Final = 60
#: More keys than these are not named: they would be no advice.
_MOST_NAMED: Final = 4

_WORD = re.compile(r"[^\W\d_]+")


def nearest(key: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Give the keys that ``key`` may have been meant for, in the order of the alphabet; none if nothing is near.

    Those are the keys that the fewest slips of the keyboard (a letter put in, left out or changed, two neighbours
    exchanged) make of it, one slip in four letters at most; several if they are equally near. If there is none, those
    that have all the words of the other (``leo-tolstoy`` for ``tolstoy``). More than four are no advice: then none.
    """
    short = key[:_LONGEST_KEY].casefold()
    words = set(short.split("-")) - {""}
    limit = max(1, len(short) // _LETTERS_A_SLIP) if len(short) > 1 else 0
    found: list[str] = []
    related: list[str] = []
    for candidate in sorted(set(keys)):
        other = candidate[:_LONGEST_KEY].casefold()
        slips = slips_between(short, other, limit)
        if slips <= limit:
            if slips < limit:
                found, limit = [], slips
            found.append(candidate)
        elif words and (words <= (shared := set(other.split("-"))) or shared <= words):
            related.append(candidate)
    near = found or related
    return tuple(near) if len(near) <= _MOST_NAMED else ()


def named(near: Sequence[str], what: str = "key") -> str:
    """The sentence that names what was found: "The nearest keys are 'a' and 'b'."; empty if nothing was."""
    if not near:
        return ""
    if len(near) == 1:
        return f"The nearest {what} is '{near[0]}'."
    quoted = [f"'{one}'" for one in near]
    return f"The nearest {what}s are {', '.join(quoted[:-1])} and {quoted[-1]}."


def slips_between(a: str, b: str, limit: int) -> int:
    """How many slips of the keyboard make ``b`` of ``a`` (optimal string alignment); more than ``limit``: one more.

    The cost is the length times the limit.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    if a == b:
        return 0
    far = limit + 1
    before: list[int] = []
    row = [min(column, far) for column in range(len(b) + 1)]
    for line in range(1, len(a) + 1):
        earlier, before, row = before, row, [min(line, far), *[far] * len(b)]
        first, last = max(1, line - limit), min(len(b), line + limit)
        for column in range(first, last + 1):
            changed = before[column - 1] + (a[line - 1] != b[column - 1])
            best = min(changed, before[column] + 1, row[column - 1] + 1)
            if line > 1 and column > 1 and a[line - 1] == b[column - 2] and a[line - 2] == b[column - 1]:
                best = min(best, earlier[column - 2] + 1)
            row[column] = min(best, far)
        if min(row[first - 1 : last + 1]) > limit:
            return far
    return row[-1]


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
