"""What a word finds by the words that mean the same: worked out while the index is made, so that one look is enough.

Without it a browser would have to fetch a piece of the index for each member of a group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from letopis.search.index import HIGHEST, Alike, Index
from letopis.search.words import Words

FORM: Final = 0.85
"""What a word of the same family is worth beside the word itself."""

SAME: Final = 0.75
"""What a word that means the same is worth."""

_NAME_LEVEL, _NAME_LEAST = 12, 11


#: Endings of one family that the English stemmer cuts to different stems: a follower, and what he follows.
_FOLLOWER, _DOCTRINE = "ist", "ism"
_SHORTEST_HEAD: Final = 4


def families(vocabulary: Collection[str], words: Words) -> Iterator[tuple[str, str]]:
    """Words of one family among those of all texts, as pairs of terms: "bonapartist", which nobody need write into a
    list, and "bonapartism".
    """
    for word in sorted(vocabulary):
        head = word.removesuffix(_DOCTRINE)
        if head != word and len(head) >= _SHORTEST_HEAD:
            pair = words.term(word), words.term(head + _FOLLOWER)
            if pair[0] != pair[1]:
                yield pair


def find_alike(index: Index, synonyms: Mapping[str, Any], stopped: Iterable[str] = ()) -> dict[str, Alike]:
    """Under each term, or phrase, with others that mean the same, the entries that only these others find, or find better;
    and those of them that are single terms. A phrase is its terms with a space between.

    ``synonyms`` are the groups as terms, under ``forms`` and ``same``; ``stopped`` are terms that tell nothing.
    """
    groups = [(group, FORM) for group in synonyms["forms"]] + [(group, SAME) for group in synonyms["same"]]
    known: dict[str, list[tuple[Sequence[str], float]]] = {}
    for group, weight in groups:
        for member in group:
            known.setdefault(member, []).append((group, weight))
    silent = frozenset(stopped)
    found = {}
    for member in sorted(known):
        own = _entries(index, _told(member, silent))
        levels: dict[int, int] = {}
        others = _others(member, known)
        for other, weight in others.items():
            for entry, level in _entries(index, _told(other, silent)).items():
                worth = max(1, round(weight * level))
                if worth > max(own.get(entry, 0), levels.get(entry, 0)):
                    levels[entry] = worth
        if levels:
            found[member] = Alike(levels, tuple(one for one in others if one in index.postings))
    return found


def _told(member: str, silent: Collection[str]) -> list[str]:
    """The terms of a member of a group, of a phrase without those that tell nothing."""
    terms = member.split()
    return terms if len(terms) == 1 else [term for term in terms if term not in silent]


def _others(member: str, known: Mapping[str, list[tuple[Sequence[str], float]]]) -> dict[str, float]:
    """The other members of its groups; and words of one family with these, or that mean the same as one of its family."""
    ways: dict[str, float] = {member: 1.0}
    for group, weight in known[member]:
        for other in group:
            ways[other] = max(ways.get(other, 0), weight)
    for one, worth in list(ways.items())[1:]:
        for group, weight in known.get(one, ()):
            if not worth == weight == SAME:
                for other in group:
                    ways.setdefault(other, worth * weight)
    del ways[member]
    return ways


def _entries(index: Index, terms: Sequence[str]) -> dict[int, int]:
    """The entries that have all of the terms, with the least of their levels; words of one name are a name together."""
    rows = [index.postings.get(term, {}) for term in terms]
    if not rows:
        return {}
    found = {}
    for entry in set(rows[0]).intersection(*rows[1:]):
        levels = [row[entry] for row in rows]
        least = min(levels)
        together = _NAME_LEAST + sum(level - _NAME_LEAST for level in levels)
        found[entry] = min(HIGHEST, together) if least >= _NAME_LEVEL else least
    return found
