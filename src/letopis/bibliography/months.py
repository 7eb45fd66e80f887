"""Month names in any language that Babel knows, and the names of languages as LaTeX's packages write them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from babel import UnknownLocaleError
from babel.dates import get_month_names

_LANGUAGES: Final = (
    "en", "de", "fr", "es", "it", "pl", "ru", "pt", "nl", "uk", "cs", "sk", "sv", "da", "nb", "fi", "hu", "ro", "bg",
    "sr", "hr", "sl", "el", "tr", "lt", "lv", "et", "be", "ca", "gl", "eu", "is", "ga", "sq", "mk",
)  # fmt: skip
"""Languages whose month names are known, those of most `.bib` files first."""
_BABEL_NAMES: Final = {
    "english": "en", "american": "en", "british": "en", "german": "de", "ngerman": "de", "austrian": "de",
    "french": "fr", "francais": "fr", "spanish": "es", "italian": "it", "polish": "pl", "russian": "ru",
    "portuguese": "pt", "brazilian": "pt", "dutch": "nl", "ukrainian": "uk", "czech": "cs", "slovak": "sk",
    "swedish": "sv", "danish": "da", "norwegian": "nb", "norsk": "nb", "finnish": "fi", "hungarian": "hu",
    "magyar": "hu", "romanian": "ro", "bulgarian": "bg", "serbian": "sr", "croatian": "hr", "slovene": "sl",
    "slovenian": "sl", "greek": "el", "turkish": "tr", "lithuanian": "lt", "latvian": "lv", "estonian": "et",
    "belarusian": "be", "catalan": "ca", "galician": "gl", "basque": "eu", "icelandic": "is", "irish": "ga",
    "latin": "la", "hebrew": "he", "arabic": "ar", "chinese": "zh", "japanese": "ja", "korean": "ko", "persian": "fa",
    "yiddish": "yi", "sanskrit": "sa", "georgian": "ka", "armenian": "hy", "vietnamese": "vi",
}  # fmt: skip
"""The names by which LaTeX's packages know languages, to their codes."""


@lru_cache(maxsize=2048)
def month_number(text: str, langid: str = "") -> int:
    """The number of ``January``, ``jan.``, ``января`` or ``Januar``; 0 for anything else.

    The language that ``langid`` names is asked first, then English, then all others, where a name
    must mean one month alone.
    """
    name = text.strip().strip(".").casefold()
    if not name:
        return 0
    for code in (language_code(langid), "en"):
        if code and (found := _months(code).get(name)):
            return found
    found_in = {_months(code).get(name, 0) for code in _LANGUAGES} - {0}
    if len(found_in) == 1:
        return found_in.pop()
    start = [n for full, n in _months("en").items() if len(name) > 2 and full.startswith(name)]
    return start[0] if len(set(start)) == 1 else 0


def language_code(langid: str) -> str:
    """``de`` for ``ngerman``, ``german`` or ``de-AT``; empty for what is not known."""
    name = langid.strip().casefold()
    return _BABEL_NAMES.get(name, "") or (name[:2] if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", name) else "")


@cache
def _months(code: str) -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale=code).items():
                    found.setdefault(name.strip(".").casefold(), number)
    except UnknownLocaleError:
        return {}
    if code == "en":
        found |= {"sept": 9, "juny": 6}
    return found
