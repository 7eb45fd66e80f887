"""Makes one date in EDTF of the attributes that TEI gives a date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import Final

_NAMES: Final = ("when", "from", "to", "notBefore", "notAfter")
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YEARS: Final = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})")
#: The time of day and the zone, which no date here has.
_TIME: Final = re.compile(r"(?:T[\d:.]+)?(?:Z|[+-]\d\d:\d\d)?$")


def when(attributes: Mapping[str, str], *, printed: str = "") -> str:
    """The date in EDTF; empty if the attributes say none.

    Where ``notBefore`` and ``notAfter`` stand beside ``when``, they count: the Guidelines allow no such pair, and what
    has it means "a day within", put in order by one of them. ``printed`` is the text: a first of January that stands for
    a printed year, or for one of two, says no more than they.
    """
    found = _values(attributes)
    if found["notBefore"] and found["notAfter"] and not (found["from"] or found["to"]):
        return _marked(_whole(found["notBefore"], found["notAfter"]), attributes)
    if found["when"]:
        return _marked(_printed(found["when"], printed), attributes)
    begin, end = sides(attributes)
    if found["from"] or found["to"]:
        return f"{begin}/{end}"
    return begin or end


def sides(attributes: Mapping[str, str]) -> tuple[str, str]:
    """When it began and when it ended, each in EDTF, or empty: ``("1850", "[..1860]")`` of ``from`` and ``notAfter``."""
    found = _values(attributes)
    begin = found["from"] or (f"[{found['notBefore']}..]" if found["notBefore"] else "")
    return begin, found["to"] or (f"[..{found['notAfter']}]" if found["notAfter"] else "")


def _values(attributes: Mapping[str, str]) -> dict[str, str]:
    """The five dates, or those with ``-iso``, without a time of day; ``--05-06`` is a day of an unknown year."""
    given = {name: attributes.get(name) or attributes.get(f"{name}-iso", "") for name in _NAMES}
    return {name: re.sub(r"^--(?=\d\d-\d\d$)", "XXXX-", _TIME.sub("", value)) for name, value in given.items()}


def _marked(date: str, attributes: Mapping[str, str]) -> str:
    """The date as EDTF marks it: ``?`` where its encoder is not sure of it, ``~`` where it is not exact."""
    unsure, about = attributes.get("cert") == "low", attributes.get("precision") == "low"
    mark = "%" if unsure and about else "?" if unsure else "~" if about else ""
    return date if date.startswith("[") else date + mark


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
