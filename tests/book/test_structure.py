"""The tags of the book nest; heads of rows are told from cells; the front has what a book on a shelf has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from letopis.book.structure import kids_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.book.printing import Book, BuildBook

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60' viewBox='0 0 90 60'><rect width='9' height='9'/></svg>"
FRONT = f"""
from letopis.book.frontmatter import Frontispiece
def setup(app): app.connect("letopis-book-frontispiece", lambda *_: Frontispiece({SVG!r}, "A small square", "What it is"))
"""


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in kids_of(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def test_parts_hold_chapters_and_chapters_their_sections(build_book: BuildBook) -> None:
    pages = {
        "index": "# B\n\n```{toctree}\n:caption: A part\n\none\n```\n",
        "one": "# One\n\nText.\n\n## Two\n\nMore.\n",
    }
    with pikepdf.open(build_book(pages).pdf) as document:
        top = document.Root.StructTreeRoot.K[0]
        part = next(kid for kid in kids_of(top) if str(kid.S) == "/Part")
        kinds = [str(kid.S) for kid in kids_of(part)]
        assert kinds[0] == "/H1"
        chapter = next(kid for kid in kids_of(part) if str(kid.S) == "/Sect")
        assert [str(kid.S) for kid in kids_of(chapter)] == ["/H2", "/P", "/Sect"]
        assert all(kid.P.objgen == chapter.objgen for kid in kids_of(chapter))


def test_the_head_of_a_row_says_that_it_is_one(build_book: BuildBook) -> None:
    page = "# One\n\n```{list-table}\n:header-rows: 1\n:stub-columns: 1\n\n* - a\n  - b\n* - head\n  - cell\n```\n"
    with pikepdf.open(build_book(page).pdf) as document:
        found = [each for each in elements(document.Root.StructTreeRoot.K[0]) if str(each.S) in {"/TH", "/TD"}]
        assert [str(each.S) for each in found] == ["/TH", "/TH", "/TH", "/TD"]
        own = found[2].A if isinstance(found[2].A, pikepdf.Dictionary) else next(a for a in found[2].A if "/Scope" in a)
        assert str(own.Scope) == "/Row"


def test_the_metadata_say_what_may_be_done_with_the_book(build_book: BuildBook) -> None:
    with pikepdf.open(build_book("# One\n", letopis_book_licence="CC BY 4.0").pdf) as document, (
        document.open_metadata()
    ) as metadata:  # fmt: skip
        assert metadata["dc:rights"] == "CC BY 4.0"


def test_an_extension_gives_a_picture_that_faces_the_title_page(build_book: BuildBook) -> None:
    book = build_book("# One\n\nText.\n", conf=FRONT)
    assert book.warnings == []
    assert "What it is" in book.pages[1]
    assert "A Small Book" in book.pages[2]


def test_the_list_of_pictures_names_each_with_its_page(sample: Book, build_book: BuildBook) -> None:
    figure = "```{figure} x.svg\n:alt: x\n\nOf A\n```\n\n"
    pages = {"a": f"# A\n\n{figure}", "b": f"# B\n\n{figure}" + figure.replace("Of A", "Of B")}
    book = build_book(pages, files={"x.svg": SVG.encode()})
    contents = next(page for page in book.pages if page.startswith("Contents"))
    assert "Drawings and pictures" in contents
    assert "Of A A, 1" in contents
    assert "Of A B, 2" in contents
    assert "Of B, 2" in contents
    assert sample.warnings == []
