"""Long pages on a narrow screen: what is folded, and what is not."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document

from letopis.html.long_pages import MOST_RECORDS, MOST_SOURCES, first_letter, fold_long_page
from letopis.nodes import folded
from letopis.page_nodes import PageNodes


def record(number: int) -> nodes.container:
    return nodes.container("", nodes.paragraph("", f"Record {number}"), classes=["letopis-record"])


def page_of(*letters: int) -> nodes.document:
    """A page with a section for each number, which holds that many records."""
    document = new_document("page")
    page = nodes.section("", nodes.title("", "Page"))
    document += page
    for letter in letters:
        page += nodes.section("", nodes.title("", "Letter"), nodes.paragraph("", "Before"), *map(record, range(letter)))
    return document


def folds(document: nodes.document) -> list[nodes.Element]:
    fold_long_page(PageNodes(document))
    return list(document.findall(folded))


def test_sections_of_a_page_of_many_records_are_folded_below_their_titles() -> None:
    document = page_of(MOST_RECORDS, 1, 3)
    first, second = folds(document)
    assert [first["summary"], second["summary"]] == [f"Show {MOST_RECORDS} entries", "Show 3 entries"]
    assert all(fold["narrow"] == "hidden" for fold in (first, second))
    assert [type(child) for child in first.parent.children] == [nodes.title, nodes.paragraph, folded]
    assert document.astext().count("Record") == MOST_RECORDS + 4


def test_a_page_of_few_records_is_not_folded() -> None:
    assert folds(page_of(MOST_RECORDS - 1, 1)) == []


def sources(*names: str) -> nodes.document:
    document = new_document("page")
    items = [nodes.list_item("", nodes.paragraph("", name), ids=[f"source-{n}"]) for n, name in enumerate(names)]
    listed = nodes.bullet_list("", *items, classes=["letopis-bibliography"])
    document += nodes.section("", nodes.title("", "Sources"), nodes.section("", nodes.title("", "Cited"), listed))
    return document


def test_a_long_list_of_sources_is_divided_by_letters() -> None:
    names = ["190 years", *[f"Adler {n}" for n in range(MOST_SOURCES)], "Åkesson", "“Берия”", "Berlin"]
    document = sources(*names)
    assert [fold["summary"] for fold in folds(document)] == [
        "Show 1 source", f"Show {MOST_SOURCES + 1} sources", "Show 2 sources",
    ]  # fmt: skip
    headings = list(document.findall(nodes.rubric))
    assert [(one.astext(), one["ids"][0], one["heading-level"]) for one in headings] == [
        ("#", "letter-figures", 3), ("A", "letter-a", 3), ("B", "letter-b", 3),
    ]  # fmt: skip
    assert [link["refuri"] for link in document.findall(nodes.reference)] == [
        "#letter-figures", "#letter-a", "#letter-b",
    ]  # fmt: skip
    assert len([item for item in document.findall(nodes.list_item) if item["ids"]]) == len(names)


def test_a_short_list_stays_one() -> None:
    document = sources(*["Adler"] * MOST_SOURCES)
    assert folds(document) == []
    assert len(list(document.findall(nodes.bullet_list))) == 1


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Čapek", "C"),
        ("[Law]", "L"),
        ("Щедрин", "S"),
        ("1957", "#"),
        ("“'57”", "#"),
        ("", "#"),
        ("ß", "S"),
        ("日本", "日"),
    ],
)
def test_the_letter_of_a_source(text: str, letter: str) -> None:
    assert first_letter(text) == letter
