"""Pages too long for one web page: what is moved to pages by letter, and that every address still leads there."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from letopis.html.divided_pages import MOST_IN_PART, MOST_RECORDS, MOST_SOURCES
from tests.building import Built, build, write

LETTERS = "ABCD"


def source(letter: str, number: int) -> str:
    return f"@book{{{letter}{number}, author = {{{letter}uthor{number:03}, X}}, title = {{T}}, year = {{1999}},\n  keywords = {{further-reading}}}}\n"


def term(letter: str, number: int) -> str:
    before = f"{{term}}`a0` {{cite:p}}`A{number}`" if letter == "D" else "A word."
    return f":::{{term}} {letter.lower()}{number}\n:name: {letter}word {number}\n:source: A1\n{before}\n:::\n\n"


BIB = "".join(source("A", n) for n in range(MOST_IN_PART + 1)) + "".join(source("B", n) for n in range(MOST_SOURCES))
GLOSSARY = "# Glossary\n\n" + "".join(
    f"## {letter}\n\n" + "".join(term(letter, n) for n in range(MOST_RECORDS // 4 + 1)) for letter in LETTERS
)
PAGES = {
    "glossary": GLOSSARY,
    "deep/page": "# Page\n\nA {term}`b1` and a source {cite:p}`B2`, another {cite:p}`A80`, and [all](../glossary.md).\n",
    "sources": "# Sources\n\n## All\n\n```{bibliography}\n:all:\n```\n",
}


class Links(HTMLParser):
    """The ids of a page, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = write(tmp_path_factory.mktemp(request.param) / "project", PAGES, BIB)
    made = build(folder, builder=request.param, html_theme="sphinx_book_theme")
    assert made.warnings == []
    return made


def page(built: Built, name: str) -> str:
    return built.text(f"{name}.html" if built.app.builder.name == "html" else f"{name}/index.html")


