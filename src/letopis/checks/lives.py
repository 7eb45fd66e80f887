"""Rules about lives: nobody acts before birth, after death, or as an infant."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model import kinds as r
from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri, age_at, before
from letopis.model.datewords import in_words
from letopis.model.fields import Fact
from letopis.model.values import When

OLDEST = 123
"""Years: nobody is known to have lived longer (122 years and 164 days is the record)."""
YOUNGEST = 14
"""Years: below this nobody holds an office, sits in a body, votes or takes part as an actor."""


@rule(Code.DATE_ORDER)
def beginnings_come_before_ends(archive: Archive) -> Iterator[Finding]:
    """A person is born before dying; a body or office is founded before it ends.

    Correct the date that is wrong; if sources differ, put the other into ``:disputed:``.
    """
    pairs = {r.Person: ("born", "died"), r.Body: ("founded", "dissolved"),
             r.Office: ("founded", "dissolved")}  # fmt: skip
    for record in archive.records:
        if type(record) not in pairs:
            continue
        first, last = pairs[type(record)]
        start, end = getattr(record, first), getattr(record, last)
        begun, ended = _when(archive, start), _when(archive, end)
        if begun and ended and before(ended, begun) is Tri.YES:
            yield finding(
                Code.DATE_ORDER,
                record,
                end.line,
                f"{last} {in_words(ended)}, before being {first} {in_words(begun)}. Correct one of the two dates.",
            )


@rule(Code.LIFESPAN)
def nobody_lives_too_long(archive: Archive) -> Iterator[Finding]:
    """No life is longer than the longest on record, 122 years."""
    for person in archive.all(r.Person):
        born, died = _when(archive, person.born), _when(archive, person.died)
        if born and died and person.died:
            least, _ = age_at(born, died)
            if least is not None and least >= OLDEST:
                yield finding(
                    Code.LIFESPAN,
                    person,
                    person.died.line,
                    f"died {in_words(died)} at the age of {least}. Check the century of both dates.",
                )


def _when(archive: Archive, fact: Fact[When] | None) -> HistoricalDate | None:
    return archive.when(fact.value) if fact else None


def acts(archive: Archive) -> Iterator[tuple[r.Person, r.Record, int, HistoricalDate, str]]:
    """Whatever somebody does at a time: person, record that says so, line, time, and in words."""
    for person in archive.all(r.Person):
        for tenure in person.held:
            if when := archive.when(tenure.value.when):
                yield person, person, tenure.line, when, "holds an office"
        for member in person.member:
            if when := archive.when(member.value.when):
                yield person, person, member.line, when, "sits in a body"
    for event in archive.all(r.Event):
        when = _when(archive, event.date)
        for part in event.participant:
            actor = archive.person(part.value.person)
            if actor and when:
                yield actor, event, part.line, when, "takes part"
    for vote in archive.all(r.Vote):
        when = _when(archive, vote.date)
        for key, fact in vote.facts():
            if key in {"for", "against", "abstaining"} and when:
                for ref in fact.value:
                    if voter := archive.person(ref):
                        yield voter, vote, fact.line, when, "votes"


@rule(Code.NOT_ALIVE)
def people_act_while_alive(archive: Archive) -> Iterator[Finding]:
    """Who holds an office, sits in a body, takes part or votes is alive at the time.

    Somebody commemorated after death is no participant: mention them in the text instead.
    """
    for person, record, line, when, doing in acts(archive):
        born, died = _when(archive, person.born), _when(archive, person.died)
        start, end = when.start or when, when.end or when
        if died and before(died, start) is Tri.YES:
            fate = f"died {in_words(died)}"
        elif died and when.is_interval and when.end and before(died, end) is Tri.YES:
            fate = f"died {in_words(died)}, before its end"
        elif born and before(start, born) is Tri.YES:
            fate = f"was born {in_words(born)}"
        else:
            continue
        message = f"'{person.key}' {doing} {in_words(when)}, but {fate}. Correct one of the dates."
        yield finding(Code.NOT_ALIVE, record, line, message)


@rule(Code.TOO_YOUNG)
def people_act_when_of_age(archive: Archive) -> Iterator[Finding]:
    """Who holds an office, sits in a body, takes part or votes is at least fourteen years old.

    A child on a throne is an exception: say so with ``:except: too-young`` and the reason.
    """
    for person, record, line, when, doing in acts(archive):
        born = _when(archive, person.born)
        start = when.start if when.is_interval else when
        if not born or not start or before(start, born) is Tri.YES:
            continue
        _, most = age_at(born, start)
        if most is not None and most < YOUNGEST:
            message = f"'{person.key}' {doing} {in_words(when)} at the age of {most} at most."
            yield finding(Code.TOO_YOUNG, record, line, message + " Correct one of the dates.")
