"""A second and a third opinion: our bounds against those of two other readers of EDTF.

One is the package ``edtf`` of the Python index. The other is the package ``edtf`` of npm, whose
answers stand in ``edtf_oracle.json`` beside this file: ``parse(value, {level: 2})``, then ``min``
and ``max`` of ``edtf(value)``, as days of UTC. Where we differ, the reason is given here; a
difference that goes away fails as well, so that this list stays true.
"""

from __future__ import annotations

import json
import math
from importlib.metadata import version
from pathlib import Path
from typing import Any

import edtf
import pytest

from letopis.model.dates import day_to_iso, parse_fixed_date

ORACLE: dict[str, Any] = json.loads(Path(__file__).with_name("edtf_oracle.json").read_text(encoding="utf-8"))
VALUES: dict[str, Any] = ORACLE["values"]

Bounds = tuple[str, str] | None

_DAY = "takes a 29 February that did not exist"
_REVERSED = "takes an interval or a range that ends before it begins"
_UNKNOWN = "gives an unknown end a day, where we say that it is not known"
_NOTHING = "takes an interval without a single date"
_TIME = "reads a time of day, which our profile leaves out"
_OURS_WIDE = "refuses what our profile reads: marks on seasons and members, a decade of months, seasons in intervals"
_ESTIMATE = "takes the year named for the whole, of which only the first digits are significant"
_RANGE = "takes the first day of a range for the whole"
_SEASONS = "quarters of the year; ours are the northern seasons, and comparison trusts neither"
_WINTER = "ends winter with December"
_FAR = "cannot count so far"
_ONE = "refuses a set of one member"

NPM_DIFFERS = {
    **dict.fromkeys(["1957-02-29", "1900-02-29"], _DAY),
    **dict.fromkeys(["[1962..1961]"], _REVERSED),
    **dict.fromkeys(["1957/", "/1957", "1985-04-12/", "1985-04/", "/1985-04-12"], _UNKNOWN),
    **dict.fromkeys(["/"], _NOTHING),
    **dict.fromkeys(["1957-06-18T10:00:00Z"], _TIME),
    **dict.fromkeys(["2012-25"], _SEASONS),
    **dict.fromkeys(["Y-17E7"], _FAR),
    **dict.fromkeys(["1950S2"], _ESTIMATE),
    **dict.fromkeys(["2012-22/2013", "2012-22?", "[1961?,1962]"], _OURS_WIDE),
    **dict.fromkeys(["[1961..1964]", "{1960..1962}", "[1957-06-18..1957-06-21]", "[1960,1962..1964]"], _RANGE),
    **dict.fromkeys(["[1667,1668,1670..1672]", "{1667,1668,1670..1672}"], _RANGE),
    **dict.fromkeys(["2001-21", "2012-21", "2012-22", "2012-23", "2012-24"], _SEASONS),
    **dict.fromkeys(["Y170000002", "Y-170000002"], _FAR),
}

PYPI_DIFFERS = {
    **dict.fromkeys(["1957-02-29", "1900-02-29"], _DAY),
    **dict.fromkeys(["1960/1957", "1957-06-21/1957-06-18", "[1962..1961]"], _REVERSED),
    **dict.fromkeys(["1957/", "/1957", "1985-04-12/", "1985-04/", "/1985-04-12"], _UNKNOWN),
    **dict.fromkeys(["1957-06-18T10:00:00Z"], _TIME),
    **dict.fromkeys(["1950S2"], _ESTIMATE),
    **dict.fromkeys(["2012-22?", "1984-1X"], _OURS_WIDE),
    **dict.fromkeys(["2012-24"], _WINTER),
    **dict.fromkeys(["[1961]"], _ONE),
}


def ours(text: str) -> Bounds:
    try:
        date = parse_fixed_date(text)
    except ValueError:
        return None
    first = "-inf" if date.earliest is None else day_to_iso(date.earliest)
    last = "+inf" if date.latest is None else day_to_iso(date.latest)
    return first, last


def npm(text: str) -> Bounds:
    answer = VALUES[text]
    return (answer[0], answer[1]) if isinstance(answer, list) else None


def pypi(text: str) -> Bounds:
    try:
        date = edtf.parse_edtf(text)
        return _iso(date.lower_strict()), _iso(date.upper_strict())
    except Exception:  # noqa: BLE001 - it raises more than its own exceptions
        return None


def _iso(moment: Any) -> str:
    if isinstance(moment, float) and math.isinf(moment):
        return f"{moment:+}"
    year, month, day = moment[:3]
    if year > 9999:
        return f"{year:+d}-{month:02d}-{day:02d}"
    return f"{year:05d}-{month:02d}-{day:02d}" if year < 0 else f"{year:04d}-{month:02d}-{day:02d}"


def test_the_corpus_is_of_one_version() -> None:
    assert ORACLE["version"] == "4.11.1"
    assert len(VALUES) > 100
    assert version("edtf").startswith("5.")


@pytest.mark.parametrize("text", VALUES)
def test_npm(text: str) -> None:
    assert (ours(text) == npm(text)) == (text not in NPM_DIFFERS), (ours(text), npm(text))


@pytest.mark.parametrize("text", VALUES)
def test_pypi(text: str) -> None:
    assert (ours(text) == pypi(text)) == (text not in PYPI_DIFFERS), (ours(text), pypi(text))
