"""The reader of EDTF dates: a text becomes a :class:`HistoricalDate` or a helpful complaint.

The profile is EDTF as published by the Library of Congress (4 February 2019; ISO 8601-2:2019), levels 0, 1 and 2,
without times of day, which this archive does not keep. One thing is added: either end of an interval may be a choice
of days, ``[1976-07-12..]/1977-04-15`` for what began on that day or later.

Narrower than the specification: years have at most 12 digits, a text 200 characters and a set 50 members, so that
reading is always quick; ``XXXX`` alone, and ``/`` alone, say nothing and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from letopis.model.calendars import GREGORIAN, JULIAN
from letopis.model.datehints import rewordings
from letopis.model.historical import HistoricalDate, Precision, Shape
from letopis.model.singledates import UnreadableDateError, read_single

MAX_LENGTH: Final = 200
MAX_MEMBERS: Final = 50

#: What stands where there is no date, without its spaces and full stops.
_NOTHING: Final = frozenset(
    "? x nd na none unknown undated nodate sd sa sinedata sineanno senzadata sinfecha sansdate oj od ohnejahr undatiert bd br"
    " бг бд".split()
) | {""}
_BRACKETS: Final = {"[": "]", "{": "}"}


def read_edtf(text: str, calendar: str = GREGORIAN) -> HistoricalDate:
    """Read one EDTF expression; ``ValueError`` says what is wrong and what would be right.

    With ``calendar`` ``julian`` its days are counted in that calendar, and its text remains what was written.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise ValueError(
            f"the date {shown(text)} has {len(text)} characters. "
            f"Write one of at most {MAX_LENGTH}, and the rest in the text."
        )
    try:
        return _read(text, calendar)
    except UnreadableDateError:
        raise ValueError(_with_advice(text)) from None


