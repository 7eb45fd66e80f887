"""What is asked of an entry of a `.bib` file: its people, heading, year, date and short title."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

import pybtex.database

from letopis.bibliography.names import split_names
from letopis.bibliography.text import is_supplied, plain, single_quotes

Entry: TypeAlias = Any
"""A ``pybtex.database.Entry``; pybtex carries no types."""

Person: TypeAlias = Any
"""A ``pybtex.database.Person``."""

TYPES: Final = frozenset(
    "article audio book booklet collection conference dataset electronic film inbook incollection inproceedings"
    " inreference manual mastersthesis misc mvbook mvcollection online patent periodical phdthesis proceedings"
    " reference report software standard techreport thesis unpublished video www".split()
)
"""The types of entry that are known: BibTeX's and biblatex's."""

ITALIC: Final = frozenset(
    "audio book booklet collection film manual mvbook mvcollection periodical proceedings reference report"
    " techreport video".split()
)
"""Types whose title is set in italics; other titles stand in quotation marks."""

IN_A_BOOK: Final = frozenset({"conference", "inbook", "incollection", "inproceedings", "inreference"})
REPORTS: Final = frozenset({"manual", "report", "standard", "techreport"})
THESES: Final = {"mastersthesis": "Master’s thesis", "phdthesis": "PhD diss.", "thesis": "Thesis"}

_MONTHS: Final = "January February March April May June July August September October November December".split()
_SUBTITLE = re.compile(r"(?<=\w{2})[:.](?=\s)|(?<=[?!])\s")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SHORT: Final = 6
_CONNECTING: Final = frozenset("a an and as at by for from in of on or that the to with".split())
_AUTHORS_NAMED: Final = 2
_MOST_COMMAS: Final = 2


def value(entry: Entry, field: str) -> str:
    """A field as plain text, empty if absent."""
    return plain(entry.fields[field]) if field in entry.fields else ""


def people(entry: Entry, role: str) -> list[Person]:
    """The persons of a role (``author``, ``editor``, ``translator``), in order.

    pybtex's own parser leaves translators as text.
    """
    if role in entry.persons or role not in entry.fields:
        return list(entry.persons.get(role, ()))
    return [pybtex.database.Person(name) for name in split_names(entry.fields[role]) if name.count(",") <= _MOST_COMMAS]


def is_others(person: Person) -> bool:
    """Whether a "person" is BibTeX's ``and others``."""
    return str(person) == "others"


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


def corporate_author(entry: Entry) -> str:
    """The institution that stands for the author of a report without one."""
    if entry.type not in REPORTS:
        return ""
    return value(entry, "institution") or value(entry, "organization")


def makers(entry: Entry) -> list[Person]:
    """The people an entry is listed under: authors, else the editors of a work that is not part of another."""
    editors = [] if entry.type in IN_A_BOOK else people(entry, "editor")
    return people(entry, "author") or editors


def container(entry: Entry) -> str:
    """What a citation names beside a title: ``shortcontainer``, or the journal, book or site it is part of."""
    names = (value(entry, name) for name in ("shortcontainer", "journal", "booktitle", "organization"))
    return next(filter(None, names), "")


def year_of(entry: Entry) -> str:
    """The year, with an en dash in a range; empty if unknown. ``date`` serves where ``year`` is absent."""
    year = value(entry, "year")
    if year:
        return re.sub(r"\s*(?:-+|–)\s*", "–", year)
    match = _DATE.match(value(entry, "date"))
    return match[1] if match else ""


def date_parts(entry: Entry) -> tuple[int, ...]:
    """Year, month and day as numbers, as far as known and plain; ``()`` without a year."""
    year = re.match(r"\d{4}", year_of(entry))
    if not year:
        return ()
    if "month" not in entry.fields and (match := _DATE.match(value(entry, "date"))):
        return tuple(int(part) for part in match.groups() if part)
    month = month_number(value(entry, "month"))
    day = value(entry, "day")
    if not month:
        return (int(year[0]),)
    return (int(year[0]), month, int(day)) if day.isascii() and day.isdigit() else (int(year[0]), month)


def month_number(month: str) -> int:
    """The number of ``January``, ``jan`` or ``1``; 0 for anything else, such as ``May–June``."""
    if month.isascii() and month.isdigit():
        return int(month) if 1 <= int(month) <= len(_MONTHS) else 0
    start = month.rstrip(".").casefold()
    found = [n for n, name in enumerate(_MONTHS, 1) if len(start) > 2 and name.casefold().startswith(start)]
    return found[0] if len(found) == 1 else 0


def date_in_words(entry: Entry) -> str:
    """``6 January 1958`` or ``July 1957`` or ``May–June 2011``; empty unless the month is known."""
    parts = date_parts(entry)
    month = _MONTHS[parts[1] - 1] if len(parts) > 1 else re.sub(r"\s*-+\s*", "–", value(entry, "month"))
    if not month:
        return ""
    day = str(parts[2]) if len(parts) > 2 else ""
    return " ".join(part for part in (day, month, year_of(entry)) if part)


def short_title(entry: Entry) -> str:
    """The title as a citation prints it: quoted, without subtitle; in brackets if supplied; the key if none."""
    title = value(entry, "shorttitle") or value(entry, "title")
    supplied = is_supplied(title)
    title = title.strip("[]") if supplied else title
    if "shorttitle" not in entry.fields:
        title = _SUBTITLE.split(title, maxsplit=1)[0].rstrip(".:")
        words = title.split()
        if len(words) > _SHORT:
            words = words[: _SHORT - 1]
            while len(words) > 1 and words[-1] in _CONNECTING:
                words.pop()
            title = " ".join(words).rstrip(",;:") + " …"
    if not title:
        return str(entry.key or "?")
    return f"[{title}]" if supplied else f"“{single_quotes(title)}”"


def names_in_text(persons: list[Person]) -> str:
    """``Kramer``; ``Zubok and Pleshakov``; ``Kovaleva et al.`` for three or more."""
    if len(persons) > _AUTHORS_NAMED or (len(persons) > 1 and is_others(persons[1])):
        return f"{last_name(persons[0])} et al."
    return " and ".join(last_name(person) for person in persons)
