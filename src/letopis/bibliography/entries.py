"""What is asked of an entry of a `.bib` file: its people, heading, year, date and short title."""

from __future__ import annotations

import re
from typing import Final

from letopis.bibliography.data_model import IN_BOOK, TYPE_ALIASES, TYPES
from letopis.bibliography.data_model import REPORTS as _REPORTS
from letopis.bibliography.names import Person
from letopis.bibliography.source import BibEntry, Entry, Source
from letopis.bibliography.terms import Terms, terms_of
from letopis.bibliography.text import plain
from letopis.model.calendars import from_day
from letopis.model.historical import Precision
from letopis.model.romanize import romanize
from letopis.model.source_fields import canonical_field

__all__ = ["IN_A_BOOK", "REPORTS", "THESES", "TYPES", "BibEntry", "Entry", "Person", "Source"]

IN_A_BOOK: Final = IN_BOOK | {alias for alias, kind in TYPE_ALIASES.items() if kind in IN_BOOK}
REPORTS: Final = _REPORTS | {alias for alias, kind in TYPE_ALIASES.items() if kind in _REPORTS}
THESES: Final = {"mastersthesis": "Master’s thesis", "phdthesis": "PhD diss.", "thesis": "Thesis"}

_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_AUTHORS_NAMED: Final = 2


# -- names
def is_others(person: Person) -> bool:
    """Whether a "person" is BibTeX's ``and others``."""
    return not person.first_names and str(person) == "others"


def last_name(person: Person) -> str:
    """``von Geldern``; the whole name of a corporate author, written in braces."""
    return plain(" ".join([*person.prelast_names, *person.last_names]))


def full_name(person: Person, *, inverted: bool = False) -> str:
    """``James von Geldern``, or ``von Geldern, James``."""
    first = plain(" ".join([*person.first_names, *person.middle_names]))
    last, lineage = last_name(person), plain(" ".join(person.lineage_names))
    if inverted:
        return ", ".join(part for part in (last, first, lineage) if part)
    return ", ".join(part for part in (" ".join(filter(None, (first, last))), lineage) if part)


def in_latin(name: str) -> str:
    """A name in Cyrillic letters in those of the Library of Congress; any other as it is."""
    return romanize(name, "ala-lc") if _CYRILLIC.search(name) else name


def names_in_text(persons: list[Person], terms: Terms | None = None) -> str:
    """``Kramer``; ``Zubok and Pleshakov``; ``Kovaleva et al.`` for three or more."""
    words = terms or terms_of()
    if len(persons) > _AUTHORS_NAMED or (len(persons) > 1 and is_others(persons[1])):
        return f"{last_name(persons[0])} {words.say('et_al')}"
    return f" {words.say('and')} ".join(last_name(person) for person in persons)


# -- the same of an entry as pybtex has it
def value(entry: Entry, field: str) -> str:
    """A field as plain text, by any of its names; empty if absent."""
    return Source(entry).plain(canonical_field(field))


def people(entry: Entry, role: str) -> list[Person]:
    """The persons of a role (``author``, ``editor``, ``translator``), in order."""
    return Source(entry).people(role)


def corporate_author(entry: Entry) -> str:
    """The institution that stands for the author of a report without one."""
    return Source(entry).corporate_author()


def makers(entry: Entry) -> list[Person]:
    """The people an entry is listed under."""
    return Source(entry).makers()


def container(entry: Entry) -> str:
    """What a citation names beside a title."""
    return Source(entry).container()


def date_parts(entry: Entry) -> tuple[int, ...]:
    """Year, month and day as numbers, as far as known, of the first day meant; ``()`` without a year."""
    source = Source(entry)
    read = source.date()
    if read.date is None:
        year = re.match(r"\d{4}", read.year)
        return (int(year[0]),) if year else ()
    first = read.date.start or read.date
    if first.earliest is None:
        return ()
    parts = from_day(first.earliest)
    return parts[: {Precision.DAY: 3, Precision.MONTH: 2}.get(first.precision, 1)]


def short_title(entry: Entry) -> str:
    """The title as a citation prints it."""
    return Source(entry).short_title()
