"""The three indexes of the printed book: persons, places and institutions, subjects.

Each entry leads to the record's own page first and to every place where running text points at
it; every recorded form of a name refers to the preferred one.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from letopis.book.bookindex import BookIndex, IndexEntry, Mention
from letopis.domain import domain_of
from letopis.model.calendars import from_day
from letopis.model.kinds import Event, Person, Record
from letopis.model.names import collation_key, fold, romanize, sort_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

    from letopis.book.builder import TypstBuilder
    from letopis.model.archive import Archive

INDEXES: Final = (
    ("persons", "Index of persons"),
    ("institutions", "Index of places and institutions"),
    ("subjects", "Index of subjects"),
)
"""The indexes in the order in which they are printed: the name that a kind gives as its ``print_index``, the title."""


MOST: Final = 6
"""An entry that is named on more pages of the archive than this is divided."""

SHORTEST: Final = 4
"""A surname of fewer letters is not looked for in the text: it may be a word."""


def book_indexes(_app: Sphinx, builder: TypstBuilder) -> list[BookIndex] | None:
    """``letopis-book-indexes``: the indexes, or ``None`` for a project without records."""
    archive = domain_of(builder.env).archive
    if not archive.records:
        return None
    titles = {docname: title.astext() for docname, title in builder.env.titles.items()}
    return [index for _, index in indexes_of(archive, builder.documents, builder.link_places, titles)]


def book_names(_app: Sphinx, builder: TypstBuilder) -> dict[str, str]:
    """``letopis-book-names``: surnames that one person alone bears, each with the place of his or her record."""
    bearers: dict[str, list[Record]] = {}
    for person in domain_of(builder.env).archive.all(Person):
        bearers.setdefault(person.index_name.partition(",")[0], []).append(person)
    return {
        name: f"{found[0].origin.docname}:{found[0].anchor}"
        for name, found in bearers.items()
        if len(found) == 1 and len(name) >= SHORTEST
    }


def indexes_of(
    archive: Archive,
    documents: set[str],
    places: Mapping[str, Sequence[str]] | None = None,
    titles: Mapping[str, str] | None = None,
) -> list[tuple[str, BookIndex]]:
    """The indexes of an archive, each with its name; of its pages only ``documents`` are in the book.

    ``places`` are further places at which a record, given by its label, is named; ``titles`` those of the pages.
    """
    made: list[tuple[str, BookIndex]] = []
    for name, title in INDEXES:
        kinds = tuple(kind for kind in archive.schema.kinds.values() if kind.print_index == name)
        found = list(entries(archive, kinds, documents, places or {}, titles or {}))
        made.append((name, BookIndex(title=title, note=_note(kinds), entries=found, key=collation_key)))
    return made


def _note(kinds: tuple[type[Record], ...]) -> str:
    """What stands below the title of an index: which kinds it holds, and what the bold numbers mean."""
    if len(kinds) == 1:
        return f"Numbers in bold lead to the {kinds[0].label.lower()}’s own page."
    *first, last = (kind.plural.lower() for kind in kinds)
    return f"{', '.join(first).capitalize()} and {last}. Numbers in bold lead to the entry’s own page."


def entries(
    archive: Archive,
    kinds: tuple[type[Record], ...],
    documents: set[str],
    places: Mapping[str, Sequence[str]] = MappingProxyType({}),
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[IndexEntry]:
    """The entries of one index; records that share a form of name get one entry each."""
    headings: dict[str, list[Record]] = {}
    for kind in kinds:
        for record in archive.all(kind):
            headings.setdefault(inverted(record.index_name), []).append(record)
    homes = {record.origin.docname: record for record in archive.records if not record.inline}
    variants: dict[str, set[str]] = {}
    for name, records in sorted(headings.items()):
        for record in records:
            label = name if len(records) == 1 else f"{name} ({record.label.lower()})"
            found = _places(archive, record, documents, places)
            see = sorted({inverted(other.index_name) for other in _seen_from(archive, record)} - {label})
            yield _divided(archive, IndexEntry(label=label, mentions=found, see_also=see), homes, titles)
            for variant in _variants(record):
                if not _beside(variant, name):
                    variants.setdefault(variant, set()).add(label)
    taken = {fold(name) for name in headings}
    for variant, labels in sorted(variants.items()):
        if fold(variant) not in taken:
            yield IndexEntry(label=variant, see=sorted(labels))


def inverted(name: str) -> str:
    """A name by its first word that is no article: "The June plenum" as "June plenum, The"."""
    article, space, rest = name.partition(" ")
    return f"{rest}, {article}" if space and article in {"The", "A", "An"} else name


def _seen_from(archive: Archive, record: Record) -> Iterator[Record]:
    """The records that one refers to with ``:see:``."""
    for fact in record.see:
        found = archive.resolve(fact.value)
        if found is not None and found.print_index:
            yield found


def _divided(archive: Archive, entry: IndexEntry, homes: Mapping[str, Record], titles: Mapping[str, str]) -> IndexEntry:
    """The entry with its places under entries of their own, by the kind of page, if they are on more than a few pages."""
    own = [mention for mention in entry.mentions if mention.main]
    home = own[0].label.partition(":")[0] if own else ""
    others = [mention for mention in entry.mentions if not mention.main]
    if len({mention.label.partition(":")[0] for mention in others}) <= MOST or not titles:
        return entry
    groups: dict[str, list[Mention]] = {}
    for mention in others:
        docname = mention.label.partition(":")[0]
        if docname == home and own:
            own.append(mention)
        else:
            groups.setdefault(_group_of(archive, docname, homes, titles), []).append(mention)
    under = [IndexEntry(label=label, mentions=found) for label, found in groups.items()]
    return replace(entry, mentions=own, entries=under, run_in=True)


def _group_of(archive: Archive, docname: str, homes: Mapping[str, Record], titles: Mapping[str, str]) -> str:
    """The words under which a page's mentions stand: the kind of its record, an event's year, or its title."""
    record = homes.get(docname)
    if isinstance(record, Event):
        date = archive.date_of(record)
        if date is not None and date.earliest is not None:
            return f"events of {from_day(date.earliest)[0]}"
    if record is not None:
        return record.plural.lower()
    folder = docname.rpartition("/")[0]
    return titles.get(f"{folder}/index") or titles.get(docname, docname)


def _places(
    archive: Archive, record: Record, documents: set[str], places: Mapping[str, Sequence[str]]
) -> list[Mention]:
    found = [Mention(f"{record.origin.docname}:{record.anchor}", main=True)]
    found += [
        Mention(f"{mention.docname}:{mention.anchor}")
        for mention in archive.mentions_of(record)
        if mention.docname in documents
    ]
    found += [Mention(place) for place in places.get(found[0].label, ())]
    return found if record.origin.docname in documents else found[1:]


def _variants(record: Record) -> Iterator[str]:
    """The other forms under which a reader may look: as written, and the native name. People's begin with the surname."""
    forms = [fact.value for fact in (*record.variant, *record.abbreviation)]
    if record.native:
        forms += [record.native.value, romanize(record.native.value, "ala-lc")]
    turned_round = isinstance(record, Person) and "," in record.index_name
    yield from (sort_form(form) if turned_round else form for form in forms)


def _beside(variant: str, name: str) -> bool:
    """Whether a reader who looks for the one finds the other at once: both are of one person, and begin alike."""
    surname, comma, _ = fold(name).partition(",")
    return bool(comma) and fold(variant).partition(",")[0] == surname
