"""Chapters printed by themselves: the same pages as in the book, and links that lead out of them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pikepdf
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
        *(f"parts/{name}.pdf" for name in ("blocks", "manual", "people")),
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


def test_a_chapter_has_tags_that_nest_bookmarks_and_both_standards(book: Book) -> None:
    with pikepdf.open(book.out / "chapters" / "parts" / "words.pdf") as alone:
        root = alone.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
        top = root.StructTreeRoot.K[0]
        assert [str(kid.S) for kid in top.K] == ["/Sect"]
        kinds = [str(kid.S) for kid in top.K[0].K]
        assert kinds[0] == "/H1", "the chapter's own heading is the highest"
        assert "/Sect" in kinds
        inner = next(kid for kid in top.K[0].K if str(kid.S) == "/Sect")
        assert str(inner.K[0].S) == "/H2"
        assert inner.P.objgen == top.K[0].objgen
        held = {page.obj.StructParents for page in alone.pages}
        assert held <= {int(number) for number, _ in pikepdf.NumberTree(root.StructTreeRoot.ParentTree).items()}
        with alone.open_outline() as outline:
            assert [item.title for item in outline.root] == ["1\u2002Words and notes"]
            assert len(outline.root[0].children) > 1
        with alone.open_metadata() as metadata:
            assert metadata["dc:title"] == "Words and notes – A Sample Book"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata.pdfa_status == "2A"


def test_without_an_address_links_out_of_a_chapter_lead_to_the_book(build_book: BuildBook) -> None:
    pages = {"parts/one": "# One\n\nTo [two](two.md).\n", "parts/two": "# Two\n\nThe end.\n"}
    book = build_book(pages, letopis_book_chapters=True)
    assert book.warnings == []
    with pikepdf.open(book.out / "chapters" / "parts" / "one.pdf") as alone:
        link = alone.pages[0].Annots[0]
        assert (str(link.A.S), str(link.A.F), str(link.A.D)) == ("/GoToR", "../../a-small-book.pdf", "parts/two")
    with pikepdf.open(book.pdf) as whole:
        assert "parts/two" in pikepdf.NameTree(whole.Root.Names.Dests)


def test_the_same_chapter_twice_is_the_same_bytes(build_book: BuildBook) -> None:
    text = "# One\n\nText.[^a]\n\n[^a]: A note.\n"
    first = (build_book(text, letopis_book_chapters=True).out / "chapters" / "chapter.pdf").read_bytes()
    assert (build_book(text, letopis_book_chapters=True).out / "chapters" / "chapter.pdf").read_bytes() == first
