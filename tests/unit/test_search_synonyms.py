"""The lists of words that mean the same: what they may hold, and what is said if they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from letopis.search.synonyms import GENERAL, Synonyms, read_synonyms
from letopis.search.words import Words

OWN = Path(__file__).parent.parent.parent / "synonyms.toml"
WORDS = Words(["en", "ru"])


@pytest.mark.parametrize("path", [GENERAL, OWN], ids=["general", "own"])
def test_our_lists_can_be_read(path: Path) -> None:
    found = read_synonyms(path)
    assert found.same
    assert all(len(group) > 1 for group in (*found.same, *found.forms))


def test_every_group_binds_something_that_the_stemmer_does_not() -> None:
    found = read_synonyms(GENERAL)
    terms = found.terms(WORDS)
    assert len(terms["same"]) == len(found.same)
    assert len(terms["forms"]) == len(found.forms)


def test_members_are_terms_each_once() -> None:
    found = Synonyms((), (("St Petersburg", "St. Petersburg", "Leningrad"), ("plane", "planes"))).terms(WORDS)
    assert found["same"] == [["st petersburg", "leningrad"]]


def test_articles_stand_in_no_phrase() -> None:
    found = Synonyms((), (("head of the KGB", "head of KGB", "chief"),)).terms(WORDS)
    assert found["same"] == [["head of kgb", "chief"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("same = [", "this is not TOML"),
        ('synonyms = [["a", "b"]]', "there is no list 'synonyms'"),
        ('same = "defence"', "same is 'defence', not a list of groups"),
        ('same = ["defence"]', "in same, 'defence' is not a group of words"),
        ('same = [["defence"]]', "has one word; a group has two or more"),
        ('forms = [["die", 3]]', "in forms, ['die', 3] is not a group of words"),
        ("weak = 3", "weak is 3, not a list of words"),
        ('[asks]\nwhere = "place"', "asks is {'where': 'place'}"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_synonyms(path)
    assert str(caught.value).startswith("synonyms.toml: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value) or "not TOML" in said
