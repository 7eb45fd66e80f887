"""A body of hundreds of members: the table of them is divided into pages, whole decades together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letopis.html import long_tables
from tests.building import Built, build, write

MOST_ROWS = 20
"""In place of two hundred, so that few records are enough."""
MEMBERS = MOST_ROWS + 15
BIB = "@book{A1, author = {Gale, Ann}, title = {Salt}, year = {1999}}\n"


def member(number: int) -> str:
    year = 1800 + number
    return (
        f":::{{person}} m{number}\n:name: Member {number}\n:born: {year - 30} [A1]\n:birthplace: town [A1]\n"
        f":member: senate member {year}/{year + 9} [A1]\n:source: A1\nA member.\n:::\n\n"
    )


PAGES = {
    "senate": "# The senate\n\n:::{body} senate\n:founded: 1799 [A1]\n:source: A1\nA senate.\n:::\n",
    "club": "# The club\n\n:::{body} club\n:founded: 1799 [A1]\n:source: A1\nA club.\n:::\n\n```{tenures} senate\n```\n",
    "town": "# The town\n\n:::{place} town\n:source: A1\nA town.\n:::\n",
    "people": "# People\n\n" + "".join(member(number) for number in range(MEMBERS)),
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = write(tmp_path_factory.mktemp(request.param) / "project", PAGES, BIB)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_tables, "MOST_ROWS", MOST_ROWS)
        made = build(folder, builder=request.param, html_theme="sphinx_book_theme")
    assert made.warnings == []
    return made


def pages(built: Built, name: str) -> dict[str, str]:
    """The pages of a name and of its parts, by their address without an ending."""
    folder = Path(built.app.outdir)
    found = [*folder.glob(f"{name}*/index.html")] or [*folder.glob(f"{name}*.html")]
    found.sort(key=lambda path: (len(path.as_posix()), path))
    return {
        path.relative_to(folder).as_posix().removesuffix("/index.html").removesuffix(".html"): path.read_text("utf-8")
        for path in found
    }


def named(text: str) -> list[str]:
    """Whom the rows of tables name; drawings name people, too."""
    return re.findall(r'<th scope="row" class="stub"><p><a [^>]*>(Member \d+)<', text)


@pytest.mark.parametrize("name", ["senate", "town"])
def test_each_member_stands_on_one_part(built: Built, name: str) -> None:
    whole, *parts = pages(built, name).items()
    assert len(parts) > 1
    shown = [member for _, text in parts for member in named(text)]
    assert sorted(shown) == sorted(f"Member {number}" for number in range(MEMBERS))
    assert not named(whole[1])
    for address, text in parts:
        assert f"{address}/" in whole[1] or f"{address}.html" in whole[1]
        assert text.count("<tr") <= MOST_ROWS + 1
        assert "<title>The" in text


def test_the_notes_of_rows_go_with_them(built: Built) -> None:
    for text in list(pages(built, "senate").values())[1:]:
        links = [link for link in re.findall(r"<a [^>]*>", text) if "noteref" in link]
        assert links
        assert all(f'id="{link.partition("#")[2].partition(chr(34))[0]}"' in text for link in links)


def test_a_view_on_another_page_is_divided_too(built: Built) -> None:
    whole, *parts = pages(built, "club").items()
    assert not named(whole[1])
    assert sum(len(named(text)) for _, text in parts) == MEMBERS
