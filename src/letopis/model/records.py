"""The kinds of record an archive holds: one frozen class each, declared once.

All that is particular to a kind stands on its class, all that is particular to a field on the field
(:class:`letopis.model.fields.FieldSpec`): how a relation reads from its other end, who acts, what dates the record,
where its pages lie, which index it enters. Directive, role, page, rules, indexes, linked data and exports follow
from that. Nothing here knows Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from letopis.diagnostics import SourceLocation
from letopis.model.fields import Times, field_specs, many, one
from letopis.model.identifiers import Identifier, read_identifier
from letopis.model.names import sort_form, without_suffix
from letopis.model.picturefiles import PictureFile, read_picture_file
from letopis.model.rights import Rights, read_rights
from letopis.model.spelling import nearest
from letopis.model.values import (
    Citation,
    Coordinates,
    DatedRelation,
    Dispute,
    Fact,
    Membership,
    Nomination,
    Participation,
    Ref,
    Review,
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
    read_nomination,
    read_participation,
    read_ref,
    read_refs,
    read_relation,
    read_review,
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
    record is written; ``inline`` is true of a record that shares its page with others;
    ``extra`` holds the fields that other extensions have added, as pairs of key and fact, and ``added`` the keys of
    all that they have added to the kind.
    """

    kind: ClassVar[str] = ""
    """The name of the kind, as in ``:::{person}``: lower-case letters."""
    label: ClassVar[str] = ""
    """What one of them is called, and ``plural`` what several are."""
    plural: ClassVar[str] = ""
    folder: ClassVar[str] = ""
    """The folder of its pages below the source folder; empty: its records share pages with others."""
    own_page: ClassVar[bool] = True
    """Whether a record without ``:name:`` takes the title above it; else it is always one of several on its page."""
    print_index: ClassVar[str] = ""
    """Which index of the printed book it enters (see :data:`letopis.printindex.INDEXES`); empty: none."""
    in_index: ClassVar[bool] = True
    """Whether it enters the general index, and the lists of what a page names."""
    schema_type: ClassVar[str] = ""
    """Its type in linked data (schema.org); empty: it is not described there."""

    key: str
    name: str
    origin: SourceLocation
    summary: str = ""
    inline: bool = False
    extra: tuple[tuple[str, Fact[Any]], ...] = ()
    added: tuple[str, ...] = ()

    native: Fact[str] | None = one(read_text, "Original name", searched="no", example="the name in its own language")
    sort: Fact[str] | None = one(read_text, "Sorted as", searched="no", shown="elsewhere", example="Surname, Forename")
    variant: tuple[Fact[str], ...] = many(read_text, "Also written", searched="no")
    abbreviation: tuple[Fact[str], ...] = many(read_text, "Abbreviation", searched="no")
    distinct: tuple[Fact[Ref], ...] = many(read_ref, "Not to be confused with", shown="last")
    see: tuple[Fact[Ref], ...] = many(read_ref, "See also", shown="elsewhere")
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "About", shown="elsewhere")
    id_: tuple[Fact[Identifier | str], ...] = many(read_identifier, "Identifier", searched="no", shown="last")
    alias: tuple[Fact[Ref], ...] = many(read_ref, "Former key", searched="no", shown="elsewhere")
    disputed: tuple[Fact[Dispute], ...] = many(read_dispute, "Sources differ", sourced=False, shown="last")
    source: tuple[Fact[SourceNote], ...] = many(
        read_source_note, "Sources", sourced=False, shown="elsewhere", example="Source1999, p. 12 | what it says"
    )
    reviewed: tuple[Fact[Review], ...] = many(read_review, "Reviewed", sourced=False, searched="no", shown="last")
    except_: tuple[Fact[Waiver], ...] = many(read_waiver, "Exception", sourced=False, searched="no", shown="elsewhere")

    @classmethod
    def default_name(cls, key: str) -> str:
        """The name of a record that has neither ``:name:`` nor a title of its own; empty: that is a finding."""
        del key
        return ""

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
        return self._recorded_names()

    def _recorded_names(self) -> tuple[str, ...]:
        facts = ([self.native] if self.native else []) + list(self.variant + self.abbreviation)
        return tuple(dict.fromkeys([self.name, *(fact.value for fact in facts)]))

    def time(self, times: Times) -> Fact[When] | None:
        """The field that says when the record happened (``date``), began (``begin``) or ended (``end``)."""
        for attribute, spec in field_specs(type(self)).values():
            if spec.times == times:
                fact: Fact[When] | None = getattr(self, attribute)
                return fact
        return None

    def facts(self) -> Iterator[tuple[str, Fact[Any]]]:
        """Every field that has a value, as ``(key as written, fact)``, in declared order, added fields last."""
        for key, (attribute, _) in field_specs(type(self)).items():
            found = getattr(self, attribute)
            for fact in found if isinstance(found, tuple) else (found,):
                if fact is not None:
                    yield key, fact
        yield from self.extra

    def get(self, key: str) -> tuple[Fact[Any], ...]:
        """The values of the field written ``:key:``, whoever declared it; none: an empty tuple.

        Raises ``LookupError`` if the kind has no such field.
        """
        known = field_specs(type(self)).keys() | {*self.added, *(written for written, _ in self.extra)}
        if key not in known:
            near = nearest(key, known)
            hint = (
                f"Did you mean {' or '.join(map(repr, near))}?"
                if near
                else f"The fields are: {', '.join(sorted(known))}."
            )
            raise LookupError(f"{self.kind} '{self.key}' has no field {key!r}. {hint}")
        return tuple(fact for written, fact in self.facts() if written == key)

    def citations(self) -> Iterator[tuple[Citation, int]]:
        """Every citation in every field with its line."""
        for _, fact in self.facts():
            found: list[Citation] = [*fact.sources, *(one for rival in fact.rivals for one in rival.sources)]
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
    folder: ClassVar[str] = "people"
    print_index: ClassVar[str] = "persons"
    schema_type: ClassVar[str] = "Person"

    suffix: Fact[str] | None = one(
        read_text, "Suffix of the name", searched="no", schema="honorificSuffix", example="Jr. [Source1999]"
    )
    role: Fact[str] | None = one(read_text, "Known as", schema="disambiguatingDescription")
    born: Fact[When] | None = one(
        read_when, "Born", times="begin", schema="birthDate", example="1850-01-31 [Source1999]"
    )
    birthplace: Fact[Ref | str] | None = one(
        read_link, "Birthplace", kinds=PLACE, inverse="Born here", schema="birthPlace"
    )
    died: Fact[When] | None = one(
        read_when, "Died", times="end", schema="deathDate", example="1901 [Source1999, p. 12]"
    )
    deathplace: Fact[Ref | str] | None = one(
        read_link, "Place of death", kinds=PLACE, inverse="Died here", schema="deathPlace"
    )
    held: tuple[Fact[Tenure], ...] = many(
        read_tenure, "Offices", kinds=OFFICE, inverse="Held by", acts="holds an office",
        example="office-key 1880/1885 [Source1999]",
    )  # fmt: skip
    nominated: tuple[Fact[Nomination], ...] = many(
        read_nomination, "Nominated, not in office", kinds=OFFICE, inverse="Nominated, not in office",
        acts="is nominated to an office",
    )  # fmt: skip
    member: tuple[Fact[Membership], ...] = many(
        read_membership, "Member of", kinds=BODY, inverse="Members", acts="sits in a body", existing="sits in",
        example="body-key full 1880/1885 [Source1999]",
    )  # fmt: skip

    @property
    def plain_name(self) -> str:
        """The name without its suffix: of ``Adam Powell, Jr.`` it is ``Adam Powell``."""
        return without_suffix(self.name, self.suffix.value) if self.suffix else self.name

    @property
    def index_name(self) -> str:
        """The form under which it is filed; a suffix stands at its end: ``Powell, Adam, Jr.``"""
        filed = self.sort.value if self.sort else self.name
        if self.suffix is None:
            return filed
        bare = without_suffix(filed, self.suffix.value)
        return f"{bare if self.sort else sort_form(bare)}, {self.suffix.value}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every recorded form of the name; one with a suffix stands with it and without it."""
        recorded = self._recorded_names()
        if self.suffix is None:
            return recorded
        bare = self.plain_name
        return tuple(dict.fromkeys([*recorded, bare if bare != self.name else f"{bare}, {self.suffix.value}"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened."""

    kind: ClassVar[str] = "event"
    label: ClassVar[str] = "Event"
    plural: ClassVar[str] = "Events"
    folder: ClassVar[str] = "events"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "Event"

    date: Fact[When] | None = one(
        read_when, "Date", required=True, times="date", schema="startDate endDate", example="1850-01-31 [Source1999]"
    )
    place: tuple[Fact[Ref | str], ...] = many(read_link, "Place", kinds=PLACE, inverse="Events here", schema="location")
    part_of: Fact[Ref] | None = one(
        read_ref, "Part of", kinds=EVENT, inverse="Parts", acyclic=True, schema="superEvent"
    )
    body: tuple[Fact[Ref | str], ...] = many(
        read_link, "Body", kinds=BODY, inverse="Events", existing="names", schema="organizer"
    )
    participant: tuple[Fact[Participation], ...] = many(
        read_participation, "Took part", kinds=PERSON + BODY, inverse="Took part in", acts="takes part",
        existing="names", schema="attendee", example="person-key | what they did",
    )  # fmt: skip
    cause: tuple[Fact[Ref], ...] = many(read_ref, "Caused by", kinds=EVENT, inverse="Led to", acyclic=True)
    follows: Fact[Ref] | None = one(read_ref, "Follows", kinds=EVENT, inverse="Followed by", acyclic=True)
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "About", shown="elsewhere", inverse="Events about this")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Record):
    """An organisation: a committee, ministry, council, school, firm.

    ``roster`` says whether the archive records every member with a vote (``full``, taken for
    granted) or only some (``partial``); only a full one can be summed.
    """

    kind: ClassVar[str] = "body"
    label: ClassVar[str] = "Body"
    plural: ClassVar[str] = "Bodies"
    folder: ClassVar[str] = "bodies"
    print_index: ClassVar[str] = "institutions"
    schema_type: ClassVar[str] = "Organization"

    founded: Fact[When] | None = one(
        read_when, "Founded", times="begin", schema="foundingDate", example="1850 [Source1999]"
    )
    dissolved: Fact[When] | None = one(
        read_when, "Dissolved", times="end", schema="dissolutionDate", example="1901 [Source1999]"
    )
    part_of: Fact[Ref] | None = one(
        read_ref, "Part of", kinds=BODY, inverse="Organs", acyclic=True, schema="parentOrganization"
    )
    predecessor: tuple[Fact[Ref], ...] = many(read_ref, "Preceded by", kinds=BODY, inverse="Succeeded by", acyclic=True)
    roster: Fact[str] | None = one(read_choice("full", "partial"), "Members recorded", searched="no")
    place: tuple[Fact[Ref | str], ...] = many(read_link, "Seat", kinds=PLACE, inverse="Seat of", schema="location")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """A post that people hold one after another. ``seats`` 0 means any number at once."""

    kind: ClassVar[str] = "office"
    label: ClassVar[str] = "Office"
    plural: ClassVar[str] = "Offices"
    folder: ClassVar[str] = "bodies"
    print_index: ClassVar[str] = "institutions"
    schema_type: ClassVar[str] = "Occupation"

    body: Fact[Ref] | None = one(read_ref, "Office of", kinds=BODY, inverse="Offices")
    seats: Fact[int] | None = one(read_count, "Holders at once")
    founded: Fact[When] | None = one(read_when, "Created", times="begin", example="1850 [Source1999]")
    dissolved: Fact[When] | None = one(read_when, "Abolished", times="end", example="1901 [Source1999]")
    predecessor: Fact[Ref] | None = one(read_ref, "Preceded by", kinds=OFFICE, inverse="Succeeded by", acyclic=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place on the map, or in a building."""

    kind: ClassVar[str] = "place"
    label: ClassVar[str] = "Place"
    plural: ClassVar[str] = "Places"
    folder: ClassVar[str] = "places"
    print_index: ClassVar[str] = "institutions"
    schema_type: ClassVar[str] = "Place"

    coordinates: Fact[Coordinates] | None = one(
        read_coordinates, "Coordinates", schema="geo", example="51.48, -0.01 [Source1999]"
    )
    country: Fact[str] | None = one(read_text, "Country today")
    then: tuple[Fact[DatedRelation], ...] = many(read_relation, "Country then", kinds=PLACE, searched="no")
    within: Fact[Ref] | None = one(
        read_ref, "Within", kinds=PLACE, inverse="Places within", acyclic=True, schema="containedInPlace"
    )
    today: Fact[str] | None = one(read_text, "Today")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """A text that is evidence, or that the archive examines."""

    kind: ClassVar[str] = "document"
    label: ClassVar[str] = "Document"
    plural: ClassVar[str] = "Documents"
    folder: ClassVar[str] = "documents"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "CreativeWork"

    date: Fact[When] | None = one(
        read_when, "Date", times="date", schema="dateCreated", example="1850-01-31 [Source1999]"
    )
    author: tuple[Fact[Ref | str], ...] = many(
        read_link, "Author", kinds=PERSON + BODY, inverse="Wrote", acts="writes", posthumous=True, schema="author"
    )
    body: Fact[Ref | str] | None = one(
        read_link, "Issued by", kinds=BODY, inverse="Documents issued", existing="names", schema="publisher"
    )
    url: tuple[Fact[str], ...] = many(read_url, "Address", searched="no", schema="url")
    rights: Fact[str] | None = one(read_text, "Rights")
    language: Fact[str] | None = one(read_text, "Language", schema="inLanguage")
    bib: Fact[Citation] | None = one(read_citation, "In the bibliography", searched="no")
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(
        read_refs, "About", shown="elsewhere", inverse="Documents about this"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Record):
    """A published book."""

    kind: ClassVar[str] = "book"
    label: ClassVar[str] = "Book"
    plural: ClassVar[str] = "Books"
    folder: ClassVar[str] = "books"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "Book"

    date: Fact[When] | None = one(
        read_when, "Published", times="date", schema="datePublished", example="1850-01-31 [Source1999]"
    )
    author: tuple[Fact[Ref | str], ...] = many(
        read_link, "Author", kinds=PERSON, inverse="Books written", acts="writes", posthumous=True, schema="author"
    )
    translator: tuple[Fact[Ref | str], ...] = many(
        read_link, "Translator", kinds=PERSON, inverse="Books translated", acts="translates", posthumous=True,
        schema="translator",
    )  # fmt: skip
    publisher: Fact[Ref | str] | None = one(
        read_link, "Publisher", kinds=BODY, inverse="Books published", schema="publisher"
    )
    isbn: Fact[str] | None = one(read_text, "ISBN", schema="isbn")
    pages: Fact[str] | None = one(read_text, "Pages")
    price: Fact[str] | None = one(read_text, "Price")
    language: Fact[str] | None = one(read_text, "Language", schema="inLanguage")
    original: Fact[str] | None = one(read_text, "Original")
    bib: Fact[Citation] | None = one(read_citation, "In the bibliography", searched="no")
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(
        read_refs, "About", shown="elsewhere", inverse="Books that touch this"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """An entry of the glossary. Its body is the definition."""

    kind: ClassVar[str] = "term"
    label: ClassVar[str] = "Term"
    plural: ClassVar[str] = "Terms"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "DefinedTerm"

    expansion: Fact[str] | None = one(read_text, "Stands for")
    valid: Fact[When | str] | None = one(read_when_or_text, "In use", times="valid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration(Record):
    """A picture from elsewhere with its rights: a photograph, a portrait, a map, a page of a document.

    It is shown on the pages of what it shows, with its credit, once it has a file and a statement of its rights.
    """

    kind: ClassVar[str] = "illustration"
    label: ClassVar[str] = "Illustration"
    plural: ClassVar[str] = "Illustrations"
    folder: ClassVar[str] = "illustrations"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "ImageObject"

    file: Fact[PictureFile] | None = one(
        read_picture_file, "File", required=True, sourced=False, searched="no", shown="elsewhere",
        example="the-name-of-the-file.jpg",
    )  # fmt: skip
    alt: Fact[str] | None = one(
        read_text, "In words", sourced=False, shown="elsewhere", example="what somebody sees who looks at it"
    )
    caption: Fact[str] | None = one(read_text, "Caption", shown="elsewhere", schema="caption")
    shows: tuple[Fact[tuple[Ref, ...]], ...] = many(
        read_refs, "Shows", kinds=PERSON + PLACE + EVENT + BODY + DOCUMENT + ("book",), inverse="Illustrations",
        schema="about", example="person-key; place-key",
    )  # fmt: skip
    creator: tuple[Fact[Ref | str], ...] = many(
        read_link, "Made by", kinds=PERSON + BODY, inverse="Illustrations made", acts="makes it", schema="creator"
    )
    date: Fact[When] | None = one(
        read_when, "Made on", times="date", schema="dateCreated", example="1850-01-31 [Source1999]"
    )
    holder: Fact[Ref | str] | None = one(read_link, "Held by", kinds=PERSON + BODY, inverse="Illustrations held")
    url: tuple[Fact[str], ...] = many(read_url, "Address", searched="no")
    rights: Fact[Rights] | None = one(
        read_rights, "Rights", searched="no", schema="license", example="CC BY 4.0, or another licence"
    )
    credit: Fact[str] | None = one(read_text, "Credit", sourced=False, shown="elsewhere", schema="creditText")
