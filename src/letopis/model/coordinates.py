"""Coordinates as others write them, in decimal degrees: ``Point(16.37 48.2)``, ``48°12′N 16°22′E``, ``48,2 16,37``."""

from __future__ import annotations

import re
from typing import Final

_POINT: Final = re.compile(r"POINT\s*\(\s*(?P<longitude>[-+]?[\d.]+)\s+(?P<latitude>[-+]?[\d.]+)\s*\)", re.IGNORECASE)
_NUMBER: Final = r"[-+]?\d+(?:\.\d+)?"
_COMMA: Final = re.compile(r"([-+]?\d+),(\d+)(?:\s*;\s*|,?\s+)([-+]?\d+),(\d+)")
_PLAIN: Final = re.compile(rf"({_NUMBER})\s*[\s;,/]\s*({_NUMBER})")
_PART: Final = (
    r"(?P<{0}before>[NSEWO])?(?P<{0}degrees>\d{{1,3}}(?:[.,]\d{{1,12}})?)"
    r"(?:[°º](?:(?P<{0}minutes>\d{{1,2}}(?:[.,]\d{{1,9}})?)['’′])?"
    r"(?:(?P<{0}seconds>\d{{1,2}}(?:[.,]\d{{1,9}})?)(?:[\"”″]|''|′′))?)?"
    r"(?({0}before)|(?P<{0}after>[NSEWO])?)"
)
_SIDES: Final = re.compile(rf"{_PART.format('a')}[,;/]?{_PART.format('b')}", re.IGNORECASE)
#: East in German is O (Ost), which is west in French and Spanish (ouest, oeste): it is not read.
_SIGN: Final = {"N": 1, "E": 1, "S": -1, "W": -1}


def in_decimals(text: str) -> str:
    """Latitude and longitude as ``48.2, 16.37``; empty if the text can be read in no way, or in two."""
    text = " ".join(text.replace("\N{MINUS SIGN}", "-").split())
    if match := _POINT.fullmatch(text):  # well-known text has the longitude first
        return _checked(match["latitude"], match["longitude"])
    if match := _COMMA.fullmatch(text):
        return _checked(f"{match[1]}.{match[2]}", f"{match[3]}.{match[4]}")
    if match := _PLAIN.fullmatch(text):
        return _checked(match[1], match[2])
    if match := _SIDES.fullmatch(text.replace(" ", "")):
        first, second = (_degrees(match, part) for part in "ab")
        if first and second and {first[0], second[0]} == {"latitude", "longitude"}:
            sides = dict((first, second))
            return _checked(sides["latitude"], sides["longitude"])
    return ""


def _degrees(match: re.Match[str], part: str) -> tuple[str, str] | None:
    sides = [side.upper() for side in (match[f"{part}before"], match[f"{part}after"]) if side]
    if len(sides) != 1 or sides[0] not in _SIGN:
        return None
    whole, minutes, seconds = (
        float((match[f"{part}{name}"] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60:
        return None
    value = _SIGN[sides[0]] * (whole + minutes / 60 + seconds / 3600)
    return ("latitude" if sides[0] in "NS" else "longitude"), f"{round(value, 5):.15g}"


def _checked(latitude: str, longitude: str) -> str:
    """The two with their digits as they are written; empty if they lie beyond the poles or the date line."""
    try:
        sound = abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180
    except ValueError:  # "1.2.3"
        return ""
    return f"{latitude}, {longitude}" if sound else ""
