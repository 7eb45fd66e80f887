"""The anniversaries of an archive as a calendar (iCalendar, RFC 5545): events, births and deaths with a sure day.

Days before the Gregorian calendar are kept as they were counted then, in the Julian one: so they are remembered. Later
ones stand by the Gregorian calendar, wherever they happened.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from letopis.exports.material import Material
from letopis.model.calendars import GREGORIAN, JULIAN, from_day, to_day
from letopis.model.dates import HistoricalDate
from letopis.model.kinds import Event, Person, Record
from letopis.model.values import Fact, When

_FIRST_GREGORIAN: Final = to_day(1582, 10, 15)
_OCTETS: Final = 75


def calendar(material: Material) -> str:
    """One yearly entry of a whole day for each anniversary; lines end in CR LF as the format demands."""
    about = material.about
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Letopis//{_escaped(about.title)}//EN", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(about.title)}",
    ]  # fmt: skip
    stamp = f"{_edition(about.edition):%Y%m%d}T000000Z"
    for record, what, date in _anniversaries(material):
        lines += _event(material, record, what, date, stamp)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _edition(edition: str) -> datetime.date:
    """The day of the edition; one without a date is stamped with the first day of Unix."""
    try:
        return datetime.date.fromisoformat(edition)
    except ValueError:
        return datetime.date(1970, 1, 1)


def _anniversaries(material: Material) -> Iterator[tuple[Record, str, datetime.date]]:
    dated: list[tuple[Record, str, Fact[When] | None]] = []
    dated += [(event, "", event.date) for event in material.archive.all(Event)]
    for person in material.archive.all(Person):
        dated += [(person, "born", person.born), (person, "died", person.died)]
    for record, what, fact in sorted(dated, key=lambda one: (one[0].kind, one[0].key, one[1])):
        day = _day(material, fact)
        if day is not None:
            yield record, what, day


def _day(material: Material, fact: Fact[When] | None) -> datetime.date | None:
    """The day, or the first of several, if it is sure to the day."""
    if fact is None:
        return None
    date = material.archive.when(fact.value)
    first: HistoricalDate | None = date.start if date is not None and date.is_interval else date
    if first is None or not first.is_day or first.earliest is None:
        return None
    calendar_then = GREGORIAN if first.earliest >= _FIRST_GREGORIAN else JULIAN
    try:
        return datetime.date(*from_day(first.earliest, calendar_then))
    except ValueError:  # before our era, or 29 February of a year that has none in the calendar of computers
        return None


def _event(material: Material, record: Record, what: str, date: datetime.date, stamp: str) -> list[str]:
    name = f"{record.name} {what} in {date.year}" if what else f"{record.name} ({date.year})"
    lines = [
        "BEGIN:VEVENT", f"UID:{record.anchor}{'-' + what if what else ''}@{_host(material)}", f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{date:%Y%m%d}", "RRULE:FREQ=YEARLY", "TRANSP:TRANSPARENT", f"SUMMARY:{_escaped(name)}",
    ]  # fmt: skip
    if summary := material.summary(record):
        lines.append(f"DESCRIPTION:{_escaped(summary)}")
    if material.about.base:
        lines.append(f"URL:{material.about.base}{material.address(record)}")
    return [*lines, "END:VEVENT"]


def _host(material: Material) -> str:
    """What makes the ids of this archive's entries different from those of others."""
    found = re.match(r"https?://([^/]+)", material.about.base)
    return found[1] if found else "-".join(re.findall(r"[a-z0-9]+", material.about.project.lower())) or "archive"


def _escaped(text: str) -> str:
    text = " ".join(text.split())
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """No line is longer than 75 octets; what follows begins with a space. No letter is torn apart."""
    parts: list[str] = []
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + octets
    return "\r\n".join([*parts, part])
