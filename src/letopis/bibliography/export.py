"""One source, handed on: BibTeX, RIS and CSL-JSON. Pure functions; the bytes depend on the entry alone.

What RIS or CSL-JSON have no name for stands in a note, as ``name: value``, so that no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Final

from letopis.bibliography.data_model import MANAGERS, NAMES, PROCESSING
from letopis.bibliography.dates import SourceDate
from letopis.bibliography.entries import Entry, Person, Source, date_parts, full_name, is_others, last_name
from letopis.bibliography.exchange import (
    CSL_DATES,
    CSL_FIELDS,
    CSL_PEOPLE,
    FIELDS_TO_RIS,
    KEPT_BY_US,
    TYPES_TO_CSL,
    TYPES_TO_RIS,
)
from letopis.bibliography.style import dashed
from letopis.bibliography.text import doi_address, plain, web_address
from letopis.model.calendars import from_day
from letopis.model.historical import HistoricalDate, Precision, Shape

OUR_FIELDS: Final = KEPT_BY_US
"""Fields that mean something to the archive alone, and are not handed on."""

_FIRST: Final = (
    "title",
    "booktitle",
    "journal",
    "journaltitle",
    "publisher",
    "address",
    "location",
    "date",
    "year",
    "month",
    "day",
)
_READ_BY_ALL: Final = frozenset("TY ID AU ED TI T2 PB PP CY ET NV AB PY IS SN LA UR KW VL SP EP DO".split())
"""The tags of RIS that pandoc reads, too (`CY` as `PP`). What stands in others is said once more in an abstract."""
_WORD = re.compile(r"\w+")
_YEARS = re.compile(r"(\d{4})–(\d{2}|\d{4})")
_PLAIN_SHAPES: Final = frozenset({Shape.SINGLE, Shape.INTERVAL})
_MAGAZINES: Final = frozenset({"magazine", "newspaper"})


def to_bibtex(entry: Entry, omit: Collection[str] = OUR_FIELDS) -> str:
    """The entry as BibTeX, every value as it was written: what was escaped stays escaped, once.

    Reading the result gives an equal entry (but for the fields in ``omit``).
    """
    fields = {role: " and ".join(str(one) for one in persons) for role, persons in entry.persons.items() if persons}
    order = {name: place for place, name in enumerate(NAMES)}
    fields = dict(sorted(fields.items(), key=lambda row: order.get(row[0], len(order))))
    own = {name: text for name, text in entry.fields.items() if name not in omit}
    fields |= {name: own.pop(name) for name in _FIRST if name in own}
    fields |= dict(sorted(own.items()))
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
    return f"@{entry.original_type}{{{entry.key},\n{lines}}}\n"


@cache
def _is_own(name: str) -> bool:
    """Whether a field means something to the archive, to a program or to a manager of sources alone, or is of people."""
    return name in KEPT_BY_US or name in PROCESSING or name in NAMES or any(fnmatchcase(name, one) for one in MANAGERS)


class _Handed:
    """An entry that is being handed on: what has been told of it, so that the rest can be told at the end."""

    def __init__(self, entry: Entry) -> None:
        self.source = Source(entry)
        self.told: set[str] = {"year", "month", "day"}

    def take(self, *names: str) -> str:
        """The first of these fields that has content, in plain text; it counts as told."""
        for name in names:
            if text := self.source.plain(name):
                self.told.add(name)
                return text
        return ""

    def title(self, kind: str = "") -> str:
        """A title with its subtitle."""
        self.told |= {f"{kind}title", f"{kind}subtitle"}
        return _with_subtitle(self.source, kind)

    def people(self, role: str) -> list[Person]:
        """The people of a role, who count as told, but for "and others"."""
        self.told.add(role)
        return [one for one in self.source.people(role) if not is_others(one)]

    def rest(self) -> Iterator[str]:
        """Everything that has not been told, as ``name: value``; the order in the file makes no difference."""
        for role in self.source.roles():
            if role not in self.told:
                yield f"{role}: {', '.join(full_name(one) for one in self.people(role))}"
        for name in sorted(self.source.fields):
            if name not in self.told and not _is_own(name) and (text := self.source.plain(name)):
                yield f"{name}: {text}"

    def place(self) -> str:
        """Who put the work out: publisher, institution or the owner of a site."""
        return self.take("publisher", "institution", "organization")

    def whole(self) -> str:
        """The title of what the source is part of: a journal or a book."""
        kind = next((kind for kind in ("journal", "book") if self.source.has(f"{kind}title")), "")
        return self.title(kind) if kind else ""


def _with_subtitle(source: Source, kind: str) -> str:
    main, below = source.plain(f"{kind}title"), source.plain(f"{kind}subtitle")
    if not (main and below) or below.casefold() in main.casefold():
        return main or below
    return f"{main}{' ' if main[-1] in '.?!:' else ': '}{below}"


# -- RIS
def to_ris(entry: Entry) -> str:
    """The entry as RIS, for reference managers; lines end in CR LF as the format demands."""
    rows = [(tag, " ".join(text.split())) for tag, text in _ris_lines(entry) if text]
    read = set(_WORD.findall(" ".join(text for tag, text in rows if tag in _READ_BY_ALL)))
    passed_over = [text for tag, text in rows if tag not in _READ_BY_ALL and not read.issuperset(_WORD.findall(text))]
    if passed_over:
        rows.append(("AB", "; ".join(passed_over)))
    return "".join(f"{tag}  - {text}\r\n" for tag, text in [*rows, ("ER", "")])


def _ris_lines(entry: Entry) -> Iterator[tuple[str, str]]:
    handed = _Handed(entry)
    source = handed.source
    kind = TYPES_TO_RIS.get(source.kind, "GEN")
    subtype = source.plain("entrysubtype")
    if source.kind == "article" and (subtype in _MAGAZINES or (not subtype and len(date_parts(entry)) > 2)):
        kind = "NEWS" if subtype == "newspaper" else "MGZN"
        handed.told.add("entrysubtype")
    yield "TY", kind
    yield "ID", source.key
    for tag, role in (("AU", "author"), ("ED", "editor"), ("A4", "translator")):
        for person in handed.people(role):
            yield tag, full_name(person, inverted=True)
    yield "TI", handed.title()
    yield "T2", handed.whole() or (handed.take("organization") if source.kind == "online" else "")
    for name, tag in FIELDS_TO_RIS.items():
        if name not in {"title", "publisher", "note"}:
            text = handed.take(name)
            yield tag, text
            yield "PP" if tag == "CY" else "", text if tag == "CY" else ""
    yield "PB", handed.place()
    pages = dashed(handed.take("pages"))
    first, _, last = pages.partition("–")
    yield from (("SP", first), ("EP", last)) if "," not in pages else (("SP", pages),)
    for name in ("isbn", "issn"):
        yield "SN", handed.take(name)
    yield from _ris_dates(handed, entry)
    yield "DO", _doi(handed)
    yield "UR", _url(handed)
    yield "N1", handed.take("note")
    for text in handed.rest():
        yield "N1", text


def _ris_dates(handed: _Handed, entry: Entry) -> Iterator[tuple[str, str]]:
    read = handed.source.date()
    handed.told |= {"date", "year", "month", "day"}
    parts = date_parts(entry)
    yield "PY", f"{parts[0]}" if parts else ""
    yield "DA", "/".join(f"{part:02}" for part in parts)
    if not _says_all(read):
        yield "N1", f"date: {read.full or read.year}"


def _says_all(read: SourceDate) -> bool:
    """Whether year, month and day say all that is known of a date: it is one day, month or year, without a doubt."""
    date = read.date
    if date is None:
        return not (read.year or read.full)
    vague = date.uncertain or date.approximate or date.unspecified or date.season is not None
    return (
        date.shape is Shape.SINGLE and not vague and date.precision in {Precision.DAY, Precision.MONTH, Precision.YEAR}
    )


def _doi(handed: _Handed) -> str:
    if doi := doi_address(handed.source.raw("doi")):
        handed.told.add("doi")
        return doi.removeprefix("https://doi.org/")
    return ""


def _url(handed: _Handed) -> str:
    if address := web_address(handed.source.raw("url")):
        handed.told.add("url")
        return address
    return ""


# -- CSL-JSON
def to_csl(entry: Entry) -> dict[str, Any]:
    """The entry as an item of CSL-JSON, ready for `json.dumps`."""
    handed = _Handed(entry)
    source = handed.source
    kind = TYPES_TO_CSL.get(source.kind, "document")
    subtype = source.plain("entrysubtype")
    if source.kind == "article" and (subtype in _MAGAZINES or (not subtype and len(date_parts(entry)) > 2)):
        kind = f"article-{subtype or 'magazine'}"
        handed.told.add("entrysubtype")
    item: dict[str, Any] = {"id": source.key, "type": kind}
    for name, role in CSL_PEOPLE.items():
        if people := handed.people(role):
            item[name] = [_csl_name(person) for person in people]
    for name, field in CSL_DATES.items():
        if date := _csl_date(handed, entry, field):
            item[name] = date
    whole = handed.whole() or (handed.take("organization") if kind == "webpage" else "")
    rows: dict[str, str] = {"title": handed.title(), "container-title": whole}
    rows["publisher"] = handed.place()
    for name, field in CSL_FIELDS.items():
        if name[0].isupper() and name in {"DOI", "URL"}:
            rows[name] = _doi(handed) if name == "DOI" else _url(handed)
        elif name not in rows and field not in handed.told and field not in {"number", "note", "annotation"}:
            rows[name] = dashed(handed.take(field)) if field == "pages" else handed.take(field)
    number = handed.take("number")
    rows[_number_of(kind, source)] = number
    notes = [*filter(None, [handed.take("note")]), *handed.rest()]
    rows["note"] = ". ".join(note.rstrip(".") for note in notes) + ("." if len(notes) > 1 else "") if notes else ""
    return item | {name: text for name, text in rows.items() if text}


def _number_of(kind: str, source: Source) -> str:
    if kind.startswith("article") or kind == "review":
        return "issue"
    return "collection-number" if source.has("series") and kind in {"book", "chapter"} else "number"


def _csl_date(handed: _Handed, entry: Entry, field: str) -> dict[str, Any] | None:
    """A date of CSL: its parts where they say all, else its words beside them."""
    kind = field.removesuffix("date")
    read = handed.source.date(kind)
    if not (read.year or read.full):
        return None
    handed.told |= {field, f"{kind}year", f"{kind}month", f"{kind}day"}
    date = read.date
    if date is None and (years := _YEARS.fullmatch(read.full or read.year)):
        return {"date-parts": [[int(years[1])], [int(years[1][: -len(years[2])] + years[2])]]}
    if date is None or date.uncertain or date.unspecified or date.members or date.shape not in _PLAIN_SHAPES:
        return {"literal": read.full or read.year}
    edges = [date.start, date.end] if date.is_interval else [date]
    days = [_day_numbers(edge) for edge in edges if edge is not None]
    if len(days) < len(edges) or not all(days):
        return {"literal": read.full or read.year}
    made: dict[str, Any] = {"date-parts": days}
    if date.season is not None:
        made = {"date-parts": [days[0][:1]], "season": date.season - 20}
    if date.approximate:
        made["circa"] = True
    return made


def _day_numbers(date: HistoricalDate) -> list[int]:
    """Year, month and day, as far as they are known; the year before our era is -1, as in CSL."""
    if date.earliest is None:
        return []
    year, month, day = from_day(date.earliest)
    precision = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}.get(date.precision, 0)
    return [year if year > 0 else year - 1, month, day][: 1 if date.season is not None else precision]


def _csl_name(person: Person) -> dict[str, str]:
    given = plain(" ".join([*person.first_names, *person.middle_names]))
    if not given:
        return {"literal": last_name(person)}
    name = {"family": plain(" ".join(person.last_names)), "given": given}
    particle, suffix = plain(" ".join(person.prelast_names)), plain(" ".join(person.lineage_names))
    if particle:
        name["non-dropping-particle"] = particle
    if suffix:
        name["suffix"] = suffix
    return name
