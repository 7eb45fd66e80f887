"""The sample book, looked at as a reader, a screen reader and a librarian would."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.book.printing import Book


def outline(entries: list[Any], depth: int = 1) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, depth + 1)
        else:
            yield depth, entry.title.replace("\u2002", " ")


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from elements(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def links(reader: pypdf.PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            yield annotation.get_object()


def root_of(book: Book) -> Any:
    """The file's catalogue. Its types are only known when it is read."""
    return book.reader.trailer["/Root"]


def tags_of(book: Book) -> list[Any]:
    return list(elements(root_of(book)["/StructTreeRoot"]["/K"]))


def test_nothing_is_warned_of(sample: Book) -> None:
    assert sample.warnings == []


def test_the_file_says_what_it_is(sample: Book) -> None:
    root = root_of(sample)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert sample.reader.metadata is not None
    assert sample.reader.metadata.title == "A Sample Book"
    packet = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in packet
    assert "<pdfaid:part>2<" in packet
    assert "<pdfaid:conformance>A<" in packet


def test_the_front_is_that_of_a_book(sample: Book) -> None:
    half, blank, title, imprint, contents = sample.pages[:5]
    assert half.strip() == "A Sample Book"
    assert blank.strip() == ""
    assert [words in title for words in ("Every construct, once", "The Compositor & The Corrector", "Edition 1.2")] == [
        True
    ] * 3
    for words in (
        "18 June 2026",
        "CC BY 4.0",
        "How to cite",
        "A Sample Book, edition 1.2, 2026",
        "https://sample.example/",
    ):
        assert words in imprint
    assert contents.startswith("Contents")
    assert re.search(r"Things set apart *\d+.*1 Tables[ .]*\d+", contents)
    assert "Long tables" not in contents  # sections are deeper than `letopis_book_contents_depth`


def test_the_front_has_roman_numbers_and_the_text_begins_at_one(sample: Book) -> None:
    labels = sample.reader.page_labels
    assert labels[:7] == ["i", "ii", "iii", "iv", "v", "vi", "1"]
    assert labels[6:] == [str(number) for number in range(1, len(labels) - 5)]


def test_bookmarks_are_parts_chapters_and_sections(sample: Book) -> None:
    marks = list(outline(sample.reader.outline))
    assert len(marks) == sample.app.builder.headings  # type: ignore[attr-defined]
    assert [title for depth, title in marks if depth == 1] == [
        "Preface", "The text", "Things set apart", "The end of the book", "Index",
    ]  # fmt: skip
    assert (2, "1 Words and notes") in marks
    assert (3, "1.1 Русский текст") in marks
    assert (5, "1.2.1.1 A fourth level") in marks
    assert (3, "4.2 Beta") in marks  # a page inside a page


def test_chapters_begin_a_page_and_parts_a_right_hand_one(sample: Book) -> None:
    for start in ("1 Words and notes", "2 Blocks", "2 Pictures", "Glossary", "Sources", "Index"):
        assert any(page.startswith(start) for page in sample.pages), start
    parts = [number for number, page in enumerate(sample.pages, 1) if re.match(r"PART [IV]+ ", page)]
    assert len(parts) == 3
    assert all(number % 2 for number in parts)


def test_an_empty_page_is_empty(sample: Book) -> None:
    """No running head and no number on a page left blank before a part."""
    empty = [page for page in sample.pages if not page.strip()]
    assert len(empty) >= 2
    assert not any(page.strip() in {"A Sample Book", "Blocks"} for page in sample.pages[6:])


def test_running_heads_name_the_chapter_on_the_left_and_the_section_in_force_on_the_right(sample: Book) -> None:
    heads = dict(zip(sample.reader.page_labels, sample.pages, strict=True))
    left = next(label for label, page in heads.items() if page.startswith(f"{label} Tables"))
    right = next(label for label, page in heads.items() if page.startswith(f"Long tables {label}"))
    assert int(left) % 2 == 0
    assert int(right) % 2 == 1


def test_a_long_table_repeats_its_head(sample: Book) -> None:
    pages = [page for page in sample.pages if "June 1957 Day" in page]
    assert len(pages) >= 2
    assert all("No. Date What happened Open" in page for page in pages)
    assert sum(len(re.findall(r"событие \d+", page)) for page in pages) == 60


def test_notes_stand_at_the_foot_of_their_page(sample: Book) -> None:
    page = sample.numbered(sample.page_with("A first paragraph stands"))
    text, _, foot = page.partition("der Stelle bekannt ist.")
    assert "A plain note with a link (https://sample.example/note)" in foot
    assert "The second paragraph cites [Bringhurst, 1992]." in foot
    assert "a note1, and the same note again1, and another2." in text


def test_citations_are_notes_after_the_stop(sample: Book) -> None:
    page = sample.numbered(sample.page_with("A first paragraph stands"))
    assert "It cites one book.3 It cites two books with places,4 and goes on." in page
    assert "A sentence may carry two notes.5,1" in page
    assert "3 Bringhurst, 1992, p. 17." in page
    assert "4 Tschichold, 1991, p. 3, Чихольд, 1980." in page
    assert "As Tschichold [1991] says" in page  # one in running words stays there


def test_citations_in_tables_stay_there(sample: Book) -> None:
    assert "papers [Bringhurst, 1992, p. 5]" in " ".join(sample.pages)


def test_a_link_names_the_page_it_leads_to_once(sample: Book) -> None:
    page = sample.numbered(sample.page_with("To a page:"))
    tables = sample.page_with("A long table breaks over the pages")
    assert f"To a page: Tables (p. {tables})" in page
    assert "by its name. To a table" in page  # the second link to that section says no more
    assert "To a term: leading. To the web" in page


