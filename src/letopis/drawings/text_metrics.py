"""How wide words will be, near enough: nobody here has the reader's font.

A letter is as wide as in Source Serif 4 or in Helvetica and Arial, whichever is wider, and a line
has a little to spare: a picture in which two names touch is worse than one with a gap.
"""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

_GROUPS: Final = {
    240: "'",
    280: " \u00a0,./\\‘’",
    320: "!:;[]j{|}·",
    360: "()-filłı°ії",
    400: '"I`t',
    440: "”",
    480: "r“гзґ",
    520: "Jcsz†сэє",
    560: "0123456789#$?_aeg–×аветьё",
    600: "*+<=>^koqvxy~þðГбдклоухчя",
    640: "FLZbdpußđБВЕРЬЭръЁЗ",
    680: "BEPSTXYhn→←СТХийнпц",
    720: "AKVКЛЧЪЯ",
    760: "&CDRUАДОУФ",
    800: "GNOQПЦм",
    840: "HwæИЙНжфы",
    880: "ю",
    920: "œшщ",
    960: "%Mm½МЫ",
    1000: "@—…Ж",
    1040: "W№Ю",
    1080: "ШЩ",
}
_WIDTHS: Final = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_OTHER: Final = 680
_WIDE: Final = 1000
_SPARE: Final = 1.01
_BOLD: Final = 1.06


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text."""
    units = sum(_width(letter) for letter in text)
    return units / 1000 * size * _SPARE * (_BOLD if bold else 1)


def _width(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    base = normalize("NFD", letter)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    code = ord(letter)
    if 0x300 <= code < 0x370:  # accents that stand over the letter before
        return 0
    return _WIDE if code >= 0x2E80 else _OTHER


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than ``room``; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
