"""Coordinates in the forms of others: what they are in decimal degrees, and what is not guessed."""

from __future__ import annotations

import pytest

from letopis.model.coordinates import in_decimals
from letopis.model.values import read_coordinates


@pytest.mark.parametrize(
    ("written", "decimals"),
    [
        ("51.48, -0.0077", "51.48, -0.0077"),
        ("51.480 -0.0077", "51.480, -0.0077"),
        ("51.48; -0.0077", "51.48, -0.0077"),
        ("48,20 16,37", "48.20, 16.37"),
        ("48,20; -16,37", "48.20, -16.37"),
        ("Point(16.37 48.2)", "48.2, 16.37"),
        ("POINT (-0.1 51)", "51, -0.1"),
        ("48°12′30″N 16°22′E", "48.20833, 16.36667"),
        ("48° 12' 30\" N, 16° 22' 0\" E", "48.20833, 16.36667"),
        ("N 48° 12.5′, W 16° 22′", "48.20833, -16.36667"),
        ("N 48° 12' E 16° 22'", "48.2, 16.36667"),
        ("S33.9 E18.4", "-33.9, 18.4"),
        ("51.48, \N{MINUS SIGN}0.0077", "51.48, -0.0077"),
        ("16.37 E, 33.9 S", "-33.9, 16.37"),
    ],
)
def test_coordinates_in_other_forms(written: str, decimals: str) -> None:
    assert in_decimals(written) == decimals
    read_coordinates(decimals)


@pytest.mark.parametrize(
    "text",
    ["", "48", "a, b", "91 0", "0 181", "Point(48.2 161.1 3)", "48 N 16 N", "48°12′ 16°22′", "48°72′N 16°22′E", "1.2.3 4",
     "48°12′N 16°22′O", "48.2, None", "5,45,10,48", "1" * 200 + " 2"],
)  # fmt: skip
def test_no_place_is_guessed(text: str) -> None:
    assert not in_decimals(text)


def test_the_message_gives_the_decimals() -> None:
    with pytest.raises(ValueError, match=r"here '48\.2, 16\.37', not 'Point\(16\.37 48\.2\)'"):
        read_coordinates("Point(16.37 48.2)")
    with pytest.raises(ValueError, match=r"such as '51\.48, -0\.0077', not 'Vienna'"):
        read_coordinates("Vienna")
