"""The places of an archive as GeoJSON (RFC 7946)."""

from __future__ import annotations

from typing import Any

from letopis.exports.material import Material, as_lines
from letopis.model.kinds import Place


def geojson(material: Material) -> str:
    """A feature for each place; those without coordinates have no geometry."""
    places = sorted(material.archive.all(Place), key=lambda place: place.key)
    return as_lines({"type": "FeatureCollection", "features": [_feature(material, place) for place in places]})


def _feature(material: Material, place: Place) -> dict[str, Any]:
    found = place.coordinates.value if place.coordinates else None
    within = material.archive.resolve(place.within.value, ("place",)) if place.within else None
    properties = {
        "key": place.key,
        "name": place.name,
        "native": place.native.value if place.native else None,
        "country": place.country.value if place.country else None,
        "within": within.key if within else None,
        "summary": material.summary(place),
        "address": material.about.base + material.address(place),
    }
    return {
        "type": "Feature",
        "id": place.anchor,
        "geometry": {"type": "Point", "coordinates": [found.longitude, found.latitude]} if found else None,
        "properties": {name: text for name, text in properties.items() if text},
    }
