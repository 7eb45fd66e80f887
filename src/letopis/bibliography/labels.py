"""How a source is cited in running text, and in what order the sources are listed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from letopis.bibliography.dates import SourceDate
from letopis.bibliography.entries import (
    Entry,
    Source,
    full_name,
    in_latin,
    last_name,
    names_in_text,
)
from letopis.bibliography.numerals import is_number
from letopis.bibliography.terms import Terms
from letopis.bibliography.text import folded
from letopis.model.calendars import from_day

_YEARS = re.compile(r"\d{4}")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_LAST: Final = 10**9
"""The place of a source without a date: after all others."""


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


def source_of(entry: Entry, terms: Terms | None = None) -> Source:
    """An entry, read; a source is handed back as it is."""
    return entry if isinstance(entry, Source) else Source(entry, terms)


def label_of(entry: Entry, suffix: str = "", initial: str = "") -> Label:
    """The label of an entry (or of a `Source`); ``suffix`` (``a``, ``b``) tells two equal ones apart.

    ``initial`` (``S. ``) stands before the name of an author who shares it with another.

    The ``label`` or ``shorthand`` field, if there is one; else author or editor and year (or short
    title); else short title, the site or journal it is part of, and the year.
    """
    source = source_of(entry)
    year = source.year()
    aside = f" ({suffix})" if suffix else ""
    explicit = source.plain("label") or source.plain("shorthand")
    if explicit:
        return Label(explicit + aside)
    name = author_in_text(source)
    if name and year:
        return Label(initial + name, year + suffix)
    if name:
        return Label(initial + name, source.short_title() + aside, ", ")
    name = ", ".join(part for part in (source.short_title(), source.container()) if part)
    return Label(name, year + suffix) if year else Label(name + aside)


def author_in_text(entry: Entry) -> str:
    """Who made the work, as a citation names them: ``shortauthor``, authors, editors, institution."""
    source = source_of(entry)
    short = source.plain("shortauthor") or source.plain("shorteditor")
    return short or names_in_text(source.makers(), source.terms) or source.corporate_author()


def labels_of(entries: Sequence[Entry]) -> list[Label]:
    """A label for each entry, in the order given; equal ones get a, b, c … in that order."""
    sources = [source_of(entry) for entry in entries]
    initials = _initials(sources)
    plain = [label_of(source, "", initial) for source, initial in zip(sources, initials, strict=True)]
    shared = Counter(label.text for label in plain)
    seen: Counter[str] = Counter()
    labels = []
    for source, initial, label in zip(sources, initials, plain, strict=True):
        if shared[label.text] == 1:
            labels.append(label)
            continue
        labels.append(label_of(source, letters(seen[label.text]), initial))
        seen[label.text] += 1
    return labels


def _initials(sources: Sequence[Source]) -> list[str]:
    """For each source the initial of its first author (``S. ``), where others bear the same last name."""
    firsts = [
        (last_name(persons[0]), full_name(persons[0], inverted=True).partition(", ")[2][:1])
        if (persons := source.makers()) and not source.has("shortauthor")
        else ("", "")
        for source in sources
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
    """What an entry is filed under: its label or short author, its people, its institution, its title.

    biblatex's ``sortkey``, ``sortname`` and ``sorttitle`` go before; Cyrillic is filed as it is romanized.
    """
    source = source_of(entry)
    filed = next(
        filter(None, (source.plain(name) for name in ("sortkey", "label", "sortname", "shortauthor"))),
        "",
    )
    if filed:
        return in_latin(filed)
    persons = source.makers()
    if persons:
        return " ; ".join(in_latin(full_name(person, inverted=True)) for person in persons)
    title = source.plain("sorttitle") or source.plain("title")
    return source.corporate_author() or in_latin(title) or source.key


SortKey = tuple[str, int, int, str, int, str]


def sort_key(entry: Entry) -> SortKey:
    """The place of an entry in the list: heading, first and last year (none comes last), title, day, key."""
    source = source_of(entry)
    date = source.date()
    day = date.order
    year = source.plain("sortyear")
    return (
        folded(heading_for_order(source)),
        int(year) if is_number(year) else _LAST if day is None else from_day(day)[0],
        _last_year(date),
        folded(in_latin(source.plain("sorttitle") or source.plain("title"))),
        day if day is not None else _LAST,
        source.key.casefold(),
    )


def _last_year(date: SourceDate) -> int:
    """The year in which a date ends; one without an end comes after all that have one."""
    if date.date is not None:
        return _LAST if date.date.latest is None else from_day(date.date.latest)[0]
    years = _YEARS.findall(date.year)
    return int(years[-1]) if years else _LAST


def in_order(entries: Iterable[Entry], order: str = "author") -> list[Entry]:
    """Entries as a list of sources prints them: by ``author``, by ``date`` or by ``title``."""
    if order == "date":
        return sorted(entries, key=lambda one: _by_date(source_of(one)))
    if order == "title":
        return sorted(entries, key=lambda one: (sort_key(one)[3], *sort_key(one)))
    return sorted(entries, key=sort_key)


def _by_date(source: Source) -> tuple[int, SortKey]:
    day = source.date().order
    return (_LAST if day is None else day, sort_key(source))
