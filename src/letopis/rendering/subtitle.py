"""One line that says what a record is and when: under the title of its page, and in its preview."""

from __future__ import annotations

from letopis.model.archive import Archive
from letopis.model.calendars import from_day
from letopis.model.dates import HistoricalDate, in_words
from letopis.model.kinds import Body, Book, Document, Event, Office, Person, Record, Vote
from letopis.model.values import Fact, When

_DASH = "\N{EN DASH}"


def kind_line(archive: Archive, record: Record) -> list[str]:
    """The kind of a record and its time: ``["Person", "1890–1986"]``."""
    match record:
        case Person():
            time = _life(archive, record)
        case Body() | Office():
            founded, dissolved = _year(archive, record.founded), _year(archive, record.dissolved)
            time = f"{founded}{_DASH}{dissolved}" if founded and dissolved else f"from {founded}" if founded else ""
        case Event() | Document() | Book() | Vote():
            date = archive.when(record.date.value) if record.date else None
            time = in_words(date) if date else ""
        case _:
            time = ""
    return [record.label, time] if time else [record.label]


def _life(archive: Archive, person: Person) -> str:
    born, died = _year(archive, person.born), _year(archive, person.died)
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
