"""From entries to the index: under each term the entries, each with a level from 1 to 35.

A level says how much a term tells about an entry: 12 to 35 for a word of its name (35 if the word
is a whole name), up to 30 for a date of it, 1 to 9 for a word of its text, by how often it stands
there. The browser adds up the levels of what was asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from letopis.search.dating import ANY_YEAR, DAY_ITSELF, IN_MONTH, IN_YEAR, dates_in, wider
from letopis.search.entries import Entry
from letopis.search.words import Words, prepared

HIGHEST: Final = 35
_NAME_LEAST: Final = 11
#: What the first word of a name tells more than the others: "Royal Society of …" before "Fellow of the Royal …".
_FIRST_WORD: Final = 1
_TEXT_MOST: Final = 9
#: A shorter word is near too many others to be guessed.
_SHORTEST: Final = 4
#: How often a word of the fields, or of the summary, counts as one of the running text.
_IN_FACTS, _IN_SUMMARY = 2, 3
#: A date in running text, by how exact it is: a day, a month or a day of any year, a year.
_DATE_IN_TEXT: Final = 9
_WIDER_IN_TEXT: Final = 6

MOST_ENTRIES: Final = 1000
"""A term keeps no more entries than this, the best: a word that is everywhere tells nothing."""


class Alike(NamedTuple):
    """What a term finds by words that mean the same: levels by entry, and the single ones of these words."""

    levels: dict[int, int]
    terms: tuple[str, ...]


@dataclass(slots=True)
class Index:
    """The whole index, before it is cut into pieces.

    ``postings`` are levels by entry for each term; ``aliases`` lead from a form of a person's name
    to the one used in the text; ``names`` are the single words of all names, as written but folded; ``vocabulary`` those
    of all texts. ``following`` are the entries in which one term follows another, by the first and by the second: a number,
    or several in order (of a hundred pairs most are in one entry alone). ``alike`` is what a term finds by words that mean
    the same.
    """

    postings: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    aliases: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    vocabulary: set[str] = field(default_factory=set)
    following: dict[str, dict[str, int | list[int]]] = field(default_factory=lambda: defaultdict(dict))
    alike: dict[str, Alike] = field(default_factory=dict)

    def note(self, term: str, entry: int, level: float) -> None:
        """Keep the highest level of a term."""
        found = self.postings[term]
        found[entry] = max(found.get(entry, 1), min(HIGHEST, round(level)))

    def note_following(self, first: str, second: str, entry: int) -> None:
        """Keep that two terms follow one another in an entry. Entries come in order."""
        rows = self.following[first]
        found = rows.get(second)
        if found is None:
            rows[second] = entry
        elif isinstance(found, int):
            if found != entry:
                rows[second] = [found, entry]
        elif found[-1] != entry:
            found.append(entry)

    def pairs(self) -> Iterator[tuple[str, list[int]]]:
        """Two terms with a space between, and the entries in which they follow one another; in the order of JavaScript."""
        for first in in_order(self.following):
            rows = self.following[first]
            for second in in_order(rows):
                found = rows[second]
                yield f"{first} {second}", [found] if isinstance(found, int) else found

    def written(self, term: str) -> str:
        """The entries of a term in one line: ``z0,3|95`` is level 35 for entries 0 and 3, level 9 for 5.

        Numbers are base 36, each entry as the step from the one before. After ``=`` the other form
        of a name, after ``!`` how many entries there would be if not for :data:`MOST_ENTRIES`, after ``~`` the entries of
        words that mean the same, and after another ``~`` these words.
        """
        found = self.postings.get(term, {})
        text = _by_level(found)
        if len(found) > MOST_ENTRIES:
            text += f"!{len(found)}"
        if term in self.aliases:
            text += f"={self.aliases[term]}"
        if term in self.alike:
            levels, others = self.alike[term]
            text += f"~{_by_level(levels)}~{' '.join(others)}"
        return text


def _by_level(found: Mapping[int, int]) -> str:
    """The best entries, by their levels."""
    levels: dict[int, list[int]] = {}
    for entry in sorted(found, key=lambda entry: (-found[entry], entry))[:MOST_ENTRIES]:
        levels.setdefault(found[entry], []).append(entry)
    return "|".join(base36(level) + steps(entries) for level, entries in levels.items())


def make_index(entries: Sequence[Entry], words: Words) -> Index:
    """The index of all entries, which have their places as numbers."""
    index = Index()
    counted = [_counted(entry, words) for entry in entries]
    lengths = [sum(counts.values()) for counts in counted]
    usual = sum(lengths) / max(1, len(lengths)) or 1
    for number, (entry, counts, length) in enumerate(zip(entries, counted, lengths, strict=True)):
        damp = 0.4 + 0.6 * length / usual
        for term, count in counts.items():
            index.note(term, number, _TEXT_MOST * count / (count + damp))
        _note_order(index, words, number, entry)
        for term, level in _dates_of_text(f"{entry.summary} {entry.text}"):
            index.note(term, number, level)
        called = {
            term for form, _ in entry.names for found in dates_in(prepared(form))
            for one in found.terms for term in (one, *wider(one))
        }  # fmt: skip
        for term, level in entry.dates.items():
            # What is called by its day comes before what else was on it.
            index.note(term, number, level + (term in called and level in {DAY_ITSELF, ANY_YEAR}))
        for form, weight in entry.names:
            _note_name(index, words, number, form, weight)
        if entry.surname:
            _note_aliases(index, words, entry)
    return index


def _counted(entry: Entry, words: Words) -> dict[str, int]:
    """How often each term stands in an entry; one of its summary counts for three."""
    counts: dict[str, int] = defaultdict(int)
    for text, times in ((entry.text, 1), (entry.facts, _IN_FACTS), (entry.summary, _IN_SUMMARY)):
        for term in words.terms(text):
            counts[term] += times
    return counts


def _note_order(index: Index, words: Words, number: int, entry: Entry) -> None:
    """What follows what in an entry, for phrases; and every word as it is written, for slips of the pen."""
    for text in (entry.title, entry.text, entry.facts, entry.summary, *(form for form, _ in entry.names)):
        found = list(words.split(text))
        parts = [part for word in found for part in word.parts]
        for first, second in pairwise([words.term(part) for part in parts]):
            index.note_following(first, second, number)
        written = {*parts, *(word.joined for word in found)}
        index.vocabulary.update(words.folded(part) for part in written if len(part) >= _SHORTEST and part.isalpha())


def _dates_of_text(text: str) -> Iterator[tuple[str, int]]:
    for found in dates_in(prepared(text)):
        for term in found.terms:
            yield term, _DATE_IN_TEXT
            for other in wider(term):
                yield other, _WIDER_IN_TEXT


def _note_name(index: Index, words: Words, number: int, form: str, weight: float) -> None:
    """Each word of a name: the fewer there are, the more it tells."""
    telling = words.telling(form)
    parts = sum(len(word.parts) for word in telling)
    for place, word in enumerate(telling):
        for part in word.parts:
            level = _level(weight / parts) + (_FIRST_WORD if place == 0 and parts > 1 else 0)
            whole = parts == 1 and weight == 1
            index.note(words.term(part), number, level if whole or not part.isdigit() else min(level, IN_YEAR))
            if part.isalpha() and len(part) > 1:
                # In Russian also the stem, which an unknown form of a misspelt name may still share.
                index.names.update({words.folded(part), *([words.term(part)] if not part.isascii() else [])})
        if word.joined:
            index.note(words.term(word.joined), number, _level(weight * len(word.parts) / parts))
    _note_dates_of_name(index, words, number, form, (weight, parts))


def _note_dates_of_name(index: Index, words: Words, number: int, form: str, share: tuple[float, int]) -> None:
    """A date in a name counts as one word; beside others it tells no more than the date of a record does."""
    text, (weight, parts) = prepared(form), share
    for found in dates_in(text):
        rest = parts - sum(len(word.parts) for word in words.split(text[found.start : found.end]))
        for term in found.terms:
            level = _level(weight / (1 + max(0, rest)))
            index.note(term, number, HIGHEST if rest <= 0 and weight == 1 else min(level, _most(term, weight)))


def _most(term: str, weight: float) -> int:
    """A month tells a little more in a name than as the month of a date, and a day no more than a day does."""
    return DAY_ITSELF if term.count("-") > 1 else IN_MONTH + (weight == 1)


def _level(share: float) -> float:
    return _NAME_LEAST + (HIGHEST - _NAME_LEAST) * min(1, share)


def _note_aliases(index: Index, words: Words, entry: Entry) -> None:
    """A surname in other letters, or another surname, leads to the one that stands in the texts."""
    surname = words.telling(entry.surname)
    if not surname:  # nothing but signs
        return
    main = words.term(surname[-1].parts[-1])
    for form, _ in entry.names:
        telling = words.telling(form)
        if len(telling) == 1 and len(telling[0].parts) == 1:
            term = words.term(telling[0].parts[0])
            if term != main:
                index.aliases.setdefault(term, main)


def in_order(keys: Iterable[str]) -> list[str]:
    """Keys as JavaScript compares them: by units of UTF-16."""
    return sorted(keys, key=units)


def units(key: str) -> bytes:
    """A key as the bytes by which JavaScript compares it."""
    return key.encode("utf-16-be")


def base36(number: int) -> str:
    """A number in figures and small letters."""
    figures = ""
    while True:
        number, rest = divmod(number, 36)
        figures = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + figures
        if not number:
            return figures


def steps(entries: Sequence[int]) -> str:
    """Entries in order, each as the step from the one before."""
    return ",".join(base36(entry - before) for before, entry in zip((0, *entries), entries, strict=False))
