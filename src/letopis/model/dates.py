"""The door to everything about dates: read one, compare two, put it into words.

Each part has its own module: :mod:`~letopis.model.historical` (the value),
:mod:`~letopis.model.edtf` (the reader), :mod:`~letopis.model.calendars` (day numbers, Old Style),
:mod:`~letopis.model.relative`, :mod:`~letopis.model.comparison`, :mod:`~letopis.model.datewords`.
"""

from __future__ import annotations

from dataclasses import replace

from letopis.model.calendars import day_to_iso, from_day, to_day
from letopis.model.comparison import (
    Tri,
    age_at,
    before,
    contains_day,
    not_after,
    overlaps,
    same,
    sort_key,
    within,
)
from letopis.model.datehints import old_style_rewordings
from letopis.model.datewords import in_short, in_words, iso_machine
from letopis.model.edtf import MAX_LENGTH, proposal_for, read_edtf, shown
from letopis.model.historical import HistoricalDate, Precision, Shape
from letopis.model.oldstyle import read_old_style
from letopis.model.relative import RelativeDate, looks_relative, read_relative

__all__ = [
    "HistoricalDate",
    "Precision",
    "RelativeDate",
    "Shape",
    "Tri",
    "age_at",
    "before",
    "contains_day",
    "day_to_iso",
    "from_day",
    "in_short",
    "in_words",
    "iso_machine",
    "not_after",
    "overlaps",
    "parse_date",
    "parse_fixed_date",
    "same",
    "sort_key",
    "to_day",
    "within",
]


def parse_date(text: str) -> HistoricalDate | RelativeDate:
    """Read the date an author wrote.

    ``1957-06-18`` and the rest of EDTF as :mod:`letopis.model.edtf` describes it; ``OS 1890-02-25``
    for a date of the Julian calendar; ``1890-03-09 (OS 1890-02-25)`` for both, which must
    be the same days; ``2 days before KEY`` for a date that hangs on another record. ``ValueError``
    shows the value and says what would be right.
    """
    text = text.strip()
    if len(text) <= MAX_LENGTH and looks_relative(text):
        try:
            return read_relative(text)
        except ValueError:  # "before 1928" hangs on no record
            if better := proposal_for(text):
                raise ValueError(better) from None
            raise
    return parse_fixed_date(text)


def parse_fixed_date(text: str) -> HistoricalDate:
    """Read a date that hangs on no other record; otherwise like :func:`parse_date`."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        return read_edtf(text)
    try:
        date = _read_fixed(text)
        return date if date.written == text else replace(date, written=text)
    except ValueError:
        for fault, candidates in old_style_rewordings(text):
            if text not in candidates and all(map(_is_date, candidates)):
                raise ValueError(f"the date {shown(text)} {fault}. Write {' or '.join(candidates)}.") from None
        raise


def _is_date(text: str) -> bool:
    try:
        _read_fixed(text)
    except ValueError:
        return False
    return True


def _read_fixed(text: str) -> HistoricalDate:
    return read_old_style(text) or read_edtf(text)