def test_a_link_on_its_own_page_names_none(sample: Book) -> None:
    page = sample.numbered(sample.page_with("The first entry, which mentions"))
    assert "mentions the second. " in page


def test_addresses_are_printed_once_and_where_paper_needs_them(sample: Book) -> None:
    everything = " ".join(sample.pages)
    assert "https://sample.example/page?x=1&y=2" in everything
    assert everything.count("https://sample.example/bare") == 1
    assert (
        everything.count("https://sample.example/tschichold") + everything.count("https://sample.example/ tschichold")
        == 1
    )


def test_every_link_into_the_book_has_a_place(sample: Book) -> None:
    reader = sample.reader
    kinds = Counter[str]()
    for annotation in links(reader):
        assert annotation["/Contents"], "a link says where it leads"
        if "/A" in annotation:
            assert not annotation["/A"]["/URI"].startswith("letopis:")
            kinds["address"] += 1
            continue
        target = annotation["/Dest"]
        if isinstance(target, str):
            assert target in reader.named_destinations
            kinds["name"] += 1
        else:
            assert target[0].get_object()["/Type"] == "/Page"
            kinds["place"] += 1
    assert min(kinds[kind] for kind in ("address", "name", "place")) > 5


def test_a_link_leads_to_the_page_it_says(sample: Book) -> None:
    reader = sample.reader
    numbers = {
        page.indirect_reference.idnum: label  # type: ignore[union-attr]
        for page, label in zip(reader.pages, reader.page_labels, strict=True)
    }
    checked = 0
    for annotation in links(reader):
        said = re.fullmatch(r"page (\w+)", str(annotation["/Contents"]))
        if said and "/Dest" in annotation and not isinstance(annotation["/Dest"], str):
            assert numbers[annotation["/Dest"][0].idnum] == said[1]
            checked += 1
    assert checked > 20


def test_every_figure_can_be_heard(sample: Book) -> None:
    tags = tags_of(sample)
    spoken = [tag["/Alt"] for tag in tags if tag["/S"] == "/Figure" and "/Alt" in tag]
    silent = [tag for tag in tags if tag["/S"] == "/Figure" and "/Alt" not in tag]
    assert not silent
    assert "A dark square with a pale circle in it" in spoken
    assert len([alt for alt in spoken if alt == "a small mark"]) == 1  # and the ornament beside it is none


def test_the_structure_has_headings_lists_tables_and_notes(sample: Book) -> None:
    tags = Counter(tag["/S"] for tag in tags_of(sample))
    for kind in (
        "/H1",
        "/H2",
        "/H3",
        "/H4",
        "/H5",
        "/L",
        "/LI",
        "/Table",
        "/TH",
        "/TD",
        "/Note",
        "/Caption",
        "/BlockQuote",
        "/TOC",
    ):
        assert tags[kind], f"nothing is tagged as {kind}"


def test_russian_is_marked_as_russian(sample: Book) -> None:
    tags = tags_of(sample)
    assert {str(tag["/Lang"]) for tag in tags if "/Lang" in tag} >= {"ru", "de"}


def test_cyrillic_can_be_searched(sample: Book) -> None:
    page = sample.numbered(sample.page_with("Русский текст"))
    assert "Слова на русском языке переносятся" in page
    assert "Ёлка стоит между словами «ель» и «еловый»" in page


def test_signs_of_typst_are_printed_as_signs(sample: Book) -> None:
    page = sample.numbered(sample.page_with("A first paragraph stands"))
    assert "# $ % & * _ ` ~ @ < > [ ] { } \\ / – — … “quoted” ‘single’ 1. + - = // /* */ u{41} \\#x." in page


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("альфа", "The name of the letter"),
        ("бумага", "Смешанная строка"),
        ("objects", "Sets a page."),
        ("кегль", "Размер шрифта"),
    ],
)
def test_an_index_entry_names_the_page_it_is_found_on(sample: Book, entry: str, words: str) -> None:
    index = sample.pages[-1]
    match = re.search(rf"{entry}, (\d+)", index)
    assert match, f"{entry} is not in the index"
    assert match[1] == sample.page_with(words)


def test_the_index_stands_in_the_order_of_both_alphabets(sample: Book) -> None:
    index = sample.pages[-1]
    order = ["--paper", "em, ", "leading, ", "paragraph ", "альфа, ", "бумага, ", "Ёлка, ", "ёмкость, ", "кегль, "]
    places = [index.index(f" {word}") for word in order]
    assert places == sorted(places)
    assert "foolscap, see paper" in index
    assert "see also бумага" in index


def test_what_is_for_the_web_is_not_printed(sample: Book) -> None:
    everything = " ".join(sample.pages)
    assert "Only in the book." in everything
    assert "raw Typst reaches only this book" in everything
    assert "Only on the web." not in everything
    assert "raw HTML" not in everything


def test_numbers_of_tables_are_those_of_the_web(sample: Book) -> None:
    everything = " ".join(sample.pages)
    assert "Table 1.2 Cells that span" in everything
    assert "Fig. 2.1 The mark, drawn as SVG." in everything
    assert "Listing 2.1 A listing with a caption" in everything


def test_places_have_names_in_the_file_as_on_the_web(sample: Book) -> None:
    named = sample.reader.named_destinations
    assert "parts/tables#long-tables" in named
    assert "parts/tables" in named
    number = sample.reader.get_destination_page_number(named["parts/tables#long-tables"])
    assert number is not None
    assert "Long tables" in sample.reader.pages[number].extract_text()
    assert not [name for name in named if name.partition("#")[2].startswith(("mention-", "cite-"))]
