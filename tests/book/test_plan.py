"""What the root document says of parts and chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.book.printing import Book, BuildBook

PAGES = {name: f"# {name.upper()}\n\nText of {name}.\n" for name in ("a", "b", "c")}


def order(book: Book) -> str:
    text = (book.out / "typst" / "book.typ").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith(("#include", "#part"))]
    return " ".join(line.removeprefix("#include ").strip('"') for line in lines)


def test_a_caption_is_a_part(build_book: BuildBook) -> None:
    root = "# Book\n\n```{toctree}\na\n```\n\n```{toctree}\n:caption: Second\nb\nc\n```\n"
    book = build_book({"index": root, **PAGES})
    assert order(book) == "/pages/a.typ #part((), [Second]) /pages/b.typ /pages/c.typ"
    assert '#chapter(1, "", ("a:", ' in book.source("a")
    assert '#chapter(2, "", ("b:", ' in book.source("b")


def test_a_section_that_holds_only_a_toctree_is_a_part(build_book: BuildBook) -> None:
    root = "# Book\n\n(there)=\n## The part\n\n```{toctree}\na\n```\n\n## Some words\n\nAnd [there](#there).\n\n```{toctree}\nb\nc\n```\n"
    book = build_book({"index": root, **PAGES}, letopis_book_preface="Before")
    assert order(book) == (
        '/pages/index.typ #part(("index:there", "index:the-part", ), [The part]) /pages/a.typ /pages/b.typ /pages/c.typ'
    )
    assert book.warnings == []


def test_the_root_document_is_the_preface(build_book: BuildBook) -> None:
    root = "# Book\n\nWelcome.\n\n```{toctree}\na\nb\nc\n```\n"
    book = build_book({"index": root, **PAGES}, letopis_book_preface="To the reader")
    assert "To the reader Welcome." in " ".join(book.pages)
    without = build_book({"index": root, **PAGES})
    assert "Welcome." not in " ".join(without.pages)


def test_a_root_document_of_toctrees_makes_no_preface(build_book: BuildBook) -> None:
    book = build_book(PAGES, letopis_book_preface="To the reader")
    assert "To the reader" not in " ".join(book.pages)


def test_a_page_in_a_page_is_an_entry_of_its_chapter(build_book: BuildBook) -> None:
    pages = {
        "index": "# Book\n\n```{toctree}\na\n```\n",
        "a": "# A\n\n## Before\n\n```{toctree}\n:caption: Within\nb\n```\n\n## After\n",
        "b": "# B\n\n## Deep\n",
    }
    book = build_book(pages)
    source = book.source("a")
    assert source.index("Before") < source.index("#rubric[Within]") < source.index('#include "/pages/b.typ"')
    assert '#head(3, "", ("b:", "b:b", ), "entry")[B]' in book.source("b")
    assert '#head(4, "", ("b:deep", ), "section-2")[Deep]' in book.source("b")


def test_the_pages_of_a_hidden_toctree_follow_the_text_of_their_page(build_book: BuildBook) -> None:
    pages = {
        "index": "# Book\n\n```{toctree}\na\n```\n",
        "a": "# A\n\n```{toctree}\n:hidden:\nb\n```\n\n## Of all of them\n\nWords.\n\n```{toctree}\nc\n```\n",
        "b": "# B\n",
        "c": "# C\n",
    }
    source = build_book(pages).source("a")
    assert source.index("Words") < source.index('#include "/pages/c.typ"') < source.index('#include "/pages/b.typ"')


def test_a_page_in_two_toctrees_is_printed_once(build_book: BuildBook) -> None:
    root = "# Book\n\n```{toctree}\na\nb\n```\n\n```{toctree}\n:caption: Again\na\nc\n```\n"
    assert order(build_book({"index": root, **PAGES})) == "/pages/a.typ /pages/b.typ #part((), [Again]) /pages/c.typ"


def test_sections_deeper_than_six_levels_share_the_sixth(build_book: BuildBook) -> None:
    page = "\n\n".join(f"{'#' * depth} Level {depth}" for depth in range(1, 7))
    root = "# Book\n\n```{toctree}\n:caption: Part\na\n```\n"
    book = build_book({"index": root, "a": page})
    assert book.error is None
    assert '#head(6, "", ("a:level-5", ), "section-3")' in book.source("a")
    assert '#head(6, "", ("a:level-6", ), "section-3")' in book.source("a")
