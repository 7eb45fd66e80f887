"""Dates that hang on another record: "2 days before the-vote".

The record is not known while a page is read; :meth:`RelativeDate.resolve` gives the date once the
archive is whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from letopis.model.calendars import (
    FIRST_YEAR,
    LAST_YEAR,
    add_months,
    day_to_iso,
    from_day,
    year_text,
)
from letopis.model.edtf import read_edtf, shown
from letopis.model.historical import HistoricalDate, Precision, Shape

_RELATIVE = re.compile(
    r"(?:(?P<count>[0-9]{1,4}) (?P<unit>day|week|month|year)s? (?P<side>before|after)|same day as)"
    r" (?:(?P<kind>[a-z]+):)?(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)"
)
_LOOKS_RELATIVE = re.compile(r"(?i)(before|after|same\b.*\bas|later|earlier)\b")


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """So many days, weeks, months or years before or after the date of a record."""

    written: str
    """The author's own text."""
    key: str
    """The record the date hangs on."""
    kind: str = ""
    """Its kind where the author wrote it (``event:the-vote``), else empty."""
    count: int = 0
    """How many units; 0 for the same day. Negative: before."""
    unit: str = "day"
    """``day``, ``week``, ``month`` or ``year``."""

    def resolve(self, base: HistoricalDate) -> HistoricalDate:
        """Count from ``base``, the date of the record: its start if before, its end if after.

        "Same day as" gives ``base`` itself. Doubt carries over. Months and years keep the day of
        the month, or take the last where the month is shorter. ``ValueError`` if that end of
        ``base`` is open or unknown, or the result lies outside the years -9999 to 9999.
        """
        if not self.count:
            return replace(base, written=self.written)
        anchor = _anchor(base, before=self.count < 0)
        if anchor is None or anchor.earliest is None or anchor.latest is None:
            end = "start" if self.count < 0 else "end"
            raise ValueError(
                f"the date {self.written!r} counts from the {end} of {self.key!r}, which is not "
                f"known: its date is {base.edtf}. Write the date itself."
            )
        return replace(self._moved(anchor, anchor.earliest, anchor.latest), written=self.written)

    def _moved(self, anchor: HistoricalDate, earliest: int, latest: int) -> HistoricalDate:
        first, last = (self._shift(bound) for bound in (earliest, latest))
        for bound in (first, last):
            if not FIRST_YEAR <= from_day(bound)[0] <= LAST_YEAR:
                raise ValueError(
                    f"the date {self.written!r} falls in the year {from_day(bound)[0]}. "
                    f"EDTF writes days of the years {FIRST_YEAR} to {LAST_YEAR}."
                )
        mark = {(True, True): "%", (True, False): "?", (False, True): "~"}.get(
            (anchor.uncertain, anchor.approximate), ""
        )
        if first == last:
            return read_edtf(day_to_iso(first) + mark)
        year, month, _ = from_day(first)
        whole_year = anchor.shape is Shape.SINGLE and anchor.precision is Precision.YEAR
        if self.unit == "year" and whole_year:
            return read_edtf(year_text(year) + mark)
        whole_month = anchor.shape is Shape.SINGLE and anchor.precision is Precision.MONTH
        if self.unit in {"month", "year"} and whole_month:
            return read_edtf(f"{year_text(year)}-{month:02d}{mark}")
        return read_edtf(f"[{day_to_iso(first)}{mark}..{day_to_iso(last)}{mark}]")

    def _shift(self, number: int) -> int:
        days = {"day": 1, "week": 7}.get(self.unit)
        if days:
            return number + self.count * days
        return add_months(number, self.count * (12 if self.unit == "year" else 1))


def _anchor(base: HistoricalDate, *, before: bool) -> HistoricalDate | None:
    """The one date to count from: an end of an interval, the first or last of several."""
    if base.is_interval:
        return base.start if before else base.end
    if base.shape is not Shape.ALL_OF:
        return base
    if before:
        return min(base.members, key=lambda one: (one.earliest is not None, one.earliest or 0))
    return max(base.members, key=lambda one: (one.latest is None, one.latest or 0))


def looks_relative(text: str) -> bool:
    """Whether the author means a relative date, rightly written or not."""
    return _LOOKS_RELATIVE.search(text) is not None


def read_relative(text: str) -> RelativeDate:
    """Read ``2 days before key``, ``1 week after kind:key`` or ``same day as key``."""
    written = text.strip()
    match = _RELATIVE.fullmatch(" ".join(written.split()))
    if match is None or match["count"] == "0" * len(match["count"] or " "):
        raise ValueError(
            f"the date {shown(written)} is not a relative date. Write '2 days before KEY', "
            "'3 weeks after event:KEY' or 'same day as KEY'; units are days, weeks, months, years."
        )
    count = int(match["count"] or 0) * (-1 if match["side"] == "before" else 1)
    return RelativeDate(written, match["key"], match["kind"] or "", count, match["unit"] or "day")
