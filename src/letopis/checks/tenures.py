"""Rules about tenures: one seat has one holder, and the steps of a tenure come in order."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import chain

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.comparison import Span, span_of
from letopis.model.dates import HistoricalDate, Tri, before
from letopis.model.datewords import in_words
from letopis.model.kinds import Office, Person
from letopis.model.names import fold
from letopis.model.terms import STEPS, Step
from letopis.model.values import Fact, Membership, Nomination, Tenure

MANY_RIVALS, MANY_SHARE = 4, 5
"""Where at least four holders, and one in five, have rivals, it is the office that holds more than one."""

_Rivalry = tuple[Person, Fact[Tenure], list[str]]

HANDOVER_DAYS = 14
"""Days for which one holder may still be in office when the next has come: handing over takes some."""


@rule(Code.ONE_HOLDER)
def one_office_has_one_holder(archive: Archive) -> Iterator[Finding]:
    """No more people hold an office at once than it has seats (one, unless ``:seats:`` says more).

    Two weeks of handing over belong to both. Who is ``acting`` is no rival of the holder, nor is who holds it
    lawfully in ``parallel``: say so behind the dates, ``mayor 1851/1855 | acting``; nor are two whose ranks in it are
    given and differ, such as an envoy and a chargé. Give the office ``:seats: many`` if it is not exclusive, or
    correct the dates.
    """
    for office in archive.all(Office):
        seats = office.seats.value if office.seats else 1
        crowded = [one for one in _rivalries(archive, office) if len(one[2]) >= seats] if seats else []
        if len(crowded) >= MANY_RIVALS and len(crowded) * MANY_SHARE >= len(archive.tenures(office)):
            yield _not_exclusive(office, seats, crowded)
            continue
        for person, tenure, rivals in crowded:
            names = ", ".join(f"'{key}'" for key in rivals)
            message = (
                f"holds '{office.key}' at the same time as {names}, but it has "
                f"{seats} seat{'s' if seats > 1 else ''}. Correct the dates."
            )
            yield finding(Code.ONE_HOLDER, person, tenure.line, message, office)


def _not_exclusive(office: Office, seats: int, crowded: list[_Rivalry]) -> Finding:
    """One finding for an office that so many hold at once that it is the office that says too little."""
    first, rivals = crowded[0][0].key, ", ".join(f"'{key}'" for key in crowded[0][2])
    message = (
        f"{len(crowded)} people hold it while others do ('{first}' at the same time as {rivals}, and others), but it has "
        f"{seats} seat{'s' if seats > 1 else ''}. Write ':seats: many', or how many, or correct the dates."
    )
    return finding(Code.ONE_HOLDER, office, office.seats.line if office.seats else office.origin.line, message)


def _rivalries(archive: Archive, office: Office) -> Iterator[_Rivalry]:
    """Each tenure of an office with the others who certainly held it when it began, by key."""
    held: list[tuple[Span, Person, Fact[Tenure]]] = []
    for person, tenure in archive.tenures(office):
        when = archive.when(tenure.value.when)
        details = tenure.value.details
        if when is not None and when.is_interval and not (details.acting or details.parallel):
            held.append((span_of(when), person, tenure))
    held.sort(key=lambda item: (item[0].begin_high, item[1].key, item[2].line))
    sitting: list[tuple[float, str, int, str]] = []
    for number, (span, person, tenure) in enumerate(held):
        while sitting and sitting[0][0] <= span.begin_high + HANDOVER_DAYS:
            heapq.heappop(sitting)
        if span.begin_high < span.end_low:
            title = fold(tenure.value.details.title)
            rivals = {key for _, key, _, rank in sitting if rank == title or not (rank and title)}
            yield person, tenure, sorted(rivals - {person.key})
            heapq.heappush(sitting, (span.end_low, person.key, number, title))


@rule(Code.STEP_ORDER)
def steps_come_in_order(archive: Archive) -> Iterator[Finding]:
    """Nobody is confirmed before being nominated, arrives before being appointed, or leaves before the tenure begins.

    Correct one of the dates. If a source prints them in this order, keep the line as printed, with the reason.
    """
    for person in archive.all(Person):
        facts: Iterator[Fact[Tenure] | Fact[Nomination] | Fact[Membership]] = chain(
            person.held, person.nominated, person.member
        )
        for fact in facts:
            if message := _out_of_order(archive, fact.value):
                yield finding(Code.STEP_ORDER, person, fact.line, f"{message}. Correct one of the dates.")


def _out_of_order(archive: Archive, value: Tenure | Nomination | Membership) -> str:
    """The first two steps of which the later came before the earlier, or one that lies beyond the tenure."""
    dated = [(step, when) for step in value.details.steps if (when := archive.when(step.when)) is not None]
    for step, when in dated:
        for other, earlier in dated:
            if other.name in STEPS[step.name].after and before(when, earlier) is Tri.YES:
                return f"{_told(step, when)} before {_told(other, earlier)}"
    span = archive.when(value.when)
    for step, when in dated if span is not None else ():
        if step.name == "left" and span is not None and before(when, span.start or span) is Tri.YES:
            return f"{_told(step, when)}, before the tenure begins ({in_words(span)})"
        if span is not None and span.end is not None and before(span.end, when) is Tri.YES and _begins(step):
            return f"{_told(step, when)}, after the tenure has ended ({in_words(span)})"
    return ""


def _begins(step: Step) -> bool:
    """Whether it belongs to the beginning of a tenure: all but recall and departure."""
    return step.name not in {"recalled", "presented-recall", "left"}


def _told(step: Step, when: HistoricalDate) -> str:
    return f"{STEPS[step.name].words} {in_words(when)}"
