"""One line that says what a record is and when: under the title of its page, and in its preview."""

from __future__ import annotations

from letopis.model.archive import Archive
from letopis.model.calendars import from_day
from letopis.model.dates import HistoricalDate, in_words
from letopis.model.kinds import Person, Record
from letopis.model.values import Fact, When

_DASH = "\N{EN DASH}"


def kind_line(archive: Archive, record: Record) -> list[str]:
    """The kind of a record and its time: ``["Person", "1890–1986"]``."""
    begin, end = _year(archive, record.time("begin")), _year(archive, record.time("end"))
    if isinstance(record, Person):
        time = _life(begin, end)
    elif begin:
        time = f"{begin}{_DASH}{end}" if end else f"from {begin}"
    else:
        date = archive.date_of(record)
        time = in_words(date) if date else ""
    return [record.label, time] if time else [record.label]


def _life(born: str, died: str) -> str:
    if born and died:
        return f"{born}{_DASH}{died}"
    return f"born {born}" if born else f"died {died}" if died else ""


def _year(archive: Archive, fact: Fact[When] | None) -> str:
    """The year of a date, or the date in words where it is not one sure year."""
    date = archive.when(fact.value) if fact else None
    return "" if date is None else _one_year(date) or in_words(date)


def _one_year(date: HistoricalDate) -> str:
    if date.uncertain or date.approximate or date.earliest is None or date.latest is None:
        return ""
    first, last = from_day(date.earliest)[0], from_day(date.latest)[0]
    return str(first) if first == last and first > 0 else ""
