"""Reads RIS, the form in which library catalogues and reference managers hand on sources."""

from __future__ import annotations

import re
from typing import Final

from letopis.bibliography.bib_writing import Draft, group, person
from letopis.bibliography.exchange import RIS_FIELDS, RIS_PEOPLE, RIS_TYPES

_LINE = re.compile(r"^\s?(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<text>.*)|)$")
_DAY = re.compile(r"(?P<year>\d{4})?/(?P<month>\d{1,2})?/(?P<day>\d{1,2})?(?:/(?P<more>.*))?")
_ISO = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_PERIODICALS: Final = frozenset({"article", "periodical", "review"})
_SUBTYPES: Final = {"MGZN": "magazine", "NEWS": "newspaper"}
_PUBLISHED_BY: Final = {"thesis": "institution", "report": "institution"}

Record = list[tuple[int, str, str]]
"""The lines of a record: number in the file, tag, text."""


def drafts_of_ris(text: str) -> tuple[list[Draft], list[tuple[int, str]]]:
    """Every record as an entry to be, and what is wrong with the file, each with its line."""
    records, faults = _records(text)
    return [_draft(record, faults) for record in records], faults


def _records(text: str) -> tuple[list[Record], list[tuple[int, str]]]:
    records: list[Record] = []
    faults: list[tuple[int, str]] = []
    current: Record | None = None
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line)
        if match is None:
            if not line.strip():
                continue
            if current:  # a long value goes on
                at, tag, before = current[-1]
                current[-1] = at, tag, f"{before} {line.strip()}"
            elif current is None:
                faults.append((number, f"'{line.strip()[:60]}' stands in no record. A record begins with 'TY  - '."))
            continue
        tag, value = match["tag"], (match["text"] or "").strip()
        if tag == "TY":
            if current is not None:
                faults.append((current[0][0], "a record is not closed. Each ends in a line 'ER  - '."))
            current = [(number, tag, value)]
            records.append(current)
        elif current is None:
            faults.append((number, f"the line '{tag}' stands in no record. A record begins with 'TY  - '."))
        elif tag == "ER":
            current = None
        else:
            current.append((number, tag, value))
    if current is not None:
        faults.append((current[0][0], "a record is not closed. Each ends in a line 'ER  - '."))
    return records, faults


def _draft(record: Record, faults: list[tuple[int, str]]) -> Draft:
    line, _, given = record[0]
    kind = RIS_TYPES.get(given.upper())
    if kind is None:
        faults.append((line, f"the type '{given}' is not known in RIS; it is read as GEN, a source of any kind."))
    draft = Draft(kind or "misc", "", line)
    if given.upper() in _SUBTYPES:
        draft.put("entrysubtype", _SUBTYPES[given.upper()])
    pages: dict[str, str] = {}
    for _, tag, value in record[1:]:
        if not value:
            continue
        if tag in {"SP", "EP"}:
            pages[tag] = value
        elif tag in RIS_PEOPLE:
            draft.people.setdefault(RIS_PEOPLE[tag], []).append(_person(value))
        else:
            _put(draft, tag, value)
    if pages:
        draft.put("pages", "--".join(dict.fromkeys(value for tag in ("SP", "EP") if (value := pages.get(tag, "")))))
    if draft.people.get("editorb"):
        draft.put("editorbtype", "series editor")
    if draft.kind in _PUBLISHED_BY and "publisher" in draft.fields:
        draft.put(_PUBLISHED_BY[draft.kind], draft.fields.pop("publisher"))
    return draft


def _put(draft: Draft, tag: str, value: str) -> None:
    """One line, into the field where it belongs; what has none goes into the note with its tag."""
    match tag:
        case "ID":
            draft.key = value
        case "T2" | "JO" | "JF" | "BT":
            draft.put("journaltitle" if draft.kind in _PERIODICALS else _whole(draft), value)
        case "PY" | "Y1" | "DA":
            _put_date(draft, "date", value)
        case "Y2":
            _put_date(draft, "urldate", value)
        case "SN":
            for one in re.split(r"(?:(?<!\s)\s++)?[;,]\s*", value):
                draft.put("issn" if _ISSN.fullmatch(one) else "isbn" if re.search(r"\d", one) else "note", one)
        case _ if RIS_FIELDS.get(tag):
            draft.put(RIS_FIELDS[tag], value)
        case _:
            draft.put("note", f"{tag}: {value}")


def _whole(draft: Draft) -> str:
    """Where the title of the whole goes that a source is part of."""
    if draft.kind in {"incollection", "inproceedings", "inreference"}:
        return "booktitle"
    return "organization" if draft.kind == "online" else "maintitle" if draft.kind == "book" else "titleaddon"


def _put_date(draft: Draft, name: str, value: str) -> None:
    """``1957/06/18/`` as ``1957-06-18``; the fullest of several dates that agree, and the rest in the note."""
    match = _DAY.fullmatch(value)
    if match and match["year"]:
        parts = [match["year"], *(part.zfill(2) for part in (match["month"], match["day"]) if part)]
        date, more = "-".join(parts), (match["more"] or "").strip()
        if more:
            draft.put("note", more)
    else:
        date = value
    before = draft.fields.get(name)
    if before is None or (date.startswith(before) and _ISO.fullmatch(date)):
        draft.fields[name] = date
    elif not before.startswith(date):
        draft.put("note", f"{name}: {date}")


def _person(value: str) -> str:
    """``Last, First, Suffix``; a name without a comma is an institution, or one word."""
    family, _, rest = value.partition(",")
    given, _, suffix = rest.partition(",")
    if not rest.strip():
        return group(value)
    return person(family.strip(), given.strip(), "", suffix.strip())
