"""What rests on each source: facts of records, claims on either side, and sentences of running text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from letopis.model.archive import Archive, CitedAt
from letopis.model.kinds import Claim, Record
from letopis.model.values import Citation, Dispute, Fact, SourceNote


class RestingFact(NamedTuple):
    """A value that a source is named for: the record, its field as written, and the value."""

    record: Record
    field: str
    fact: Fact[Any]


class SourceUses:
    """The uses of all sources of an archive, found in one pass over its records when they are first asked for."""

    def __init__(self, archive: Archive) -> None:
        """Of an archive that is complete."""
        self.archive = archive

    @cached_property
    def _facts(self) -> dict[str, list[RestingFact]]:
        found: dict[str, list[RestingFact]] = defaultdict(list)
        for record in sorted(self.archive.records, key=lambda one: (one.origin.docname, one.origin.line)):
            for field, fact in record.facts():
                for key, value in _sourced(fact):
                    found[key].append(RestingFact(record, field, value))
        return found

    def facts(self, key: str) -> list[RestingFact]:
        """The values that rest on a source, by page and line; those of claims are :meth:`claims`."""
        return [one for one in self._facts.get(key, []) if not isinstance(one.record, Claim)]

    def claims(self, key: str) -> list[Claim]:
        """The claims that name a source, by page and line, none twice."""
        found = [one.record for one in self._facts.get(key, [])]
        return list({claim.ref: claim for claim in found if isinstance(claim, Claim)}.values())

    def passages(self, key: str) -> list[CitedAt]:
        """The sentences of running text that cite a source, by page."""
        return self.archive.cited_at.get(key, [])


def _sourced(fact: Fact[Any]) -> Iterator[tuple[str, Fact[Any]]]:
    """The key of each source of a fact, once, with what rests on it: the value, another version, or a note."""
    seen: set[str] = set()
    versions: list[tuple[tuple[Citation, ...], Any]] = [(fact.sources, fact.value)]
    versions += [(rival.sources, rival.value) for rival in fact.rivals]
    match fact.value:
        case Citation():
            versions.append(((fact.value,), fact.value))
        case SourceNote(citation=citation):
            versions.append(((citation,), fact.value))
        case Dispute(what=what, versions=disputed):
            versions += [(sources, f"{what}: {text}") for text, sources in disputed]
    for sources, value in versions:
        for key in dict.fromkeys(citation.key for citation in sources):
            if key not in seen:
                seen.add(key)
                yield key, Fact(value, (), fact.line)
