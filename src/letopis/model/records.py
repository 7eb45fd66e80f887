"""The kinds of record an archive holds: one frozen class each, its fields declared once.

Nothing here knows Sphinx. A new kind is a subclass of :class:`Record` with a ``kind``; its
directive, role, page and export follow from the declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from letopis.diagnostics import SourceLocation
from letopis.model.fields import field_specs, many, one
from letopis.model.values import (
    Citation,
    Coordinates,
    Dispute,
    Fact,
    Membership,
    Participation,
    Ref,
    SourceNote,
    Tenure,
    Waiver,
    When,
    read_choice,
    read_citation,
    read_coordinates,
    read_count,
    read_dispute,
    read_link,
    read_membership,
    read_participation,
    read_ref,
    read_refs,
    read_source_note,
    read_tenure,
    read_text,
    read_url,
    read_waiver,
    read_when,
    read_when_or_text,
)

PERSON, BODY, OFFICE, PLACE = ("person",), ("body",), ("office",), ("place",)
EVENT, DOCUMENT, QUESTION = ("event",), ("document",), ("question",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has in common.

    ``key`` is permanent and unique within the kind; ``name`` is the form used in running text;
    ``summary`` is the first paragraph of the body as plain text; ``origin`` says where the
    record is written; ``inline`` is true of a record that shares its page with others.
    """

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""
    plural: ClassVar[str] = ""

    key: str
    name: str
    origin: SourceLocation
    summary: str = ""
    inline: bool = False

    native: Fact[str] | None = one(read_text, "Original name")
    sort: Fact[str] | None = one(read_text, "Sorted as")
    variant: tuple[Fact[str], ...] = many(read_text, "Also written")
    abbreviation: tuple[Fact[str], ...] = many(read_text, "Abbreviation")
    distinct: tuple[Fact[Ref], ...] = many(read_ref, "Not to be confused with")
    see: tuple[Fact[Ref], ...] = many(read_ref, "See also")
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "About")
    id_: tuple[Fact[str], ...] = many(read_text, "Identifier")
    alias: tuple[Fact[Ref], ...] = many(read_ref, "Former key")
    disputed: tuple[Fact[Dispute], ...] = many(read_dispute, "Sources differ", sourced=False)
    source: tuple[Fact[SourceNote], ...] = many(read_source_note, "Sources", sourced=False)
    except_: tuple[Fact[Waiver], ...] = many(read_waiver, "Exception", sourced=False)

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

    def citations(self) -> Iterator[tuple[Citation, int]]:
        """Every citation in every field with its line."""
        for _, fact in self.facts():
            found: list[Citation] = list(fact.sources)
            match fact.value:
                case Citation():
                    found.append(fact.value)
                case SourceNote(citation=citation):
                    found.append(citation)
                case Dispute(versions=versions):
                    found.extend(citation for _, sources in versions for citation in sources)
            for citation in found:
                yield citation, fact.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A human being."""

    kind: ClassVar[str] = "person"
    label: ClassVar[str] = "Person"
    plural: ClassVar[str] = "People"

    role: Fact[str] | None = one(read_text, "Known as")
    born: Fact[When] | None = one(read_when, "Born")
    birthplace: Fact[Ref | str] | None = one(read_link, "Birthplace", kinds=PLACE)
    died: Fact[When] | None = one(read_when, "Died")
    deathplace: Fact[Ref | str] | None = one(read_link, "Place of death", kinds=PLACE)
    held: tuple[Fact[Tenure], ...] = many(read_tenure, "Offices", kinds=OFFICE)
    member: tuple[Fact[Membership], ...] = many(read_membership, "Member of", kinds=BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened."""

    kind: ClassVar[str] = "event"
    label: ClassVar[str] = "Event"
    plural: ClassVar[str] = "Events"

    date: Fact[When] | None = one(read_when, "Date", required=True)
    place: tuple[Fact[Ref | str], ...] = many(read_link, "Place", kinds=PLACE)
    part_of: Fact[Ref] | None = one(read_ref, "Part of", kinds=EVENT)
    body: tuple[Fact[Ref | str], ...] = many(read_link, "Body", kinds=BODY)
    participant: tuple[Fact[Participation], ...] = many(read_participation, "Took part", kinds=PERSON + BODY)
    cause: tuple[Fact[Ref], ...] = many(read_ref, "Caused by", kinds=EVENT)
    follows: Fact[Ref] | None = one(read_ref, "Follows", kinds=EVENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Record):
    """An organisation: a committee, ministry, council, school, firm.

    ``roster`` says whether the archive records every member with a vote (``full``, taken for
    granted) or only some (``partial``); only a full one can be summed.
    """

    kind: ClassVar[str] = "body"
    label: ClassVar[str] = "Body"
    plural: ClassVar[str] = "Bodies"

    founded: Fact[When] | None = one(read_when, "Founded")
    dissolved: Fact[When] | None = one(read_when, "Dissolved")
    part_of: Fact[Ref] | None = one(read_ref, "Part of", kinds=BODY)
    predecessor: tuple[Fact[Ref], ...] = many(read_ref, "Preceded by", kinds=BODY)
    roster: Fact[str] | None = one(read_choice("full", "partial"), "Members recorded")
    place: tuple[Fact[Ref | str], ...] = many(read_link, "Seat", kinds=PLACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """A post that people hold one after another. ``seats`` 0 means any number at once."""

    kind: ClassVar[str] = "office"
    label: ClassVar[str] = "Office"
    plural: ClassVar[str] = "Offices"

    body: Fact[Ref] | None = one(read_ref, "Office of", kinds=BODY)
    seats: Fact[int] | None = one(read_count, "Holders at once")
    founded: Fact[When] | None = one(read_when, "Created")
    dissolved: Fact[When] | None = one(read_when, "Abolished")
    predecessor: Fact[Ref] | None = one(read_ref, "Preceded by", kinds=OFFICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Record):
    """A place on the map, or in a building."""

    kind: ClassVar[str] = "place"
    label: ClassVar[str] = "Place"
    plural: ClassVar[str] = "Places"

    coordinates: Fact[Coordinates] | None = one(read_coordinates, "Coordinates")
    country: Fact[str] | None = one(read_text, "Country")
    within: Fact[Ref] | None = one(read_ref, "Within", kinds=PLACE)
    today: Fact[str] | None = one(read_text, "Today")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """A text that is evidence, or that the archive examines."""

    kind: ClassVar[str] = "document"
    label: ClassVar[str] = "Document"
    plural: ClassVar[str] = "Documents"

    date: Fact[When] | None = one(read_when, "Date")
    author: tuple[Fact[Ref | str], ...] = many(read_link, "Author", kinds=PERSON + BODY)
    body: Fact[Ref | str] | None = one(read_link, "Issued by", kinds=BODY)
    url: tuple[Fact[str], ...] = many(read_url, "Address")
    rights: Fact[str] | None = one(read_text, "Rights")
    language: Fact[str] | None = one(read_text, "Language")
    bib: Fact[Citation] | None = one(read_citation, "In the bibliography")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Record):
    """A published book."""

    kind: ClassVar[str] = "book"
    label: ClassVar[str] = "Book"
    plural: ClassVar[str] = "Books"

    date: Fact[When] | None = one(read_when, "Published")
    author: tuple[Fact[Ref | str], ...] = many(read_link, "Author", kinds=PERSON)
    translator: tuple[Fact[Ref | str], ...] = many(read_link, "Translator", kinds=PERSON)
    publisher: Fact[Ref | str] | None = one(read_link, "Publisher", kinds=BODY)
    isbn: Fact[str] | None = one(read_text, "ISBN")
    pages: Fact[str] | None = one(read_text, "Pages")
    price: Fact[str] | None = one(read_text, "Price")
    language: Fact[str] | None = one(read_text, "Language")
    original: Fact[str] | None = one(read_text, "Original")
    bib: Fact[Citation] | None = one(read_citation, "In the bibliography")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """An entry of the glossary. Its body is the definition."""

    kind: ClassVar[str] = "term"
    label: ClassVar[str] = "Term"
    plural: ClassVar[str] = "Terms"

    expansion: Fact[str] | None = one(read_text, "Stands for")
    valid: Fact[When | str] | None = one(read_when_or_text, "In use")
