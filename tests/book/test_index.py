"""The indexes: their order, what Sphinx marks, and those that an extension gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from letopis.book.bookindex import IndexEntry, Place, entry_key, initial, pages_markup, plain_key
from letopis.book.pdf_links import PagePosition
from letopis.model.names import collation_key

if TYPE_CHECKING:
    from tests.book.printing import BuildBook


@pytest.mark.parametrize(
    "words",
    [
        ["1957", "Álvarez", "Beria", "Zhukov", "Аристов", "Жуков"],
        ["Ёлка", "ёлочка", "ель", "енот"],
        ["Е", "Ё", "Ж"],
        ["и", "й", "к"],
        ["resume", "résumé", "resumed"],
        ["Đilas", "Dzerzhinsky", "Łódź", "Lublin"],
        ["«Искра»", "Истра"],
        ["de Gaulle", "Degas", "Delaunay"],
    ],
)
def test_the_order_of_words(words: list[str]) -> None:
    assert sorted(reversed(words), key=collation_key) == words


def test_the_letter_a_word_stands_under() -> None:
    letters = {
        label: initial(IndexEntry(label=label), collation_key) for label in ("Álvarez", "Ёлка", "Йена", "1957", "(no)")
    }
    assert letters == {"Álvarez": "A", "Ёлка": "Е", "Йена": "Й", "1957": "", "(no)": "N"}


def test_an_index_without_an_order_of_its_own_has_a_plain_one() -> None:
    words = ["1957", "(no)", "Álvarez", "alvarez", "beta", "Ёлка"]
    assert max(words, key=plain_key) == "Ёлка"
    assert sorted(["beta", "Álvarez", "alvarez"], key=plain_key) == ["alvarez", "Álvarez", "beta"]


def test_an_entry_is_sorted_by_its_sort_key() -> None:
    entries = [IndexEntry(label="Georgy Zhukov", sort="Zhukov, Georgy"), IndexEntry(label="Molotov")]
    assert [entry.label for entry in sorted(entries, key=entry_key)] == ["Molotov", "Georgy Zhukov"]


def pages(*numbers: int, main: int = 0) -> str:
    """The markup of places on pages, as "5 7-9 *12*"; 0 is a place that is not in the book."""
    positions = [PagePosition(number + 20 if number else 1, 0, 0, str(number or "")) for number in numbers]
    places = [Place(link, number == main) for link, number in enumerate(numbers)]
    runs = re.findall(r"\(((?:\([^()]*\), )+)\)", pages_markup(places, positions))
    shown = [re.findall(r'"(\d+)", (true|false)', run) for run in runs]
    return " ".join("-".join(f"*{page}*" if bold == "true" else page for page, bold in run) for run in shown)


def test_pages_stand_once_in_order_and_as_ranges() -> None:
    assert pages(12, 5, 12, 7, 5) == "5 7 12"
    assert pages(7, 8) == "7 8", "two in a row are no range"
    assert pages(9, 7, 8, 11) == "7-9 11"
    assert pages(7, 8, 9, 10, 11, main=9) == "7 8 *9* 10 11", "a bold page stands alone"
    assert pages(6, 7, 8, 9, main=9) == "6-8 *9*"
    assert pages(0, 4, 0) == "4"
    assert pages_markup([], []) == pages_markup([Place(0, main=False)], ()) == "()", "no page is known yet"


def test_a_page_leads_to_the_first_place_on_it() -> None:
    positions = [PagePosition(30, 1, 200, "10"), PagePosition(30, 1, 100, "10"), PagePosition(31, 1, 1, "11")]
    markup = pages_markup([Place(1, main=False), Place(0, main=True), Place(2, main=False)], positions)
    assert markup == '(((1, "10", true), ), ((2, "11", false), ), )'


INDEXES = """
from letopis.book.bookindex import BookIndex, IndexEntry, Mention

def persons(app, builder):
    zhukov = IndexEntry(
        label="Zhukov, Georgy", mentions=[Mention("a:one"), Mention("b:two", main=True), Mention("b:two")],
        entries=[IndexEntry(label="speech", mentions=[Mention("c:three")])], see_also=["Жуков"],
    )
    return [
        BookIndex(title="Index of persons", note="Bold numbers first.", entries=[
            zhukov, IndexEntry(label="Жуков", see=["Zhukov, Georgy"]),
            IndexEntry(label="Everywhere", mentions=[Mention(f"{doc}:") for doc in "abc"]),
        ]),
        BookIndex(title="Index of nothing", entries=[]),
    ]

def setup(app): app.connect("letopis-book-indexes", persons)
"""
PAGES = {
    "a": "# A\n\n(one)=\n## One\n\n{index}`marked`\n",
    "b": "# B\n\n(two)=\n## Two\n",
    "c": "# C\n\n(three)=\n## Three\n",
}


def test_an_extension_gives_indexes_instead_of_the_general_one(build_book: BuildBook) -> None:
    book = build_book(PAGES, conf=INDEXES)
    assert book.warnings == []
    index = book.pages[-1]
    assert index.startswith(
        "Index of persons Bold numbers first. E Everywhere, 1–3 Z Zhukov, Georgy, 1, 2. see also Жуков"
    )
    assert re.search(r"speech, 3 Ж Жуков, see Zhukov, Georgy", index)
    assert "marked," not in index
    assert "Index of nothing" not in " ".join(book.pages)


def test_without_entries_there_is_no_index(build_book: BuildBook) -> None:
    book = build_book("# One\n\nText.\n")
    assert "Index" not in " ".join(book.pages)


def test_a_mention_of_no_place_is_warned_of(build_book: BuildBook) -> None:
    book = build_book(PAGES, conf=INDEXES.replace('"c:three"', '"c:nowhere"'))
    assert book.warnings == [
        "c.md: WARNING: an index entry points at 'c:nowhere', which is not in the book. [letopis.book-index]"
    ]


def test_the_kinds_of_index_marks(build_book: BuildBook) -> None:
    marks = (
        "{index}`a <single: stone; grey>` {index}`b <pair: river; bank>` {index}`c <triple: x; y; z>`\n"
        "{index}`d <see: rock; stone>` {index}`e <seealso: stone; river>` {index}`f <!stone>`"
    )
    index = build_book(f"# One\n\n{marks}\n").pages[-1]
    for entry in ("bank river, 1", "river bank, 1", "rock, see stone", "stone, 1. see also river grey, 1", "x y z, 1"):
        assert entry in index, index
