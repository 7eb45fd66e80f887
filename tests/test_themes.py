"""An archive under other themes: their pages are as they come, with records, views and search on them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from letopis.html import builder, long_tables
from tests.building import COUNCIL, Built, build, copy, write

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = ("alabaster", "classic", "basic")


@pytest.fixture(scope="module", params=OTHERS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = copy(COUNCIL, tmp_path_factory.mktemp(request.param) / "council")
    return build(source, builder="html", html_theme=request.param, html_theme_options={"nosidebar": "true"})


def test_there_is_no_warning(built: Built) -> None:
    assert built.warnings == []


def test_records_and_views_are_shown(built: Built) -> None:
    person = built.text("people/perrin.html")
    assert 'id="person-perrin"' in person
    assert "letopis-facts" in person
    assert "letopis-timeline" in built.text("index.html")


def test_the_page_is_the_themes(built: Built) -> None:
    page = built.text("index.html")
    assert "letopis/letopis.css" not in page
    assert "Content-Security-Policy" not in page
    theme = built.app.builder.theme  # type: ignore[attr-defined]
    assert all(f"_static/{name}" in page for name in theme.stylesheets)
    assert (built.output / "_static" / "basic.css").is_file()


def test_a_page_says_to_programs_what_it_is_and_how_to_cite_it(built: Built) -> None:
    head = built.text("people/perrin.html").partition("</head>")[0]
    assert '<meta name="DC.title" content=' in head
    assert '<meta property="og:title" content=' in head
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', head)
    assert linked is not None
    assert json.loads(linked[1])["@graph"][0]["@type"] == "WebPage"
    for ending in (".bib", ".ris", ".csl.json"):
        assert f'href="perrin{ending}"' in head
        assert built.text(f"people/perrin{ending}")
    assert head.count("og:title") == 1


def test_what_hosts_look_for_lies_beside_the_pages(built: Built) -> None:
    assert {".nojekyll", "_headers", "_redirects", "robots.txt"} <= {path.name for path in built.output.iterdir()}
    assert not (built.output / "sitemap.xml").exists()
    assert "set html_baseurl in conf.py" in built.app.status.getvalue()  # type: ignore[attr-defined]
    assert not (built.output / "404.html").exists(), "it is of our layout"


def test_the_settings_of_the_project_are_as_it_set_them(built: Built) -> None:
    config = built.app.config
    assert config.html_theme_options == {"nosidebar": "true"}
    assert config.html_sidebars == {}
    assert config.html_permalinks_icon == "¶"
    assert config.templates_path == []
    assert config.html_static_path == []


def test_the_search_is_reached_from_a_page(built: Built) -> None:
    page, search = built.text("index.html"), built.text("search.html")
    assert 'href="search.html"' in page or 'action="search.html"' in page
    assert 'id="letopis-find"' in search
    assert all(f"_static/{name}" in search for name in built.app.builder.theme.stylesheets)  # type: ignore[attr-defined]
    assert (built.output / "_static" / "letopis-search" / "search.js").is_file()
    assert not (built.output / "searchindex.js").exists()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path / "archive", {"ann": "# Ann\n\n:::{person} ann\n:born: 1900 [Some]\nA person.\n:::\n"})


def test_an_address_makes_a_site_map_and_a_projects_own_file_stays(small: Path) -> None:
    (small / "extra").mkdir()
    (small / "extra" / "robots.txt").write_text("mine\n", encoding="utf-8")
    built = build(
        small, builder="html", html_theme="classic", html_baseurl="https://example.org/a/", html_extra_path=["extra"],
        letopis_redirects={"people/old": "ann", "ann": "ann"},
    )  # fmt: skip
    assert "<loc>https://example.org/a/ann.html</loc>" in built.text("sitemap.xml")
    assert built.text("robots.txt") == "mine\n"
    assert built.text("_redirects") == "/a/people/old.html /a/ann.html 301\n"
    assert built.codes[-1] == "redirect", "of the page that is there"


def test_a_project_may_keep_its_themes_own_layout(small: Path) -> None:
    """With the theme of the reading edition, too; and Sphinx's own search with it."""
    built = build(
        small,
        builder="html",
        html_theme="sphinx_book_theme",
        html_context={"default_mode": "auto"},
        html_sidebars={"**": ["search-field.html"]},
        letopis_reading_theme=False,
        letopis_search=False,
    )
    page = built.text("ann.html")
    assert "letopis/letopis.css" not in page
    assert "styles/sphinx-book-theme.css" in page
    assert 'id="person-ann"' in page
    assert built.app.config.html_sidebars == {"**": ["search-field.html"]}
    assert (built.output / "searchindex.js").is_file()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_reading_edition_leaves_the_settings_as_they_are(small: Path, builder: str) -> None:
    settings: dict[str, Any] = {"html_sidebars": {"**": ["search-field.html"]}, "html_permalinks_icon": "§"}
    options = {"article_header_start": ["toggle-primary-sidebar"]}
    built = build(
        small, builder=builder, html_theme="sphinx_book_theme", html_theme_options=options,
        html_context={"default_mode": "auto"}, **settings,
    )  # fmt: skip
    page = built.text("ann.html" if builder == "html" else "ann/index.html")
    assert "letopis/letopis.css" in page
    assert ">§</a>" in page
    assert {name: built.app.config[name] for name in settings} == settings
    assert built.app.config.html_theme_options["article_header_start"] == ["toggle-primary-sidebar"]


