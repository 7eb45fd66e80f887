"""Records in the vocabulary of schema.org, for search engines and anybody who gathers such data.

Every value has the type that schema.org asks for: a birthplace is a *Place*, whether it has a record or only a name.
Dates that are not sure to the day, month or year are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, RelativeDate, iso_machine
from letopis.model.fields import FieldSpec, refs_in
from letopis.model.identifiers import Identifier
from letopis.model.kinds import DOCUMENT, OFFICE, Claim, Document, Illustration, Person, Question, Record
from letopis.model.rights import Rights
from letopis.model.values import AsPrinted, Coordinates, DatedRelation, Participation, Ref, Tenure, When

Data = dict[str, Any]
Address = Callable[[Record], str]
"""The full address of a record; empty where the archive does not know where it will be published."""

CONTEXT: Final = "https://schema.org"
_WORKS: Final = frozenset({"CreativeWork", "Book", "ClaimReview", "Question"})
"""Types that say with ``citation`` which sources they rest on."""


def script(data: Data) -> str:
    """The data as an element of a page's head; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


@dataclass(frozen=True)
class LinkedData:
    """Describes records.

    ``publisher`` is who judges claims; ``reviewed`` is the document that is examined where a claim does not say where
    it is made; ``summary`` gives the plain summary of a record.
    """

    archive: Archive
    address: Address
    publisher: str
    reviewed: Ref | None = None
    summary: Callable[[Record], str] = lambda _: ""
    content: Callable[[Illustration], str] = lambda _: ""
    """The full address of the picture of an illustration; empty if it is not shown, or if there is none."""
    is_full: bool = False
    """Whether an address is one of the web, and not only one within the site."""

    def page(self, records: Iterable[Record], about: Iterable[Data] = ()) -> Data | None:
        """All that can be said of a page (``about``) and of the records on it."""
        items = [*about, *(self.describe(record) for record in records if record.schema_type)]
        if not items:
            return None
        context = {"@context": CONTEXT}
        return context | items[0] if len(items) == 1 else context | {"@graph": items}

    def describe(self, record: Record) -> Data:
        """One record: its names, and every field that has a property (:attr:`letopis.model.fields.FieldSpec.schema`)."""
        data: Data = {
            "@type": record.schema_type,
            "@id": self.address(record) or f"#{record.anchor}",
            "name": record.name,
        }
        if self.is_full:
            data["url" if isinstance(record, Claim) else "mainEntityOfPage"] = data["@id"]
        if isinstance(record, Claim):
            return data | self._claim(record)
        if others := [name for name in record.names[1:] if name != record.name]:
            data["alternateName"] = others
        if summary := self.summary(record):
            data["description"] = summary
        specs = self.archive.fields_of(record)
        for key, fact in record.facts():
            spec = specs[key][1]
            if spec.schema:
                self._add(data, spec, fact.value)
        return data | self._identified(record) | self._particular(record)

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
            case Participation(person, _) | DatedRelation(person):
                found = {first: self._name(person, spec.kinds)}
            case Ref():
                found = {first: self._name(value, spec.kinds)}
            case str() if spec.kinds:
                found = {first: self._name(value, spec.kinds)}
            case tuple():
                found = {first: [self._name(ref, spec.kinds) for ref in refs_in(value)]}
            case _:
                found = {first: value.address if isinstance(value, Rights) else str(value)}
        for name, one in found.items():
            if spec.repeat:
                data.setdefault(name, []).extend(one if isinstance(one, list) else [one])
            else:
                data[name] = one

    def _date(self, when: When, name: str) -> Data:
        date = self.archive.when(when)
        return {name: text} if date and (text := iso_machine(date)) else {}

    def _span(self, when: When | None, first: str, last: str) -> Data:
        """When something began and ended."""
        date = self.archive.when(when)
        if date is None:
            return {}
        ends = {first: date.start or (None if date.is_interval else date), last: date.end}
        return {name: text for name, end in ends.items() if end and (text := iso_machine(end))}

    def _name(self, value: Ref | str, kinds: tuple[str, ...] = ()) -> Any:
        """A record, or a name; of a name the type is known where the field takes records of one kind."""
        record = self.archive.resolve(value, kinds) if isinstance(value, Ref) else None
        if found := self.archive.elsewhere(value, kinds):
            of_kind = self.archive.schema.kinds.get(found.kind)
            return {"@type": (of_kind and of_kind.schema_type) or "Thing", "name": found.name, "@id": found.address}
        if record is None:
            name = value if isinstance(value, str) else value.key
            types = {self.archive.schema.kinds[kind].schema_type for kind in kinds if kind in self.archive.schema.kinds}
            return {"@type": types.pop(), "name": name} if len(types) == 1 and "" not in types else name
        named = {"@type": record.schema_type or "Thing", "name": record.name}
        address = self.address(record)
        return named | ({"@id": address} if address else {})

    def _identified(self, record: Record) -> Data:
        """The same in the authority files of others."""
        known = [fact.value for fact in record.id_ if isinstance(fact.value, Identifier)]
        if not known:
            return {}
        values = [{"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value} for one in known]
        return {"sameAs": [one.address for one in known], "identifier": values}

    def _particular(self, record: Record) -> Data:
        """What no single field says."""
        match record:
            case Person():
                return self._offices(record) | self._seats(record)
            case Question():
                return self._question(record)
            case Illustration():
                return self._illustration(record)
        return {}

    def _illustration(self, record: Illustration) -> Data:
        """Where the picture is, and who is to be named with it, if the record does not say so itself."""
        named = [one.value for one in (*record.creator, record.holder) if one]
        found = [self.archive.resolve(one) if isinstance(one, Ref) else None for one in named]
        credit = ". ".join(other.name if other else str(one) for one, other in zip(named, found, strict=True))
        address = self.content(record)
        return ({} if record.credit or not credit else {"creditText": credit}) | (
            {"contentUrl": address} if address else {}
        )

    def _offices(self, person: Person) -> Data:
        held = [self._office(fact.value) for fact in person.held]
        return {"hasOccupation": held} if held else {}

    def _office(self, tenure: Tenure) -> Data:
        return {
            "@type": "Role",
            "hasOccupation": self._name(tenure.post, OFFICE),
            **({"roleName": tenure.details.title} if tenure.details.title else {}),
            **self._span(tenure.when, "startDate", "endDate"),
        }

    def _seats(self, person: Person) -> Data:
        seats = [
            {
                "@type": "OrganizationRole",
                "memberOf": self._name(fact.value.body, ("body",)),
                "roleName": fact.value.rank,
                **self._span(fact.value.when, "startDate", "endDate"),
            }
            for fact in person.member
        ]
        return {"memberOf": seats} if seats else {}

    def _question(self, question: Question) -> Data:
        answers = [
            {"@type": "Answer", "text": claim.statement.value, "url": self.address(claim) or f"#{claim.anchor}"}
            for claim in self.archive.answers(question)
            if claim.statement
        ]
        text = {"text": question.statement.value} if question.statement else {}
        return text | {"answerCount": len(answers)} | ({"suggestedAnswer": answers} if answers else {})

    def _claim(self, claim: Claim) -> Data:
        data: Data = {"author": {"@type": "Organization", "name": self.publisher}}
        if summary := self.summary(claim):
            data["reviewBody"] = summary
        if claim.judged:
            data |= self._date(claim.judged.value, "datePublished")
        if claim.statement:
            data["claimReviewed"] = claim.statement.value
        data["itemReviewed"] = self._item(claim)
        if claim.verdict:
            rating: Data = {"@type": "Rating", "alternateName": claim.verdict.value.words}
            if claim.verdict.value.rating is not None:
                rating |= {"ratingValue": claim.verdict.value.rating, "bestRating": 5, "worstRating": 1}
            data["reviewRating"] = rating
        return data

    def _item(self, claim: Claim) -> Data:
        """What is reviewed: the claim, with the work in which it stands, and whoever made it."""
        item: Data = {"@type": "Claim", "name": claim.name}
        if claim.statement:
            item["text"] = claim.statement.value
        made_in = claim.made_in.value.document if claim.made_in else None
        named = made_in or (None if claim.answers else self.reviewed)
        document = self.archive.resolve(named, DOCUMENT) if named else None
        if isinstance(document, Document):
            item["appearance"] = self._appearance(document)
            item |= {name: item["appearance"][name] for name in ("author",) if name in item["appearance"]}
        elif named is not None:
            item["appearance"] = {"@type": "CreativeWork", "name": named.key}
        return item

    def _appearance(self, document: Document) -> Data:
        specs = self.archive.fields_of(document)
        data: Data = self._name(document.ref)
        for key in ("author", "date", "url", "body"):
            for fact in document.get(key):
                self._add(data, specs[key][1], fact.value)
        return data


def cited(data: Data, record: Record, sources: Mapping[str, str]) -> Data:
    """The same with the sources of the record; ``sources`` gives the id of each source by its key."""
    found = sorted({sources[one.key] for one, _ in record.citations() if one.key in sources})
    name = "citation" if data["@type"] in _WORKS else "subjectOf"
    return data | {name: [{"@id": one} for one in found]} if found else data
