"""Faults of spelling: nearest keys, a letter off, mixed alphabets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.model.names import edit_distance_one, has_mixed_script, named, nearest
from letopis.model.spelling import slips_between

KEYS = ["bulganin", "khrushchev", "kirichenko", "kozlov", "malenkov", "malin", "malinovsky", "mikoyan", "molotov"]
WORDS = st.text("abcd", max_size=6)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("khruschev", ["khrushchev"]),
        ("Khrushchev", ["khrushchev"]),
        ("malinovskii", ["malinovsky"]),
        ("malnkov", ["malenkov"]),
        ("maelnkov", ["malenkov"]),
        ("molotof", ["molotov"]),
        ("vyacheslav-molotov", ["molotov"]),
        ("malin", ["malin"]),
        ("kazlov", ["kozlov"]),
        ("rashidov", []),  # the letters of others, in another order
        ("zzz", []),
        ("", []),
    ],
)
def test_nearest(key: str, found: list[str]) -> None:
    assert list(nearest(key, KEYS)) == found
    assert list(nearest(key, reversed(KEYS))) == found
    assert list(nearest(key, iter(KEYS))) == found


def test_all_that_are_as_near_are_named() -> None:
    assert nearest("plan-c", ["plan-b", "plan-a"]) == ("plan-a", "plan-b")
    assert nearest("plan-c", [f"plan-{letter}" for letter in "abdefg"]) == ()
    assert nearest("a", []) == ()
    assert named(nearest("plan-c", ["plan-b", "plan-a"])) == "The nearest keys are 'plan-a' and 'plan-b'."


@given(WORDS, WORDS)
def test_slips_are_counted_as_edits(a: str, b: str) -> None:
    assert (slips_between(a, b, 1) <= 1) == (a == b or edit_distance_one(a, b))
    assert slips_between(a, b, 3) == slips_between(b, a, 3)


def test_a_shared_word_counts_for_more_than_likeness() -> None:
    assert nearest("death-of-stalin-in-1953", ["death-of-stalin", "death-of-lenin-in-1924"]) == ("death-of-stalin",)


def test_a_long_key_among_many_takes_no_time() -> None:
    began = time.perf_counter()
    nearest("x" * 100_000, (f"key-number-{number}" for number in range(3_000)))
    nearest("key-numbre-77", (f"key-number-{number}" for number in range(3_000)))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("a", "b"),
    [("malin", "malins"), ("malin", "main"), ("malin", "melin"), ("malin", "amlin"), ("", "a"), ("malin", "mailn")],
)
def test_one_edit_apart(a: str, b: str) -> None:
    assert edit_distance_one(a, b)
    assert edit_distance_one(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [("malin", "malin"), ("", ""), ("malin", "man"), ("malin", "limna"), ("ab", "ba-"), ("abc", "cba")]
)
def test_not_one_edit_apart(a: str, b: str) -> None:
    assert not edit_distance_one(a, b)
    assert not edit_distance_one(b, a)


def _edits(word: str) -> set[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {head + tail[1:] for head, tail in cuts if tail}
    exchanged = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in cuts if tail for letter in "abcd"}
    put_in = {head + letter + tail for head, tail in cuts for letter in "abcd"}
    return (left_out | exchanged | changed | put_in) - {word}


@given(WORDS, WORDS)
def test_one_edit_is_what_it_says(a: str, b: str) -> None:
    assert edit_distance_one(a, b) == (b in _edits(a))


@given(WORDS)
def test_every_edit_is_found(word: str) -> None:
    assert all(edit_distance_one(word, other) for other in _edits(word))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Хрущёв Cталин", ("C",)),  # a Latin C
        ("Khrushсhev", ("с",)),  # a Cyrillic с
        ("Cтaлин", ("C", "a")),
        ("oб", ("o",)),
        ("Molotov, Молотов", ()),
        ("TsK-ЦК", ()),
        ("5-й съезд, XX век", ()),
        ("ЦКx", ("x",)),
        ("Ёлка и Élan", ()),
        ("", ()),
    ],
)
def test_letters_of_another_alphabet(text: str, letters: tuple[str, ...]) -> None:
    assert has_mixed_script(text) == letters


@given(st.text(max_size=30))
def test_mixed_script_never_fails(text: str) -> None:
    assert all(letter.isalpha() for letter in has_mixed_script(text))
