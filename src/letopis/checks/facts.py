"""The rule about facts given twice: an archive does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.comparison import span_of
from letopis.model.dates import HistoricalDate, Tri, overlaps
from letopis.model.datewords import in_words
from letopis.model.kinds import BODY, OFFICE, Claim, Event, Person
from letopis.model.names import fold
from letopis.model.values import Fact, Ref, When


class _Line(NamedTuple):
    """A line that says from when to when somebody was something."""

    what: str
    """The office or body, told apart from every other."""
    shown: str
    when: HistoricalDate
    line: int
    begin: float
    end: float


@rule(Code.FACT_CONFLICT)
def a_fact_is_given_once(archive: Archive) -> Iterator[Finding]:
    """The same fact is not given twice differently.

    Nobody holds the same office, or sits in the same body, twice at once, be it with two ranks:
    two lines for one tenure contradict each other, or one of them is idle. A birth or death told as an event
    (``birth-of-ada``, ``death-of-ada``) has the date of the person. A statement has one verdict.
    Keep one version, and put the other into ``:disputed:``.
    """
    for person in archive.all(Person):
        yield from _twice_at_once(archive, person)
        yield from _told_as_events(archive, person)
    yield from _judged_twice(archive)


def _lines(archive: Archive, person: Person) -> Iterator[_Line]:
    for tenure in person.held:
        shown = f"{tenure.value.post}{' (acting)' if tenure.value.details.acting else ''}"
        yield from _line(archive, tenure.value.post, OFFICE, shown, tenure.value.when, tenure.line)
    for seat in person.member:
        shown = f"{seat.value.body} {seat.value.rank}"
        yield from _line(archive, seat.value.body, BODY, shown, seat.value.when, seat.line)


def _line(
    archive: Archive, what: Ref | str, kinds: tuple[str, ...], shown: str, date: When | None, line: int
) -> Iterator[_Line]:
    when = archive.when(date)
    if when is None:
        return
    record = archive.resolve(what, kinds) if isinstance(what, Ref) else None
    # Only a stretch of time can overlap another; a single date says no more than "some time then".
    begin, end = (span_of(when).begin_high, span_of(when).end_low) if when.is_interval else (0, 0)
    acting = " acting" if shown.endswith("(acting)") else ""  # somebody may act before being appointed
    yield _Line((record.anchor if record else fold(str(what))) + acting, shown, when, line, begin, end)


def _twice_at_once(archive: Archive, person: Person) -> Iterator[Finding]:
    """Compare each line with the one before it that lasts longest: enough to find every overlap."""
    last: dict[str, _Line] = {}
    written: dict[tuple[str, str, str], _Line] = {}
    for one in sorted(_lines(archive, person), key=lambda one: (one.begin, one.line)):
        other = written.setdefault((one.what, one.shown, one.when.edtf), one)
        before = last.get(one.what)
        if other is one and before and one.begin < min(before.end, one.end):
            other = before
        if other is not one:
            first, second = sorted((other, one), key=lambda each: each.line)
            message = (
                f"'{second.shown}' is dated '{in_words(second.when)}' here, and '{first.shown}' is dated "
                f"'{in_words(first.when)}' in line {first.line}. Keep one; another post in the same body, such as "
                "the chair, has a name of its own in ':held:'; a rival version goes into ':disputed:'."
            )
            yield finding(Code.FACT_CONFLICT, person, second.line, message)
        if before is None or one.end > before.end:
            last[one.what] = one


def _told_as_events(archive: Archive, person: Person) -> Iterator[Finding]:
    told: tuple[tuple[str, Fact[When] | None], ...] = (("birth", person.born), ("death", person.died))
    for word, fact in told:
        event = archive.find(Event, f"{word}-of-{person.key}")
        if fact is None or event is None or event.date is None:
            continue
        ours, theirs = archive.when(fact.value), archive.when(event.date.value)
        if ours and theirs and overlaps(ours, theirs) is Tri.NO:
            message = (
                f"{in_words(theirs)} is not the day that '{person.key}' gives for this {word} "
                f"({in_words(ours)}). Correct one of the dates."
            )
            yield finding(Code.FACT_CONFLICT, event, event.date.line, message)


def _judged_twice(archive: Archive) -> Iterator[Finding]:
    first: dict[str, Claim] = {}
    for claim in sorted(archive.all(Claim), key=lambda claim: (claim.origin.path, claim.origin.line)):
        if claim.statement is None or claim.verdict is None:
            continue
        other = first.setdefault(fold(claim.statement.value), claim)
        if other.verdict and other.verdict.value is not claim.verdict.value:
            message = (
                f"'{claim.verdict.value}' here, but claim '{other.key}' says the same and is "
                f"'{other.verdict.value}'. Judge both alike, or word them differently."
            )
            yield finding(Code.FACT_CONFLICT, claim, claim.verdict.line, message)
