"""Rules about the relations that a project declares: two ends that lived at one time, and each written once."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import called, finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.comparison import span_of
from letopis.model.dates import HistoricalDate, Tri, before
from letopis.model.datewords import in_words
from letopis.model.kinds import Record
from letopis.model.references import ANY_TIME
from letopis.model.related import Related, related
from letopis.model.values import DatedRelation, Ref


@rule(Code.RELATION_LIVES)
def related_records_share_a_time(archive: Archive) -> Iterator[Finding]:
    """Two records that are related without a date lived, or existed, at one time.

    Correct a date of birth, death, foundation or end, or the key. A relation in which one end may long be gone
    (succeeded, was named after) says so in ``letopis_relations``: ``"alive": "none"``.
    """
    for record, key, fact, other, spec in related(archive):
        if spec.relation is None or spec.relation.alive != "both" or fact.value.when is not None:
            continue
        if apart := _apart(archive, record, other) or _apart(archive, other, record):
            message = f"field ':{key}:': {apart}. Correct a date, or the key."
            yield finding(Code.RELATION_LIVES, record, fact.line, message)


def _apart(archive: Archive, first: Record, second: Record) -> str:
    """What to say of two records of which the first had certainly ended before the second began, or ``""``."""
    ended, begun = _time(archive, first, "end"), _time(archive, second, "begin")
    if ended is None or begun is None or before(ended, begun) is not Tri.YES:
        return ""
    end, begin = archive.schema.with_times("end")[type(first)], archive.schema.with_times("begin")[type(second)]
    return f"{called(first)} {end} {in_words(ended)}, and {called(second)} was {begin} {in_words(begun)}"


def _time(archive: Archive, record: Record, times: str) -> HistoricalDate | None:
    fact = record.time("end" if times == "end" else "begin")
    return archive.when(fact.value) if fact else None


@rule(Code.RELATION_TWICE)
def a_relation_is_written_once(archive: Archive) -> Iterator[Finding]:
    """A relation is written once, at one of its two ends, and joins two different records.

    It is read from both ends by itself. Keep the line with the better sources. The same two may be related again
    at another time: then both lines have their dates.
    """
    first: dict[tuple[str, Ref, Ref], list[Related]] = {}
    for one in sorted(related(archive), key=_place):
        ends = (one.record.ref, one.other.ref)
        if one.record is one.other:
            message = f"field ':{one.key}:': '{one.other.key}' is related to itself. Write the key of the other."
            yield finding(Code.RELATION_TWICE, one.record, one.fact.line, message)
            continue
        symmetric = one.spec.relation is not None and one.spec.relation.symmetric
        low, high = sorted(ends) if symmetric else ends
        known = first.setdefault((one.key, low, high), [])
        twin = next((other for other in known if _may_be_one(archive, one.fact.value, other.fact.value)), None)
        known.append(one)
        if twin is not None:
            where = f"line {twin.fact.line} of {twin.record.origin.path}"
            message = f"field ':{one.key}:': the relation to {called(one.other)} stands in {where} already. Keep one."
            yield finding(Code.RELATION_TWICE, one.record, one.fact.line, message)


def _place(one: Related) -> tuple[str, int]:
    return one.record.origin.path, one.fact.line


def _may_be_one(archive: Archive, first: DatedRelation, second: DatedRelation) -> bool:
    """Whether two lines can mean one relation: a date is missing, or the two share a day."""
    spans = [span_of(when) if (when := archive.when(one.when)) is not None else ANY_TIME for one in (first, second)]
    return spans[0].begin_low <= spans[1].end_high and spans[1].begin_low <= spans[0].end_high
