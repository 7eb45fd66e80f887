"""Rules about lives: nobody acts before birth, after death, or as an infant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from letopis.checks.registry import finding, rule
from letopis.checks.times import Period, Time, has_own_time, time_of, words_of
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri, age_at, before
from letopis.model.datewords import in_words
from letopis.model.fields import FieldSpec, refs_in
from letopis.model.kinds import BUILT_IN, Person, Record
from letopis.model.terms import NOTHING, STEPS
from letopis.model.values import DatedRelation, Fact, When

OLDEST = 123
"""Years: nobody is known to have lived longer (122 years and 164 days is the record)."""
YOUNGEST = 14
"""Years: below this nobody holds an office, sits in a body, votes, writes or takes part as an actor."""


class Act(NamedTuple):
    """Something somebody does at a time.

    ``outlives``: it may come out after their death, as a book may; ``youngest``: the least age for it, in years.
    """

    person: Person
    record: Record
    line: int
    when: Time
    doing: str
    outlives: bool = False
    youngest: int = YOUNGEST


@rule(Code.DATE_ORDER)
def beginnings_come_before_ends(archive: Archive) -> Iterator[Finding]:
    """A person is born before dying; a body or office is founded before it ends.

    Correct the date that is wrong; if sources differ, put the other into ``:disputed:``.
    """
    begins, dates = archive.schema.with_times("begin"), archive.schema.with_times("date")
    for kind, last in archive.schema.with_times("end").items():
        for record in archive.all(kind):
            start, end = record.time("begin") or record.time("date"), record.time("end")
            begun, ended = _when(archive, start), _when(archive, end)
            if begun and end and ended and before(ended, begun) is Tri.YES:
                first = begins[kind] if record.time("begin") else dates[kind]
                yield finding(Code.DATE_ORDER, record, end.line, _wrong_order(kind, (first, begun), (last, ended)))


def _wrong_order(kind: type[Record], first: tuple[str, HistoricalDate], last: tuple[str, HistoricalDate]) -> str:
    """What to say of an end before a beginning, each given by the key of its field and its date."""
    (begins, begun), (ends, ended) = (first[0], in_words(first[1])), (last[0], in_words(last[1]))
    if kind in BUILT_IN:  # their fields are called by participles: born, died
        return f"{ends} {ended}, before being {begins} {begun}. Correct one of the two dates."
    return f"':{ends}:' is {ended}, before ':{begins}:', {begun}. Correct one of the two dates."


@rule(Code.LIFESPAN)
def nobody_lives_too_long(archive: Archive) -> Iterator[Finding]:
    """No life is longer than the longest on record, 122 years.

    Where the day of death is not given, what somebody does last shows how long they lived.
    """
    for person in archive.all(Person):
        died = _when(archive, person.died)
        if person.died and died and (age := _least_age(archive, person, died)) >= OLDEST:
            message = f"died {in_words(died)} at the age of {age}. Check the century of both dates."
            yield finding(Code.LIFESPAN, person, person.died.line, message)
    for person, record, line, when, doing, outlives, _ in acts(archive):
        first = when.begin if isinstance(when, Period) else when.start or when
        if person.died or outlives or not first or (age := _least_age(archive, person, first)) < OLDEST:
            continue
        message = f"'{person.key}' {doing} {words_of(when)}, at the age of {age}. Check the century of both dates."
        yield finding(Code.LIFESPAN, record, line, message)


def _least_age(archive: Archive, person: Person, day: HistoricalDate) -> int:
    born = _when(archive, person.born)
    least, _ = age_at(born, day) if born else (None, None)
    return least or 0


def _life(archive: Archive, person: Person) -> tuple[HistoricalDate | None, HistoricalDate | None]:
    """Birth and death; neither if they contradict each other, which is said once, of the person."""
    born, died = _when(archive, person.born), _when(archive, person.died)
    return (None, None) if born and died and before(died, born) is Tri.YES else (born, died)


def _when(archive: Archive, fact: Fact[When] | None) -> HistoricalDate | None:
    return archive.when(fact.value) if fact else None


_ACTS: WeakKeyDictionary[Archive, tuple[Act, ...]] = WeakKeyDictionary()
"""Three rules ask for them."""


def acts(archive: Archive) -> tuple[Act, ...]:
    """Whatever somebody does at a time."""
    if archive not in _ACTS:
        _ACTS[archive] = tuple(_all_acts(archive))
    return _ACTS[archive]


def _all_acts(archive: Archive) -> Iterator[Act]:
    """From every field that says that somebody acts (:attr:`letopis.model.fields.FieldSpec.acts`)."""
    for record in archive.records:
        specs = archive.fields_of(record)
        time: Time | None = None
        asked = False
        for key, fact in record.facts():
            spec = specs[key][1]
            if spec.relation is not None:
                yield from _related(archive, record, fact, spec)
            if not spec.acts:
                continue
            own = getattr(fact.value, "when", None)
            if own is None and not asked:
                time, asked = time_of(archive, record), True
            when = archive.when(own) if own is not None else time
            if when is not None and not (isinstance(when, Period) and has_own_time(fact.value)):
                for person in _actors(archive, record, fact.value, of_record=own is not None):
                    yield Act(person, record, fact.line, when, spec.acts, outlives=spec.posthumous)
            if isinstance(record, Person):
                yield from _step_acts(archive, record, fact)


def _related(archive: Archive, record: Record, fact: Fact[Any], spec: FieldSpec) -> Iterator[Act]:
    """Whoever is alive while a dated relation lasts: at its own end, and at the other."""
    relation, value = spec.relation, fact.value
    when = archive.when(value.when) if isinstance(value, DatedRelation) else None
    if relation is None or when is None or relation.alive == "none":
        return
    if isinstance(record, Person):
        yield Act(record, record, fact.line, when, f"has the relation '{spec.label}'", youngest=relation.youngest.own)
    other = archive.person(value.to) if relation.alive == "both" and "person" in spec.kinds else None
    if other is not None and archive.resolve(value.to, spec.kinds) is other:
        doing = f"has the relation '{spec.inverse}'"
        yield Act(other, record, fact.line, when, doing, youngest=relation.youngest.other)


def _step_acts(archive: Archive, person: Person, fact: Fact[Any]) -> Iterator[Act]:
    """The dated steps of a tenure, a seat or a nomination: whoever arrives or leaves is alive."""
    details = getattr(fact.value, "details", NOTHING)
    for step in details.steps:
        when = archive.when(step.when)
        if when is not None:
            yield Act(person, person, fact.line, when, f"has the step '{STEPS[step.name].words}'")


def _actors(archive: Archive, record: Record, value: object, *, of_record: bool) -> Iterator[Person]:
    """Who acts: the person on whose record a tenure or membership stands, else everybody named."""
    if of_record and isinstance(record, Person):
        yield record
        return
    for ref in refs_in(value):
        if person := archive.person(ref):
            yield person


@rule(Code.NOT_ALIVE)
def people_act_while_alive(archive: Archive) -> Iterator[Finding]:
    """Who holds an office, sits in a body, takes part or votes is alive at the time.

    Somebody commemorated after death is no participant: mention them in the text instead. What
    somebody wrote may appear after their death, but not before their birth.
    """
    told: set[tuple[str, str, int]] = set()
    for person, record, line, when, doing, outlives, _ in acts(archive):
        fate = _not_alive(*_life(archive, person), when, outlives=outlives)
        if fate and _is_new(told, person, record, line):
            message = f"'{person.key}' {doing} {words_of(when)}, but {fate}. Correct one of the dates."
            yield finding(Code.NOT_ALIVE, record, line, message)


def _is_new(told: set[tuple[str, str, int]], person: Person, record: Record, line: int) -> bool:
    """Whether nothing has been said yet of a person on this line: the steps of a tenure make one fault, not several."""
    here = (person.key, record.anchor, line)
    if here in told:
        return False
    told.add(here)
    return True


def _not_alive(born: HistoricalDate | None, died: HistoricalDate | None, when: Time, *, outlives: bool) -> str:
    if isinstance(when, Period):
        if died and not outlives and when.begin and before(died, when.begin) is Tri.YES:
            return f"died {in_words(died)}"
        born_later = born and when.end and before(when.end, born) is Tri.YES
        return f"was born {in_words(born)}" if born and born_later else ""
    if died and not outlives:
        if before(died, when.start or when) is Tri.YES:
            return f"died {in_words(died)}"
        if when.end and before(died, when.end) is Tri.YES:
            return f"died {in_words(died)}, before its end"
        if when.end_open:
            return f"died {in_words(died)}, and the date says that it still lasts"
    if born and before(when.start or when, born) is Tri.YES:
        return f"was born {in_words(born)}"
    return ""


@rule(Code.TOO_YOUNG)
def people_act_when_of_age(archive: Archive) -> Iterator[Finding]:
    """Who holds an office, sits in a body, takes part, votes or writes is at least fourteen years old.

    A child on a throne is an exception: say so with ``:except: too-young`` and the reason. The least age of a relation
    that a project declares stands with it in ``letopis_relations``.
    """
    told: set[tuple[str, str, int]] = set()
    for person, record, line, when, doing, _, youngest in acts(archive):
        born, _ = _life(archive, person)
        # Within a period, the last day is the one on which they were oldest.
        start = when.end if isinstance(when, Period) else when.start if when.is_interval else when
        if not born or not start or before(start, born) is Tri.YES:
            continue
        _, most = age_at(born, start)
        if most is not None and most < youngest and _is_new(told, person, record, line):
            message = f"'{person.key}' {doing} {words_of(when)} at the age of {most} at most."
            yield finding(Code.TOO_YOUNG, record, line, message + " Correct one of the dates.")
