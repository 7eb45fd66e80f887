"""Reads an item of CSL-JSON, the form of Zotero, pandoc and many catalogues."""

from __future__ import annotations

import re
from typing import Any, Final

from letopis.bibliography.bib_writing import Draft, group, person
from letopis.bibliography.exchange import CSL_DATES, CSL_FIELDS, CSL_IGNORED, CSL_PEOPLE, CSL_TYPES
from letopis.bibliography.numerals import is_number
from letopis.bibliography.text import folded

_PERIODICALS: Final = frozenset({"article", "periodical", "review"})
_SUBTYPES: Final = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_GENRES: Final = {"speech": "speech", "treaty": "treaty", "hearing": "hearing", "regulation": "regulation"}
_IN_BOOKS: Final = frozenset({"incollection", "inproceedings", "inreference"})
_SEASONS: Final = {1: "21", 2: "22", 3: "23", 4: "24"}


def draft_of_csl(item: dict[str, Any], line: int) -> Draft:
    """An item as an entry to be. What has no field of its own goes into the note, with its name."""
    given = str(item.get("type", ""))
    kind = CSL_TYPES.get(given)
    draft = Draft(kind or "misc", str(item.get("citation-key") or item.get("id") or ""), line)
    if kind is None:
        draft.faults.append(f"the type '{given}' is not known in CSL; it is read as @misc.")
    if given in _SUBTYPES:
        draft.put("entrysubtype", _SUBTYPES[given])
    for name, value in item.items():
        if name in CSL_IGNORED or value in (None, "", [], {}):
            continue
        if name in CSL_DATES:
            _put_date(draft, CSL_DATES[name], value)
        elif _is_people(value):
            _put_people(draft, name, value)
        else:
            _put(draft, name, value)
    if given in _GENRES and "type" not in draft.fields:
        draft.put("type", _GENRES[given])
    if draft.kind in {"thesis", "report"} and "publisher" in draft.fields:
        draft.put("institution", draft.fields.pop("publisher"))
    return draft


def _put(draft: Draft, name: str, value: Any) -> None:
    if not isinstance(value, str | int | float):
        draft.faults.append(f"the value of '{name}' is neither text nor a number, and is left out.")
        return
    text = str(value)
    if name == "page":
        text = re.sub(r"(?:(?<!\s)\s++)?[-–]+\s*", "--", text)
    if name == "container-title":
        own = "journaltitle" if draft.kind in _PERIODICALS else "booktitle" if draft.kind in _IN_BOOKS else ""
        draft.put(own or ("organization" if draft.kind == "online" else "maintitle"), text)
    elif name in CSL_FIELDS:
        draft.put(CSL_FIELDS[name], text)
    else:
        draft.put("note", f"{name}: {text}")


def _is_people(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _put_people(draft: Draft, name: str, value: list[dict[str, Any]]) -> None:
    if name == "collection-editor" and "editorb" not in draft.people:
        draft.put("editorbtype", "series editor")
    role = {"collection-editor": "editorb"}.get(name) or CSL_PEOPLE.get(name)
    if role is None:
        shown = ", ".join(_in_row(one) for one in value)
        draft.put("note", f"{name.replace('-', ' ')}: {shown}")
        return
    for one in value:
        if one.get("literal") or not one.get("family"):
            draft.people.setdefault(role, []).append(group(str(one.get("literal") or one.get("given", ""))))
        else:
            particles = " ".join(
                str(one[part]) for part in ("dropping-particle", "non-dropping-particle") if one.get(part)
            )
            family, given, suffix = (str(one.get(part, "")) for part in ("family", "given", "suffix"))
            draft.people.setdefault(role, []).append(person(family, given, particles, suffix))


def _in_row(one: dict[str, Any]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return str(one.get("literal") or " ".join(str(one[part]) for part in parts if one.get(part)))


def _put_date(draft: Draft, field: str, value: Any) -> None:
    """A date of CSL as EDTF has it; one that is only words, as they are."""
    if not isinstance(value, dict):
        draft.put(field, str(value))
        return
    days = [_day(day, value) for day in value.get("date-parts") or [] if isinstance(day, list) and day]
    words = str(value.get("literal") or value.get("raw") or "")
    if not all(days):
        draft.faults.append(f"the date {value.get('date-parts')} is not made of numbers.")
        days = []
    if days:
        circa = "~" if value.get("circa") not in (None, False, "", 0, "false") else ""
        draft.put(field, "/".join(f"{day}{circa}" for day in days))
        if words and folded(words) not in folded(draft.fields[field]):
            draft.put("note", words)
    elif words:
        draft.put(field, words)


def _day(day: list[Any], value: dict[str, Any]) -> str:
    try:
        numbers = [int(part) for part in day]
    except (TypeError, ValueError):
        return ""
    season = str(value.get("season", ""))
    if len(numbers) == 1 and is_number(season) and int(season) in _SEASONS:
        return f"{_year(numbers[0])}-{_SEASONS[int(season)]}"
    if len(numbers) > 1 and 13 <= numbers[1] <= 24:  # some write a season as a month
        numbers[1] = numbers[1] if numbers[1] > 20 else numbers[1] + 8
    return "-".join([_year(numbers[0]), *(f"{part:02}" for part in numbers[1:])])


def _year(number: int) -> str:
    # CSL has no year 0, EDTF has: the year before our era is 0.
    return f"{number:04}" if number > 0 else f"-{-number - 1:04}" if number < -1 else "0000"
