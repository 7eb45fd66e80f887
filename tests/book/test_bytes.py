"""The same sources give the same bytes, and a file's dates are those of the edition."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from sphinx.testing.util import SphinxTestApp

from letopis.book.diagnostics import BookError
from letopis.book.pdf_links import PagePosition, finish_pdf
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


def small_pdf(address: str) -> bytes:
    """One page of 100 by 200 points with a link to an address."""
    made = BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(100, 200))
        action = Dictionary(Type=Name.Action, S=Name.URI, URI=pikepdf.String(address))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action, Contents=pikepdf.String("x"))
        page.obj["/Annots"] = Array([document.make_indirect(link)])
        document.save(made)
    return made.getvalue()


def the_link(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        link = document.pages[0].obj["/Annots"][0]
        dest = [float(one) for one in link["/Dest"].as_list()[2:4]] if "/Dest" in link else []
        return {"to": str(dest), "says": str(link["/Contents"]), "address": str(link.A.URI) if "/A" in link else ""}


def finished(pdf: bytes, positions: list[PagePosition], word: str) -> bytes:
    with finish_pdf(pdf, positions, word) as book:
        return book.saved()


def test_a_link_into_the_book_leads_to_its_page_and_says_which() -> None:
    done = finished(small_pdf("letopis:0"), [PagePosition(1, 10, 20, "41")], "страница")
    assert the_link(done) == {"to": "[10.0, 180.0]", "says": "страница 41", "address": ""}
    assert done == finished(small_pdf("letopis:0"), [PagePosition(1, 10, 20, "41")], "страница")


def test_a_link_to_the_outside_stays() -> None:
    done = finished(small_pdf("https://example.org/letopis:0"), [], "page")
    assert the_link(done)["address"] == "https://example.org/letopis:0"


@pytest.mark.parametrize(("pdf", "message"), [(b"", "cannot be opened"), (small_pdf("letopis:7"), "has not told")])
def test_a_file_of_another_make_is_refused(pdf: bytes, message: str) -> None:
    with pytest.raises(BookError, match=message):
        finished(pdf, [PagePosition(1, 0, 0, "4")], "page")
