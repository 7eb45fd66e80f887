"""Words that mean the same to a reader who searches: a list of ours for English, and one of the archive beside it.

Both are TOML files with two lists. ``same`` holds words and phrases that stand for one thing ("aeroplane", "aircraft");
``forms`` holds words of one family that the stemmer does not bring together ("die", "death"). Each is a list of groups.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from letopis.search.words import Words

GENERAL: Final = Path(__file__).parent / "synonyms.toml"
"""Our own list: general English, with nothing of any one archive."""

DEFAULT: Final = "synonyms.toml"
LISTS: Final = ("forms", "same")
ASKS: Final = "asks"
ARTICLES: Final = frozenset({"the", "a", "an"})
"""What is left out of a phrase, here and in ``static/query.js``: whoever types "head of KGB" means the head of the KGB."""

WEAK: Final = "weak"


class Synonyms(NamedTuple):
    """Groups of words and phrases: those of one family, and those that mean the same."""

    forms: tuple[tuple[str, ...], ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    weak: tuple[str, ...] = ()
    asks: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def terms(self, words: Words) -> dict[str, Any]:
        """Each group as the browser needs it: a member is its terms, with a space between; one that says nothing is not
        there.
        """
        made: dict[str, Any] = {
            name: list(filter(None, (_terms(group, words) for group in getattr(self, name)))) for name in LISTS
        }
        weak = sorted({words.term(word) for word in self.weak})
        return {**made, WEAK: " ".join(weak), ASKS: {word: list(kinds) for word, kinds in self.asks.items()}}


def synonyms_of(app: Sphinx) -> Synonyms:
    """The general list with that of the archive, which the setting ``letopis_synonyms`` names."""
    name = app.config.letopis_synonyms
    own = Path(app.confdir) / name
    if not own.is_file():
        if name != DEFAULT:
            raise ConfigError(
                f"conf.py: letopis_synonyms = {name!r}: there is no such file beside conf.py. Name one, or leave it out."
            )
        return read_synonyms(GENERAL)
    general, added = read_synonyms(GENERAL), read_synonyms(own)
    return Synonyms(
        general.forms + added.forms,
        general.same + added.same,
        general.weak + added.weak,
        {**general.asks, **added.asks},
    )


def read_synonyms(path: Path) -> Synonyms:
    """Read one list. Raises :class:`~sphinx.errors.ConfigError` if it is not what it should be."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: this is not TOML: {error}.") from error
    unknown = sorted(set(found) - {*LISTS, WEAK, ASKS})
    if unknown:
        raise ConfigError(f"{path.name}: there is no list {unknown[0]!r}. There are {', '.join((*LISTS, WEAK, ASKS))}.")
    forms, same = (_groups(path, name, found.get(name, [])) for name in LISTS)
    weak, asks = found.get(WEAK, []), found.get(ASKS, {})
    if not _are_words(weak):
        raise ConfigError(f'{path.name}: weak is {weak!r}, not a list of words. Write it as ["happen", "come"].')
    if not isinstance(asks, dict) or not all(map(_are_words, asks.values())):
        raise ConfigError(f'{path.name}: asks is {asks!r}. Write a line for each word, as where = ["place"].')
    return Synonyms(forms, same, tuple(weak), {word: tuple(kinds) for word, kinds in asks.items()})


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _groups(path: Path, name: str, value: Any) -> tuple[tuple[str, ...], ...]:
    right = 'Write it as [["defence", "defense"], ["plane", "aircraft"]].'
    if not isinstance(value, list):
        raise ConfigError(f"{path.name}: {name} is {value!r}, not a list of groups. {right}")
    for group in value:
        if not _are_words(group):
            raise ConfigError(f"{path.name}: in {name}, {group!r} is not a group of words. {right}")
        if len(group) < 2:
            raise ConfigError(f"{path.name}: in {name}, {group!r} has one word; a group has two or more. {right}")
    return tuple(tuple(group) for group in value)


def _terms(group: tuple[str, ...], words: Words) -> list[str]:
    """The members of a group as terms, each once; none if only one is left."""
    members = dict.fromkeys(
        " ".join(words.term(part) for word in words.split(member) for part in word.parts if part not in ARTICLES)
        for member in group
    )
    kept = [member for member in members if member]
    return kept if len(kept) > 1 else []
