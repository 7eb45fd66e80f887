"""What the exports are made from: the archive, its sources, its pages, and what is said of the whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from letopis.bibliography.entries import Entry
from letopis.exports.json_values import fields_as_json
from letopis.exports.page_texts import PageText
from letopis.model.archive import Archive
from letopis.model.kinds import Record
from letopis.model.values import Ref

FORMAT = 3
"""The number of the format of the JSON files and of the tables; raised when a reader of them would have to change."""


class Licence(NamedTuple):
    """A licence: its name after the list of SPDX (``CC-BY-4.0``), and its address."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class About:
    """What is said of the whole archive. ``base`` is the address of the site with a slash at its end, or empty."""

    title: str
    description: str = ""
    edition: str = ""
    version: str = ""
    authors: tuple[str, ...] = ()
    language: str = "en"
    native_language: str = ""
    base: str = ""
    licences: tuple[Licence, ...] = ()
    downloads: tuple[tuple[str, str], ...] = ()
    project: str = ""
    author: str = ""
    relations: Mapping[str, Any] = field(default_factory=dict)
    """The kinds of relation that the project declares, as its settings have them."""


@dataclass(frozen=True, eq=False)
class Material:
    """All that a format may ask for. ``page_address`` gives the address of a page, relative to the site."""

    archive: Archive
    entries: Mapping[str, Entry]
    pages: Mapping[str, PageText]
    page_address: Callable[[str], str]
    about: About
    texts: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """The text of each record as written, by page, kind and key, where it is at hand."""

    files: tuple[tuple[str, str], ...] = ()
    """The files that are written: address relative to the site, and what each is."""
    reviewed: Ref | None = None
    """The document that the claims of the archive examine where they do not say so themselves."""

    listed: Mapping[str, str] = field(default_factory=dict)
    """Where each source stands in a list of sources, relative to the site, by its key."""

    def source_address(self, key: str) -> str:
        """Where a source stands, relative to the site; of one that no page lists, its place in the data."""
        return self.listed.get(key, f"data/sources.csl.json#{key}")

    def address(self, record: Record) -> str:
        """Where a record stands, relative to the site."""
        return f"{self.page_address(record.origin.docname)}#{record.anchor}"

    def data_address(self, record: Record) -> str:
        """Where the data of a record lie: beside its page."""
        folder = self.page_address(record.origin.docname).rpartition("/")[0]
        return f"{folder}/{record.anchor}.json" if folder else f"{record.anchor}.json"

    def summary(self, record: Record) -> str:
        """The summary of a record with the names of the records it links to, in one line."""
        return self.archive.expand(record.summary)

    @cached_property
    def records(self) -> dict[int, dict[str, Any]]:
        """Each record as JSON has it, by its identity; worked out once for all formats."""
        return {id(record): self._record(record) for record in self.archive.records}

    def record(self, record: Record) -> dict[str, Any]:
        """A record as JSON has it."""
        return self.records[id(record)]

    def _record(self, record: Record) -> dict[str, Any]:
        made: dict[str, Any] = {
            "kind": record.kind,
            "key": record.key,
            "id": record.anchor,
            "name": record.name,
            "inline": record.inline,
            "page": record.origin.docname,
            "address": self.address(record),
            "summary": self.summary(record),
            "fields": fields_as_json(self.archive, record),
        }
        text = self.texts.get((record.origin.docname, record.kind, record.key))
        return made if text is None else made | {"text": text}

    @cached_property
    def sources(self) -> dict[str, dict[str, Any]]:
        """Each source as JSON has it, by its key, in the order of the files of sources.

        It has its type and its fields as written, the names of people among them.
        """
        return {key: _source(entry) for key, entry in self.entries.items()}


def _source(entry: Entry) -> dict[str, Any]:
    people = {role: " and ".join(str(one) for one in persons) for role, persons in entry.persons.items() if persons}
    return {
        "key": entry.key,
        "type": entry.original_type,
        "fields": dict(sorted((people | dict(entry.fields)).items())),
    }


def as_lines(data: Mapping[str, Any] | list[Any]) -> str:
    """JSON for large data: sorted, and each member of a list on a line of its own, so that changes can be seen by line."""
    if isinstance(data, list):
        return f"[\n{_members(data)}\n]\n"
    rows = [
        f"{_compact(name)}:[\n{_members(part)}\n]"
        if isinstance(part, list) and part
        else f"{_compact(name)}:{_compact(part)}"
        for name, part in sorted(data.items())
    ]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _members(data: list[Any]) -> str:
    return ",\n".join(map(_compact, data))


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_json(data: Any) -> str:
    """JSON that is the same for the same data: sorted, indented, with a line feed at its end."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
