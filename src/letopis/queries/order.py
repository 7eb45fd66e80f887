"""Records in order of time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from letopis.model.archive import Archive
from letopis.model.dates import sort_key
from letopis.model.kinds import Record

R = TypeVar("R", bound=Record)


def by_date(archive: Archive, records: Iterable[R]) -> list[R]:
    """Records in order of time: by date, or else by beginning, or else by end; those without any of them last.

    Of two that begin on one day the longer comes first, and of two with the same date the one whose key comes first.
    """

    def order(record: Record) -> tuple[object, ...]:
        fact = record.time("date") or record.time("begin") or record.time("end")
        date = archive.when(fact.value) if fact else None
        return (*sort_key(date), record.key)

    return sorted(records, key=order)
