"""When a record happened, for rules about who acts in it: on its date, or at some time between its beginning and end."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri, before
from letopis.model.datewords import in_words
from letopis.model.kinds import Record
from letopis.model.values import Fact, When


class Period(NamedTuple):
    """The time between the beginning and the end of a record: what it tells of happened at some time in it.

    ``None`` stands for what is not known; at least one of the two is.
    """

    begin: HistoricalDate | None
    end: HistoricalDate | None


Time = HistoricalDate | Period
"""A date holds for all of its days, a period for at least one of them."""


def time_of(archive: Archive, record: Record) -> Time | None:
    """The date of a record (``times="date"``), else its period (``"begin"``, ``"end"``); ``None`` if it has neither.

    A record that ends before it begins has none either: that is said once, of the record itself.
    """
    if date := archive.date_of(record):
        return date
    begin, end = _when(archive, record.time("begin")), _when(archive, record.time("end"))
    if begin and end and before(end, begin) is Tri.YES:
        return None
    return Period(begin, end) if begin or end else None


def has_own_time(value: object) -> bool:
    """Whether a value says itself when, as a tenure does: its record then says nothing of it."""
    return hasattr(value, "when")


def words_of(time: Time) -> str:
    """A time as messages say it: ``24 October 1648``, ``between 1653 and 1654``, ``1653 or later``."""
    if not isinstance(time, Period):
        return in_words(time)
    if time.begin and time.end:
        return f"between {in_words(time.begin)} and {in_words(time.end)}"
    return f"{in_words(time.begin)} or later" if time.begin else f"{in_words(time.end)} or earlier" if time.end else ""


def _when(archive: Archive, fact: Fact[When] | None) -> HistoricalDate | None:
    return archive.when(fact.value) if fact else None
