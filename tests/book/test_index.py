"""The indexes: their order, what Sphinx marks, and those that an extension gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from letopis.book.bookindex import IndexEntry, entry_key, initial, plain_key
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
