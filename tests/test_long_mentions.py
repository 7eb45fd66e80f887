"""Lists of the pages that mention a record move to pages of their own where one web page cannot show them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letopis.html import long_mentions
from tests.building import Built, build, write

BIB = "@book{A1, author = {Gale, Ann}, title = {Salt}, year = {1999}}\n"
MOST_BYTES = 3_000
"""In place of 60,000, so that few pages are enough."""
COUNT = 60


def term(key: str) -> str:
    return f"## The {key}\n\n:::{{term}} {key}\n:source: A1\nA thing.\n:::\n\n"


PAGES = {
    "words": "# Words\n\n" + "".join(map(term, ("salt", "sugar", "flour"))),
    "rare": "# Rare\n\n" + term("saffron"),
    "sources": "# Sources\n\n```{bibliography}\n```\n",
} | {
    f"page{number:02}": f"# Page {number:02}\n\nHere {{term}}`salt` was {{term}}`sugar`"
    + (", and {term}`flour` too" if number < 20 else "")
    + (", and {term}`saffron` was not" if number < 20 else "")
    + ".\n"
    for number in range(COUNT)
}


@pytest.fixture(scope="module", params=["sphinx_book_theme", "basic"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_mentions, "MOST_BYTES", MOST_BYTES)
        folder = write(tmp_path_factory.mktemp("mentions") / "project", PAGES, BIB)
        made = build(folder, builder="html", html_theme=request.param)
    assert made.warnings == []
    return made


def pages(built: Built, name: str) -> dict[str, str]:
    """The page of a name and its parts."""
    return {path.name: path.read_text("utf-8") for path in sorted(Path(built.app.outdir).glob(f"{name}*.html"))}


def mentions(text: str) -> list[int]:
    """The pages in the lists of mentions, in order."""
    return [int(number) for number in re.findall(r'<li><p><a [^>]*href="page(\d+)\.html#', text)]


def test_each_mention_stands_once_for_each_record(built: Built) -> None:
    shown = [number for text in pages(built, "words").values() for number in mentions(text)]
    assert sorted(shown) == sorted([*range(COUNT), *range(COUNT), *range(20)])


def test_the_first_mentions_stay_with_the_record(built: Built) -> None:
    assert mentions(pages(built, "words")["words.html"]) == [*range(6), *range(6), *range(6)]


def test_no_part_is_too_long(built: Built) -> None:
    found = pages(built, "words")
    del found["words.html"]
    assert len(found) > 3
    assert all(1 <= len(mentions(text)) <= MOST_BYTES / long_mentions.OF_AN_ITEM for text in found.values())


def test_the_links_lead_to_the_lists(built: Built) -> None:
    found = pages(built, "words")
    whole = found["words.html"]
    links = re.findall(r'href="(words-mentions[^"#]*)#(list-\d+)">(\d+ more pages|\d+)<', whole)
    assert [words for _, _, words in links if "more" in words] == ["54 more pages", "54 more pages", "14 more pages"]
    # Every part is reached from the page, at an id that is there.
    assert {page for page, _, _ in links} == {*found} - {"words.html"}
    assert all(f'id="{name}"' in found[page] for page, name, _ in links)


def test_short_lists_stay_where_they_are(built: Built) -> None:
    (text,) = pages(built, "rare").values()
    assert mentions(text) == [*range(20)]
    assert "14 more pages</summary>" in text
