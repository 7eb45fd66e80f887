"""How newspapers of other countries write Russian names: what a reader may type who met the name there.

These forms are only looked for, never shown. The systems of libraries, maps and passports are in
:mod:`letopis.model.romanize`. Each table follows the usage of the press, as the style guides of the language
describe it: German by Duden, Spanish by Fundéu, Turkish by TDK, French, Polish, Hungarian and Italian by the practice
of their encyclopaedias.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_LETTERS: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SIBILANTS: Final = frozenset("жчшщ")
_VOWELS: Final = frozenset("аеёиоуыэюяьъ")
_WORD = re.compile(r"[А-яЁё]+")


def _table(latin: str) -> dict[str, str]:
    return dict(zip(_LETTERS, ("" if one == "-" else one for one in latin.split()), strict=True))


TABLES: Final = {
    "german": _table("a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja"),
    "french": _table("a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia"),
    "spanish": _table("a b v g d e io zh z i i k l m n o p r s t u f j ts ch sh shch - i - e iu ia"),
    "turkish": _table("a b v g d e yo j z i y k l m n o p r s t u f h ts ç ş şç - ı - e yu ya"),
    "polish": _table("a b w g d ie io ż z i j k ł m n o p r s t u f ch c cz sz szcz - y - e iu ia"),
    "hungarian": _table("a b v g d e jo zs z i j k l m n o p r sz t u f h c cs s scs - i - e ju ja"),
    "italian": _table("a b v g d e io z z i i k l m n o p r s t u f kh z c sc sc - y - e iu ia"),
}
"""One equivalent for each letter from а to я; ``-`` for none."""

#: The letter ё after a sibilant, which all of them write as they hear it.
_YO_AFTER_SIBILANT: Final = "o"
_AT_THE_END: Final = {"french": {"in": "ine"}, "spanish": {"ii": "i"}, "italian": {"ii": "i"}, "german": {"ii": "i"}}
#: The letter е at the beginning and after a vowel.
_E_ALONE: Final = {"german": "je", "turkish": "ye", "polish": "je", "hungarian": "je", "spanish": "ye", "french": "ie"}


def press_forms(native: str) -> Iterator[str]:
    """The forms of a Russian name abroad, one for each table; none if nothing in it is Cyrillic.

    ``native`` is the name in Cyrillic letters; what is not Cyrillic stays.
    """
    plain = unicodedata.normalize("NFC", native)
    if not _WORD.search(plain):
        return
    for language in TABLES:
        yield _WORD.sub(lambda match, to=language: _word(match[0], to), plain)  # type: ignore[misc]


def _word(word: str, language: str) -> str:
    small = word.lower()
    table = TABLES[language]
    parts = []
    for place, letter in enumerate(small):
        before = small[place - 1] if place else ""
        if letter == "ё" and before in _SIBILANTS:
            parts.append(_YO_AFTER_SIBILANT)
        elif letter == "е" and (not before or before in _VOWELS):
            parts.append(_E_ALONE.get(language, table["е"]))
        else:
            parts.append(table.get(letter, letter))
    found = "".join(parts)
    for end, other in _AT_THE_END.get(language, {}).items():
        if found.endswith(end):
            found = found.removesuffix(end) + other
    return found.capitalize() if word[0].isupper() else found
