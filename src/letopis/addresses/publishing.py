"""What an archive publishes today, as lines of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from letopis.addresses.ledger import Published
from letopis.addresses.whereabouts import Whereabouts
from letopis.model.ids import short_id, source_id
from letopis.model.kinds import Record
from letopis.model.parts import FIGURE, HEADING, PAGE, PARAGRAPH, RECORD, SOURCE, TABLE, Part

DIGESTS: Final = "is"
"""The note with a digest of each field, by which the next edition knows what has changed."""

_WITH_HEADING: Final = frozenset({HEADING, PARAGRAPH, TABLE, FIGURE})


def published_today(whereabouts: Whereabouts, edition: int) -> Iterator[Published]:
    """Every address of the archive, as published by this edition for the first time."""
    for docname in sorted(whereabouts.ids):
        parts = whereabouts.parts.get(docname, [])
        text = " ".join(f"{part.id} {part.words} {part.sketch}" for part in parts)
        yield Published(docname, "", PAGE, edition, 0, _digests({"text": text}))
        for part in parts:
            yield Published(docname, part.id, part.kind, edition, 0, _notes(part))
    for record in whereabouts.domain.archive.records:
        yield Published(record.origin.docname, record.anchor, RECORD, edition, 0, _digests(_fields(record)))
    for docname, names in whereabouts.of_views.items():
        yield from (Published(docname, name, FIGURE, edition, 0, ()) for name in names)
    yield from _sources(whereabouts, edition)


def _sources(whereabouts: Whereabouts, edition: int) -> Iterator[Published]:
    bibliography = whereabouts.domain.archive.bibliography
    keys = {source_id(key): key for key in bibliography}
    for docname, ids in sorted(whereabouts.ids.items()):
        for name in sorted(ids):
            if name in keys:
                source = bibliography[keys[name]]
                notes = (("key", source.key), *_digests({"type": source.kind, **source.fields}))
                yield Published(docname, name, SOURCE, edition, 0, notes)


def _fields(record: Record) -> Mapping[str, str]:
    """What a record says, field by field; on which line it does is no part of it."""
    found: defaultdict[str, str] = defaultdict(str)
    found["name"], found["text"] = record.name, record.summary
    for key, fact in record.facts():
        found[key] += f"{fact.value!r} {fact.sources!r} {fact.rivals!r};"
    return found


def _digests(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return ((DIGESTS, ",".join(f"{name}={short_id(text)}" for name, text in sorted(fields.items()))),)


def _notes(part: Part) -> tuple[tuple[str, str], ...]:
    """What is needed to find a part again: the heading above it, and of a paragraph its sketch."""
    notes = (("under", part.under), ("sketch", part.sketch if part.kind == PARAGRAPH else ""))
    return tuple((name, value) for name, value in notes if value and part.kind in _WITH_HEADING)


def brought_up_to_date(old: Mapping[str, Published], new: Iterable[Published]) -> dict[str, Published]:
    """The ledger's addresses for a new edition.

    What is there already keeps its first edition; what is gone keeps its line, without what it was.
    """
    found = {
        name: one._replace(notes=tuple(note for note in one.notes if note[0] != DIGESTS)) for name, one in old.items()
    }
    for one in new:
        known = old.get(one.address)
        found[one.address] = one._replace(edition=known.edition) if known else one
    return found