def shown(text: str) -> str:
    """Quote a value for a message, cut to 60 characters."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _with_advice(text: str) -> str:
    if re.sub(r"[\s.]", "", text.lower()) in _NOTHING:
        return (
            f"the date {text!r} says nothing. Write one such as 1957-06-18, "
            "or leave the field out where it is not known."
        )
    if better := proposal_for(text):
        return better
    return (
        f"the date {shown(text)} is not in EDTF. Write one such as 1957-06-18, 1957-06, 1957, "
        "1957-06~ (about), 1957? (perhaps), 1957-06-18/1957-06-21 or [1961,1962] (one of)."
    )


def proposal_for(text: str) -> str:
    """The message for a text that is not a date, with what may be meant; empty if nothing can be proposed."""
    for fault, candidates in rewordings(text):
        if candidates and all(map(_is_readable, candidates)):
            better = " or ".join(f"'{one}'" if one.endswith(".") else one for one in candidates)
            return f"the date {shown(text)} {fault}. Write {better}."
    return ""


def _is_readable(text: str) -> bool:
    """Whether a proposal is a date itself; ``OS`` before it counts in the Julian calendar."""
    old_style = text.removeprefix("OS ")
    try:
        _read(old_style, GREGORIAN if old_style == text else JULIAN)
    except ValueError:
        return False
    return True


def _read(text: str, calendar: str) -> HistoricalDate:
    if "/" in text:
        return _read_interval(text, calendar)
    if text[:1] in _BRACKETS:
        return _read_set(text, calendar)
    return read_single(text, calendar)


def _read_interval(text: str, calendar: str) -> HistoricalDate:
    """``start/end``, where either may be ``..`` (open), empty (unknown) or a choice of days."""
    ends = [part.strip() for part in text.split("/")]
    if len(ends) != 2:
        raise UnreadableDateError(text)
    if not any(ends):
        raise ValueError(
            f"the date {text!r} names no date at all. Write at least a start, as 1957/.., or leave the field out."
        )
    start, end = (_read_end(part, calendar) for part in ends)
    _check_order(start, end, "/")
    return _between(Shape.INTERVAL, "/", (start, end), (ends[0], ends[1]))


def _read_end(text: str, calendar: str) -> HistoricalDate | None:
    if text in {"", ".."}:
        return None
    return _read_set(text, calendar) if text[0] == "[" else read_single(text, calendar)


def _check_order(start: HistoricalDate | None, end: HistoricalDate | None, mark: str) -> None:
    if start is None or end is None or start.earliest is None or end.latest is None:
        return
    if start.earliest > end.latest:
        raise ValueError(
            f"the date '{start.edtf}{mark}{end.edtf}' ends before it begins. "
            f"Write {end.edtf}{mark}{start.edtf}, or correct one of the two."
        )


def _between(
    shape: Shape, mark: str, ends: tuple[HistoricalDate | None, HistoricalDate | None], written: tuple[str, str]
) -> HistoricalDate:
    start, end = ends
    known = [date for date in ends if date is not None]
    text = mark.join(date.edtf if date else part for date, part in zip(ends, written, strict=True))
    return HistoricalDate(
        edtf=text,
        written=text,
        shape=shape,
        precision=_coarsest(known),
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        uncertain=any(date.uncertain for date in known),
        approximate=any(date.approximate for date in known),
        start=start,
        end=end,
        start_open=written[0] == ".." or (shape is Shape.RANGE and start is None),
        end_open=written[1] == ".." or (shape is Shape.RANGE and end is None),
        start_unknown=shape is Shape.INTERVAL and not written[0],
        end_unknown=shape is Shape.INTERVAL and not written[1],
    )


def _coarsest(dates: list[HistoricalDate]) -> Precision:
    return max((date.precision for date in dates), key=lambda precision: precision.rank, default=Precision.ANY)


def _read_set(text: str, calendar: str) -> HistoricalDate:
    """``[a,b]`` or ``{a,b}``, whose members are dates or ranges ``a..b``."""
    close = _BRACKETS[text[0]]
    if text[-1] != close or len(text) < 3:
        raise UnreadableDateError(text)
    parts = [part.strip() for part in text[1:-1].split(",")]
    if len(parts) > MAX_MEMBERS:
        raise ValueError(
            f"the date {shown(text)} has {len(parts)} members. Write at most {MAX_MEMBERS}, "
            "or a range such as [1957-06-18..1957-06-21]."
        )
    members = [_read_member(part, index, len(parts), calendar) for index, part in enumerate(parts)]
    for twice in _repeated(member.edtf for member in members):
        raise ValueError(f"the date {shown(text)} names {twice} twice. Write it once.")
    normal = f"{text[0]}{','.join(member.edtf for member in members)}{close}"
    firsts = [member.earliest for member in members if member.earliest is not None]
    lasts = [member.latest for member in members if member.latest is not None]
    return HistoricalDate(
        edtf=normal,
        written=text,
        shape=Shape.ONE_OF if close == "]" else Shape.ALL_OF,
        precision=_coarsest(members),
        earliest=min(firsts) if len(firsts) == len(members) else None,
        latest=max(lasts) if len(lasts) == len(members) else None,
        uncertain=any(member.uncertain for member in members),
        approximate=any(member.approximate for member in members),
        start_open=any(member.start_open for member in members),
        end_open=any(member.end_open for member in members),
        members=tuple(members),
    )


def _read_member(text: str, index: int, count: int, calendar: str) -> HistoricalDate:
    if ".." not in text:
        return read_single(text, calendar)
    ends = [part.strip() for part in text.split("..")]
    if len(ends) != 2 or not any(ends):
        raise UnreadableDateError(text)
    if (not ends[0] and index > 0) or (not ends[1] and index < count - 1):
        raise ValueError(
            f"the range {text!r} has an open end inside a set. Write '..date' first in the set, 'date..' last."
        )
    start, end = (read_single(part, calendar) if part else None for part in ends)
    _check_order(start, end, "..")
    return _between(Shape.RANGE, "..", (start, end), (ends[0], ends[1]))


def _repeated(texts: Iterable[str]) -> Iterable[str]:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            yield text
        seen.add(text)
