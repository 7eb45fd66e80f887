"""Rules about names: near-doubles, and letters of one alphabet hidden in the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.dates import Tri, overlaps
from letopis.model.fields import texts_in
from letopis.model.kinds import Body, Book, Document, Office, Person, Place, Record
from letopis.model.names import edit_distance_one, fold, has_mixed_script
from letopis.model.values import Ref

SHORTEST = 5
"""Letters: shorter names differ by one letter too often to mean anything."""

_WORD: Final = re.compile(r"\w+")
_NUMERAL: Final = re.compile(r"[ivx]+|jr|sr|junior|senior|jun|sen|fils|père|the|elder|younger|мл|ст")

SERIES, SERIES_WORDS = 5, 2
"""Names of five offices or more that share all words but one, of which there are two at least, are a series: the Mission
to Iraq, to Iran, to Italy. There that one word is what tells them apart, and a letter is enough."""

LONGEST = 80
"""Letters of a name that are compared, so that a very long one costs no more than it is worth."""


@rule(Code.NAME_NEAR)
def names_differ_by_more_than_a_letter(archive: Archive) -> Iterator[Finding]:
    """No two records of a kind have names that are the same or differ by a single letter.

    Merge them if they are one; if they are two, name the other with ``:distinct:``. Names of fewer
    than five letters are let pass, near names with a figure in them (Fifth Army, 5th Army) or in Chinese, Japanese or
    Korean writing, names that differ in an initial, a regnal number, Senior or Junior, and people whose suffixes, or
    recorded births or deaths, certainly differ. So are names of a series (Mission to Iran, to Iraq, to Italy): five or
    more that share all words but one.
    """
    for kind in (Person, Body, Office, Place, Document, Book):
        series: Counter[_Frame] = Counter() if kind is Person else _frames(record.name for record in archive.all(kind))
        shapes: dict[str, list[tuple[str, Record]]] = {}
        told: set[tuple[str, str]] = set()
        for record in archive.all(kind):
            name = fold(record.name)[:LONGEST]
            if len(name) < SHORTEST:
                continue
            for shape in _shapes(name):
                for other_name, other in shapes.get(shape, []):
                    near = name == other_name or edit_distance_one(other_name, name)
                    if near and other.key != record.key and (other.key, record.key) not in told:
                        told.add((other.key, record.key))
                        if not (_told_apart(archive, record, other) or _of_a_series(series, name, other_name)):
                            yield _near(record, other)
                shapes.setdefault(shape, []).append((name, record))


_SYLLABLES: Final = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
"""Chinese characters, kana and hangul: one of them is a word or a syllable, and no slip of the pen."""


def _shapes(name: str) -> set[str]:
    """What two names a letter apart have in common: the name, and the name without one letter."""
    if any(character.isdigit() for character in name) or _SYLLABLES.search(name):
        return {name}
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}


_Frame = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a name before and after one of them."""


def _frames(names: Iterable[str]) -> Counter[_Frame]:
    """How many names have each frame; names of few words have none."""
    found: Counter[_Frame] = Counter()
    for name in names:
        words = tuple(fold(name)[:LONGEST].split())
        if len(words) > SERIES_WORDS:
            found.update((words[:number], words[number + 1 :]) for number in range(len(words)))
    return found


def _of_a_series(series: Counter[_Frame], one: str, other: str) -> bool:
    first, second = one.split(), other.split()
    different = [n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    if len(first) != len(second) or len(different) != 1:
        return False
    (number,) = different
    return series[tuple(first[:number]), tuple(first[number + 1 :])] >= SERIES


def _near(record: Record, other: Record) -> Finding:
    # The later of the two is the one that somebody has just written.
    first, second = sorted((record, other), key=lambda each: (each.origin.path, each.origin.line))
    differs = "is the name" if fold(first.name) == fold(second.name) else f"differs by one letter from '{first.name}'"
    message = (
        f"'{second.name}' {differs} of {first.kind} '{first.key}' ({first.origin.path}:{first.origin.line}). "
        f"Merge the records, or write ':distinct: {first.kind}:{first.key}'."
    )
    return finding(Code.NAME_NEAR, second, second.origin.line, message)


def _told_apart(archive: Archive, one: Record, other: Record) -> bool:
    if _differ_by_design(one.name, other.name) or (
        isinstance(one, Person)
        and isinstance(other, Person)
        and (_suffix(one) != _suffix(other) or _lives_differ(archive, one, other))
    ):
        return True
    pairs = ((one, other), (other, one))
    return any(
        archive.resolve(Ref(fact.value.kind or a.kind, fact.value.key)) is b for a, b in pairs for fact in a.distinct
    )


def _differ_by_design(one: str, other: str) -> bool:
    """Whether two names differ only in what tells namesakes apart: Henry VI and VII, John C. and John D., Jr. and Sr."""
    first, second = (Counter(_WORD.findall(name.casefold())) for name in (one, other))
    different = [*(first - second), *(second - first)]
    return bool(different) and all(len(word) == 1 or _NUMERAL.fullmatch(word) for word in different)


def _suffix(person: Person) -> str:
    return person.suffix.value.casefold().rstrip(".") if person.suffix else ""


def _lives_differ(archive: Archive, one: Person, other: Person) -> bool:
    """Whether the births, or the deaths, that two people have certainly differ."""
    for first, second in ((one.born, other.born), (one.died, other.died)):
        ours, theirs = (archive.when(fact.value) if fact else None for fact in (first, second))
        if ours and theirs and overlaps(ours, theirs) is Tri.NO:
            return True
    return False


@rule(Code.MIXED_SCRIPT)
def words_keep_to_one_alphabet(archive: Archive) -> Iterator[Finding]:
    """No word mixes Latin and Cyrillic letters that look alike.

    Such a word looks right and is never found by a search. Type it again in one alphabet.
    """
    for record in archive.records:
        texts = [(f"field ':{key}:'", fact.line, text) for key, fact in record.facts() for text in texts_in(fact.value)]
        for where, line, text in [("the name", record.origin.line, record.name), *texts]:
            if text.isascii():
                continue
            for word in text.split():
                if odd := has_mixed_script(word):
                    yield finding(Code.MIXED_SCRIPT, record, line, f"{where}: {_mixed(word, odd)}")
    for place, word in archive.mixed_words:
        yield Finding(Code.MIXED_SCRIPT, _mixed(word, has_mixed_script(word)), place)


def _mixed(word: str, odd: tuple[str, ...]) -> str:
    return f"the word '{word}' mixes alphabets: {', '.join(odd)} is foreign to it. Type it again."
