"""By what a list of records can be narrowed: for each question a reader may ask, the answers and who fits them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.claims import SIDES
from letopis.model.dates import HistoricalDate, Tri, in_words, overlaps, parse_fixed_date
from letopis.model.fields import refs_in
from letopis.model.kinds import Record, Vote
from letopis.model.values import Ref


class Choice(NamedTuple):
    """One answer, and the records of the list that fit it."""

    words: str
    records: frozenset[Ref]


class Question(NamedTuple):
    """What is asked (``Body``), and the answers in the order in which they are offered."""

    label: str
    choices: tuple[Choice, ...]


def by_field(archive: Archive, records: Sequence[Record], key: str) -> Question:
    """By the records that the field written ``:key:`` leads to, or, in a field that holds text, by its text."""
    found: dict[str, set[Ref]] = defaultdict(set)
    label = ""
    for record in records:
        spec = archive.fields_of(record).get(key)
        label = label or (spec[1].label if spec else "")
        for fact in record.get(key) if spec else ():
            for words, order in _answers(archive, fact.value, spec[1].kinds if spec else ()):
                found[f"{order}\n{words}"].add(record.ref)
    return _question(label, {words.partition("\n")[2]: found[words] for words in sorted(found)})


def _answers(archive: Archive, value: object, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names of the records in a value, each with what it is sorted by; of a text, the text itself."""
    records = [record for ref in refs_in(value) if (record := archive.resolve(ref, kinds)) is not None]
    if records:
        return [(record.name, record.index_name.casefold()) for record in records]
    return [(value, value.casefold())] if isinstance(value, str) else []


def by_side(archive: Archive, records: Sequence[Record], key: str) -> Question:
    """By the side on which somebody is named in a vote."""
    vote = archive.find(Vote, key)
    if vote is None:
        return Question("", ())
    listed = {record.ref for record in records}
    found: dict[str, set[Ref]] = defaultdict(set)
    for side, ref, _ in vote.named_voters():
        record = archive.resolve(ref)
        if record is not None and record.ref in listed:
            found[side].add(record.ref)
    return _question(vote.name, {side.label: found[side.key] for side in SIDES})


def by_period(archive: Archive, records: Sequence[Record], periods: Iterable[str]) -> Question:
    """By time: the records that certainly or perhaps have a day in a period (in EDTF, as ``1953/1955``).

    A record's own date counts; of one that has none, the dates of what it held and where it sat.
    """
    dates = {record.ref: _dates(archive, record) for record in records}
    found: dict[str, set[Ref]] = {}
    for written in periods:
        period = parse_fixed_date(written)
        fits = {ref for ref, some in dates.items() if any(overlaps(one, period) is not Tri.NO for one in some)}
        found[in_words(period)] = fits
    return _question("Years", found)


def _dates(archive: Archive, record: Record) -> list[HistoricalDate]:
    own = archive.date_of(record)
    if own is not None:
        return [own]
    dated = (getattr(fact.value, "when", None) for _, fact in record.facts())
    return [date for when in dated if when is not None and (date := archive.when(when)) is not None]


def by_group(records: Sequence[Record], groups: Mapping[str, str]) -> Question:
    """By the caption under which the page of a record is listed (``groups``: page and caption, in order)."""
    found: dict[str, set[Ref]] = {caption: set() for caption in groups.values()}
    for record in records:
        if (caption := groups.get(record.origin.docname)) is not None:
            found[caption].add(record.ref)
    return _question("Group", found)


def _question(label: str, found: Mapping[str, set[Ref]]) -> Question:
    """Answers that nobody fits are not offered."""
    return Question(label, tuple(Choice(words, frozenset(refs)) for words, refs in found.items() if refs))
