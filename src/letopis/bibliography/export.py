"""One source, handed on: BibTeX, RIS and CSL-JSON. Pure functions; the bytes depend on the entry alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from letopis.bibliography.entries import (
    IN_A_BOOK,
    REPORTS,
    THESES,
    Entry,
    Person,
    date_parts,
    full_name,
    is_others,
    last_name,
    people,
    value,
    year_of,
)
from letopis.bibliography.style import dashed
from letopis.bibliography.text import doi_address, plain, web_address

OUR_FIELDS: Final = frozenset({"annotation", "confidence", "label", "quality", "reviewurl", "shortcontainer"})
"""Fields that mean something to the archive alone, and are not handed on."""

_ROLES: Final = ("author", "editor", "translator")
_FIRST: Final = ("title", "booktitle", "journal", "publisher", "address", "year", "month", "day")


def to_bibtex(entry: Entry, omit: Collection[str] = OUR_FIELDS) -> str:
    """The entry as BibTeX, every value as it was written: what was escaped stays escaped, once.

    Reading the result gives an equal entry (but for the fields in ``omit``).
    """
    fields = {role: " and ".join(str(p) for p in people(entry, role)) for role in _ROLES if people(entry, role)}
    own = {name: text for name, text in entry.fields.items() if name not in omit}
    fields |= {name: own.pop(name) for name in _FIRST if name in own}
    fields |= dict(sorted(own.items()))
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
    return f"@{entry.original_type}{{{entry.key},\n{lines}}}\n"


# -- RIS
_RIS_TYPES: Final = {
    "book": "BOOK", "mvbook": "BOOK", "booklet": "BOOK", "collection": "EDBOOK", "mvcollection": "EDBOOK",
    "proceedings": "CONF", "reference": "DICT", "manual": "RPRT", "report": "RPRT", "techreport": "RPRT",
    "incollection": "CHAP", "inbook": "CHAP", "inproceedings": "CPAPER", "conference": "CPAPER", "inreference": "ENCYC",
    "thesis": "THES", "phdthesis": "THES", "mastersthesis": "THES", "unpublished": "UNPB",
    "online": "ELEC", "electronic": "ELEC", "www": "ELEC", "dataset": "DATA", "software": "COMP",
}  # fmt: skip


def to_ris(entry: Entry) -> str:
    """The entry as RIS, for reference managers; lines end in CR LF as the format demands."""
    return "".join(f"{tag}  - {text}\r\n" for tag, text in [*_ris_lines(entry), ("ER", "")])


def _ris_lines(entry: Entry) -> Iterator[tuple[str, str]]:
    kind = _RIS_TYPES.get(entry.type, "GEN")
    if entry.type == "article":
        kind = "MGZN" if value(entry, "day") else "JOUR"
    yield "TY", kind
    yield "ID", _line(str(entry.key))
    for role, tag in (("author", "AU"), ("editor", "ED"), ("translator", "A4")):
        for person in people(entry, role):
            if not is_others(person):
                yield tag, _line(full_name(person, inverted=True))
    pages = dashed(value(entry, "pages")).split("–")
    place, code = _place(entry), _code(entry)
    rows = (
        ("TI", value(entry, "title")), ("ST", value(entry, "shorttitle")), ("T2", _part_of(entry)),
        ("T3", value(entry, "series")), ("ET", value(entry, "edition")), ("VL", value(entry, "volume")),
        ("IS", value(entry, "number")), ("SP", pages[0]), ("EP", pages[1] if len(pages) > 1 else ""),
        ("CY", value(entry, "address")), ("PB", place), ("SN", code), ("PY", year_of(entry)[:4]),
        ("DA", "/".join(f"{part:02}" for part in date_parts(entry))), ("LA", value(entry, "langid")),
        ("AV", value(entry, "archive")), ("N1", value(entry, "note")),
        ("DO", _doi(entry)), ("UR", web_address(entry.fields.get("url", "")) or ""),
    )  # fmt: skip
    for tag, text in rows:
        if text:
            yield tag, _line(text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _place(entry: Entry) -> str:
    """Who put the work out: publisher, institution, school or the owner of a site."""
    names = (value(entry, name) for name in ("publisher", "institution", "school", "organization"))
    return next(filter(None, names), "")


def _part_of(entry: Entry) -> str:
    return value(entry, "journal") or value(entry, "booktitle")


def _code(entry: Entry) -> str:
    return value(entry, "isbn") or value(entry, "issn")


def _doi(entry: Entry) -> str:
    return (doi_address(entry.fields.get("doi", "")) or "").removeprefix("https://doi.org/")


# -- CSL-JSON
def to_csl(entry: Entry) -> dict[str, Any]:
    """The entry as an item of CSL-JSON, ready for `json.dumps`."""
    item: dict[str, Any] = {"id": str(entry.key), "type": _csl_type(entry)}
    for role in _ROLES:
        names = [_csl_name(person) for person in people(entry, role) if not is_others(person)]
        if names:
            item[role] = names
    numbers = date_parts(entry)
    year = year_of(entry)
    if numbers:
        item["issued"] = {"date-parts": [list(numbers)]}
        if "–" in year and year.partition("–")[2].isdigit() and len(numbers) == 1:
            item["issued"]["date-parts"].append([int(year.partition("–")[2])])
    elif year:
        item["issued"] = {"literal": year}
    rows = {
        "title": value(entry, "title"), "title-short": value(entry, "shorttitle"),
        "container-title": _part_of(entry) or (value(entry, "organization") if _csl_type(entry) == "webpage" else ""),
        "collection-title": value(entry, "series"), "edition": value(entry, "edition"),
        "volume": value(entry, "volume"), "publisher": _place(entry), "publisher-place": value(entry, "address"),
        "genre": value(entry, "type"), "page": dashed(value(entry, "pages")),
        "number-of-pages": value(entry, "pagetotal"),
        "issue" if entry.type == "article" else "number": value(entry, "number"),
        "ISBN": value(entry, "isbn"), "ISSN": value(entry, "issn"), "DOI": _doi(entry),
        "URL": web_address(entry.fields.get("url", "")) or "", "archive": value(entry, "archive"),
        "note": value(entry, "note"), "medium": value(entry, "howpublished"),
    }  # fmt: skip
    return item | {name: text for name, text in rows.items() if text}


def _csl_type(entry: Entry) -> str:
    kind = str(entry.type)
    if kind == "article":
        return "article-magazine" if value(entry, "day") else "article-journal"
    if kind in IN_A_BOOK:
        return {"inreference": "entry-encyclopedia", "inproceedings": "paper-conference"}.get(kind, "chapter")
    if kind in REPORTS:
        return "report"
    if kind in THESES:
        return "thesis"
    if kind in {"book", "booklet", "collection", "mvbook", "mvcollection", "proceedings", "reference"}:
        return "book"
    return {"online": "webpage", "electronic": "webpage", "www": "webpage", "unpublished": "manuscript",
            "dataset": "dataset", "software": "software"}.get(kind, "document")  # fmt: skip


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
