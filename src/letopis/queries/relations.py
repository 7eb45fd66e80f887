"""Which records are related in the ways that a project declares: all of them, or those around one."""

from __future__ import annotations

from collections.abc import Collection

from letopis.model.archive import Archive
from letopis.model.dates import sort_key
from letopis.model.kinds import Record
from letopis.model.names import collation_key
from letopis.model.related import Related, related


def web_of(archive: Archive, keys: Collection[str], about: Record | None = None) -> list[Related]:
    """The relations of some kinds, by the names of their ends and then by date.

    ``about``: only those of this record, and those among the records that are related to it.
    """
    found = [one for one in related(archive) if one.key in keys and one.record is not one.other]
    if about is not None:
        near = {one.other.ref for one in found if one.record.ref == about.ref}
        near |= {one.record.ref for one in found if one.other.ref == about.ref} | {about.ref}
        found = [one for one in found if one.record.ref in near and one.other.ref in near]

    def order(one: Related) -> tuple[object, ...]:
        when = archive.when(one.fact.value.when)
        dated = (when is None, sort_key(when) if when else ())
        return (*_name(one.record), *_name(one.other), dated, one.key)

    return sorted(found, key=order)


def ends_of(found: Collection[Related]) -> list[Record]:
    """The records of a web, by name."""
    ends = {record.ref: record for one in found for record in (one.record, one.other)}
    return sorted(ends.values(), key=_name)


def _name(record: Record) -> tuple[object, ...]:
    return collation_key(record.index_name), record.anchor
