"""What an entry takes over from others, as biber does it: ``crossref``, ``xdata``, and what it is related to.

From the biblatex manual, section 2.4.1 and appendix B, "Default Inheritance Setup": a field that the
entry has is never replaced, and titles change their name on the way from a whole to its part. Where
biblatex's table is silent (``@book`` above ``@incollection``, as BibTeX users write it), a whole of
any type is treated as the book it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from letopis.bibliography.data_model import IN_BOOK, IN_JOURNAL, canonical_type
from letopis.bibliography.names import split_names
from letopis.model.names import named, nearest
from letopis.model.source_fields import canonical_field

_NOT_INHERITED: Final = frozenset(
    "ids crossref xref entryset entrysubtype execute label options presort related relatedoptions relatedstring"
    " relatedtype shorthand shorthandintro sortkey xdata".split()
)
_OF_TITLE: Final = ("title", "subtitle", "titleaddon")
_SHORT_OF_TITLE: Final = frozenset({"shorttitle", "sorttitle", "indextitle", "indexsorttitle"})
_OF_ONE_AUTHOR: Final = frozenset({"inbook", "bookinbook", "suppbook"})
_MULTIVOLUME: Final = frozenset({"mvbook", "mvcollection", "mvreference", "mvproceedings"})
_WHOLE: Final = frozenset({"book", "collection", "reference", "proceedings", "booklet", "manual", "report", "misc"})
_DATE_PARTS: Final = ("year", "month", "day", "endyear", "endmonth", "endday", "yeardivision", "endyeardivision")
_GRANULAR = re.compile(r"xdata\s*=\s*(?P<key>\S+)-(?P<field>[A-Za-z]+)(?:-(?P<index>\d{1,9}))?", re.IGNORECASE)
_DEEPEST: Final = 50


@dataclass
class RawEntry:
    """An entry as it was read: the values as text, not yet taken apart."""

    command: str
    key: str
    fields: dict[str, str]
    """By name in lower case, in the order of the file."""
    path: str
    line: int
    faults: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong with it: a code and a message."""
    related: list[str] = field(default_factory=list)
    """The keys of the entries it names as related, or as members of a set."""


def resolve(entries: Mapping[str, RawEntry], *, granular: bool = True) -> None:
    """Give every entry what it inherits; ``entries`` are by key in lower case. What is wrong goes to its ``faults``.

    ``granular``: whether a value may be taken from an ``@xdata`` entry, as ``xdata=key-field``.
    """
    resolver = _Resolver(entries)
    for entry in entries.values():
        if not _POINTING.isdisjoint(entry.fields) or (
            granular and any("xdata" in text for text in entry.fields.values())
        ):
            resolver.resolve(entry)
    for entry in entries.values():
        # A whole that is resolved is no longer needed by name: the entry stands by itself.
        entry.fields.pop("crossref", None)
        entry.fields.pop("xdata", None)


_POINTING: Final = frozenset({"crossref", "xref", "xdata", "related", "entryset"})


class _Resolver:
    def __init__(self, entries: Mapping[str, RawEntry]) -> None:
        self.entries = entries
        self.aliases: dict[str, str] | None = None
        self.done: set[str] = set()
        self.path: list[str] = []

    def resolve(self, entry: RawEntry) -> None:
        """Resolve one entry, those it depends on first."""
        name = entry.key.lower()
        if name in self.done:
            return
        self.done.add(name)
        self.path.append(name)
        for key in _keys(entry.fields.get("xdata", "")):
            if parent := self._parent(entry, "xdata", key):
                _inherit_all(entry, parent)
        self._granular(entry)
        key = entry.fields.get("crossref", "").strip()
        if key and (parent := self._parent(entry, "crossref", key)):
            _inherit(entry, parent)
        if xref := entry.fields.get("xref", "").strip():
            self._find(entry, "xref", xref)
        for pointer in ("related", "entryset"):
            for key in _keys(entry.fields.get(pointer, "")):
                if found := self._find(entry, pointer, key):
                    entry.related.append(found.key)
        self.path.pop()

    def _parent(self, entry: RawEntry, pointer: str, key: str) -> RawEntry | None:
        found = self._find(entry, pointer, key)
        if found is None:
            return None
        name = found.key.lower()
        if name in self.path or len(self.path) > _DEEPEST:
            circle = " → ".join([*(self.entries[one].key for one in self.path), found.key])
            message = f"{pointer} leads in a circle: {circle}. Take one of them out."
            entry.faults.append(("bib-crossref", message))
            return None
        self.resolve(found)
        return found

    def _find(self, entry: RawEntry, pointer: str, key: str) -> RawEntry | None:
        found = self.entries.get(key.lower()) or self.entries.get(self._other_keys().get(key.lower(), ""))
        if found is None:
            near = nearest(key.lower(), self.entries) if len(self.entries) <= _MOST_COMPARED else ()
            advice = named([self.entries[one].key for one in near]) or "Add it, or take the field out."
            entry.faults.append(("bib-crossref", f"{pointer} '{key}' is in no file. {advice}"))
        return found

    def _other_keys(self) -> dict[str, str]:
        """The further keys that entries give themselves by ``ids``."""
        if self.aliases is None:
            self.aliases = {
                other.lower(): name
                for name, entry in self.entries.items()
                if "ids" in entry.fields
                for other in _keys(entry.fields["ids"])
            }
        return self.aliases

    def _granular(self, entry: RawEntry) -> None:
        """Replace ``xdata=key-field-n`` in a value by that field, or by the n-th of its names."""
        for name, text in list(entry.fields.items()):
            if "xdata" not in text.lower() or name == "xdata":
                continue
            pieces = [self._piece(entry, piece) for piece in split_names(text)]
            if any(new is not None for new in pieces):
                old = split_names(text)
                entry.fields[name] = " and ".join(
                    new if new is not None else was for new, was in zip(pieces, old, strict=True)
                )

    def _piece(self, entry: RawEntry, piece: str) -> str | None:
        match = _GRANULAR.fullmatch(piece.strip())
        if match is None:
            return None
        parent = self._parent(entry, "xdata", match["key"])
        if parent is None:
            return None
        text = _value(parent, match["field"].lower())
        if text is None:
            message = f"xdata '{match['key']}' has no field '{match['field']}'. Add it there, or write the value here."
            entry.faults.append(("bib-crossref", message))
            return None
        if not match["index"]:
            return text
        parts = split_names(text)
        number = int(match["index"])
        if not 1 <= number <= len(parts):
            message = f"the field '{match['field']}' of '{match['key']}' has no part {number}. Write 1 to {len(parts)}."
            entry.faults.append(("bib-crossref", message))
            return None
        return parts[number - 1]


