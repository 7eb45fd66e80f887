"""Names: the forms under which a reader may look for one, and the order in which they stand.

The tables of romanization are in :mod:`letopis.model.romanize`, faults of spelling in
:mod:`letopis.model.spelling`; both can be had from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from letopis.model.romanize import SCHEMES, Scheme, romanize
from letopis.model.spelling import edit_distance_one, has_mixed_script, named, nearest

__all__ = [
    "SCHEMES",
    "Scheme",
    "collation_key",
    "edit_distance_one",
    "fold",
    "has_mixed_script",
    "name_variants",
    "named",
    "nearest",
    "romanize",
    "sort_form",
]

#: Letters that Unicode does not take apart into a base and a mark.
_BASES: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
#: Signs that stand for a soft or a hard sign, or for nothing: ʹ ʺ and all kinds of quotation marks.
_SIGNS: Final = dict.fromkeys(map(ord, "ʹʺʻʼʽ'\"`´‘’‚“”„′″«»"))
#: Sorts before a space and every letter, as a comma does in an index: the shorter surname first.
_COMMA: Final = "\x1f"

_NO_LETTER = re.compile(rf"[^\w {_COMMA}]|_")


def fold(text: str) -> str:
    r"""Reduce text to what a search compares: small letters without marks.

    Case, diacritics (Ё and Е, Й and И are one), ties, the signs ʹ and ʺ and every kind of
    apostrophe and quotation mark vanish; any run of white space is one space. The same in a
    browser: ``normalize("NFKD")``, small letters, without ``\p{M}`` and the signs.
    """
    if text.isascii():  # nothing in it is taken apart, and it holds no mark
        return " ".join(text.translate(_SIGNS).lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
    bare = "".join(one for one in decomposed if not unicodedata.category(one).startswith("M"))
    return " ".join(bare.translate(_SIGNS).translate(_BASES).split())


def collation_key(text: str) -> tuple[str, str, str]:
    """Give a key by which names stand as in an index: figures, Latin letters, then Cyrillic.

    First by letters alone, word by word, Ё with Е and Й after И; then by accents; then as written,
    so that the order is the same on every machine. Hyphens count as spaces; other signs do not.
    """
    small = unicodedata.normalize("NFC", text).casefold().translate(_SIGNS)
    letters = "".join(_base(one) for one in small).translate(_BASES)
    spaced = re.sub(r"[-\N{HYPHEN}\N{EN DASH}\s]+", " ", letters).replace(", ", ",")
    primary = _NO_LETTER.sub("", spaced.replace(",", _COMMA)).strip()
    # A letter's marks, then a sign below every mark: a plain letter comes before a marked one.
    marks = "".join(unicodedata.normalize("NFD", one)[1:] + _COMMA for one in small)
    return primary, marks, text


@lru_cache(maxsize=4096)
def _base(letter: str) -> str:
    """A letter without its marks; й, a letter of its own in Russian, keeps its."""
    if letter == "й":
        return letter
    return "".join(
        one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.category(one).startswith("M")
    )


def sort_form(name: str) -> str:
    """Turn a person's name round for an index: "Leo Tolstoy" to "Tolstoy, Leo".

    The last word is taken for the surname. A name with a comma, or of one word, stays: where this
    is not right (Mao Zedong), the author gives the index form.
    """
    forenames, _, surname = " ".join(name.split()).rpartition(" ")
    return name if not forenames or "," in name else f"{surname}, {forenames}"


def without_suffix(name: str, suffix: str) -> str:
    """A name without what stands at its end: of ``Adam Powell, Jr.`` and ``Jr.`` it is ``Adam Powell``."""
    if suffix and name.casefold().endswith(f" {suffix}".casefold()):
        return name[: -len(suffix) - 1].rstrip(" ,")
    return name


def name_variants(
    native: str,
    english: str,
    recorded: Sequence[str] = (),
    *,
    sort: str = "",
    person: bool = True,
) -> tuple[str, ...]:
    """Give every form under which a reader may look for a name, without repetition.

    In this order: the English form, the recorded variants, the native form (with Ё and with Е), its
    romanizations in the order of :data:`SCHEMES`; for a person also surname alone and initials of
    each; at last the same without diacritics. ``sort``, the index form, says where the surname
    stands if it is not the last word.
    """
    native, english = (" ".join(name.split()) for name in (native, english))
    family_first = _family_first(english, sort)
    romanized = [romanize(native, scheme) for scheme in SCHEMES]
    forms = [english, *recorded, native, _without_yo(native), *romanized]
    if person:
        for name in dict.fromkeys([english, native, _without_yo(native), *romanized]):
            forms += _short_forms(name, family_first=family_first)
    return tuple(dict.fromkeys(form for form in _with_plain(forms) if form))


def _family_first(english: str, sort: str) -> bool:
    surname, comma, _ = sort.partition(",")
    return bool(comma) and english.casefold().startswith(f"{surname.strip().casefold()} ")


def _without_yo(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("ё", "е").replace("Ё", "Е")


def _short_forms(name: str, *, family_first: bool) -> Iterator[str]:
    """The surname; "N. S. Surname", "N.S. Surname" and "Surname N. S."."""
    words = name.split()
    if len(words) < 2:
        return
    surname = words[0] if family_first else words[-1]
    forenames = words[1:] if family_first else words[:-1]
    initials = [f"{word[0]}." for word in forenames if word[0].isalpha()]
    yield surname
    if initials and not any(word.endswith(".") for word in forenames):
        yield f"{' '.join(initials)} {surname}"
        yield f"{''.join(initials)} {surname}"
        yield f"{surname} {' '.join(initials)}"


def _with_plain(forms: Iterable[str]) -> Iterator[str]:
    """The forms, then those of them in Latin letters that have marks or signs, without these."""
    kept = list(forms)
    yield from kept
    for form in kept:
        if not re.search(r"[Ѐ-ӿ]", form):
            decomposed = unicodedata.normalize("NFD", form.translate(_SIGNS))
            yield "".join(one for one in decomposed if not unicodedata.combining(one))
