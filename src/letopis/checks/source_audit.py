"""On what kinds of source an archive rests, and what its most cited sources' entries leave out.

Nothing here is a fault: the audit page shows it, and an editor judges.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from letopis.model.archive import Archive, Source
from letopis.model.source_fields import field_of

MOST_CITED: Final = 60
"""How many of the most cited sources are asked for a complete entry."""

OTHER: Final = "Other"
"""The class of a source that no class of the project fits."""

ASKED: Final[dict[str, tuple[str, ...]]] = {
    "author": ("author", "editor", "institution", "organization"),
    "title": ("title",),
    "year": ("year",),
    "publisher": ("publisher", "journal", "institution", "organization", "howpublished"),
    "pages": ("pages", "pagetotal", "eid"),
    "language": ("langid", "language"),
    "address": ("url", "doi", "archive"),
    "day of access": ("urldate",),
    "archived copy": ("archivedurl",),
}
"""What a complete entry tells, and the fields any of which tells it, each by any of its names.

The day of access is asked only beside a ``url``, and an archived copy only beside one without a ``doi``; the pages not
of what is found only online; and there the year not
beside a day of access, since a page that changes has none.
"""

ONLINE: Final = frozenset({"electronic", "online", "www"})
"""Types of entry for what is found only online."""

_PAGES: Final = re.compile(r"\bpp?\.\s*\d")
"""The pages among what ``howpublished`` tells: ``pp. 142--143``."""

_ITEM: Final = re.compile(r"(?<![^:;])([^:;]++):\s*([^;]*)")


class Incomplete(NamedTuple):
    """An entry among the most cited that leaves something out."""

    key: str
    citations: int
    missing: tuple[str, ...]
    """What it leaves out without a reason, in the words of :data:`ASKED`."""
    reasons: tuple[tuple[str, str], ...]
    """What its field ``unfound`` gives a reason for, and the reason."""


def shares_by_class(archive: Archive, classes: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    """Citations by class of source, in the order of ``classes`` and :data:`OTHER` last; classes without any are left out.

    ``classes`` gives each class its patterns. A pattern is ``field: text``: the entry's field, by any of its names,
    contains the text, whatever its case. The field ``type`` is the type of the entry. An entry is of the first class
    that it fits.
    """
    counts: Counter[str] = Counter()
    for key, count in archive.citation_counts.items():
        if key in archive.bibliography:
            counts[class_of(archive.bibliography[key], classes)] += count
    return [(name, counts[name]) for name in (*classes, OTHER) if counts[name]]


def class_of(source: Source, classes: Mapping[str, Sequence[str]]) -> str:
    """The first class one of whose patterns fits an entry, or :data:`OTHER`."""
    for name, patterns in classes.items():
        for pattern in patterns:
            field, _, text = pattern.partition(":")
            told = source.kind if field.strip() == "type" else field_of(source.fields, field.strip())
            if text.strip().casefold() in told.casefold() and told:
                return name
    return OTHER


def incomplete_entries(archive: Archive, most: int = MOST_CITED) -> list[Incomplete]:
    """Of the ``most`` sources cited most often, those whose entry leaves something out, most cited first."""
    counts = sorted(archive.citation_counts.items(), key=lambda item: (-item[1], item[0]))
    known = [(key, count) for key, count in counts if key in archive.bibliography][:most]
    found = []
    for key, count in known:
        source = archive.bibliography[key]
        reasons = reasons_of(source)
        excused = {name for name, _ in reasons}
        missing = tuple(name for name in missing_from(source) if name not in excused)
        if missing or reasons:
            found.append(Incomplete(key, count, missing, reasons))
    return found


def missing_from(source: Source) -> list[str]:
    """What an entry leaves out, in the words of :data:`ASKED`. A title in square brackets is ours, and counts as none."""
    missing = []
    for name, fields in ASKED.items():
        told = next(filter(None, (field_of(source.fields, field) for field in fields)), "")
        if _is_not_asked(name, source):
            continue
        if not told or (name == "title" and told.startswith("[")):
            missing.append(name)
    return missing


def _is_not_asked(name: str, source: Source) -> bool:
    if name == "day of access":
        return not field_of(source.fields, "url")
    if name == "archived copy":
        return not field_of(source.fields, "url") or bool(field_of(source.fields, "doi"))
    if name == "pages" and _PAGES.search(field_of(source.fields, "howpublished")):
        return True
    online = source.kind in ONLINE
    return online and (name == "pages" or (name == "year" and bool(field_of(source.fields, "urldate"))))


def reasons_of(source: Source) -> tuple[tuple[str, str], ...]:
    """What the field ``unfound`` says: ``publisher, pages: seen only in an excerpt; year: not given there``."""
    return tuple(
        (name.strip(), reason.strip())
        for names, reason in _ITEM.findall(" ".join(source.fields.get("unfound", "").split()))
        for name in names.split(",")
        if reason.strip()
    )
