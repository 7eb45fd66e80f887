"""Words as the index keeps them: small, without marks, cut to their stems. The browser does the same.

``static/words.js`` is the twin of this module: a change here is a change there. The languages are
those of Sphinx's own search, whose stemmers exist in Python and in JavaScript.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

import sphinx.search
from sphinx.search import SearchLanguage, languages

from letopis.model.names import fold

#: Languages written in Cyrillic; all others are taken to be written in Latin letters.
CYRILLIC: Final = frozenset({"ru"})

_POSSESSIVE = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
_SIGNS: Final = dict.fromkeys(map(ord, "ʹʺʻʼʽ'\"`´‘’‚“”„′″«»\N{SOFT HYPHEN}"))
#: Marks that no letter has taken up: accents of stress, ties. Not ``\p{M}``, which Python's ``re`` does not know.
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_IN_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

#: A Russian name in -ov or -ev loses that in the nominative and keeps it in other cases, unless it is cut again. A
#: soft sign before it is kept as a hard one, so that of "Игнатов" and "Игнатьев" not the same is left.
_CUTS: Final = 3


#: American endings and the British ones that they are kept as: pairs of a pattern and what comes in its place. Words of
#: four letters ("hour", "size") stay. Python and JavaScript read them alike.
ENGLISH_SPELLINGS: Final = (
    (r"(?<=[a-z]{3})iz(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)", "is"),
    (r"(?<=[a-z]{4})yz(?=(?:e|ed|es|er|ers|ing)$)", "ys"),
    (r"(?<=[a-z]{3})our(?=(?:s|ed|er|ers|ing|ite|ites|able|al|ly|ful)?$)", "or"),
    (r"(?<=[a-z]{3})tre(?=s?$)", "ter"),
    (r"(?<=[a-z]{3})ogue(?=s?$)", "og"),
    (r"(?<=^def|^off|^lic)ence(?=s?$)", "ense"),
    (r"(?<=^pret)ence(?=s?$)", "ense"),
)


class Word(NamedTuple):
    """A word of a text: its parts at hyphens, and the whole without them (or ``""``)."""

    parts: tuple[str, ...]
    joined: str = ""


class Words:
    """Cuts texts into words, and words to the terms of the index, in the languages given."""

    def __init__(self, codes: Sequence[str]) -> None:
        """``codes`` are names of Sphinx's search languages; the first of each script counts."""
        self._languages: dict[bool, SearchLanguage] = {}
        for code in codes:
            if (known := language(code)) is not None:
                self._languages.setdefault(code in CYRILLIC, known)
        self.folded = lru_cache(maxsize=None)(fold)
        """A word without marks: ``хрущёв`` and ``хрущев`` are one."""
        stopped = (word for one in self._languages.values() for word in one.stopwords)
        self.stopwords = frozenset(self.folded(word) for word in stopped)
        self.spellings = ENGLISH_SPELLINGS if getattr(self._languages.get(False), "lang", "") == "en" else ()
        self.term = lru_cache(maxsize=None)(self._term)
        # An archive has a hundred times more words than different ones.
        self._terms_of = lru_cache(maxsize=None)(self._make_terms)
        self._divided = lru_cache(maxsize=None)(_divided)

    def split(self, text: str) -> Iterator[Word]:
        """The words of a text in order, small."""
        for match in _WORD.finditer(prepared(text)):
            yield self._divided(match[0])

    def terms(self, text: str) -> Iterator[str]:
        """The terms under which a text is found, in order, without words that say nothing."""
        for match in _WORD.finditer(prepared(text)):
            yield from self._terms_of(match[0])

    def _make_terms(self, written: str) -> tuple[str, ...]:
        """The terms of one word as written, hyphens and all."""
        word = self._divided(written)
        found = [self.term(part) for part in word.parts if self.folded(part) not in self.stopwords]
        return (*found, self.term(word.joined)) if word.joined else tuple(found)

    def telling(self, text: str) -> list[Word]:
        """The words of a name that tell it from others; all of them if none does."""
        found = list(self.split(text))
        kept = [word for word in found if word.joined or self.folded(word.parts[0]) not in self.stopwords]
        return kept or found

    def _term(self, word: str) -> str:
        """The stem of one small word, folded; a word with a figure in it stays whole."""
        if any(map(str.isdigit, word)):
            return fold(word)
        if _IN_CYRILLIC.search(word):
            plain = word.replace("ё", "е").replace("ьев", "ъев")
            return fold(self._cut(plain, self._languages.get(True), _CUTS))
        head, rest = _whole_beginning(self._one_spelling(fold(word)))
        return head + self._cut(rest, self._languages.get(False), 1)

    def _one_spelling(self, word: str) -> str:
        """British and American spellings as one."""
        for pattern, instead in self.spellings:
            word = re.sub(pattern, instead, word)
        return word

    @property
    def silent_terms(self) -> frozenset[str]:
        """The terms of words that say nothing."""
        return frozenset(map(self.term, self.stopwords))

    @staticmethod
    def _cut(word: str, by: SearchLanguage | None, times: int) -> str:
        for _ in range(times if by else 0):
            assert by is not None
            shorter = by.stem(word)
            if shorter == word or not shorter:
                break
            word = shorter
        return word

    @property
    def scripts(self) -> dict[str, str]:
        """The stemmers for the browser, as scripts by name: ``stemmers.js`` sets ``letopisStemmers.latin``; ``cyrillic.js``,
        if there is a language with Cyrillic letters, sets ``letopisStemmers.cyrillic``, and is loaded when one is met.
        """
        latin, cyrillic = self._languages.get(False), self._languages.get(True)
        stemmers = _stemmer("base-stemmer.js") + (_stemmer(latin.js_stemmer_rawcode) if latin else "")
        made = {"stemmers.js": f"{stemmers}var letopisStemmers = {{ {_maker('latin', latin)} }};\n"}
        if cyrillic:
            added = f"Object.assign(letopisStemmers, {{ {_maker('cyrillic', cyrillic)} }});\n"
            taken = 'letopisSearch.take("cyrillic", true);\n'
            made["cyrillic.js"] = _stemmer(cyrillic.js_stemmer_rawcode) + added + taken
        return made