def test_a_projects_own_template_comes_first(small: Path) -> None:
    (small / "_templates").mkdir()
    (small / "_templates" / "letopis-search.html").write_text("<p>Our own search</p>", encoding="utf-8")
    (small / "_templates" / "page.html").write_text(
        '{% extends "!page.html" %}{% block body %}Above{{ super() }}{% endblock %}', encoding="utf-8"
    )
    built = build(small, builder="html", html_theme="classic", templates_path=["_templates"])
    assert built.text("search.html") == "<p>Our own search</p>"
    assert "Above" in built.text("ann.html")


def test_long_tables_are_divided_and_drawings_have_inks_under_any_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_tables, "MOST_ROWS", 12)
    monkeypatch.setattr(builder, "ON_ONE_PAGE", 10)
    people = "".join(
        f":::{{person}} p{n}\n:name: Holder number {n}\n:held: mayor {1500 + n}/{1501 + n} [Some]\nOne.\n:::\n\n"
        for n in range(20)
    )
    pages = {"mayor": "# Mayor\n\n:::{office} mayor\n:source: Some\nA post.\n:::\n", "people": f"# People\n\n{people}"}
    built = build(write(tmp_path / "archive", pages), builder="html", html_theme="alabaster")
    page = built.text("mayor.html")
    parts = sorted(path.name for path in built.output.glob("mayor-*.html"))
    assert parts == ["mayor-1500s.html", "mayor-1510s.html"]
    assert '</a></span> <span><a class="reference internal" href="mayor-1510s.html"' in page, "a space between links"
    assert ">Notes<" not in page, "the notes went with the rows"
    assert "Holder number 13" in built.text("mayor-1510s.html")
    assert "people.html#person-p13" not in page.partition("</figure>")[2]
    style = (built.output / "_static" / "letopis" / "records.css").read_text("utf-8")
    assert "_static/letopis/records.css" in page
    assert re.search(r"\.letopis-drawing \.f-wash \{ fill: var\(--picture-wash\)", style)
    assert "--card: color-mix" in style
    index = sorted(path.name for path in built.output.glob("genindex*.html"))
    assert len(index) > 1
    assert all(f'href="{name}"' in built.text("genindex.html") for name in index if name != "genindex.html")
    assert any("people.html#person-p13" in built.text(name) for name in index)
