"""Rules about names: near-doubles, and letters of one alphabet hidden in the other."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model import kinds as r
from letopis.model.archive import Archive
from letopis.model.names import edit_distance_one, has_mixed_script
from letopis.model.values import Ref

SHORTEST = 5
"""Letters: shorter names differ by one letter too often to mean anything."""


@rule(Code.NAME_NEAR)
def names_differ_by_more_than_a_letter(archive: Archive) -> Iterator[Finding]:
    """No two records of a kind have names that differ by a single letter.

    Merge them if they are one; if they are two, name the other with ``:distinct:``.
    """
    for kind in (r.Person, r.Body, r.Office, r.Location, r.Document, r.Book):
        buckets: dict[str, list[r.Record]] = {}
        told: set[tuple[str, str]] = set()
        for record in archive.all(kind):
            name = record.name.casefold()
            if len(name) < SHORTEST or any(character.isdigit() for character in name):
                continue
            for shape in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
                for other in buckets.get(shape, []):
                    pair = (other.key, record.key)
                    if pair in told or not edit_distance_one(other.name.casefold(), name):
                        continue
                    told.add(pair)
                    if not _told_apart(archive, record, other):
                        message = (
                            f"'{record.name}' differs by one letter from '{other.name}' "
                            f"({other.place.path}:{other.place.line}). Merge the records, or "
                            f"write ':distinct: {other.key}'."
                        )
                        yield finding(Code.NAME_NEAR, record, record.place.line, message)
                buckets.setdefault(shape, []).append(record)


def _told_apart(archive: Archive, one: r.Record, other: r.Record) -> bool:
    pairs = ((one, other), (other, one))
    return any(
        archive.resolve(Ref(fact.value.kind or a.kind, fact.value.key)) == b for a, b in pairs for fact in a.distinct
    )


@rule(Code.MIXED_SCRIPT)
def words_keep_to_one_alphabet(archive: Archive) -> Iterator[Finding]:
    """No word mixes Latin and Cyrillic letters that look alike.

    Such a word looks right and is never found by a search. Type it again in one alphabet.
    """
    for record in archive.records:
        for key, fact in record.facts():
            if isinstance(fact.value, str):
                for word in fact.value.split():
                    if odd := has_mixed_script(word):
                        message = f"field ':{key}:': {_mixed(word, odd)}"
                        yield finding(Code.MIXED_SCRIPT, record, fact.line, message)
    for place, word in archive.mixed_words:
        odd = has_mixed_script(word)
        yield Finding(Code.MIXED_SCRIPT, _mixed(word, odd), place)


def _mixed(word: str, odd: str) -> str:
    return f"the word '{word}' mixes alphabets: {', '.join(odd)} is foreign to it. Type it again."
