"""A record in the vocabulary of schema.org, for search engines and anybody who gathers such data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from letopis.model.archive import Archive
from letopis.model.dates import iso_machine
from letopis.model.kinds import Body, Book, Claim, Document, Event, Location, Person, Record, Verdict
from letopis.model.values import Fact, Ref, When

Data = dict[str, Any]
Address = Callable[[Record], str]
"""The full address of a record; empty where the archive does not know where it will be published."""

TYPES: Final = {
    "person": "Person", "event": "Event", "body": "Organization", "office": "Role", "place": "Place",
    "document": "CreativeWork", "book": "Book", "term": "DefinedTerm", "claim": "ClaimReview", "question": "Question",
}  # fmt: skip

RATINGS: Final = {
    Verdict.INACCURATE: 1, Verdict.DISPUTED: 3, Verdict.CONFIRMED_WITH_NUANCE: 4, Verdict.CONFIRMED: 5,
}  # fmt: skip
"""A verdict on a scale of five. What cannot be decided has no number."""


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
        items = [self.describe(record) for record in records if record.kind in TYPES]
        if not items:
            return None
        context = {"@context": "https://schema.org"}
        return context | items[0] if len(items) == 1 else context | {"@graph": items}

    def describe(self, record: Record) -> Data:
        """One record."""
        data: Data = {
            "@type": TYPES[record.kind],
            "@id": self._address(record) or f"#{record.anchor}",
            "name": record.name,
        }
        others = [name for name in record.names[1:] if name != record.name]
        if others and record.kind != "claim":
            data["alternateName"] = others
        match record:
            case Person():
                data |= self._dates(birthDate=record.born, deathDate=record.died)
                data |= self._named(birthPlace=record.birthplace, deathPlace=record.deathplace)
                if record.role:
                    data["description"] = record.role.value
            case Event():
                data |= self._span(record.date)
                data |= self._named(location=next(iter(record.place), None), superEvent=record.part_of)
            case Body():
                data |= self._dates(foundingDate=record.founded, dissolutionDate=record.dissolved)
                data |= self._named(parentOrganization=record.part_of)
            case Location():
                data |= self._place(record)
            case Book():
                data |= self._dates(datePublished=record.date) | self._people("author", record.author)
                data |= self._people("translator", record.translator)
                if record.isbn:
                    data["isbn"] = record.isbn.value
            case Document():
                data |= self._dates(dateCreated=record.date) | self._people("author", record.author)
            case Claim():
                data |= self._claim(record)
        return data

    def _dates(self, **facts: Fact[When] | None) -> Data:
        resolved = ((name, self._archive.when(fact.value)) for name, fact in facts.items() if fact)
        return {name: text for name, date in resolved if date and (text := iso_machine(date))}

    def _span(self, fact: Fact[When] | None) -> Data:
        """When an event began and ended."""
        date = self._archive.when(fact.value) if fact else None
        if date is None:
            return {}
        ends = {"startDate": date.start or date, "endDate": date.end}
        return {name: text for name, end in ends.items() if end and (text := iso_machine(end))}

    def _named(self, **facts: Fact[Ref] | Fact[Ref | str] | None) -> Data:
        return {name: self._name(fact.value) for name, fact in facts.items() if fact}

    def _people(self, role: str, facts: tuple[Fact[Ref | str], ...]) -> Data:
        return {role: [self._name(fact.value) for fact in facts]} if facts else {}

    def _name(self, value: Ref | str) -> Data:
        record = self._archive.resolve(value) if isinstance(value, Ref) else None
        if record is None:
            return {"@type": "Thing", "name": value if isinstance(value, str) else value.key}
        named = {"@type": TYPES.get(record.kind, "Thing"), "name": record.name}
        address = self._address(record)
        return named | ({"@id": address} if address else {})

    def _place(self, record: Location) -> Data:
        data = self._named(containedInPlace=record.within)
        if record.coordinates:
            latitude, longitude = record.coordinates.value
            data["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        return data

    def _claim(self, claim: Claim) -> Data:
        data: Data = {"author": {"@type": "Organization", "name": self._publisher}}
        data |= self._dates(datePublished=claim.judged)
        if claim.statement:
            data["claimReviewed"] = claim.statement.value
        if claim.made_in:
            data["itemReviewed"] = {"@type": "Claim", "appearance": self._name(claim.made_in.value.document)}
        if claim.verdict:
            rating: Data = {"@type": "Rating", "alternateName": claim.verdict.value.words}
            if claim.verdict.value in RATINGS:
                rating |= {"ratingValue": RATINGS[claim.verdict.value], "bestRating": 5, "worstRating": 1}
            data["reviewRating"] = rating
        return data
