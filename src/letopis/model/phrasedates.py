"""A date in words taken apart: its year, month and day, and what they become in EDTF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from letopis.model.calendars import add_months, day_to_iso, from_day, to_day, year_text

_LETTERS: Final = {
    "month": "m", "season": "s", "ordinal": "o", "decade": "D", "decades": "G", "century": "K", "centuries": "C",
    "iso": "I", "year": "Y", "roman": "r", "sign": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Simple:
    """One date: what is known of it. ``number`` is one that only its neighbour in a pair can explain."""

    year: str | None = None
    """Four digits, some of them X."""
    month: int = 0
    season: int = 0
    day: int = 0
    number: int = 0
    about: bool = False
    perhaps: bool = False
    era: str = ""
    old_style: bool = False
    unit: str = ""
    """``day`` in "a day in June 1957"."""
    century_too: bool = False
    """The 1800s: ten years or a hundred."""
    month_first: bool = False
    """06/07/1957: the sixth of July, or the seventh of June."""
    doubled: bool = False
    """30 January 1648/49."""

    def with_parts(self, parts: list[tuple[str, str]]) -> Simple | None:
        """Fill in the parts, pairs of kind and value, by the order in which they stand; ``None`` if none is known."""
        slashed = any(value == "/" for _, value in parts)
        dashed = any(value == "-" for _, value in parts)
        form, values = "", []
        for kind, value in parts:
            letter = _LETTERS.get(kind) or ("" if kind == "sign" else "Y" if len(value) in (3, 4) else "d")
            if letter:
                form += letter
                values.append(value)
        if self.era and form in {"d", "Y"} and values[0].isdigit():
            return replace(self, year=self._year_of_era(int(values[0])))
        if form in {"d", "o", "r"}:
            return replace(self, number=int(values[0]))
        if slashed and form[-2:] in {"Yd", "YY"} and "m" in form:
            return self._doubled(form[:-1], values)
        return self._of_form(form, values, ordered=slashed or dashed)

    def _year_of_era(self, year: int) -> str | None:
        return year_text(1 - year if self.era == "bc" else year) if year else None

    def _of_form(self, form: str, values: list[str], *, ordered: bool) -> Simple | None:
        if form == "K" or (len(form) == 2 and "C" in form and form.strip("C") in {"d", "o", "r"}):
            return self._century(int(values[0] if form[0] != "C" else values[1]))
        if form in {"D", "GD", "DG", "GY", "YG"}:
            return self._decade(values[-1] if form[0] == "G" else values[0])
        if form == "I":
            year, month, day = (*values[0].split("-"), "0")[:3]
            return replace(self, year=year, month=int(month), day=int(day))
        if form in {"ddY", "drY", "dY", "rY", "Ydd", "Yd"}:
            return self._in_figures(form, values, ordered=ordered)
        return self._named(form, values)

    def _named(self, form: str, values: list[str]) -> Simple | None:
        """18 June 1957, June 18, summer 1957, 1957."""
        if form.strip("Ymsdo") or any(form.count(letter) > 1 for letter in form):
            return None
        found = dict(zip(form, values, strict=True))
        day = int(found.get("d", found.get("o", "0")))
        with_month, with_season = "m" in found, "s" in found
        if not form or (day and not with_month) or (with_month and with_season) or {"d", "o"} <= set(found):
            return None
        return replace(
            self,
            year=self._plain_year(found["Y"]) if "Y" in found else None,
            month=int(found.get("m", 0)),
            season=int(found.get("s", 0)),
            day=day,
        )

    def _plain_year(self, year: str) -> str | None:
        """A year in four digits, of its era."""
        if not year.isdigit():
            return year.upper()
        return self._year_of_era(int(year)) if self.era else year.zfill(4)

    def _century(self, number: int) -> Simple | None:
        if not 0 < number < 100:
            return None
        return replace(self, year=f"{'-' if self.era == 'bc' else ''}{number - 1:02d}XX")

    def _decade(self, year: str) -> Simple | None:
        if self.era == "bc" or len(year) != 4 or year[3] != "0":
            return None
        return replace(self, year=f"{year[:3]}X", century_too=year[2] == "0")

    def _in_figures(self, form: str, values: list[str], *, ordered: bool) -> Simple | None:
        """18.6.1957, 18.VI.1957, 06/18/1957, 6.1957, 1957.6.18. Only with / or - may the month come first."""
        figures = [int(value) for letter, value in zip(form, values, strict=True) if letter != "Y"]
        year = values[form.index("Y")]
        if form == "Yd" or not year.isdigit():
            return None
        year = year.zfill(4)
        if len(figures) == 1:
            return replace(self, year=year, month=figures[0], number=figures[0]) if figures[0] <= 31 else None
        day, month = figures if form[0] == "d" else figures[::-1]
        if form == "ddY" and ordered:
            if month > 12:
                day, month = month, day
            elif day <= 12 and day != month:
                return replace(self, year=year, month=month, day=day, month_first=True)
        return replace(self, year=year, month=month, day=day)

    def _doubled(self, form: str, values: list[str]) -> Simple | None:
        """30 January 1648/49: the year began on 25 March, so the day is of 1649, Old Style."""
        date = self._of_form(form, values[:-1], ordered=False)
        if date is None or date.year is None or not date.year.isdigit():
            return None
        second = date.year[: 4 - len(values[-1])] + values[-1]
        if int(second) == int(date.year) - 99 or (values[-1] in {"0", "00"} and int(second) < int(date.year)):
            second = f"{int(date.year) + 1:04d}"
        if int(second) != int(date.year) + 1 or not 1 <= date.month <= 3:
            return None
        return replace(date, year=second, old_style=True, doubled=True)

    def readings(self) -> Iterator[Simple]:
        """This date, and the other that may be meant."""
        if self.month_first:
            yield replace(self, month_first=False)
            yield replace(self, month=self.day, day=self.month, month_first=False)
            return
        if self.century_too and self.year and self.unit:
            yield replace(self, year=f"{self.year[:2]}XX", century_too=False)
            return
        yield self
        if self.century_too and self.year:
            yield replace(self, year=f"{self.year[:2]}XX", century_too=False)

    @property
    def weekday(self) -> int:
        """The day of the week, 1 for Monday to 7; 0 where the day is not known, or is of the Julian calendar."""
        if not (self.day and self.month and self.year and self.year.isdigit()) or self.old_style or self.era:
            return 0
        try:
            return dt.date(int(self.year), self.month, self.day).isoweekday()
        except ValueError:  # there is no such day
            return 0

    @property
    def mark(self) -> str:
        """``~``, ``?``, ``%`` or nothing."""
        return {(True, True): "%", (True, False): "~", (False, True): "?"}.get((self.about, self.perhaps), "")

    def edtf(self) -> str:
        """The text in EDTF; empty if there is none."""
        if not (self.year or self.month) or (self.number and not (self.year and self.month)):
            return ""
        month = self.season or self.month
        parts = [self.year or "XXXX", f"{month:02d}" if month else "", f"{self.day:02d}" if self.day else ""]
        if not self.day and not self.season and self.unit in {"day", "month"} and "X" not in parts[0]:
            parts[1:] = [parts[1] or "XX", "XX" if self.unit == "day" else ""]
        text = "-".join(part for part in parts if part)
        return f"{'OS ' if self.old_style else ''}{text}{self.mark}"


def shared(first: Simple, second: Simple) -> tuple[Simple, Simple] | None:
    """Two dates of one phrase, each with what only the other says: 18–22 June 1957, 1851–52, the 17th–19th centuries."""
    if first.day and first.month and not first.year and second.year and second.number == second.month:
        second = replace(second, day=second.number, month=first.month, number=0)  # June 18–22, 1957
    if second.number and not second.year:
        second = _second_year(first, second)
    if first.number and not (first.year or first.month):
        if second.day:
            first = replace(second, day=first.number, about=first.about, perhaps=first.perhaps)
        elif second.year and second.year.endswith("XX"):
            first = replace(first, year=f"{second.year[:-4]}{first.number - 1:02d}XX", number=0)
        elif second.era == "bc":
            first = replace(first, year=year_text(1 - first.number), number=0)
    if not first.year and second.year:
        first = replace(first, year=second.year)
    elif second.era == "bc" and not first.era and first.year and first.year.isdigit():
        first = replace(first, year=year_text(1 - int(first.year)))
    if not first.edtf() or not second.edtf():
        return None
    return first, second


def _second_year(first: Simple, second: Simple) -> Simple:
    """1851–52 and 1851–2 name the years 1851 and 1852; June 18–22 the same month twice."""
    if first.day and second.number <= 31:
        return replace(first, day=second.number, about=second.about, perhaps=second.perhaps)
    if first.year and first.year.isdigit() and not first.month:
        cut = 2 if second.number > 9 else 3
        return replace(second, year=f"{first.year[:cut]}{second.number}", number=0)
    return second


def _bounds(date: Simple) -> tuple[int, int]:
    """First and last year, of a decade or century."""
    assert date.year is not None
    low, high = (int(date.year.replace("X", digit)) for digit in "09")
    return min(low, high), max(low, high)


def _first_month(date: Simple) -> tuple[int, int]:
    """The first month of a month or season, and how many it has."""
    return (date.season * 3 - 60, 3) if date.season else (date.month, 1)


def day_before(date: Simple) -> str:
    """The last day, month or year before a date, in its own unit: 1927 for 1928, 1927-12 for January 1928."""
    first, _ = _bounds(date)
    if not (date.month or date.season):
        return f"{year_text(first - 1)}{date.mark}"
    if date.day:
        return f"{day_to_iso(to_day(first, date.month, date.day) - 1)}{date.mark}"
    return f"{_month_text(add_months(to_day(first, _first_month(date)[0], 1), -1))}{date.mark}"


def day_after(date: Simple) -> str:
    """The first day, month or year after a date, in its own unit."""
    first, last = _bounds(date)
    if not (date.month or date.season):
        return f"{year_text(last + 1)}{date.mark}"
    if date.day:
        return f"{day_to_iso(to_day(first, date.month, date.day) + 1)}{date.mark}"
    month, length = _first_month(date)
    return f"{_month_text(add_months(to_day(first, month, 1), length))}{date.mark}"


def _month_text(day: int) -> str:
    year, month, _ = from_day(day)
    return f"{year_text(year)}-{month:02d}"
