"""By what a list can be narrowed, and the rules that hide what does not fit."""

from __future__ import annotations

import re

import pytest

from letopis.html.page_styles import page_style
from letopis.model.archive import Archive
from letopis.model.kinds import Person
from letopis.queries.narrowing import Question, by_field, by_group, by_period, by_side
from letopis.rendering.narrowing import marks_of, rules_for
from tests.records import archive_of

PAGE = """
# The council

:::{body} council
:name: Council
:::

:::{term} council
:name: a council
A word that is spelled as the key of the body.
:::

:::{office} mayor
:name: Mayor
:::

:::{person} ada
:name: Ada Weaver
:sort: Weaver, Ada
:birthplace: Salt Hill
:member: council full 1540-01-01/1545-06-30
:held: mayor 1541/1542
:::

:::{person} berta
:name: Berta Miller
:sort: Miller, Berta
:member: council full 1550/1555
:held: "Keeper of the keys" 1560
:::

:::{person} conrad
:name: Conrad Smith
:born: 1500
:::

:::{vote} gate
:name: The vote on the gate
:date: 1543-05-01
:body: council
:question: That the gate be shut
:for: ada
:against: conrad
:certainty: recorded
:::
"""


@pytest.fixture(scope="module")
def archive() -> Archive:
    return archive_of(PAGE)


def answers(question: Question) -> dict[str, list[str]]:
    """Each answer with the keys of those who fit."""
    return {words: sorted(ref.key for ref in records) for words, records in question.choices}


def test_a_field_of_keys_gives_the_names_of_the_records(archive: Archive) -> None:
    found = by_field(archive, archive.all(Person), "member")
    assert found.label == "Member of"
    assert answers(found) == {"Council": ["ada", "berta"]}


def test_a_field_of_text_gives_its_texts_and_a_text_beside_keys_gives_nothing(archive: Archive) -> None:
    people = archive.all(Person)
    assert answers(by_field(archive, people, "birthplace")) == {"Salt Hill": ["ada"]}
    assert answers(by_field(archive, people, "held")) == {"Mayor": ["ada"]}


def test_sides_are_those_of_a_vote_in_its_order(archive: Archive) -> None:
    found = by_side(archive, archive.all(Person), "gate")
    assert found.label == "The vote on the gate"
    assert list(answers(found).items()) == [("For", ["ada"]), ("Against", ["conrad"])]


def test_a_period_holds_who_perhaps_sat_in_it_and_not_who_only_lived(archive: Archive) -> None:
    found = answers(by_period(archive, archive.all(Person), ["1500/1510", "1540/1545", "1545/1550", "1560"]))
    assert list(found.values()) == [["ada"], ["ada", "berta"], ["berta"]]


def test_a_group_is_the_caption_over_a_page(archive: Archive) -> None:
    page = archive.all(Person)[0].origin.docname
    assert answers(by_group(archive.all(Person), {page: "The town", "other": "Nobody"})) == {
        "The town": ["ada", "berta", "conrad"]
    }


def test_an_item_has_a_mark_for_each_answer_that_fits(archive: Archive) -> None:
    people = archive.all(Person)
    marks = marks_of([by_field(archive, people, "member"), by_side(archive, people, "gate")])
    assert {ref.key: found for ref, found in marks.items()} == {"ada": ["a1", "b1"], "berta": ["a1"], "conrad": ["b2"]}


def test_a_page_has_rules_for_the_marks_that_can_be_chosen_and_no_others() -> None:
    fields = '<fieldset class="letopis-choices"><option value="">all</option><option value="b2">x</option></fieldset>'
    rules = rules_for(f'<p><option value="c3">no field</option></p>{fields}<li class="a1 b2">')
    assert re.findall(r'value="(\w+)"', rules) == ["b2"]
    assert rules.startswith("@media screen")
    assert rules_for('<p class="b2">nothing to choose</p>') == ""


def test_verdicts_that_can_be_chosen_have_rules_and_the_page_has_no_other_style() -> None:
    buttons = '<input value="" checked><input value="not-proven">'
    style = page_style(f'<fieldset class="letopis-choose">{buttons}</fieldset>')
    assert re.findall(r'value="([\w-]+)"', style) == ["not-proven"]
    assert ".letopis-verdict-not-proven" in style
    assert "select" not in style
    assert page_style(f"<form>{buttons}</form>") == ""


def test_a_page_with_a_register_has_its_style_and_no_other_page() -> None:
    assert "letopis-register" in page_style('<table class="letopis-table letopis-register docutils">')
    assert page_style('<p>a letopis-register</p><table class="letopis-table">') == ""
