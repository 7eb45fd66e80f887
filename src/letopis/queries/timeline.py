"""Events in order of time, between two dates."""

from __future__ import annotations

from letopis.model.archive import Archive
from letopis.model.dates import Tri, before, parse_date
from letopis.model.kinds import Event


def events_between(archive: Archive, start: str | None, end: str | None) -> list[Event]:
    """The events not certainly before ``start`` nor certainly after ``end`` (EDTF, or none)."""
    first = archive.when(parse_date(start)) if start else None
    last = archive.when(parse_date(end)) if end else None
    found: list[Event] = []
    for event in archive.timeline:
        date = archive.when(event.date.value) if event.date else None
        if date is None:
            continue
        if first is not None and before(date, first) is Tri.YES:
            continue
        if last is not None and before(last, date) is Tri.YES:
            continue
        found.append(event)
    return found
