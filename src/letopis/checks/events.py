"""Rules about events: a part lies inside the whole, a cause before its effect."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri, before, within
from letopis.model.datewords import in_words
from letopis.model.kinds import EVENT, Event, Vote
from letopis.model.values import Fact, Ref


def _linked(archive: Archive, fact: Fact[Ref] | None) -> tuple[Fact[Ref], Event, HistoricalDate] | None:
    other = archive.resolve(fact.value, EVENT) if fact else None
    if fact is None or not isinstance(other, Event) or other.date is None:
        return None
    when = archive.when(other.date.value)
    return (fact, other, when) if when else None


@rule(Code.EVENT_IN_PARENT)
def parts_lie_inside_the_whole(archive: Archive) -> Iterator[Finding]:
    """An event that is part of another lies inside its dates; so does a vote.

    Widen the dates of the whole, correct those of the part, or take ``:part-of:`` out.
    """
    records: tuple[Event | Vote, ...] = (*archive.all(Event), *archive.all(Vote))
    for record in records:
        when = archive.when(record.date.value) if record.date else None
        linked = _linked(archive, record.part_of)
        if when and linked:
            fact, whole, span = linked
            if within(when, span) is Tri.NO:
                message = (
                    f"{in_words(when)} lies outside '{whole.key}' ({in_words(span)}), "
                    "of which it is a part. Correct one of the dates."
                )
                yield finding(Code.EVENT_IN_PARENT, record, fact.line, message)


@rule(Code.CAUSE_ORDER)
def causes_come_first(archive: Archive) -> Iterator[Finding]:
    """An event does not begin before its cause, nor before the event it follows.

    Correct a date, or turn the relation round. Of two things on one day neither is the earlier.
    """
    for event in archive.all(Event):
        when = archive.when(event.date.value) if event.date else None
        for field, facts in (("cause", event.cause), ("follows", (event.follows,))):
            for one in facts:
                linked = _linked(archive, one)
                if not when or not linked:
                    continue
                fact, first, begun = linked
                if before(when.start or when, begun.start or begun) is Tri.YES:
                    message = (
                        f"field ':{field}:': {in_words(when)} begins before '{first.key}' "
                        f"({in_words(begun)}). Correct a date, or turn the relation round."
                    )
                    yield finding(Code.CAUSE_ORDER, event, fact.line, message)
