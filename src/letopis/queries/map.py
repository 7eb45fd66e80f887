"""Places to be shown on a map, and who belongs to each."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from letopis.model.archive import Archive
from letopis.model.kinds import PLACE, Person, Place
from letopis.model.values import KEY, Ref

LINE: Final = re.compile(rf"(?:(?P<person>{KEY.pattern}):\s*)?(?P<places>{KEY.pattern}(?:\s*;\s*{KEY.pattern})*)")
"""``place`` or ``person: place; place``, the places in order of time."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates, and the people sent or shown there."""

    place: Place
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places of a map in order, and the ways of those who were at several."""

    spots: list[Spot]
    ways: list[tuple[Person, list[Ref]]]


def atlas(archive: Archive, lines: Sequence[str], about: str = "", without: Collection[str] = ()) -> Atlas:
    """What a map shows: the places written, or those that a record touches, or all; without coordinates, none.

    ``without`` are keys of places that are left out, where none are written.
    """
    left_out = {place.ref for key in without for place in archive.meant(key, PLACE)}
    spots: dict[Ref, Spot] = {}
    ways: list[tuple[Person, list[Ref]]] = []
    for line in lines:
        match = LINE.fullmatch(line.strip())
        if match is None:
            continue
        person = archive.find(Person, match["person"]) if match["person"] else None
        way: list[Ref] = []
        for key in match["places"].split(";"):
            place = archive.find(Place, key.strip())
            if place is None or place.coordinates is None:
                continue
            spot = spots.setdefault(place.ref, Spot(place))
            way.append(place.ref)
            if person is not None and person not in spot.people:
                spot.people.append(person)
        if person is not None and len(way) > 1:
            ways.append((person, way))
    if not lines:
        for place in archive.all(Place):
            if place.coordinates and place.ref not in left_out and (not about or _touches(archive, place, about)):
                spots[place.ref] = Spot(place)
    return Atlas(list(spots.values()), ways)


def unmapped(archive: Archive, lines: Sequence[str]) -> list[Place]:
    """The places written of which nobody can say where they go."""
    keys = [key for line in lines if (match := LINE.fullmatch(line.strip())) for key in KEY.findall(match["places"])]
    found = [archive.find(Place, key) for key in dict.fromkeys(keys)]
    return [place for place in found if place and not place.coordinates]


def _touches(archive: Archive, place: Place, key: str) -> bool:
    """Whether a record points at a place, or the place at it."""
    meant = {record.ref for record in archive.meant(key)}
    return archive.touches(place, key) or any(rel.record.ref in meant for rel in archive.relations_to(place))
