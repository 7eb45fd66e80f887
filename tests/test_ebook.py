"""The EPUB's own style sheet and cover."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sphinx.testing.util import SphinxTestApp

from letopis.domain import domain_of
from letopis.epub.cover import COVER, draw_cover, strokes
from letopis.model.archive import Archive

OPF = "{http://www.idpf.org/2007/opf}"


def the_epub(app: SphinxTestApp) -> zipfile.ZipFile:
    app.build()
    return zipfile.ZipFile(next(Path(app.outdir).glob("*.epub")))


@pytest.mark.sphinx("epub", testroot="council", freshenv=True)
def test_the_epub_has_a_drawn_cover_and_our_style(app: SphinxTestApp) -> None:
    with the_epub(app) as epub:
        package = ElementTree.fromstring(epub.read("content.opf"))
        named = next(meta.get("content") for meta in package.iter(f"{OPF}meta") if meta.get("name") == "cover")
        covers = [item.get("href") for item in package.iter(f"{OPF}item") if item.get("id") == named]
        assert covers == [f"_static/{COVER}"]
        marked = [item.get("href") for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
        assert marked == covers
        assert epub.read(f"_static/{COVER}").startswith(b"\x89PNG")
        page = epub.read("people/calvin.xhtml").decode()
        assert "letopis-ebook.css" in page
        assert "_static/letopis-ebook.css" in epub.namelist()


@pytest.mark.sphinx("epub", testroot="council", freshenv=True, confoverrides={"epub_use_index": False})
def test_the_epub_has_the_indexes_of_the_book_and_no_style_but_ours(app: SphinxTestApp) -> None:
    with the_epub(app) as epub:
        names = epub.namelist()
        package = epub.read("content.opf").decode()
        persons = epub.read("index-of-persons.xhtml").decode()
        assert '<b><a href="people/calvin.xhtml#person-calvin">' in persons
        assert 'href="index-of-persons.xhtml"' in epub.read("nav.xhtml").decode()
        assert 'schema:accessibilityFeature">index<' in package
        styles = [name for name in names if name.endswith(".css")]
        assert styles == ["_static/letopis-ebook.css"]
        assert "basic.css" not in package
        for name in names:
            if name.endswith(".xhtml"):
                assert "epub.css" not in epub.read(name).decode()


@pytest.mark.sphinx(
    "epub", testroot="council", srcdir="own-cover", freshenv=True, confoverrides={"epub_cover": ("_static/own.png", "")}
)
def test_a_cover_of_the_project_is_left_alone(app: SphinxTestApp) -> None:
    with the_epub(app) as epub:
        assert f"_static/{COVER}" not in epub.namelist()


@pytest.mark.sphinx("html", testroot="council", freshenv=True)
def test_web_pages_have_none_of_it(app: SphinxTestApp) -> None:
    app.build()
    assert not list(Path(app.outdir).rglob("letopis-ebook.css"))
    assert not list(Path(app.outdir).rglob(COVER))


@pytest.mark.sphinx("dummy", testroot="council", freshenv=True)
def test_strokes_lie_between_the_ends_in_order(app: SphinxTestApp) -> None:
    app.build()
    marks = strokes(domain_of(app.env).archive)
    assert marks == sorted(marks)
    assert (marks[0], marks[-1]) == (0.0, 1.0)


def test_an_archive_without_dates_has_no_strip() -> None:
    assert strokes(Archive([])) == []


def test_the_same_facts_give_the_same_bytes_and_others_do_not() -> None:
    drawn = draw_cover("One: Two", "Three", "Four", [0.0, 0.5, 1.0])
    assert drawn == draw_cover("One: Two", "Three", "Four", [0.0, 0.5, 1.0])
    assert drawn != draw_cover("One: Two", "Three", "Four", [0.0, 1.0])


def test_markup_in_a_title_is_text() -> None:
    assert draw_cover("#panic() [ $x$ ] \\ *", "", "_a_", []).startswith(b"\x89PNG")
