"""A record in the vocabulary of schema.org, for search engines and anybody who gathers such data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, RelativeDate, iso_machine
from letopis.model.fields import FieldSpec, refs_in
from letopis.model.kinds import Claim, Record
from letopis.model.values import AsPrinted, Coordinates, Participation, Ref, When

Data = dict[str, Any]
Address = Callable[[Record], str]
"""The full address of a record; empty where the archive does not know where it will be published."""


def script(data: Data) -> str:
    """The data as an element of a page's head; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


class LinkedData:
    """Describes records; dates that are not sure to the day, month or year are left out."""

    def __init__(self, archive: Archive, address: Address, publisher: str) -> None:
        """``publisher`` is who judges claims."""
        self._archive = archive
        self._address = address
        self._publisher = publisher

    def page(self, records: list[Record]) -> Data | None:
        """All that can be said of the records on a page."""
        items = [self.describe(record) for record in records if record.schema_type]
        if not items:
            return None
        context = {"@context": "https://schema.org"}
        return context | items[0] if len(items) == 1 else context | {"@graph": items}

    def describe(self, record: Record) -> Data:
        """One record: its names, and every field that has a property (:attr:`letopis.model.fields.FieldSpec.schema`)."""
        data: Data = {
            "@type": record.schema_type,
            "@id": self._address(record) or f"#{record.anchor}",
            "name": record.name,
        }
        if isinstance(record, Claim):
            return data | self._claim(record)
        if others := [name for name in record.names[1:] if name != record.name]:
            data["alternateName"] = others
        specs = self._archive.fields_of(record)
        for key, fact in record.facts():
            spec = specs[key][1]
            if spec.schema:
                self._add(data, spec, fact.value)
        return data

    def _add(self, data: Data, spec: FieldSpec, value: object) -> None:
        """Put the value of a field under its property; fields that may be repeated give lists."""
        first, _, last = spec.schema.partition(" ")
        found: Data = {}
        match value:
            case AsPrinted():  # what a source prints wrongly is no fact
                return
            case HistoricalDate() | RelativeDate() if last:
                found = self._span(value, first, last)
            case HistoricalDate() | RelativeDate():
                found = self._date(value, first)
            case Coordinates(latitude, longitude):
                found = {first: {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}}
            case Participation(person, _):
                found = {first: self._name(person, spec.kinds)}
            case Ref():
                found = {first: self._name(value, spec.kinds)}
            case str() if spec.kinds:
                found = {first: self._name(value, spec.kinds)}
            case tuple():
                found = {first: [self._name(ref, spec.kinds) for ref in refs_in(value)]}
            case _:
                found = {first: str(value)}
        for name, one in found.items():
            if spec.repeat:
                data.setdefault(name, []).extend(one if isinstance(one, list) else [one])
            else:
                data[name] = one

    def _date(self, when: When, name: str) -> Data:
        date = self._archive.when(when)
        return {name: text} if date and (text := iso_machine(date)) else {}

    def _span(self, when: When, first: str, last: str) -> Data:
        """When something began and ended."""
        date = self._archive.when(when)
        if date is None:
            return {}
        ends = {first: date.start or date, last: date.end}
        return {name: text for name, end in ends.items() if end and (text := iso_machine(end))}

    def _name(self, value: Ref | str, kinds: tuple[str, ...] = ()) -> Data:
        record = self._archive.resolve(value, kinds) if isinstance(value, Ref) else None
        if record is None:
            return {"@type": "Thing", "name": value if isinstance(value, str) else value.key}
        named = {"@type": record.schema_type or "Thing", "name": record.name}
        address = self._address(record)
        return named | ({"@id": address} if address else {})

    def _claim(self, claim: Claim) -> Data:
        data: Data = {"author": {"@type": "Organization", "name": self._publisher}}
        if claim.judged:
            data |= self._date(claim.judged.value, "datePublished")
        if claim.statement:
            data["claimReviewed"] = claim.statement.value
        if claim.made_in:
            data["itemReviewed"] = {"@type": "Claim", "appearance": self._name(claim.made_in.value.document)}
        if claim.verdict:
            rating: Data = {"@type": "Rating", "alternateName": claim.verdict.value.words}
            if claim.verdict.value.rating is not None:
                rating |= {"ratingValue": claim.verdict.value.rating, "bestRating": 5, "worstRating": 1}
            data["reviewRating"] = rating
        return data
