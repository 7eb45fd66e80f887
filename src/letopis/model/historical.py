"""The value of a date field: what is known of a day or a span, and how surely.

Bounds are day numbers (:mod:`letopis.model.calendars`) and say exactly what is written: 1957-06~
runs from 1 to 30 June. The allowance for "about" and "perhaps" belongs to comparison
(:mod:`letopis.model.comparison`), not to the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from letopis.model.calendars import GREGORIAN, from_day


class Precision(StrEnum):
    """The finest unit a date tells us. 1957-06-XX, some day in June, tells us the month."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"
    ANY = "any"
    """No year is known at all: ``XXXX-12-25``, ``../..``."""

    @property
    def rank(self) -> int:
        """0 for a day, rising to no year at all."""
        return tuple(Precision).index(self)


class Shape(Enum):
    """How a date is put together."""

    SINGLE = "single"
    """One day, somewhere in the unit written. Where no year is known it has no bounds: ``XXXX-12-25``."""
    INTERVAL = "interval"
    """A stretch of time, ``start/end``. Either end may be a choice of days: ``[1976-07-12..]/1977-04-15``."""
    ONE_OF = "one of"
    """One of several dates, we do not know which: ``[1961,1962]``."""
    ALL_OF = "all of"
    """Several dates, every one of them: ``{1961,1962}``."""
    RANGE = "range"
    """Within a set only: all dates between two, ``1961..1964``."""


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date as an author wrote it and as the archive understands it."""

    edtf: str
    """Normal form: EDTF (ISO 8601-2:2019), Gregorian, no spaces."""
    written: str
    """The author's own text."""
    shape: Shape
    precision: Precision
    """Of an interval or a set: that of its coarsest date."""
    earliest: int | None
    """Day number of the first day meant; ``None`` where the start is open or unknown."""
    latest: int | None
    """Day number of the last day meant; ``None`` where the end is open or unknown."""
    uncertain: bool = False
    """Marked ``?`` or ``%``, the whole or any part."""
    approximate: bool = False
    """Marked ``~`` or ``%``, the whole or any part."""
    start: HistoricalDate | None = None
    """Of an interval or a range; ``None`` where it is open or unknown."""
    end: HistoricalDate | None = None
    """Of an interval or a range; ``None`` where it is open or unknown."""
    start_open: bool = False
    """No start is meant: ``../1957``."""
    end_open: bool = False
    """No end is meant, or it still lasts: ``1957/..``."""
    start_unknown: bool = False
    """There was a start, we do not know when: ``/1957``."""
    end_unknown: bool = False
    """There was an end, we do not know when: ``1957/``."""
    members: tuple[HistoricalDate, ...] = ()
    """The dates of a set, in the order written."""
    unspecified: bool = False
    """A month or a day is replaced by XX: one definite day is meant, we do not know which."""
    season: int | None = None
    """A part of the year as EDTF numbers it: 21 to 24 spring to winter, 25 to 28 the same of the northern and 29 to 32
    of the southern half of the earth, 33 to 36 quarters, 37 to 39 thirds, 40 and 41 halves."""
    pattern: tuple[str, ...] = ()
    """Year, month and day as written, where X stands for other digits than the last ones: ``("156X", "12", "25")``."""
    partial: tuple[str, ...] = ()
    """The marks of year, month and day, where not all have the same: ``("", "", "~")`` of ``1450-03-~11``."""
    estimate: int | None = None
    """The year named, where only its first digits are significant: 1950 of ``1950S2``."""
    calendar: str = GREGORIAN
    """The calendar the author wrote first: ``gregorian`` or ``julian``."""
    julian: str | None = None
    """The Old Style date in EDTF, but of the Julian calendar (``1890-02-25``), where the author gave one."""

    @property
    def is_interval(self) -> bool:
        """Whether this is a stretch of time, ``start/end``."""
        return self.shape is Shape.INTERVAL

    @property
    def is_day(self) -> bool:
        """Whether one day is meant and known, without doubt."""
        return (
            self.shape is Shape.SINGLE and self.precision is Precision.DAY and not (self.uncertain or self.approximate)
        )

    @property
    def year(self) -> int | None:
        """The year of the earliest bound, or of the latest where no start is known."""
        bound = self.latest if self.earliest is None else self.earliest
        return None if bound is None else from_day(bound)[0]

    def __str__(self) -> str:
        return self.edtf
