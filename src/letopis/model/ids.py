"""Ids made from words: of headings, of paragraphs, of sources; and how alike two paragraphs are.

No id made here depends on where a thing stands, so nothing that is added in front of it changes it.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from itertools import pairwise
from typing import Final
from zlib import crc32

from letopis.model.romanize import romanize

_SIGNS: Final = "23456789bcdfghjkmnpqrstvwxyz"
"""Digits and letters that are not taken for one another, and no vowels: no id can be read as a word."""

_CYRILLIC: Final = re.compile(r"[Ѐ-ԯ]")
_WORD: Final = re.compile(r"\w+")
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_APOSTROPHES: Final = re.compile("['’ʼ‘]")

SHORT: Final = 5
"""Signs of the short id of a paragraph: 17 million different ones, for the few dozen paragraphs of a page."""

_SKETCHED: Final = 16
"""Numbers kept of a paragraph to find it again: half of its words changed is then seen, within an eighth."""


def slug(text: str) -> str:
    """A heading's words as an id: ``18 June 1957`` becomes ``18-june-1957``, ``Обзор`` ``obzor``; empty without words.

    Figures stay. Cyrillic is romanized as newspapers do it, accents are left out, and letters of other scripts stay as
    they are: all of them may stand in the id of an HTML, an EPUB and a PDF.
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    words = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in plain).split()
    return "-".join(_latin(word).lower() for word in words)


def _latin(word: str) -> str:
    if word.isascii():
        return word
    romanized = romanize(word, "press-yo") if _CYRILLIC.search(word) else word
    if _CYRILLIC.search(romanized):  # a letter of another language than Russian: the whole word as it is
        return unicodedata.normalize("NFC", word)
    parts = unicodedata.normalize("NFKD", romanized)
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return bare if bare.isascii() else unicodedata.normalize("NFC", romanized)


def source_id(key: str) -> str:
    """The id of a source in a list: ``source-`` and its key; a sign that no id may hold is replaced, and told apart."""
    safe = _UNSAFE.sub("-", key)
    return f"source-{safe}" if safe == key else f"source-{safe}-{short_id(key)}"


def short_id(text: str, length: int = SHORT) -> str:
    """A few signs that stand for a text; the same for the same text, on every machine."""
    number = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
    signs = ""
    for _ in range(length):
        number, rest = divmod(number, len(_SIGNS))
        signs += _SIGNS[rest]
    return signs


def words_of(text: str) -> list[str]:
    """The words of a paragraph as they are compared: without capitals, punctuation and typographic signs."""
    return _WORD.findall(text.casefold())


def sketch_of(words: list[str]) -> str:
    """The smallest of the numbers that stand for a paragraph's words and pairs of neighbours; empty without words.

    Two paragraphs share about as large a part of these numbers as of their words (Broder, “On the resemblance and
    containment of documents”, 1997).
    """
    pairs = map(" ".join, pairwise(words))
    numbers = sorted({crc32(one.encode()) & 0xFFFFF for one in (*words, *pairs)})
    return "".join(f"{number:05x}" for number in numbers[:_SKETCHED])


def likeness(one: str, other: str) -> float:
    """How much of their words two sketched paragraphs share: 0 for nothing, 1 for all."""
    first, second = _numbers(one), _numbers(other)
    smallest = set(sorted(first | second)[:_SKETCHED])
    return len(smallest & first & second) / len(smallest) if smallest else 0.0


def _numbers(sketch: str) -> set[str]:
    return {sketch[start : start + 5] for start in range(0, len(sketch), 5)}
