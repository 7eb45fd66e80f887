"""Rules about keys and references between records."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import rule
from letopis.diagnostics import Code, Finding, Place
from letopis.model.archive import Archive
from letopis.model.fields import field_specs, refs_in
from letopis.model.names import nearest
from letopis.model.records import Record
from letopis.model.values import Ref


def at(record: Record, line: int) -> Place:
    """The place of one field of a record."""
    return Place(record.place.docname, record.place.path, line)


def called(record: Record) -> str:
    """A record as messages name it: ``person 'ada'``."""
    return f"{record.kind} '{record.key}'"


@rule(Code.KEY_DUPLICATE)
def keys_are_unique(archive: Archive) -> Iterator[Finding]:
    """No two records of one kind have the same key, and no former key is in use again.

    Keys are for ever: links, citations and other people's data rest on them.
    """
    first: dict[Ref, Record] = {}
    for record in archive.records:
        names = [(record.ref, record.place.line)]
        names += [(Ref(record.kind, a.value.key), a.line) for a in record.alias]
        for ref, line in names:
            other = first.setdefault(ref, record)
            if other is not record:
                yield Finding(
                    Code.KEY_DUPLICATE,
                    f"{ref.kind} '{ref.key}' is already defined in "
                    f"{other.place.path}:{other.place.line}. "
                    "Rename one of them, or merge the two records.",
                    at(record, line),
                )


@rule(Code.REF_UNKNOWN)
def references_lead_somewhere(archive: Archive) -> Iterator[Finding]:
    """Every reference in a field names a record of the archive, and only one.

    A bare key is enough where one kind uses it; otherwise write ``kind:key``.
    """
    for record in archive.records:
        specs = field_specs(type(record))
        for key, fact in record.facts():
            if key == "alias":
                continue
            for ref in refs_in(fact.value):
                yield from _reference(archive, record, key, ref, fact.line, specs[key][1].kinds)


def _reference(
    archive: Archive, record: Record, key: str, ref: Ref, line: int, kinds: tuple[str, ...]
) -> Iterator[Finding]:
    place = at(record, line)
    field = f"{called(record)}, field ':{key}:'"
    found = archive.candidates(ref, kinds)
    if not found:
        anywhere = archive.candidates(ref)
        if anywhere:
            wanted = " or ".join(kinds)
            yield Finding(
                Code.REF_KIND,
                f"{field}: '{ref.key}' is a {anywhere[0].kind}. Give the key of a {wanted}.",
                place,
            )
            return
        pool = [rec.key for rec in archive.records if not kinds or rec.kind in kinds]
        near = nearest(ref.key, pool)
        hint = f" The nearest key is '{near}'." if near else ""
        yield Finding(Code.REF_UNKNOWN, f"{field}: '{ref}' is not in the archive.{hint}", place)
    elif len(found) > 1:
        choices = " or ".join(f"'{rec.kind}:{rec.key}'" for rec in found)
        yield Finding(
            Code.REF_AMBIGUOUS, f"{field}: '{ref}' is more than one record. Write {choices}.", place
        )
    elif kinds and found[0].kind not in kinds:
        yield Finding(
            Code.REF_KIND,
            f"{field}: '{ref}' is a {found[0].kind}. Give the key of a {' or '.join(kinds)}.",
            place,
        )
