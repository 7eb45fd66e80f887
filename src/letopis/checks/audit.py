"""What an honest archive says about itself: thin claims, missing sources, orphans, exceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from letopis.checks.registry import RULES, AppliedException, Rule, apply_exceptions, run_rules
from letopis.model.archive import Archive, Unsourced
from letopis.model.dates import day_to_iso
from letopis.model.kinds import Body, Claim, Office, Record, Vote

REVIEW_YEARS = 5
"""Years after which a verdict should be looked at again."""


class Audit(NamedTuple):
    """The state of an archive. Every list is in a fixed order."""

    single: list[tuple[Claim, str]]
    """Claims that rest on one source, with its key."""
    shares: list[tuple[str, int]]
    """Sources by the number of claims that rest on them, most first."""
    unsourced: list[Unsourced]
    """Paragraphs of running text without a citation."""
    orphans: list[Record]
    """Records that no page but their own mentions."""
    stale: list[Claim]
    """Claims judged more than :data:`REVIEW_YEARS` years before the edition."""
    exceptions: list[AppliedException]
    """Exceptions in force."""
    relaxed: list[tuple[Record, str]]
    """Records that ask a rule for less, and the field with which they do."""
    unread: list[str]
    """Sources kept as further reading, which nothing rests on."""
    unsourced_records: list[Record]
    """Records that say that they have no source yet."""
    unreviewed: list[Record]
    """Records that nobody has looked over; none if the archive names no reviewers at all."""


def audit(archive: Archive, edition: str = "", rules: Mapping[str, Rule] = RULES) -> Audit:
    """Look the archive over; ``edition`` is its date (ISO), without which no verdict is stale."""
    claims = archive.all(Claim)
    sources = {claim: sorted({c.key for c, _ in claim.citations()}) for claim in claims}
    counts = Counter(key for keys in sources.values() for key in keys)
    return Audit(
        single=[(claim, keys[0]) for claim, keys in sources.items() if len(keys) == 1],
        shares=sorted(counts.items(), key=lambda item: (-item[1], item[0])),
        unsourced=list(archive.unsourced),
        orphans=[record for record in archive.records if _is_orphan(archive, record)],
        stale=[claim for claim in claims if edition and _is_stale(archive, claim, edition)],
        exceptions=apply_exceptions(archive, run_rules(archive, rules)),
        relaxed=[(record, field) for record in archive.records if (field := _relaxes(record))],
        unread=sorted(key for key, source in archive.bibliography.items() if "further-reading" in source.keywords),
        unsourced_records=[record for record in archive.records if not any(True for _ in record.citations())],
        unreviewed=[record for record in archive.records if not record.reviewed]
        if any(record.reviewed for record in archive.records)
        else [],
    )


def _relaxes(record: Record) -> str:
    """The field by which a record takes itself out of a sum or a count, as written, or ``""``."""
    if isinstance(record, Body) and record.roster and record.roster.value == "partial":
        return ":roster: partial"
    if isinstance(record, Vote) and record.named and record.named.value == "some":
        return ":named: some"
    if isinstance(record, Office) and record.seats and not record.seats.value:
        return ":seats: many"
    return ""


def _is_orphan(archive: Archive, record: Record) -> bool:
    if isinstance(record, Claim):
        return False
    elsewhere = any(m.docname != record.origin.docname for m in archive.mentions_of(record))
    return not elsewhere and not archive.relations_to(record)


def _is_stale(archive: Archive, claim: Claim, edition: str) -> bool:
    judged = archive.when(claim.judged.value) if claim.judged else None
    # A string compares as the calendar does, and a year earlier than 29 February needs no day of its own.
    limit = f"{int(edition[:4]) - REVIEW_YEARS:04d}{edition[4:10]}"
    return judged is not None and judged.latest is not None and day_to_iso(judged.latest) < limit
