"""The same sources give the same bytes, and a file's dates are those of the edition."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from letopis.book.diagnostics import BookError
from letopis.book.pdf_links import Place, resolve_page_links
from letopis.book.settings import slug
from tests.book.printing import SAMPLE, Book, build_quietly

if TYPE_CHECKING:
    from pathlib import Path

    from tests.book.printing import BuildBook


def test_the_same_bytes_in_another_folder(sample: Book, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "elsewhere")
    app = SphinxTestApp("typst", srcdir=tmp_path / "elsewhere", builddir=tmp_path / "out", freshenv=True)
    build_quietly(app)
    app.cleanup()
    assert Book(app).pdf.read_bytes() == sample.pdf.read_bytes()


def test_the_date_is_that_of_the_edition(build_book: BuildBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    book = build_book("# One\n", letopis_book_date="1957-06-18")
    assert book.reader.metadata is not None
    assert str(book.reader.metadata.creation_date).startswith("1957-06-18")


def test_the_date_is_that_of_the_commit(build_book: BuildBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    book = build_book("# One\n")
    assert book.reader.metadata is not None
    assert str(book.reader.metadata.creation_date).startswith("2001-09-09")
    assert "9 September 2001" in book.pages[2]


def test_without_a_date_the_clock_is_not_asked(build_book: BuildBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    book = build_book("# One\n")
    assert book.reader.metadata is not None
    assert str(book.reader.metadata.creation_date).startswith("1970-01-01")


@pytest.mark.parametrize(
    ("title", "name"), [("A Sample Book", "a-sample-book"), ("Лето 1957: дело", "лето-1957-дело"), ("!", "book")]
)
def test_the_name_of_the_file(title: str, name: str) -> None:
    assert slug(title) == name


PDF = b"<</Type/Pages/Count 1/Kids[3 0 R]>> /MediaBox[0 0 100 200] %s"


def test_a_link_and_its_words_keep_their_room() -> None:
    link = b"/A<</Type/Action/S/URI/URI(letopis:0%s)>>/Contents(letopis:0%s)" % (b"." * 43, b"." * 43)
    done = resolve_page_links(PDF % link, [Place(1, 10, 20, "41")], "страница")
    assert len(done) == len(PDF % link)
    assert b"/Dest[3 0 R/XYZ 10.00 180.00 0] " in done
    assert b"/Contents<FEFF0441" in done


@pytest.mark.parametrize(
    ("pdf", "message"),
    [
        (b"", "no page tree"),
        (b"/Type/Pages/Count 2/Kids[3 0 R] /MediaBox[0 0 100 200]", "not flat"),
        (PDF % b"(letopis:0)", "left without its place"),
        (PDF % b"/Contents(letopis:0.)", "where its address left"),
    ],
)
def test_a_file_of_another_make_is_refused(pdf: bytes, message: str) -> None:
    with pytest.raises(BookError, match=message):
        resolve_page_links(pdf, [Place(1, 0, 0, "4" * 30)], "page")
