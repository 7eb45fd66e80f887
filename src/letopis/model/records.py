"""The kinds of record an archive holds: one frozen class each, its fields declared once.

Nothing here knows Sphinx. A new kind is a subclass of :class:`Record` with a ``kind``; its
directive, role, page and export follow from the declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from letopis.diagnostics import Place
from letopis.model import values as v
from letopis.model.fields import field_specs, many, one
from letopis.model.values import Fact, Ref, When

PERSON, BODY, OFFICE, PLACE = ("person",), ("body",), ("office",), ("place",)
EVENT, DOCUMENT, QUESTION = ("event",), ("document",), ("question",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has in common.

    ``key`` is permanent and unique within the kind; ``name`` is the form used in running text;
    ``summary`` is the first paragraph of the body as plain text; ``place`` says where the
    record is written; ``inline`` is true of a record that shares its page with others.
    """

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""
    plural: ClassVar[str] = ""

    key: str
    name: str
    place: Place
    summary: str = ""
    inline: bool = False

    native: Fact[str] | None = one(v.read_text, "Original name")
    sort: Fact[str] | None = one(v.read_text, "Sorted as")
    variant: tuple[Fact[str], ...] = many(v.read_text, "Also written")
    abbreviation: tuple[Fact[str], ...] = many(v.read_text, "Abbreviation")
    distinct: tuple[Fact[Ref], ...] = many(v.read_ref, "Not to be confused with")
    see: tuple[Fact[Ref], ...] = many(v.read_ref, "See also")
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(v.read_refs, "About")
    id_: tuple[Fact[str], ...] = many(v.read_text, "Identifier")
    alias: tuple[Fact[Ref], ...] = many(v.read_ref, "Former key")
    disputed: tuple[Fact[v.Dispute], ...] = many(v.read_dispute, "Sources differ", sourced=False)
    source: tuple[Fact[v.SourceNote], ...] = many(v.read_source_note, "Sources", sourced=False)
    except_: tuple[Fact[v.Waiver], ...] = many(v.read_waiver, "Exception", sourced=False)

    @property
    def ref(self) -> Ref:
        """The full reference to this record."""
        return Ref(self.kind, self.key)

    @property
    def anchor(self) -> str:
        """The permanent id in every output: ``kind-key``."""
        return f"{self.kind}-{self.key}"

    @property
    def index_name(self) -> str:
        """The form under which it is filed: ``:sort:`` or the name."""
        return self.sort.value if self.sort else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every recorded form of the name, the preferred one first, none twice."""
        facts = ([self.native] if self.native else []) + list(self.variant + self.abbreviation)
        return tuple(dict.fromkeys([self.name, *(fact.value for fact in facts)]))

    def facts(self) -> Iterator[tuple[str, Fact[Any]]]:
        """Every field that has a value, as ``(key as written, fact)``, in declared order."""
        for key, (attribute, _) in field_specs(type(self)).items():
            found = getattr(self, attribute)
            for fact in found if isinstance(found, tuple) else (found,):
                if fact is not None:
                    yield key, fact

    def citations(self) -> Iterator[tuple[v.Citation, int]]:
        """Every citation in every field with its line."""
        for _, fact in self.facts():
            found: list[v.Citation] = list(fact.sources)
            match fact.value:
                case v.Citation():
                    found.append(fact.value)
                case v.SourceNote(citation=citation):
                    found.append(citation)
                case v.Dispute(versions=versions):
                    found.extend(citation for _, sources in versions for citation in sources)
            for citation in found:
                yield citation, fact.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A human being."""

    kind: ClassVar[str] = "person"
    label: ClassVar[str] = "Person"
    plural: ClassVar[str] = "People"

    role: Fact[str] | None = one(v.read_text, "Known as")
    born: Fact[When] | None = one(v.read_when, "Born")
    birthplace: Fact[Ref | str] | None = one(v.read_link, "Birthplace", kinds=PLACE)
    died: Fact[When] | None = one(v.read_when, "Died")
    deathplace: Fact[Ref | str] | None = one(v.read_link, "Place of death", kinds=PLACE)
    held: tuple[Fact[v.Tenure], ...] = many(v.read_tenure, "Offices", kinds=OFFICE)
    member: tuple[Fact[v.Membership], ...] = many(v.read_membership, "Member of", kinds=BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened."""

    kind: ClassVar[str] = "event"
    label: ClassVar[str] = "Event"
    plural: ClassVar[str] = "Events"

    date: Fact[When] | None = one(v.read_when, "Date", required=True)
    # ``place`` is taken by the origin of the record.
    at_place: tuple[Fact[Ref | str], ...] = many(v.read_link, "Place", kinds=PLACE)
    part_of: Fact[Ref] | None = one(v.read_ref, "Part of", kinds=EVENT)
    body: tuple[Fact[Ref | str], ...] = many(v.read_link, "Body", kinds=BODY)
    participant: tuple[Fact[v.Participation], ...] = many(v.read_participation, "Took part", kinds=PERSON + BODY)
    cause: tuple[Fact[Ref], ...] = many(v.read_ref, "Caused by", kinds=EVENT)
    follows: Fact[Ref] | None = one(v.read_ref, "Follows", kinds=EVENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Record):
    """An organisation: a committee, ministry, council, school, firm.

    ``roster`` says whether the archive records every member with a vote (``full``, taken for
    granted) or only some (``partial``); only a full one can be summed.
    """

    kind: ClassVar[str] = "body"
    label: ClassVar[str] = "Body"
    plural: ClassVar[str] = "Bodies"

    founded: Fact[When] | None = one(v.read_when, "Founded")
    dissolved: Fact[When] | None = one(v.read_when, "Dissolved")
    part_of: Fact[Ref] | None = one(v.read_ref, "Part of", kinds=BODY)
    predecessor: tuple[Fact[Ref], ...] = many(v.read_ref, "Preceded by", kinds=BODY)
    roster: Fact[str] | None = one(v.read_choice("full", "partial"), "Members recorded")
    at_place: tuple[Fact[Ref | str], ...] = many(v.read_link, "Seat", kinds=PLACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """A post that people hold one after another. ``seats`` 0 means any number at once."""

    kind: ClassVar[str] = "office"
    label: ClassVar[str] = "Office"
    plural: ClassVar[str] = "Offices"

    body: Fact[Ref] | None = one(v.read_ref, "Office of", kinds=BODY)
    seats: Fact[int] | None = one(v.read_count, "Holders at once")
    founded: Fact[When] | None = one(v.read_when, "Created")
    dissolved: Fact[When] | None = one(v.read_when, "Abolished")
    predecessor: Fact[Ref] | None = one(v.read_ref, "Preceded by", kinds=OFFICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Record):
    """A place on the map, or in a building."""

    kind: ClassVar[str] = "place"
    label: ClassVar[str] = "Place"
    plural: ClassVar[str] = "Places"

    coordinates: Fact[v.Coordinates] | None = one(v.read_coordinates, "Coordinates")
    country: Fact[str] | None = one(v.read_text, "Country")
    within: Fact[Ref] | None = one(v.read_ref, "Within", kinds=PLACE)
    today: Fact[str] | None = one(v.read_text, "Today")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """A text that is evidence, or that the archive examines."""

    kind: ClassVar[str] = "document"
    label: ClassVar[str] = "Document"
    plural: ClassVar[str] = "Documents"

    date: Fact[When] | None = one(v.read_when, "Date")
    author: tuple[Fact[Ref | str], ...] = many(v.read_link, "Author", kinds=PERSON + BODY)
    body: Fact[Ref | str] | None = one(v.read_link, "Issued by", kinds=BODY)
    url: tuple[Fact[str], ...] = many(v.read_url, "Address")
    rights: Fact[str] | None = one(v.read_text, "Rights")
    language: Fact[str] | None = one(v.read_text, "Language")
    bib: Fact[v.Citation] | None = one(v.read_citation, "In the bibliography")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Record):
    """A published book."""

    kind: ClassVar[str] = "book"
    label: ClassVar[str] = "Book"
    plural: ClassVar[str] = "Books"

    date: Fact[When] | None = one(v.read_when, "Published")
    author: tuple[Fact[Ref | str], ...] = many(v.read_link, "Author", kinds=PERSON)
    translator: tuple[Fact[Ref | str], ...] = many(v.read_link, "Translator", kinds=PERSON)
    publisher: Fact[Ref | str] | None = one(v.read_link, "Publisher", kinds=BODY)
    isbn: Fact[str] | None = one(v.read_text, "ISBN")
    pages: Fact[str] | None = one(v.read_text, "Pages")
    price: Fact[str] | None = one(v.read_text, "Price")
    language: Fact[str] | None = one(v.read_text, "Language")
    original: Fact[str] | None = one(v.read_text, "Original")
    bib: Fact[v.Citation] | None = one(v.read_citation, "In the bibliography")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """An entry of the glossary. Its body is the definition."""

    kind: ClassVar[str] = "term"
    label: ClassVar[str] = "Term"
    plural: ClassVar[str] = "Terms"

    expansion: Fact[str] | None = one(v.read_text, "Stands for")
    valid: Fact[When | str] | None = one(v.read_when_or_text, "In use")
