"""The words of lists and notes in the language of the project, from ``locales.toml``; months come from Babel."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from babel.dates import get_month_names

LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pl", "ru")
"""The languages of lists; a project in another gets English."""

_TEENS: Final = frozenset({11, 12, 13})


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of one language."""

    language: str
    words: Mapping[str, str]
    months: tuple[str, ...]
    """Month names as they stand after a day."""
    months_alone: tuple[str, ...]
    """Month names as they stand before a year."""
    comma_before_and: bool

    def say(self, key: str, *parts: str) -> str:
        """The phrase of a key with its places filled."""
        pieces = self.words[key].split("{}")
        filled = [*parts, *[""] * len(pieces)][: len(pieces) - 1]
        return "".join(text for pair in zip(pieces, [*filled, ""], strict=True) for text in pair)

    def has(self, key: str) -> bool:
        """Whether there is a phrase of this key."""
        return key in self.words

    def listed(self, names: list[str]) -> str:
        """``A and B``; ``A, B, and C``."""
        if len(names) < 2:
            return "".join(names)
        comma = "," if len(names) > 2 and self.comma_before_and else ""
        return f"{', '.join(names[:-1])}{comma} {self.words['and']} {names[-1]}"

    def ordinal(self, number: int) -> str:
        """``2nd``, ``11th``, ``23rd``; ``2.`` in German, ``2-е`` in Russian."""
        if self.language == "en":
            tail = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            return f"{number}{tail}"
        return {
            "de": f"{number}.", "fr": f"{number}ᵉ" if number > 1 else "1ʳᵉ", "es": f"{number}.ª", "it": f"{number}ª",
            "ru": f"{number}-е",
        }.get(self.language, str(number))  # fmt: skip


@cache
def terms_of(language: str = "en") -> Terms:
    """The words of a language; ``de_AT`` and ``de-CH`` are German, and what is not known is English."""
    code = language.replace("-", "_").partition("_")[0].lower()
    code = code if code in LANGUAGES else "en"
    table = tomllib.loads(files(__package__).joinpath("locales.toml").read_text("utf-8"))
    words = {**table["en"], **table[code]}
    comma = bool(words.pop("comma_before_and"))
    names, alone = (get_month_names("wide", context, locale=code) for context in ("format", "stand-alone"))
    return Terms(
        code,
        MappingProxyType(words),
        tuple(names[number] for number in range(1, 13)),
        tuple(alone[number] for number in range(1, 13)),
        comma,
    )
