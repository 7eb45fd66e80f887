"""Chapters: a list of pages makes each of them say its number, its time to read, and who is new in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from letopis.rendering.chapters import WORDS_A_MINUTE, minutes_for, pages_listed
from tests.building import Built, build, changed, write

if TYPE_CHECKING:
    from pathlib import Path

LIST = "# The tale\n\nIt is told in two chapters.\n\n```{chapters}\none\n/tale/two\n```\n"
PEOPLE = (
    "# People\n\n:::{person} ann\n:name: Ann Gale\n:role: Miller of the town\n:source: A1\nA miller.\n:::\n\n"
    ":::{person} ben\n:name: Ben Hill\n:born: 1801 [A1]\n:died: 1870 [A1]\n:source: A1\nA smith.\n:::\n"
)
PAGES = {
    "index": "# The town\n\n```{toctree}\ntale/index\ntale/one\ntale/two\npeople\nsources\n```\n",
    "tale/index": LIST,
    "tale/one": "# The flood\n\nThe river rose, and {person}`ann` saw it first {cite:p}`A1`.\n",
    "tale/two": "# The wall\n\nThen {person}`ann` and {person}`ben` built a wall.\n\n"
    + "word " * 3 * WORDS_A_MINUTE
    + "\n",
    "people": PEOPLE,
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}
BIB = "@book{A1, author = {Gale, Ann}, title = {Salt}, year = {1999}}\n"


def made(folder: Path, *, fresh: bool = True) -> Built:
    return build(folder, fresh=fresh, builder="html", html_theme="sphinx_book_theme")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("chapters") / "project", PAGES, BIB)


@pytest.fixture(scope="module")
def built(project: Path) -> Built:
    found = made(project)
    assert found.warnings == []
    return found


def line_of(page: str) -> str:
    """The line below the title of a chapter, in plain words; empty if there is none."""
    found = re.search(r'<p class="letopis-dateline letopis-chapter">(.*?)</p>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def people_of(page: str) -> list[str]:
    """Who is said to be new in a chapter."""
    found = re.search(r'<ul class="letopis-who[^>]*>(.*?)</ul>', page, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []
    return [re.sub(r"<[^>]+>", "", item).strip() for item in items]


def test_a_chapter_says_its_number_and_the_time_it_takes(built: Built) -> None:
    assert line_of(built.text("tale/one.html")).startswith("Chapter 1 of 2 · 1 minute to read · 1 source")
    assert line_of(built.text("tale/two.html")) == "Chapter 2 of 2 · 3 minutes to read"
    for page in ("tale/index.html", "people.html", "index.html"):
        assert line_of(built.text(page)) == ""


def test_who_is_new_stands_in_the_chapter_where_he_comes_first(built: Built) -> None:
    assert people_of(built.text("tale/one.html")) == ["Ann Gale: Miller of the town"]
    assert people_of(built.text("tale/two.html")) == ["Ben Hill: Person, 1801–1870"]


def test_the_page_with_the_list_stands_above_its_chapters(built: Built) -> None:
    crumbs = re.search(r'<nav class="letopis-crumbs".*?</nav>', built.text("tale/two.html"), re.DOTALL)
    assert crumbs is not None
    assert re.findall(r'<a href="([^"]+)">([^<]+)', crumbs[0]) == [
        ("../index.html", "Home"),
        ("index.html", "The tale"),
    ]


def test_the_list_has_summaries_and_times(built: Built) -> None:
    listed = re.search(r'<ol class="[^"]*letopis-chapters.*?</ol>', built.text("tale/index.html"), re.DOTALL)
    assert listed is not None
    words = " ".join(re.sub(r"<[^>]+>", " ", listed[0]).split())
    assert words.startswith("The flood The river rose, and Ann Gale saw it first. 1 minute to read The wall")
    assert words.endswith("3 minutes to read")


def test_a_name_that_moves_to_the_first_chapter_leaves_the_second(built: Built, project: Path) -> None:
    before = built.files()
    page = project / "tale" / "one.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n{person}`ben` came running.\n", encoding="utf-8")
    again = made(project, fresh=False)
    assert people_of(again.text("tale/one.html")) == ["Ann Gale: Miller of the town", "Ben Hill: Person, 1801–1870"]
    assert people_of(again.text("tale/two.html")) == []
    assert {"tale/one.html", "tale/two.html"} <= set(changed(before, again.files()))


def test_an_unknown_page_is_one_finding_with_its_line(tmp_path: Path) -> None:
    pages = PAGES | {"tale/index": LIST.replace("/tale/two", "/tale/tow").replace("one\n", "one\nThe end <two>\n")}
    found = build(write(tmp_path / "project", pages, BIB))
    assert [(one.path, one.line) for one in found.warnings] == [("tale/index.md", 5)]
    assert "not 'The end <two>'" in found.warnings[0].message
    pages = PAGES | {"tale/index": LIST.replace("/tale/two", "/tale/tow")}
    found = build(write(tmp_path / "second", pages, BIB))
    assert [one.path for one in found.warnings] == ["tale/index.md"]
    assert "tale/tow" in found.warnings[0].message


@pytest.mark.parametrize(
    ("words", "minutes"),
    [(0, 1), (WORDS_A_MINUTE, 1), (2 * WORDS_A_MINUTE, 2), (2568, 11), (5 * WORDS_A_MINUTE - 1, 5)],
)
def test_time_is_counted_in_whole_minutes(words: int, minutes: int) -> None:
    assert minutes_for(words) == minutes


def test_names_of_pages_are_read_as_in_a_toctree() -> None:
    assert pages_listed("tale/index", "one\n/two\n../three.md\none") == ["tale/one", "two", "three"]


def test_on_paper_the_list_is_of_titles_alone(tmp_path: Path) -> None:
    found = build(write(tmp_path / "project", PAGES, BIB), builder="latex")
    lists = [one for document in found.resolved.values() for one in document.findall(nodes.enumerated_list)]
    assert [[item.astext() for item in one] for one in lists] == [["The flood", "The wall"]]
