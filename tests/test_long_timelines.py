"""A timeline of many events is divided into pages, whole years together; a year too long for a page by its rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letopis.html import long_timelines
from tests.building import Built, build, write

BIB = "@book{A1, author = {Gale, Ann}, title = {Salt}, year = {1999}}\n"
MOST_BYTES = 12_000
"""In place of 90,000, so that few events are enough."""
YEARS = [1800 + number // 4 for number in range(30)] + [1811] * 90


def event(number: int, year: int) -> str:
    return f":::{{event}} e{number}\n:name: Event {number}\n:date: {year} [A1]\n:source: A1\nIt happened.\n:::\n\n"


PAGES = {
    "events": "# Events\n\n" + "".join(event(*one) for one in enumerate(YEARS)),
    "time": "# Time\n\n```{timeline}\n```\n",
    "short": "# Short\n\n```{timeline}\n:to: 1802\n```\n",
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_timelines, "MOST_BYTES", MOST_BYTES)
        folder = write(tmp_path_factory.mktemp("timeline") / "project", PAGES, BIB)
        made = build(folder, builder="html", html_theme="sphinx_book_theme")
    assert made.warnings == []
    return made


def pages(built: Built, name: str) -> dict[str, str]:
    """The page of a name and its parts."""
    return {path.name: path.read_text("utf-8") for path in sorted(Path(built.app.outdir).glob(f"{name}*.html"))}


def rows(text: str) -> list[int]:
    """The events in the rows of tables."""
    return [int(number) for number in re.findall(r"<td><p><a [^>]*>Event (\d+)</a>", text)]


def test_each_event_stands_on_one_part(built: Built) -> None:
    found = pages(built, "time")
    whole = found.pop("time.html")
    assert len(found) > 3
    assert rows(whole) == []
    assert sorted(number for text in found.values() for number in rows(text)) == list(range(len(YEARS)))


def test_no_part_is_too_long_and_whole_years_stay_together(built: Built) -> None:
    found = pages(built, "time")
    frame = len(found["time.html"])
    assert all(len(text) < frame + 1.4 * MOST_BYTES for text in found.values())
    short = [number for number, year in enumerate(YEARS) if year == 1801]
    assert sum(set(short) <= set(rows(text)) for text in found.values()) == 1


def test_each_part_is_linked_from_the_page_and_from_the_others(built: Built) -> None:
    found = pages(built, "time")
    for name in found:
        assert name == "time.html" or all(f'href="{name}"' in text for other, text in found.items() if other != name)


def test_a_short_timeline_stays_on_its_page(built: Built) -> None:
    (text,) = pages(built, "short").values()
    assert len(rows(text)) == sum(year <= 1802 for year in YEARS)
