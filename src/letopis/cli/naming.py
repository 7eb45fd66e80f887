"""Names and keys that ``letopis new`` is given, and the keys that it suggests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from letopis.bibliography.labels import letters
from letopis.cli.problems import CommandError
from letopis.model.names import fold, romanize
from letopis.model.values import KEY

LONGEST_KEY: Final = 40
"""Characters of a suggested key: it ends with a whole word."""

_ARTICLES: Final = frozenset({"the", "a", "an"})
_MARKUP = re.compile(r"([\\`*_\[\]<>{}$])")


def check_line(what: str, text: str) -> str:
    """A text of one line, white space at its ends taken off. Raises :class:`CommandError` if it is none."""
    stripped = text.strip()
    if not stripped:
        raise CommandError(f"{what} is empty. Give it a text, or leave it out.")
    if any(sign in stripped for sign in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
        raise CommandError(f"{what} has several lines. Write it in one.")
    for sign in stripped:
        if unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Cn"}:
            raise CommandError(f"{what} holds the sign U+{ord(sign):04X}, which cannot be seen. Take it out.")
    return stripped


def check_key(key: str) -> str:
    """A key as it may be. Raises :class:`CommandError` with one that could be meant."""
    if not KEY.fullmatch(key):
        raise CommandError(
            f"the key '{key}' is not made of lower-case letters, digits and hyphens. Write '{slug(key) or 'a-key'}'."
        )
    return key


def slug(text: str) -> str:
    """A text as a key: its words in small Latin letters, with hyphens between."""
    latin = (
        romanize(text, "bgn-pcgn") if any(unicodedata.name(sign, "").startswith("CYRILLIC") for sign in text) else text
    )
    words = re.findall(r"[a-z0-9]+", fold(latin))
    return "-".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def suggest_key(name: str, *, person: bool, taken: Collection[str]) -> str:
    """A key for a name that no other record of its kind has: a person's surname, or the words of the name."""
    whole = slug(name)
    words = whole.split("-")
    short = ""
    for word in words:
        if len(short) + len(word) >= LONGEST_KEY and short:
            break
        short = f"{short}-{word}" if short else word
    choices = [slug(name.partition(",")[0]) if "," in name else words[-1]] if person else []
    choices += [short, *(f"{short}-{number}" for number in range(2, len(taken) + 3))]
    return next((key for key in choices if key and key not in taken), "")


def suggest_source_key(author: str, year: str, title: str, taken: Collection[str]) -> str:
    """A key such as ``Kramer1999`` for a source, with a letter if that is taken."""
    surname = author.partition(" and ")[0]
    surname = surname.partition(",")[0] if "," in surname else surname.rpartition(" ")[2]
    base = "".join(word.capitalize() for word in slug(surname or " ".join(title.split()[:3])).split("-"))
    base += "".join(re.findall(r"\d{4}", year)[:1])
    small = {key.lower() for key in taken}
    base = base or "Source"
    number, key = 0, base
    while key.lower() in small:
        key, number = base + letters(number), number + 1
    return key


def as_heading(name: str) -> str:
    """A name as the text of a heading in Markdown."""
    return _MARKUP.sub(r"\\\1", name)
