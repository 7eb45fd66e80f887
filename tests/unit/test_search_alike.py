"""What a word finds by the words that mean the same."""

from __future__ import annotations

from letopis.search.alike import families, find_alike
from letopis.search.index import Alike, Index
from letopis.search.words import Words

NOTHING: dict[str, list[list[str]]] = {"forms": [], "same": []}


def index_of(**terms: dict[int, int]) -> Index:
    index = Index()
    for term, levels in terms.items():
        for entry, level in levels.items():
            index.note(term, entry, level)
    return index


def test_a_word_finds_what_another_finds_and_a_little_worse() -> None:
    index = index_of(plane={0: 20}, aircraft={1: 20, 2: 4})
    found = find_alike(index, {**NOTHING, "same": [["plane", "aircraft"]]})
    assert found == {"plane": Alike({1: 15, 2: 3}, ("aircraft",)), "aircraft": Alike({0: 15}, ("plane",))}


def test_its_own_find_is_kept_where_it_is_better() -> None:
    index = index_of(plane={0: 20, 1: 2}, aircraft={0: 20, 1: 20})
    assert find_alike(index, {**NOTHING, "same": [["plane", "aircraft"]]})["plane"].levels == {1: 15}


def test_a_word_that_stands_nowhere_finds_what_the_others_do() -> None:
    found = find_alike(index_of(remov={3: 8}), {**NOTHING, "same": [["overthrow", "remov"]]})
    assert found["overthrow"].levels == {3: 6}


def test_a_phrase_is_found_where_all_its_words_are() -> None:
    index = index_of(step={0: 5, 1: 8}, down={1: 6}, of={0: 1, 1: 1, 2: 1})
    found = find_alike(index, {**NOTHING, "same": [["resign", "step down of"]]}, ["of"])
    assert found == {"resign": Alike({1: 4}, ())}


def test_words_of_one_family_lead_one_step_further_and_no_more() -> None:
    index = index_of(a={0: 20}, b={1: 20}, c={2: 20}, d={3: 20})
    found = find_alike(index, {"forms": [["a", "b"]], "same": [["b", "c"], ["c", "d"]]})
    assert set(found["a"].levels) == {1, 2}
    assert set(found["c"].levels) == {0, 1, 3}


def test_it_stands_behind_the_term_s_own_entries() -> None:
    index = index_of(plane={0: 20}, aircraft={1: 20})
    index.alike = find_alike(index, {**NOTHING, "same": [["plane", "aircraft"]]})
    assert index.written("plane") == "k0~f1~aircraft"


def test_a_follower_is_of_one_family_with_what_he_follows() -> None:
    words = Words(["en"])
    found = list(families({"bonapartism", "prism", "calvin", "dogmatism"}, words))
    assert found == [("bonapart", "bonapartist"), ("dogmat", "dogmatist")]


def test_a_phrase_finds_what_the_others_of_its_group_do() -> None:
    index = index_of(fall={0: 20, 1: 3}, of={0: 1}, khrushchev={0: 20}, ouster={2: 10}, octob={3: 20}, plenum={3: 20})
    groups = [["fall of khrushchev", "ouster", "octob plenum"]]
    found = find_alike(index, {**NOTHING, "same": groups}, ["of"])
    # "October plenum" is a name of two words: together they tell more than each.
    assert found["fall of khrushchev"] == Alike({2: 8, 3: 22}, ("ouster",))
    assert found["ouster"].levels == {0: 22, 3: 22}
