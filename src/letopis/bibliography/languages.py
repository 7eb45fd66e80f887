"""The names of languages in the language of the list: ``langrussian``, ``russian`` and ``ru`` are "Russian"."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from letopis.bibliography.dates import language_code
from letopis.bibliography.terms import Terms


def language_name(written: str, terms: Terms) -> str:
    """The name of a language, or of several joined by *and*; what is not known stays as it is written."""
    return terms.listed([_name(part.strip(), terms.language) for part in written.split(" and ")])


@lru_cache(maxsize=256)
def _name(written: str, language: str) -> str:
    code = language_code(written.removeprefix("lang"))
    if not code:
        return written
    try:
        return str(Locale(code).get_display_name(language) or written)
    except UnknownLocaleError:
        return written
