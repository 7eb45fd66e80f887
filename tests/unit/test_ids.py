"""Ids made from words: what stays of a heading, what a paragraph's short id depends on, and how alike paragraphs are."""

from __future__ import annotations

import pytest

from letopis.model.ids import likeness, short_id, sketch_of, slug, source_id, words_of

TEXT = (
    "In June 1957 seven of the eleven full members of the Presidium tried to remove the First Secretary, and before the"
    " month was over they had lost; the plenum sat for eight days, and expelled three of them from the Central Committee."
)


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("18 June 1957", "18-june-1957"),
        ("1957", "1957"),
        ("Обзор", "obzor"),
        ("Що далі?", "shcho-dali"),
        ("Її ґрунт", "її-ґрунт"),
        ("The Party’s line", "the-partys-line"),
        ("The Party's line", "the-partys-line"),
        ("Košice & Ærø", "kosice-ærø"),
        ("हिन्दी", "हिन्दी"),
        ("六月", "六月"),
        ("A – B / C", "a-b-c"),
        ("snake_case", "snake-case"),
        ("?!", ""),
    ],
)
def test_a_heading_keeps_its_words_and_figures_in_any_script(heading: str, found: str) -> None:
    assert slug(heading) == found


@pytest.mark.parametrize(
    ("key", "found"),
    [("Shubin", "source-Shubin"), ("ДК2000", "source-ДК2000"), ("a.b-c_d", "source-a.b-c_d")],
)
def test_a_source_is_called_by_its_key(key: str, found: str) -> None:
    assert source_id(key) == found


def test_keys_that_differ_in_a_sign_that_no_id_holds_are_told_apart() -> None:
    one, other = source_id("smith:2000"), source_id("smith+2000")
    assert one != other
    assert ":" not in one
    assert "+" not in other


def test_the_short_id_of_a_text_is_the_same_on_every_machine() -> None:
    assert short_id("летопись") == "cz9xk"
    assert len({short_id(str(number)) for number in range(2000)}) == 2000


def test_punctuation_and_capitals_are_no_part_of_what_a_paragraph_says() -> None:
    assert words_of("“In June, 1957” – he said.") == words_of("in June 1957 he said")
    assert words_of("not 1957") != words_of("1957")


def test_likeness_sees_an_edit_and_no_kinship_between_strangers() -> None:
    edited = TEXT.replace("eight days", "eight long days").replace("three", "all three")
    other = (
        "The Central Committee met in the Sverdlov Hall on 22 June, and the first to speak was the minister of defence,"
        " who read out from the papers of 1937 how many death sentences two of the members had signed."
    )
    told = sketch_of(words_of(TEXT))
    assert likeness(told, told) == 1
    assert likeness(told, sketch_of(words_of(edited))) > 0.6
    assert likeness(told, sketch_of(words_of(other))) < 0.3
    assert likeness("", "") == 0