def test_every_link_of_every_page_leads_to_an_id(built: Built) -> None:
    folder = Path(built.app.outdir)
    pages = {
        f"http://x/{path.relative_to(folder).as_posix()}".removesuffix("index.html"): Links(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
        if path.name != "404.html"
    }
    dead = []
    for address, found in pages.items():
        assert len(found.ids) == len(set(found.ids)), address
        for link in found.links:
            to, _, name = urljoin(address, link).partition("#")
            if to in pages and name and name not in pages[to].ids:
                dead.append((address, link))
    assert dead == []


def test_a_long_list_of_sources_has_a_page_for_each_letter_and_for_a_long_letter_several(built: Built) -> None:
    assert page(built, "sources-a").count("Author") == MOST_IN_PART
    assert 'id="source-A80"' in page(built, "sources-a-2")
    assert "Sources: A 2</" in page(built, "sources-a-2")
    assert len(re.findall(r'<li id="source-A\d+"><a href=', page(built, "sources"))) == MOST_IN_PART + 1
    assert "New York" not in page(built, "sources")


def test_a_part_has_fewer_sources_the_more_pages_cite_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letopis.html.divided_pages.OF_A_CITING_PAGE", 40_000)
    cited = {f"page{n}": f"# Page {n}\n\nCited {{cite:p}}`B1,B2,B3`.\n" for n in range(2)}
    folder = write(tmp_path / "project", {"sources": PAGES["sources"], **cited}, BIB)
    made = build(folder, builder="html", html_theme="sphinx_book_theme")
    parts = [
        set(re.findall(r'<li id="source-(B\d+)"', path.read_text(encoding="utf-8")))
        for path in Path(made.app.outdir).glob("sources-b*.html")
    ]
    assert len(parts) > 3
    assert max(len(part & {"B1", "B2", "B3"}) for part in parts) == 1
    assert sum(map(len, parts)) == MOST_SOURCES


def test_an_entry_that_went_to_the_next_part_of_its_letter_is_found_there(built: Built) -> None:
    data = re.search(r'<script type="application/json" class="letopis-away">(.*?)</script>', page(built, "sources-a"))
    assert data is not None
    ((part, names),) = json.loads(data[1]).items()
    assert re.fullmatch(r"(\.\./)?sources-a-2(\.html|/)#", part)
    assert names == ["source-A80"]
    assert "moved.js" in page(built, "sources-a")


def test_links_lead_to_the_part_at_once(built: Built) -> None:
    found = {urljoin("/deep/page.html", link) for link in Links(page(built, "deep/page")).links}
    if built.app.builder.name == "dirhtml":
        found = {urljoin("/deep/page/", link) for link in Links(page(built, "deep/page")).links}
        assert {"/sources-b/#source-B2", "/sources-a-2/#source-A80", "/glossary-b/#term-b1", "/glossary/"} <= found
    else:
        assert {
            "/sources-b.html#source-B2", "/sources-a-2.html#source-A80", "/glossary-b.html#term-b1", "/glossary.html",
        } <= found  # fmt: skip


def test_the_words_below_a_source_lead_to_the_part_in_which_they_stand(built: Built) -> None:
    assert re.search(
        r'<li>Aword 0 — <a href="(\.\./)?glossary-d(\.html|/)#[\w-]+">Glossary</a>', page(built, "sources-a")
    )
    assert re.search(
        r'<li>A source .*? — <a href="(\.\./)?glossary-c(\.html|/)#term-c3">Cword 3</a>', page(built, "sources-a")
    )


def test_an_old_address_is_a_line_that_leads_on(built: Built) -> None:
    whole = page(built, "glossary")
    line = re.search(r'<li class="letopis-away" id="term-c3">.*?</li>', whole, re.DOTALL)
    assert line is not None
    assert re.search(r'href="(\.\./)?glossary-c(\.html|/)#term-c3"', line[0])
    assert "moved.js" in whole
    assert line[0].count("Cword 3</a>") == 1
    assert "A word." not in whole.partition("<main")[2]
    assert whole.count('<ul class="letopis-away') == len(LETTERS)


def test_a_part_has_the_notes_that_it_calls_and_no_others(built: Built) -> None:
    part = page(built, "glossary-d")
    assert part.count('<aside class="footnote') == MOST_RECORDS // 4 + 1
    assert '<aside class="footnote' not in page(built, "glossary-c")
    assert '<aside class="footnote' not in page(built, "glossary")
    assert re.search(r'href="(\.\./)?glossary-a(\.html|/)#term-a0"', part)


def test_a_preview_lies_with_the_part(built: Built) -> None:
    assert "source-B2" in built.text("_static/letopis/previews/sources-b.js")
    assert "source-B2" not in built.text("_static/letopis/previews/sources-a.js")


def test_a_page_of_thousands_of_sources_holds_their_ids_as_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letopis.html.divided_pages.MOST_LINES", MOST_SOURCES)
    folder = write(tmp_path / "project", {"sources": PAGES["sources"]}, BIB)
    made = build(folder, builder="html", html_theme="sphinx_book_theme")
    whole = made.text("sources.html")
    data = re.search(r'<script type="application/json" class="letopis-away">(.*?)</script>', whole)
    assert data is not None
    found = json.loads(data[1])
    assert found["sources-a-2.html#"] == ["source-A80"]
    assert len(found["sources-b.html#"]) == MOST_IN_PART
    # The second part of a letter is linked from the others of that letter alone: there may be hundreds of parts.
    assert {part for part in found if f'href="{part.rstrip("#")}"' in whole} == {"sources-a.html#", "sources-b.html#"}
    assert 'href="sources-a-2.html"' in made.text("sources-a.html")
    assert 'href="sources-a-2.html"' not in made.text("sources-b.html")
    assert 'href="sources-b.html"' in made.text("sources-a-2.html")
    assert "<li id=" not in whole
    assert "moved.js" in whole


def test_a_page_of_very_many_sources_names_the_file_of_their_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letopis.html.divided_pages.MOST_LINES", MOST_SOURCES)
    monkeypatch.setattr("letopis.html.divided_pages.MOST_NAMES", MOST_SOURCES)
    folder = write(tmp_path / "project", {"lists/sources": PAGES["sources"]}, BIB)
    made = build(folder, builder="html", html_theme="sphinx_book_theme")
    whole = made.text("lists/sources.html")
    assert 'class="letopis-away" data-file="../_static/letopis/away/lists/sources.js">{}</script>' in whole
    assert "source-A80" not in whole
    data = re.fullmatch(r"letopisAway\((.*)\);\n", made.text("_static/letopis/away/lists/sources.js"))
    assert data is not None
    assert json.loads(data[1])["sources-a-2.html#"] == ["source-A80"]


def test_other_outputs_know_one_page(tmp_path: Path) -> None:
    made = build(write(tmp_path / "project", PAGES, BIB), builder="text")
    assert "Buthor002" in made.text("sources.txt")


def test_a_page_that_is_not_long_stays_whole(tmp_path: Path) -> None:
    short = "".join(source("A", n) for n in range(MOST_SOURCES))
    glossary = "# Glossary\n\n" + "".join(f"## {x}\n\n" + "".join(term(x, n) for n in range(20)) for x in "ABC")
    folder = write(tmp_path / "project", {**PAGES, "glossary": glossary, "deep/page": "# Page\n"}, short)
    made = build(folder, builder="html", html_theme="sphinx_book_theme")
    assert not list(Path(made.app.outdir).glob("sources-*"))
    assert not list(Path(made.app.outdir).glob("glossary-*"))
    assert f'id="source-A{MOST_SOURCES - 1}"' in made.text("sources.html")