_MOST_COMPARED: Final = 5000
"""Entries among which the nearest key is looked for; in more it would take too long."""


def _keys(text: str) -> list[str]:
    return [key for one in text.split(",") if (key := one.strip())]


def _value(entry: RawEntry, name: str) -> str | None:
    wanted = canonical_field(name)
    return next((text for own, text in entry.fields.items() if canonical_field(own) == wanted), None)


def _inherit_all(entry: RawEntry, parent: RawEntry) -> None:
    """``xdata``: every field, under its own name."""
    _take(entry, ((name, text) for name, text in parent.fields.items() if name not in {"xdata", "ids"}))


def _inherit(entry: RawEntry, parent: RawEntry) -> None:
    """``crossref``: every field that may be inherited, under the name it has in the entry."""
    _take(entry, _handed_on(entry, parent))


def _handed_on(entry: RawEntry, parent: RawEntry) -> Iterator[tuple[str, str]]:
    above, below = canonical_type(parent.command), canonical_type(entry.command)
    to = _title_becomes(above, below)
    own_title, own_author = (_value(entry, name) is not None for name in ("title", "author"))
    renamed = to != "booktitle" or _value(parent, to) is None  # BibTeX's own way is to write both in the whole
    for name, text in parent.fields.items():
        field_name = canonical_field(name)
        if field_name in _NOT_INHERITED or (to and field_name in _SHORT_OF_TITLE):
            continue
        if field_name in _OF_TITLE:
            if to and not renamed:
                continue
            if to:
                yield (
                    to + field_name.removeprefix("title") if field_name != "subtitle" else f"{_stem(to)}subtitle",
                    text,
                )
            elif not own_title:
                yield name, text
            continue
        if field_name in _SHORT_OF_TITLE and own_title:
            continue
        yield name, text
        if (
            field_name == "author"
            and (below in _OF_ONE_AUTHOR or (below == "book" and own_author))
            and (above in {"book", "mvbook"})
        ):
            yield "bookauthor", text


def _stem(title: str) -> str:
    """``book`` of ``booktitle``, ``journal`` of ``journaltitle``."""
    return title.removesuffix("title")


def _title_becomes(above: str, below: str) -> str:
    """The field that the title of a whole becomes in its part; empty if it is not of that kind."""
    if above == "periodical" and below in IN_JOURNAL:
        return "journaltitle"
    if above in _MULTIVOLUME and below not in _MULTIVOLUME:
        return "maintitle"
    if below in IN_BOOK and above in _WHOLE:
        return "booktitle"
    return ""


def _take(entry: RawEntry, fields: Iterator[tuple[str, str]]) -> None:
    own = {canonical_field(name) for name in entry.fields}
    dated = {kind for kind in ("", "orig", "event", "url") if _has_date(own, kind)}
    for name, text in fields:
        wanted = canonical_field(name)
        if wanted in own or any(_is_of_date(wanted, kind) for kind in dated):
            continue
        entry.fields[name] = text
        own.add(wanted)


def _has_date(names: set[str], kind: str) -> bool:
    return any(_is_of_date(name, kind) for name in names)


def _is_of_date(name: str, kind: str) -> bool:
    return name == f"{kind}date" or (name.startswith(kind) and name.removeprefix(kind) in _DATE_PARTS)
