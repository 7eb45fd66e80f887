"""Lists of very many pages lose their deepest levels, or are divided into pages; every page stays in some list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letopis.html import long_contents
from tests.building import Built, build, write

MOST_ENTRIES = 12
"""In place of four hundred, so that few pages are enough."""
PEOPLE, PLACES = 30, 5


def listed(names: list[str]) -> str:
    return "```{toctree}\n" + "\n".join(names) + "\n```\n"


PAGES = {
    "index": "# All\n\n" + listed(["people/index", "places/index"]),
    "people/index": "# People\n\n" + listed([f"p{number:02}" for number in range(PEOPLE)]),
    "places/index": "# Places\n\n" + listed([f"x{number}" for number in range(PLACES)]),
    **{f"people/p{number:02}": f"# Person {number:02}\n\nText.\n" for number in range(PEOPLE)},
    **{f"places/x{number}": f"# Place {number}\n\nText.\n" for number in range(PLACES)},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_contents, "MOST_ENTRIES", MOST_ENTRIES)
        folder = write(tmp_path_factory.mktemp("contents") / "project", PAGES)
        made = build(folder, builder="html", html_theme="sphinx_book_theme")
    assert made.warnings == []
    return made


def entries(built: Built, name: str) -> list[str]:
    """What the lists in the text of a page name."""
    text = Path(built.app.outdir, f"{name}.html").read_text("utf-8")
    return re.findall(r'<li class="toctree-l\d"><a [^>]*>([^<]*)</a>', text)


def test_the_first_page_loses_the_deepest_level(built: Built) -> None:
    assert entries(built, "index") == ["People", "Places"]


def test_a_list_that_fits_stays(built: Built) -> None:
    assert entries(built, "places/index") == [f"Place {number}" for number in range(PLACES)]


def test_a_long_list_is_divided_and_each_page_stands_on_one_part(built: Built) -> None:
    parts = sorted(path.stem for path in Path(built.app.outdir, "people").glob("index-part-*.html"))
    assert len(parts) == 3
    assert entries(built, "people/index") == []
    found = [entries(built, f"people/{name}") for name in parts]
    assert max(map(len, found)) <= MOST_ENTRIES
    assert [name for some in found for name in some] == [f"Person {number:02}" for number in range(PEOPLE)]
    text = Path(built.app.outdir, "people", "index.html").read_text("utf-8")
    assert all(f'href="{name}.html"' in text for name in parts)
