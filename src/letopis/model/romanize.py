"""Russian in Latin letters, by the systems a reader may meet in a library, a map or a passport.

Each system is a table of its own, so that no letter is left in Cyrillic. Letters abolished in 1918
are in the tables too. A hard sign at the end of a word (also of before 1918) is left out, as the
ALA-LC table and ISO/R 9 say, except in ISO 9:1995, which can be read back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

Scheme = Literal[
    "ala-lc",
    "ala-lc-ties",
    "bgn-pcgn",
    "press",
    "press-yo",
    "passport",
    "scholarly",
    "scholarly-ch",
    "iso-9",
]
SCHEMES: Final[tuple[Scheme, ...]] = get_args(Scheme)

_LETTERS: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіѣѳѵ"
_VOWELS: Final = frozenset("аеёиоуыэюяіѣѵ")
_ACUTE: Final = "\N{COMBINING ACUTE ACCENT}"

#: A word set in capitals has more letters than this; shorter ones are abbreviations: TsK, VTsIK.
_LONGEST_ABBREVIATION: Final = 5

_WORD = re.compile(r"[Ѐ-ӿ]+")


def _table(letters: str) -> Mapping[str, str]:
    """One Latin equivalent for each of :data:`_LETTERS`, in that order; ``-`` for none."""
    latin = ["" if one == "-" else one for one in letters.split()]
    return MappingProxyType(dict(zip(_LETTERS, latin, strict=True)))


_TABLES: Final[Mapping[Scheme, Mapping[str, str]]] = {
    # ALA-LC Romanization Tables, Russian, 2012. House form: without the ties over two letters.
    "ala-lc": _table("a b v g d e ë zh z i ĭ k l m n o p r s t u f kh ts ch sh shch ʺ y ʹ ė iu ia ī ie ḟ ẏ"),
    "ala-lc-ties": _table("a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a ī i͡e ḟ ẏ"),
    # BGN/PCGN 1947 System, as checked in June 2019; without its optional dots between letters.
    # ye and yë where the note to the table asks for them: see _letter.
    "bgn-pcgn": _table("a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya i e f i"),
    # The same as newspapers simplify it: no signs, -y for -iy and -yy, and for ё either e or yo.
    "press": _table("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i e f i"),
    "press-yo": _table("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i e f i"),
    # ICAO Doc 9303, the table for machine-readable passports, which Russia has used since 2014.
    "passport": _table("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia i e f i"),
    # International Scholarly System, as Slavists write it today: x for х, è for э.
    "scholarly": _table("a b v g d e ë ž z i j k l m n o p r s t u f x c č š šč ʺ y ʹ è ju ja i ě f i"),
    # The older form of the same, as in libraries of German-speaking countries: ch for х, ė for э.
    "scholarly-ch": _table("a b v g d e ë ž z i j k l m n o p r s t u f ch c č š šč ʺ y ʹ ė ju ja i ě f i"),
    # ISO 9:1995 (GOST 7.79-2000, system A): a sign for a sign, so that it can be read back.
    "iso-9": _table("a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â ì ě f̀ ỳ"),
}


def romanize(text: str, scheme: str) -> str:
    """Write the Russian words of ``text`` in Latin letters; all else stays as it is.

    ``scheme`` is one of :data:`SCHEMES`; another raises ``ValueError``. Stress marks are dropped. A
    letter that becomes several is capital in the first only (``Shch``), but in all of them in a
    word set in capitals; an abbreviation of up to five letters is not such a word (``TsK``),
    except with ``ala-lc-ties``, the strict form.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"there is no romanization {scheme!r}. Write one of {', '.join(SCHEMES)}.")
    named: Scheme = scheme
    plain = unicodedata.normalize("NFC", text)
    # An acute that NFC could not compose with its letter is a mark of stress: no Russian letter has one.
    plain = re.sub(rf"(?<=[Ѐ-ӿ]){_ACUTE}", "", plain)
    return _WORD.sub(lambda match: _word(match[0], named), plain)


def _word(word: str, scheme: Scheme) -> str:
    capitals = len(word) > (1 if scheme == "ala-lc-ties" else _LONGEST_ABBREVIATION) and word.isupper()
    parts: list[str] = []
    for index, letter in enumerate(word):
        before = word[index - 1].lower() if index else ""
        latin = _letter(letter.lower(), before, scheme, last=index == len(word) - 1)
        if letter.isupper():
            latin = latin.upper() if capitals else latin[:1].upper() + latin[1:]
        parts.append(latin)
    romanized = "".join(parts)
    if scheme in {"press", "press-yo"}:
        return re.sub(r"(?i)[iy](y)$", r"\1", romanized)
    return romanized


def _letter(letter: str, before: str, scheme: Scheme, *, last: bool) -> str:
    """The Latin form of one small letter, given the letter before it in the word."""
    if letter == "ъ" and last and scheme != "iso-9":
        return ""
    latin = _TABLES[scheme].get(letter, letter)
    if scheme in {"bgn-pcgn", "press", "press-yo"} and latin in {"e", "ë"} and letter in {"е", "ё"}:
        alone = not before or before in _VOWELS or before in {"й", "ъ", "ь"}
        return f"y{latin}" if alone else latin
    return latin
