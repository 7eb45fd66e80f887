"""Places on a map, and the same places in a table with their coordinates."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import Final

from docutils import nodes

from letopis.drawings.maps import Spotted, draw_map, draw_surroundings
from letopis.drawings.shapes import NARROW, Drawing, Measure
from letopis.model.kinds import Place
from letopis.nodes import magnified
from letopis.queries.map import Atlas, atlas
from letopis.rendering.degrees import degrees
from letopis.rendering.figure import figure_of, figures, short_names, split_keys, with_table
from letopis.rendering.page import Content, Page, joined, table

MANY: Final = 4
"""A map of more places can be enlarged."""


def render_map(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Places that have coordinates: those written in the body, those that ``about`` touches, or all but those ``without``."""
    without = split_keys(options.get("without", ""))
    found = atlas(page.archive, options.get("places", "").splitlines(), options.get("about", ""), without)
    if not found.spots:
        return []
    with_people = any(spot.people for spot in found.spots)
    rows: list[list[Content]] = []
    for number, spot in enumerate(found.spots, start=1):
        fact = spot.place.coordinates
        assert fact is not None, spot
        where: Content = [_where(fact.value.latitude, fact.value.longitude), *page.cite(fact.sources)]
        people: list[Content] = [joined([page.link(person) for person in spot.people])] if with_people else []
        mark = [nodes.inline("", f"{number} ", classes=["letopis-map-number"])] if page.is_laid_out else []
        rows.append([[*mark, page.link(spot.place)], *people, where])
    made = _picture(page, found)
    if page.is_laid_out and made and len(found.spots) > MANY:
        made = [magnified("", *made, label="The size of the map", name="The map", group=_group(found))]
    if with_people:
        return with_table(page, made, table(["Place", "Who", "Coordinates"], rows, [30, 38, 32], ["letopis-map"]))
    return with_table(page, made, table(["Place", "Coordinates"], rows, [55, 45], ["letopis-map"]))


def _group(found: Atlas) -> str:
    """A name for the buttons of a map: two maps of the same places on one page would show the same."""
    return "map-" + blake2b("".join(spot.place.key for spot in found.spots).encode(), digest_size=4).hexdigest()


def _where(latitude: float, longitude: float) -> str:
    return f"{degrees(latitude, 'N', 'S')}, {degrees(longitude, 'E', 'W')}"


def _picture(page: Page, found: Atlas) -> list[nodes.Node]:
    names = short_names(person for spot in found.spots for person in spot.people)
    spots: list[Spotted] = []
    for spot in found.spots:
        assert spot.place.coordinates is not None, spot
        latitude, longitude = spot.place.coordinates.value
        who = ", ".join(person.name for person in spot.people)
        words = f"{spot.place.name}{f': {who}' if who else ''} ({_where(latitude, longitude)})"
        note = ", ".join(names[person.ref] for person in spot.people)
        spots.append(Spotted(spot.place.ref, spot.place.name, longitude, latitude, note, words))
    ways = [(person.name, refs) for person, refs in found.ways]
    moved = " A broken line leads from a first place to the next." if ways else ""
    caption = f"The places on an outline of the land.{moved} The table below has the same, with their coordinates."
    numbered = [replace(spot, name=str(number), note="") for number, spot in enumerate(spots, start=1)]

    def draw(measure: Measure, title: str) -> list[Drawing]:
        return [draw_map(numbered if measure == NARROW else spots, ways, title, measure)]

    people = [person for spot in found.spots for person in spot.people]
    return figures(page, draw, caption, narrow=True, about=people)


SMALL: Final = Measure(310, 14)
"""As wide as a telephone shows it, and its smallest words twelve pixels high there."""


def of_place(page: Page, place: Place) -> list[nodes.Node]:
    """A small map of where a place lies, with others of the archive near it; on web pages alone, for it adds no fact."""
    if not page.is_laid_out or place.coordinates is None:
        return []
    others = [one for one in page.archive.all(Place) if one.coordinates and one is not place]
    others.sort(key=lambda one: (-len(page.archive.relations_to(one)), one.key))
    drawing = draw_surroundings(_spotted(place), [_spotted(one) for one in others], f"Where {place.name} lies", SMALL)
    caption = "Coasts and places of this archive near it."
    return [nodes.container("", figure_of(page, drawing, caption), classes=["letopis-whereabouts"])]


def _spotted(place: Place) -> Spotted:
    assert place.coordinates is not None, place
    latitude, longitude = place.coordinates.value
    return Spotted(place.ref, place.name, longitude, latitude, words=f"{place.name} ({_where(latitude, longitude)})")
