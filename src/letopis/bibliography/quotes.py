"""Turns straight quotation marks and apostrophes the right way, as a printer would."""

from __future__ import annotations

import re

_APOSTROPHE = re.compile(
    r"(?<![\w’])['‘](?=\d\d(?:s|–|-|/|\b)(?!\w)|(?:tis|twas|twere|twill|tisn|twasn|em|cause|til|bout|neath|gainst|nuff"
    r"|round|cello|phone|plane)\b(?!['’]))|(?<!\w)['‘](?=n['’](?!\w))",
    re.IGNORECASE,
)
"""An apostrophe at the beginning of a word: before the figures of a year, in ``'tis`` and in ``rock 'n' roll``."""
_AND = re.compile(r"(?<=’)n['’](?!\w)", re.IGNORECASE)
_OPENS_AFTER = frozenset(" \t\n\N{NO-BREAK SPACE}([{<–—-/“‘„«\u2028:")


def apostrophes(text: str) -> str:
    """Leading apostrophes turned: ``'57``, ``'tis`` and ``'n'`` get ’; all else stays as it is."""
    if "'" not in text and "‘" not in text:
        return text
    return _AND.sub(lambda match: match[0][0] + "’", _APOSTROPHE.sub("’", text))


def turned(text: str) -> str:
    """Straight quotation marks made opening or closing ones, sign for sign: the length stays the same.

    A single mark opens only where another closes it; any other is an apostrophe.
    """
    if '"' not in text and "'" not in text:
        return text
    text = apostrophes(text)
    signs = list(text)
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign not in "\"'":
            continue
        before = signs[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        opens = before in _OPENS_AFTER and not after.isspace()
        if sign == '"':
            signs[place] = "“" if opens else "”"
            continue
        signs[place] = "’"
        if opens:
            opened.append(place)
        elif opened and not after.isalnum():
            signs[opened.pop()] = "‘"
    return "".join(signs)
