"""The three indexes of the printed book: persons, places and institutions, subjects.

Each entry leads to the record's own page first and to every place where running text points at
it; every recorded form of a name refers to the preferred one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from letopis.book.bookindex import BookIndex, IndexEntry, Mention
from letopis.domain import domain_of
from letopis.model.kinds import Person, Record
from letopis.model.names import collation_key, fold, romanize, sort_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from letopis.book.builder import TypstBuilder
    from letopis.model.archive import Archive

INDEXES: Final = (
    ("persons", "Index of persons"),
    ("institutions", "Index of places and institutions"),
    ("subjects", "Index of subjects"),
)
"""The indexes in the order in which they are printed: the name that a kind gives as its ``print_index``, the title."""


def book_indexes(_app: Sphinx, builder: TypstBuilder) -> list[BookIndex] | None:
    """``letopis-book-indexes``: the indexes, or ``None`` for a project without records."""
    archive = domain_of(builder.env).archive
    if not archive.records:
        return None
    return [index for _, index in indexes_of(archive, builder.documents)]


def indexes_of(archive: Archive, documents: set[str]) -> list[tuple[str, BookIndex]]:
    """The indexes of an archive, each with its name; of its pages only ``documents`` are in the book."""
    made: list[tuple[str, BookIndex]] = []
    for name, title in INDEXES:
        kinds = tuple(kind for kind in archive.schema.kinds.values() if kind.print_index == name)
        found = list(entries(archive, kinds, documents))
        made.append((name, BookIndex(title=title, note=_note(kinds), entries=found, key=collation_key)))
    return made


def _note(kinds: tuple[type[Record], ...]) -> str:
    """What stands below the title of an index: which kinds it holds, and what the bold numbers mean."""
    if len(kinds) == 1:
        return f"Numbers in bold lead to the {kinds[0].label.lower()}’s own page."
    *first, last = (kind.plural.lower() for kind in kinds)
    return f"{', '.join(first).capitalize()} and {last}. Numbers in bold lead to the entry’s own page."


def entries(archive: Archive, kinds: tuple[type[Record], ...], documents: set[str]) -> Iterator[IndexEntry]:
    """The entries of one index; records that share a form of name get one entry each."""
    headings: dict[str, list[Record]] = {}
    for kind in kinds:
        for record in archive.all(kind):
            headings.setdefault(record.index_name, []).append(record)
    variants: dict[str, set[str]] = {}
    for name, records in sorted(headings.items()):
        for record in records:
            label = name if len(records) == 1 else f"{name} ({record.label.lower()})"
            yield IndexEntry(label=label, mentions=_places(archive, record, documents))
            for variant in _variants(record):
                if not _beside(variant, name):
                    variants.setdefault(variant, set()).add(label)
    taken = {fold(name) for name in headings}
    for variant, labels in sorted(variants.items()):
        if fold(variant) not in taken:
            yield IndexEntry(label=variant, see=sorted(labels))


def _places(archive: Archive, record: Record, documents: set[str]) -> list[Mention]:
    found = [Mention(f"{record.origin.docname}:{record.anchor}", main=True)]
    found += [
        Mention(f"{mention.docname}:{mention.anchor}")
        for mention in archive.mentions_of(record)
        if mention.docname in documents
    ]
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
