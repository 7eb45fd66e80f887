"""Makes one date in EDTF of the attributes that TEI gives a date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})")


def when(attributes: Mapping[str, str], *, only: str = "", printed: str = "") -> str:
    """The date in EDTF; empty if the attributes say none.

    ``only`` is ``begin`` or ``end`` for one side of a time. Where ``notBefore`` and ``notAfter`` stand beside ``when``,
    they count: the Guidelines allow no such pair, and what has it means "a day within", put in order by one of them.
    ``printed`` is the text: a first of January that stands for a printed year, or for one of two, says no more than they.
    """
    found = {name: attributes.get(name) or attributes.get(f"{name}-iso", "") for name in _NAMES}
    if only:
        return (found["from"] or found["notBefore"]) if only == "begin" else (found["to"] or found["notAfter"])
    if found["notBefore"] and found["notAfter"]:
        return _marked(_whole(found["notBefore"], found["notAfter"]), attributes)
    if found["when"]:
        return _marked(_printed(found["when"], printed), attributes)
    if found["from"] or found["to"]:
        return f"{found['from']}/{found['to']}"
    if found["notBefore"] or found["notAfter"]:
        return f"[{found['notBefore']}..{found['notAfter']}]"
    return ""


_NAMES = ("when", "from", "to", "notBefore", "notAfter")


def _marked(date: str, attributes: Mapping[str, str]) -> str:
    low = "low" in {attributes.get("cert"), attributes.get("precision")}
    return f"{date}~" if low and not date.startswith("[") else date


def _printed(day: str, printed: str) -> str:
    """The day, or what is printed where the day is only the first of the year that is printed."""
    if not day.endswith("-01-01"):
        return day
    if printed == day[:4]:
        return printed
    years = _YEARS.fullmatch(printed)
    return f"[{years[1]}..{years[2]}]" if years and years[1] <= day[:4] <= years[2] else day


def _whole(first: str, last: str) -> str:
    """The year or month that two days bound; else one of the days from the first to the last."""
    begin, end = _DAY.fullmatch(first), _DAY.fullmatch(last)
    if begin and end and begin[1] == end[1]:
        year = begin[1]
        if first.endswith("-01-01") and last.endswith("-12-31"):
            return year
        month = begin[2] if begin[2] == end[2] and begin[3] == "01" and 1 <= int(end[2]) <= 12 else ""
        if month and int(end[3]) == calendar.monthrange(int(year), int(month))[1]:
            return f"{year}-{month}"
    return first if first == last else f"[{first}..{last}]"