def _stemmer(name: str) -> str:
    """One of Sphinx's scripts; nothing for a language that has none."""
    if not name:
        return ""
    text = (Path(sphinx.search.__file__).parent / "minified-js" / name).read_text(encoding="utf-8").strip()
    return f"/* Snowball stemmers, BSD 3-clause licence, https://snowballstem.org */\n{text}\n"


def _maker(script: str, one: SearchLanguage | None) -> str:
    return f"{script}: new {one.language_name}Stemmer()" if one and one.js_stemmer_rawcode else ""


def _divided(written: str) -> Word:
    parts = tuple(_HYPHEN.split(written))
    return Word(parts, "".join(parts) if len(parts) > 1 and not any(map(str.isdigit, parts)) else "")


def _whole_beginning(word: str) -> tuple[str, str]:
    """A word in two, of which only the second is cut: editions of the English stemmer differ on ``inter-``."""
    return ("inter", word[5:]) if word.startswith("inter") else ("", word)


def language(code: str) -> SearchLanguage | None:
    """One of Sphinx's search languages, or ``None``: a text of another is searched by whole words."""
    named = languages.get(re.split("[-_]", code)[0])
    if isinstance(named, str):
        module, _, name = named.rpartition(".")
        named = getattr(import_module(module), name)
    return named({}) if named else None


def prepared(text: str) -> str:
    """Text ready to be cut: small letters, composed, without signs, stress marks and ties."""
    plain = unicodedata.normalize("NFC", _POSSESSIVE.sub("", text)).translate(_SIGNS).lower()
    return plain if plain.isascii() else _MARKS.sub("", plain)
