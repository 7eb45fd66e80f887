"""Chapters printed by themselves: the same pages as in the book, and links that lead out of them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from sphinx.testing.util import SphinxTestApp

from tests.book.printing import SAMPLE, Book, build_quietly

if TYPE_CHECKING:
    from tests.book.printing import BuildBook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("chapters")
    shutil.copytree(SAMPLE, folder / "source")
    settings = {"letopis_book_chapters": True}
    app = SphinxTestApp(
        "typst", srcdir=folder / "source", builddir=folder / "build", freshenv=True, confoverrides=settings
    )
    build_quietly(app)
    app.cleanup()
    return Book(app)


def chapter(book: Book, name: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(book.out / "chapters" / f"{name}.pdf")


def words(page: pypdf.PageObject) -> str:
    return re.sub(
        r"A Sample Book, Edition 1.2, \S+", "", " ".join(page.extract_text().replace("\u00ad", "-").split())
    ).strip()


def test_every_chapter_is_printed_and_nothing_else(book: Book) -> None:
    names = sorted(path.relative_to(book.out / "chapters").as_posix() for path in book.out.glob("chapters/**/*.pdf"))
    assert names == [
        "glossary.pdf",
        "index.pdf",
        *(f"parts/{name}.pdf" for name in ("blocks", "design", "manual", "people", "pictures", "tables", "words")),
        "sources.pdf",
    ]
    assert book.warnings == []


@pytest.mark.parametrize("name", ["parts/words", "parts/tables", "parts/people", "sources"])
def test_a_chapter_has_the_pages_it_has_in_the_book(book: Book, name: str) -> None:
    alone = chapter(book, name)
    labels = alone.page_labels
    start = book.reader.page_labels.index(labels[0])
    assert labels == book.reader.page_labels[start : start + len(labels)]
    for page, whole in zip(alone.pages, book.reader.pages[start:], strict=False):
        assert words(page) == words(whole)


def test_a_chapter_says_where_it_is_from(book: Book) -> None:
    alone = chapter(book, "parts/words")
    assert alone.metadata is not None
    assert alone.metadata.title == "Words and notes – A Sample Book"
    assert "A Sample Book, Edition 1.2, https://sample.example/parts/words.html" in " ".join(
        alone.pages[0].extract_text().split()
    )


def test_links_out_of_a_chapter_lead_to_the_web(book: Book) -> None:
    found: dict[str, Any] = {}
    for page in chapter(book, "parts/words").pages:
        for annotation in page.get("/Annots", ()):
            link = annotation.get_object()
            found[str(link["/Contents"])] = link
    assert "https://sample.example/parts/tables.html#long-tables" in found
    assert "https://sample.example/sources.html#id3" in found
    assert found["page 4"]["/Dest"][0].get_object()["/Type"] == "/Page"
    assert not any(said.startswith("letopis:") for said in found)


def test_a_chapter_that_would_fall_into_other_pages_is_left_out(
    build_book: BuildBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letopis.book.chapters._same_pages", lambda *_: '(("chapter:", "7"), )')
    book = build_book("# One\n\nText.\n", letopis_book_chapters=True)
    assert book.error is None
    assert book.warnings[0].startswith("chapter.md: WARNING: the chapter is not printed by itself: ")
    assert "chapter: stands on page 1, and in the book on page 7" in book.warnings[0]
    assert not list(book.out.glob("chapters/*.pdf"))
