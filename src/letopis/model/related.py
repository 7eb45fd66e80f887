"""The declared relations of an archive: each with the records at its two ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.fields import FieldSpec
from letopis.model.kinds import Record
from letopis.model.values import DatedRelation, Fact, Ref


class Related(NamedTuple):
    """A declared relation between two records of the archive: from whose record, in which field, to whom."""

    record: Record
    key: str
    fact: Fact[DatedRelation]
    other: Record
    spec: FieldSpec


def related(archive: Archive) -> Iterator[Related]:
    """Every declared relation of which both ends have a record."""
    if not any(spec.relation for added in archive.schema.added.values() for spec in added.values()):
        return
    for record in archive.records:
        specs = archive.fields_of(record)
        for key, fact in record.extra:
            spec, value = specs[key][1], fact.value
            if spec.relation is not None and isinstance(value, DatedRelation) and isinstance(value.to, Ref):
                other = archive.resolve(value.to, spec.kinds)
                if other is not None:
                    yield Related(record, key, fact, other, spec)
