"""Maps on pages: a small one on the page of each place, a large one that can be enlarged, and the country now and then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path

THEME = """
html_theme = "sphinx_book_theme"
html_theme_options = {"navbar_persistent": [], "use_download_button": False, "use_fullscreen_button": False}
letopis_cards = False
"""
SPOTS = {
    "vienna": "48.21, 16.37",
    "lyon": "45.76, 4.84",
    "riga": "56.95, 24.1",
    "bern": "46.95, 7.45",
    "rome": "41.9, 12.5",
}
PAGES = {
    "index": "# Places\n\n```{map}\n```\n\n```{bibliography}\n```\n",
    **{
        key: f"# {key.title()}\n\n:::{{place}} {key}\n:coordinates: {where} [S]\nA town.\n:::\n"
        for key, where in SPOTS.items()
    },
    "lviv": (
        '# Lviv\n\n:::{place} lviv\n:country: Ukraine\n:then: "Austria-Hungary" 1867/1918 [S]\n:then: "Poland" 1919/1939\n'
        "A town.\n:::\n"
    ),
}


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = write(tmp_path_factory.mktemp("maps") / "maps", PAGES, "@misc{S, title={S}}\n", THEME)
    return build(root, builder="html")


def test_each_place_with_coordinates_has_a_small_map(html: Built) -> None:
    assert html.warnings == []
    for key in SPOTS:
        (small,) = re.findall(r'<div class="letopis-whereabouts.*?</figure>', html.text(f"{key}.html"), re.DOTALL)
        assert f"<title>Where {key.title()} lies</title>" in small
        others = [other.title() for other in SPOTS if other != key]
        assert sum(f">{other}</text>" in small for other in others) >= 2, key  # Lyon may lie beyond the edge
        assert len(small) < 10_000
    assert "letopis-whereabouts" not in html.text("lviv.html")


def test_a_large_map_can_be_enlarged_by_buttons_alone(html: Built) -> None:
    (zoom,) = re.findall(r'<div class="letopis-zoom">.*?</figure>', html.text("index.html"), re.DOTALL)
    assert re.findall(r'value="(\d)"( checked)?', zoom) == [("1", " checked"), ("2", ""), ("3", "")]
    assert len(set(re.findall(r'name="([^"]+)"', zoom))) == 1
    assert zoom.count('role="group" tabindex="0" aria-label="The map"') == 2
    assert "<script" not in zoom


def test_places_can_be_left_off(html: Built, tmp_path: Path) -> None:
    pages = PAGES | {"index": "# Places\n\n```{map}\n:without: rome; vienna\n```\n\n```{bibliography}\n```\n"}
    root = write(tmp_path / "maps", pages, "@misc{S, title={S}}\n", THEME)
    built = build(root, builder="html")
    assert built.warnings == []
    assert re.findall(r'tabindex="-1"><title>(\w+) ', built.text("index.html"))[:3] == ["Bern", "Lyon", "Riga"]
    wrong = build(
        write(tmp_path / "wrong", pages | {"index": pages["index"].replace("rome", "roma")}, "@misc{S, title={S}}\n")
    )
    assert ["ref-unknown" in one.code for one in wrong.warnings] == [True]


def test_the_country_now_and_the_countries_then_are_told_apart(html: Built) -> None:
    words = " ".join(re.sub("<[^>]+>", " ", html.text("lviv.html")).split())
    assert re.search(r"Country today :? ?Ukraine Country then :? ?Austria-Hungary \( ?1867–1918 ?\)", words), words
    assert "Poland" in words


@pytest.mark.parametrize("builder", ["text", "epub"])
def test_other_outputs_have_the_large_map_or_its_table_and_no_small_ones(html: Built, builder: str) -> None:
    built = build(html.source, builder=builder, fresh=False, version="1", copyright="S")
    pages = "".join(path.read_text(encoding="utf-8") for path in built.output.rglob("*.*html"))
    pages += "".join(path.read_text(encoding="utf-8") for path in built.output.rglob("*.txt"))
    assert "letopis-whereabouts" not in pages
    assert "letopis-zoom" not in pages
    assert "48.21° N" in pages.replace("\xa0", " ")
