"""How wide words will be, near enough: nobody here has the reader's font.

The widths are those of Helvetica and Arial with a little to spare, since a picture in which two
names touch is worse than one with a gap.
"""

from __future__ import annotations

from typing import Final

_GROUPS: Final = {
    222: "ijl'|",
    278: " !,./:;I[]\\tf·’‘",
    333: '()-r`"“”',
    500: "ckvxyzsJ",
    556: "0123456789abdeghnopquL?_#$–",
    584: "+<=>~^*",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    900: "%W",
    1000: "@—…",
}
_WIDTHS: Final = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_OTHER: Final = 620
_WIDE: Final = 1000
_SPARE: Final = 1.05
_BOLD: Final = 1.07


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text."""
    units = sum(_width(letter) for letter in text)
    return units / 1000 * size * _SPARE * (_BOLD if bold else 1)


def _width(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
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
