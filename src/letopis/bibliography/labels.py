"""How a source is cited in running text, and in what order the sources are listed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from letopis.bibliography.entries import (
    Entry,
    container,
    corporate_author,
    full_name,
    last_name,
    makers,
    names_in_text,
    short_title,
    value,
    year_of,
)
from letopis.bibliography.text import folded

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Label:
    """``Kramer 1999``: a name, and the year or short title that a textual citation puts in brackets."""

    name: str
    detail: str = ""
    separator: str = " "

    @property
    def text(self) -> str:
        """The label in one piece, as it stands inside brackets."""
        return self.name + self.separator + self.detail if self.detail else self.name


def label_of(entry: Entry, suffix: str = "", initial: str = "") -> Label:
    """The label of an entry; ``suffix`` (``a``, ``b``) tells two equal ones apart.

    ``initial`` (``S. ``) stands before the name of an author who shares it with another.

    The ``label`` field, if there is one; else author or editor and year (or short title); else
    short title, the site or journal it is part of, and the year.
    """
    year = year_of(entry)
    aside = f" ({suffix})" if suffix else ""
    explicit = value(entry, "label")
    if explicit:
        return Label(explicit + aside)
    name = author_in_text(entry)
    if name and year:
        return Label(initial + name, year + suffix)
    if name:
        return Label(initial + name, short_title(entry) + aside, ", ")
    name = ", ".join(part for part in (short_title(entry), container(entry)) if part)
    return Label(name, year + suffix) if year else Label(name + aside)


def author_in_text(entry: Entry) -> str:
    """Who made the work, as a citation names them: ``shortauthor``, authors, editors, institution."""
    return value(entry, "shortauthor") or names_in_text(makers(entry)) or corporate_author(entry)


def labels_of(entries: Sequence[Entry]) -> list[Label]:
    """A label for each entry, in the order given; equal ones get a, b, c … in that order."""
    initials = _initials(entries)
    plain = [label_of(entry, "", initial) for entry, initial in zip(entries, initials, strict=True)]
    shared = Counter(label.text for label in plain)
    seen: Counter[str] = Counter()
    labels = []
    for entry, initial, label in zip(entries, initials, plain, strict=True):
        if shared[label.text] == 1:
            labels.append(label)
            continue
        labels.append(label_of(entry, letters(seen[label.text]), initial))
        seen[label.text] += 1
    return labels


def _initials(entries: Sequence[Entry]) -> list[str]:
    """For each entry the initial of its first author (``S. ``), where others bear the same last name."""
    firsts = [
        (last_name(persons[0]), full_name(persons[0], inverted=True).partition(", ")[2][:1])
        if (persons := makers(entry)) and not value(entry, "shortauthor")
        else ("", "")
        for entry in entries
    ]
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for name, letter in firsts:
        bearers[name].add(letter)
    return [f"{letter}. " if letter and len(bearers[name]) > 1 else "" for name, letter in firsts]


def letters(number: int) -> str:
    """0 is ``a``, 25 is ``z``, 26 is ``aa``."""
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, len(_LETTERS))
        text = _LETTERS[digit] + text
    return text


def heading_for_order(entry: Entry) -> str:
    """What an entry is filed under: its label or short author, its people, its institution, its title."""
    filed = value(entry, "label") or value(entry, "shortauthor")
    if filed:
        return filed
    persons = makers(entry)
    if persons:
        return " ; ".join(full_name(person, inverted=True) for person in persons)
    return corporate_author(entry) or value(entry, "title") or str(entry.key)


def sort_key(entry: Entry) -> tuple[str, str, str, tuple[str, ...], str]:
    """The place of an entry in the list: heading, year (none comes last), title, date, key."""
    heading = heading_for_order(entry)
    return (
        folded(heading),
        year_of(entry) or "n.d.",
        folded(value(entry, "title")),
        (value(entry, "month"), value(entry, "day").zfill(2)),
        str(entry.key).casefold(),
    )


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries as a list of sources prints them."""
    return sorted(entries, key=sort_key)
