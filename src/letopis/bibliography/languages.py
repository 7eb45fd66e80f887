"""The names of languages in the language of the list: ``langrussian``, ``russian`` and ``ru`` are "Russian"."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from letopis.bibliography.months import language_code
from letopis.bibliography.terms import Terms


def language_name(written: str, terms: Terms) -> str:
    """The name of a language, or of several joined by *and*; what is not known stays as it is written."""
    return terms.listed([_name(part.strip(), terms.language) for part in written.split(" and ")])


@lru_cache(maxsize=256)
def _name(written: str, language: str) -> str:
    name = written.removeprefix("lang") if written.islower() else written
    code = language_code(name)
    if not code:
        return name.capitalize() if name.islower() else name
    try:
        return str(Locale(code).get_display_name(language) or written)
    except UnknownLocaleError:
        return written


def country_name(written: str, terms: Terms) -> str:
    """``Germany`` for ``countryde``; what is not known stays as it is written."""
    code = written.removeprefix("country")
    if code == written or len(code) != 2:
        return written
    territories = Locale(terms.language).territories
    return str(territories.get(code.upper().replace("UK", "GB"), written))
