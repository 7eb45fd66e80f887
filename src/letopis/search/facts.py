"""What the fields of a record say, in words: its text, its names, and its dates with their weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, RelativeDate, in_words
from letopis.model.fields import Times
from letopis.model.kinds import Claim, Person, Question, Record, Term, Verdict, Vote
from letopis.model.names import name_variants
from letopis.model.terms import STEPS, Step
from letopis.model.values import Citation, Coordinates, Dispute, Fact, MadeIn, Ref, SourceNote, Tally, Waiver, When
from letopis.search.dating import levels_of, period_of
from letopis.search.ordinals import other_writings
from letopis.search.romanizations import press_forms

# How much of its level a date keeps: when the record happened, began or ended, or was in force; then what else is
# dated in it. A date that is shown at the head of a claim is that of its judgement, and no date of the past.
_WEIGHTS: Final[dict[Times, float]] = {"date": 1.0, "begin": 0.95, "end": 0.95, "valid": 0.6}
_OTHER: Final = 0.55

#: A name with a shorter one behind it: "Committee for State Security (KGB)". Each alone is nearly as good as a name.
_SHORTER = re.compile(r"(.+) \((.+)\)")
_NEARLY: Final = 0.95


def text_of(archive: Archive, record: Record) -> str:
    """What the fields of a record say."""
    specs = archive.fields_of(record)
    searched = (fact for key, fact in record.facts() if specs[key][1].searched != "no")
    values = (value for fact in searched for value in (fact.value, *(rival.value for rival in fact.rivals)))
    said = (" ".join(_said(archive, value)) for value in values)
    return "; ".join(text for text in said if text)


def _said(archive: Archive, value: Any) -> Iterator[str]:  # noqa: C901, PLR0912 -- a line for each kind of value
    match value:
        case Citation() | Coordinates() | Waiver() | MadeIn():
            return
        case Step(name, when, note):
            yield f"{STEPS[name].words} {' '.join(_said(archive, when))} {note}".strip()
        case Ref():
            record = archive.resolve(value) or archive.elsewhere(value)
            if record:
                yield record.name
        case SourceNote():
            yield value.note
        case Tally():
            yield str(value)
        case Dispute():
            yield value.what
            yield from (version for version, _ in value.versions)
        case HistoricalDate():
            yield in_words(value)
        case RelativeDate():
            date = archive.when(value)
            yield in_words(date) if date else value.written
        case Verdict():
            yield value.words
        case tuple():
            for part in value:
                yield from _said(archive, part)
        case str():
            yield value


def all_names(archive: Archive, record: Record) -> list[tuple[str, float]]:
    """The names of a record; a word explained under the same key is a name of the thing, too."""
    word = None if isinstance(record, Term) else archive.find(Term, record.key)
    return [*names_of(record), *(names_of(word) if word else [])]


def names_of(record: Record) -> list[tuple[str, float]]:
    """Every form of a record's name, and how surely one who writes it means this record."""
    native = record.native.value if record.native else ""
    sort = record.sort.value if record.sort else ""
    others = [fact.value for fact in (*record.variant, *record.abbreviation)]
    person = isinstance(record, Person)
    name = record.name
    if isinstance(record, Person) and record.suffix:
        name, others = record.plain_name, [*others, *(form for form in record.names if form not in others)]
    forms = list(name_variants(native, name, others, sort=sort, person=person))
    # A Russian word travels as a name does ("Sowchos", "sovjoz"); what is several words is translated instead.
    if person or (native and not native.count(" ")):
        forms += [part for form in press_forms(native) for part in (form, form.split()[-1]) if part not in forms]
    # The name of a claim is a label, such as "In March", on a statement about something else.
    full = 0.5 if isinstance(record, Claim) else 1.0
    found = [(form, full) for form in forms]
    found += [(other, full) for form in forms for other in other_writings(form)]
    found += [(part, full * _NEARLY) for form in forms if (both := _SHORTER.fullmatch(form)) for part in both.groups()]
    found.append((record.label, 0.2))
    match record:
        case Claim(statement=Fact(value=statement)):
            found.append((statement, 0.6))
        case Question(statement=Fact(value=statement)):
            found.append((statement, 0.8))
        case Vote(question=Fact(value=question)):
            found.append((question, 0.5))
        case Term(expansion=Fact(value=expansion)):
            found += [(part, 0.7) for part in expansion.split("/")]
    return found


def dates_of(archive: Archive, record: Record) -> dict[str, int]:
    """The terms of every date of a record, each with its level."""
    found: dict[str, int] = {}
    specs = archive.fields_of(record)
    for key, fact in record.facts():
        spec = specs[key][1]
        if spec.shown == "head" and not spec.times:
            continue
        for when in _whens(fact.value):
            date = archive.when(when)
            if date is not None:
                for term, level in levels_of(date, _WEIGHTS.get(spec.times, _OTHER)).items():
                    found[term] = max(found.get(term, 0), level)
    return found


def _whens(value: Any) -> Iterator[When]:
    if isinstance(value, HistoricalDate | RelativeDate):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _whens(part)


def years_of(archive: Archive, record: Record) -> list[tuple[int, int]]:
    """The years a record belongs to: its date, or its life from the first to the last that is dated."""
    found = []
    specs = archive.fields_of(record)
    for key, fact in record.facts():
        if specs[key][1].times and isinstance(fact.value, HistoricalDate | RelativeDate):
            date = archive.when(fact.value)
            if date is not None and (period := period_of(date)):
                found.append(period)
    lasting = any(spec.times == "begin" for _, spec in specs.values())
    return [(min(first for first, _ in found), max(last for _, last in found))] if lasting and found else found
