"""Typst's syntax: how a text, a string, a length and a call are written down.

Nothing here knows of docutils. Whatever reaches Typst from a page goes through
:func:`escape` or :func:`string`, so no page can be read as code.
"""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"(?:(?<![ \t\r])[ \t\r]++)?\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|px|pt|em|rem|ch|ex|cm|mm|in|pc|)\s*")
_UNITS = {
    "px": (0.75, "pt"),
    "": (0.75, "pt"),
    "pc": (12, "pt"),
    "ex": (0.5, "em"),
    "ch": (0.5, "em"),
    "rem": (1, "em"),
}

_LONG_WORD = re.compile(r"\w{40,}")
"""A word of more letters than a narrow column may hold, and than hyphenation can be relied upon for."""
_LONG_CODE = re.compile(r"\S{40,}")
_PIECE = 20
"""After how many letters such a word may be divided."""

ANCHOR = re.compile(r'#anchor\("((?:[^"\\]|\\.)*)"\)')
"""The call that makes a place one can link to, and the name of the place."""

_CYRILLIC = re.compile(r"[Ѐ-ԯ](?:[Ѐ-ԯ\u0301\s\d.,:;!?«»„“”‘’\"'()/–—-]*[Ѐ-ԯ\u0301])?")
"""A run of Cyrillic: from a letter to a letter, over whatever stands between two of its words."""


def escape(text: str) -> str:
    """Text as Typst markup that shows exactly this text.

    Every ASCII sign is escaped, not only those that mean something today: whether ``.`` or
    ``(`` is code depends on what stands before it, and that is not known here.
    """
    return _PUNCTUATION.sub(r"\\\1", _LONG_WORD.sub(_divided, _BREAK.sub(" ", _CONTROL.sub("", text))))


def breakable(code: str) -> str:
    """Code in a line, with places where a long run of it may go on in the next line; no hyphen shows there."""
    return _LONG_CODE.sub(lambda run: "\u200b".join(_pieces(run[0])), code)


def _divided(word: re.Match[str]) -> str:
    """A long word with soft hyphens; one with digits, which may be a number or part of an address, without hyphens."""
    return ("\u00ad" if word[0].isalpha() else "\u200b").join(_pieces(word[0]))


def _pieces(word: str) -> list[str]:
    return [word[start : start + _PIECE] for start in range(0, len(word), _PIECE)]


def string(text: object) -> str:
    """A Typst string literal."""
    clean = _CONTROL.sub("", str(text))
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def arguments(**named: str | None) -> str:
    """Named arguments of a call; those that are ``None`` are left out."""
    return ", ".join(f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value is not None)


def array(items: list[str]) -> str:
    """An array; the comma after the last item keeps an array of one from being a bracketed value."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def boolean(value: object) -> str:
    """``true`` or ``false``."""
    return "true" if value else "false"


def length(value: str | None) -> str | None:
    """A CSS length as a Typst one, or ``None`` if it is not one we know."""
    match = _LENGTH.fullmatch(value or "")
    if match is None:
        return None
    factor, unit = _UNITS.get(match[2], (1, match[2]))
    return f"{float(match[1]) * factor:g}{unit}"


def mark_cyrillic(text: str, language: str) -> str:
    """Markup of a text in which each Cyrillic run carries its language.

    Without it the run is hyphenated by the rules of the book's language, and a screen
    reader spells it letter by letter.
    """
    parts: list[str] = []
    position = 0
    for run in _CYRILLIC.finditer(text):
        parts += [escape(text[position : run.start()]), f"#lang({string(language)})[{escape(run[0])}]"]
        position = run.end()
    return "".join([*parts, escape(text[position:])])
