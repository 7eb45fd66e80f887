"""The fields of sources: the names that mean the same, and what an entry says under any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

FIELD_ALIASES: Final[Mapping[str, str]] = {
    "address": "location", "annote": "annotation", "archiveprefix": "eprinttype", "journal": "journaltitle",
    "key": "sortkey", "pdf": "file", "primaryclass": "eprintclass", "school": "institution", "hyphenation": "langid",
    "lastaccessed": "urldate", "lastchecked": "urldate", "lastvisited": "urldate", "visited": "urldate",
    "accessed": "urldate", "archivelocation": "archive_location", "archiveurl": "archivedurl", "urlarchive":
    "archivedurl", "archive-url": "archivedurl", "call-number": "callnumber", "numpages": "pagetotal", "publisher-place":
    "location", "container-title": "journaltitle", "genre": "type", "recipient": "addressee", "inventory": "opis",
    "arxivid": "eprint", "city": "location", "fjournal": "journaltitle", "articleno": "eid", "article-number": "eid",
    "languages": "language", "place": "location", "translators": "translator", "editors": "editor", "authors": "author",
    "interviewers": "interviewer", "eprintype": "eprinttype", "shelfmark": "callnumber", "repository": "archive",
    "archivedat": "archivedurl", "event": "eventtitle",
}  # fmt: skip
"""Other names of fields; an entry has either."""

_YEAR = re.compile(r"\d{2}[\dX]{2}")


def canonical_field(name: str) -> str:
    """``journaltitle`` for ``journal``; any other field as it is, in lower case."""
    name = name.lower()
    return FIELD_ALIASES.get(name, name)


def field_of(fields: Mapping[str, str], name: str) -> str:
    """What an entry says in a field, by any of the names of that field; empty if nothing.

    An entry without a ``year`` has the first year of its ``date``.
    """
    told = next((text for one in _names_of(name) if (text := fields.get(one, "").strip())), "")
    if not told and name.lower() == "year" and (year := _YEAR.search(fields.get("date", ""))):
        return year[0]
    return told


@lru_cache(maxsize=4096)
def _names_of(name: str) -> tuple[str, ...]:
    """The names of a field, that which is asked for first, then biblatex's."""
    own = canonical_field(name)
    return name.lower(), own, *(other for other, meant in FIELD_ALIASES.items() if meant == own)
