"""Signs that nobody sees: they part words for a search, turn the direction of the text, or come with pasted text.

Some languages need a few of them: Persian and Hindi the joiners, Thai and Khmer the space of no width, Hebrew and
Arabic the marks of direction, Mongolian the sign before a last vowel. Beside letters of those scripts they are let pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

ALWAYS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff"
"""Control characters, those that turn the direction behind the reader's back, and what stands for a lost character."""

UNSEEN: Final = "\u034f\u2028\u2029\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
"""What joins marks, breaks lines and paragraphs, fills a place in Korean, annotates and tags, and is not seen itself."""

_SEEN: Final = re.compile(f"[{ALWAYS}{UNSEEN}\u00ad\u061c\u180e\u200b-\u200f\u2060]")
_FLAG: Final = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a part of a country, such as Scotland: a black flag with the part's code in tags."""
_LONGEST_FLAG: Final = 8

_ENTITY: Final = re.compile(r"&(?:#x[0-9A-Fa-f]{1,8}|#[0-9]{1,8}|[A-Za-z]{2,24});")
_NAMES: Final = {"\u00ad": "soft hyphen", "\ufffd": "character of a broken encoding"}
_WIDE: Final = re.compile(r"LATIN|CYRILLIC|GREEK|DIGIT")
_NEEDED: Final = frozenset("\u061c\u180e\u200b\u200c\u200d\u200e\u200f")


class Invisible(NamedTuple):
    """A sign that nobody sees: where it stands in its line, how long it is written, and what is said of it."""

    start: int
    end: int
    message: str


def invisible_signs(line: str) -> Iterator[Invisible]:
    """Those in a line that do not belong there, written as they are or as an entity (``&shy;``)."""
    if not line.isascii():
        for match in _SEEN.finditer(line):
            if not _is_needed(line, match.start(), match.end(), match[0]):
                yield Invisible(match.start(), match.end(), _message(match[0]))
    if "&" in line:
        for match in _ENTITY.finditer(line):
            sign = unescape(match[0])
            if _SEEN.fullmatch(sign) and not _is_needed(line, match.start(), match.end(), sign):
                yield Invisible(match.start(), match.end(), _message(sign))
    if line.isascii():
        for match in _SEEN.finditer(line):
            yield Invisible(match.start(), match.end(), _message(match[0]))


def without_invisible(line: str, instead: str) -> str:
    """The line with ``instead`` in the place of each."""
    found = sorted(invisible_signs(line))
    pieces: list[str] = []
    at = 0
    for start, end, _ in found:
        pieces += [line[at:start], instead]
        at = end
    return "".join([*pieces, line[at:]]) if found else line


def _message(sign: str) -> str:
    what = _NAMES.get(sign, "invisible character")
    return f"the {what} U+{ord(sign):04X} stands here. Take it out."


def _is_needed(line: str, start: int, end: int, sign: str) -> bool:
    """Whether a neighbour is of a script, or a picture sign, that uses such signs, or the sign is part of a flag."""
    if "\U000e0000" <= sign <= "\U000e007f":
        around = _FLAG.finditer(line, max(0, start - _LONGEST_FLAG), start + _LONGEST_FLAG)
        return any(flag.start() < start < flag.end() for flag in around)
    if sign not in _NEEDED:
        return False
    neighbours = (line[start - 1 : start], line[end : end + 1])
    return any(one and _uses_them(one) for one in neighbours)


def _uses_them(sign: str) -> bool:
    kind = unicodedata.category(sign)
    if kind in {"So", "Sk", "Mn"}:
        return True
    return kind[0] == "L" and not _WIDE.match(unicodedata.name(sign, "LATIN"))
