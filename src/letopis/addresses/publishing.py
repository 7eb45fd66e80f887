"""What an archive publishes today, as lines of the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.addresses.ledger import Published
from letopis.addresses.whereabouts import Whereabouts
from letopis.model.ids import source_id
from letopis.model.parts import HEADING, PAGE, PARAGRAPH, RECORD, SOURCE, Part


def published_today(whereabouts: Whereabouts, edition: int) -> Iterator[Published]:
    """Every address of the archive, as published by this edition for the first time."""
    for docname in sorted(whereabouts.ids):
        yield Published(docname, "", PAGE, edition)
        for part in whereabouts.parts.get(docname, []):
            yield Published(docname, part.id, part.kind, edition, 0, _notes(part))
    for record in whereabouts.domain.archive.records:
        yield Published(record.origin.docname, record.anchor, RECORD, edition)
    listed = {source_id(key): key for key in whereabouts.domain.archive.bibliography}
    for docname, ids in sorted(whereabouts.ids.items()):
        for name in sorted(ids):
            if name.startswith("source-"):
                yield Published(docname, name, SOURCE, edition, 0, (("key", listed.get(name, "")),))


def _notes(part: Part) -> tuple[tuple[str, str], ...]:
    """What is needed to find a part again: the heading above it, and of a paragraph its sketch."""
    notes = (("under", part.under), ("sketch", part.sketch if part.kind == PARAGRAPH else ""))
    return tuple((name, value) for name, value in notes if value and part.kind in {HEADING, PARAGRAPH, *_SOFT})


_SOFT = ("table", "figure")
