"""Chapters printed by themselves: the same pages as in the book, and links that lead out of them."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from sphinx.testing.util import SphinxTestApp

from letopis.book.extract_pages import cut
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
        *(f"parts/{name}.pdf" for name in ("blocks", "manual", "people")),
        *(f"parts/people/{name}.pdf" for name in ("alpha", "beta")),
        *(f"parts/{name}.pdf" for name in ("pictures", "tables", "words")),
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


@pytest.mark.parametrize("name", ["parts/people/alpha", "parts/people/beta"])
def test_the_pages_of_a_document_inside_a_chapter_are_cut_out(book: Book, name: str) -> None:
    part = chapter(book, name)
    title = name.rpartition("/")[2].title()
    assert part.metadata is not None
    assert part.metadata.title == f"{title} – A Sample Book"
    labels = part.page_labels
    start = book.reader.page_labels.index(labels[0])
    assert [words(page) for page in part.pages] == [
        words(page) for page in book.reader.pages[start : start + len(labels)]
    ]
    assert title in words(part.pages[0])
    root: Any = part.trailer["/Root"]
    assert "/StructTreeRoot" not in root  # a cut that said it had tags would be false
    assert "/Metadata" not in root


def test_a_cut_holds_its_pages_and_no_others(book: Book) -> None:
    whole = (book.out / "chapters" / "parts" / "words.pdf").read_bytes()
    pages = len(pypdf.PdfReader(BytesIO(whole)).pages)
    assert pages > 1
    last = cut(whole, pages - 1, 10**6, "The end", 7)
    read = pypdf.PdfReader(BytesIO(last))
    assert len(last) < len(whole)
    assert read.page_labels == ["7"]
    assert words(read.pages[0]) == words(chapter(book, "parts/words").pages[-1])
    for annotation in read.pages[0].get("/Annots", ()):
        target = annotation.get_object().get("/Dest")
        assert target is None or target[0].get_object() == read.pages[0]
    assert cut(whole, pages - 1, 10**6, "The end", 7) == last
