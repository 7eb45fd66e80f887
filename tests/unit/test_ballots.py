"""Roll calls: pairs, those present, a casting vote, parties, what was needed, and the arithmetic of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letopis.model.ballots import (
    CastingVote,
    Pair,
    Threshold,
    read_casting_vote,
    read_pairs,
    read_tally,
    read_threshold,
)
from letopis.model.values import Ref, Tally
from tests.unit.test_rendering import archive, cells, record, rows

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = "".join(
    record("person", key, ":member: senate full 1850/1860", f":member: {party} member 1840/1870")
    for key, party in (("ada", "whigs"), ("bob", "whigs"), ("cid", "tories"), ("dot", "tories"), ("eve", "tories"))
) + record("person", "speaker")
BODIES = (
    record("body", "senate")
    + record("body", "whigs", ":roster: partial")
    + record("body", "tories", ":roster: partial")
)


def vote(*lines: str) -> str:
    fixed = (":date: 1855-05-05", ":body: senate", ":question: Shall it be?", ":certainty: recorded")
    return record("vote", "v", *fixed, *lines)


def findings(tmp_path: Path, *lines: str) -> list[str]:
    built = archive(tmp_path, BODIES + PEOPLE + vote(*lines))
    return [f"{warned.code.removeprefix('letopis.')}: {warned.message}" for warned in built.warnings]


def test_what_is_read() -> None:
    assert read_tally("6-2") == Tally(6, 2) == (6, 2, None)
    assert read_tally("6–2–1") == (6, 2, 1)
    assert str(read_tally("6-2-1")) == "6–2–1"
    assert read_pairs("ada / bob; person:eve / joe") == (
        Pair(Ref("", "ada"), Ref("", "bob")), Pair(Ref("person", "eve"), Ref("", "joe")),
    )  # fmt: skip
    assert read_casting_vote("ada for") == CastingVote(Ref("", "ada"), "for")
    assert read_threshold("two-thirds") == Threshold("two-thirds", "voting")
    assert read_threshold("majority of members") == Threshold("majority", "members")
    assert read_threshold("218") == Threshold("", "", 218)


@pytest.mark.parametrize(
    ("read", "text", "says"),
    [
        (read_pairs, "ada", "two people with a slash between"),
        (read_pairs, "ada / bob / eve", "two people with a slash between"),
        (read_casting_vote, "ada", "'for' or 'against'"),
        (read_threshold, "most", "a share"),
        (read_threshold, "two-thirds of whom", "of whom"),
        (read_tally, "6-2-1-1", "with abstentions"),
    ],
)
def test_what_is_refused(read: object, text: str, says: str) -> None:
    assert callable(read)
    with pytest.raises(ValueError, match=says):
        read(text)


@pytest.mark.parametrize(
    ("threshold", "ayes", "base", "reached"),
    [
        ("majority", 3, 5, True),
        ("majority", 3, 6, False),
        ("two-thirds", 4, 6, True),
        ("two-thirds", 66, 100, False),
        ("three-fifths", 60, 100, True),
        ("three-quarters", 74, 100, False),
        ("unanimity", 5, 5, True),
        ("unanimity", 4, 5, False),
        ("4", 4, 100, True),
        ("4", 3, 4, False),
    ],
)
def test_what_is_enough(threshold: str, ayes: int, base: int, *, reached: bool) -> None:
    assert read_threshold(threshold).is_reached(ayes, base) is reached


def test_pairs_and_those_present_count_among_the_members_and_not_as_votes(tmp_path: Path) -> None:
    whole = (":for: ada", ":paired: bob / cid", ":present: dot", ":absent: eve", ":reported: 1-0-0", ":result: passed")
    assert findings(tmp_path / "1", *whole) == []
    (said,) = findings(tmp_path / "2", *(line for line in whole if "paired" not in line))
    assert said.startswith("vote-sum: vote 'v': names 3 people, but 'senate' had 5 members")
    said_twice = findings(tmp_path / "3", ":for: ada; bob; cid", ":paired: bob / dot", ":absent: eve")
    assert [one.partition(":")[0] for one in said_twice] == ["vote-twice"]


@pytest.mark.parametrize(
    ("reported", "codes"),
    [("2-1-1", []), ("2-1", []), ("2-1-2", ["vote-tally"]), ("3-1-1", ["vote-tally"]), ("2-1-0", ["vote-tally"])],
)
def test_abstentions_in_a_reported_count(tmp_path: Path, reported: str, codes: list[str]) -> None:
    said = findings(
        tmp_path, ":for: ada; bob", ":against: cid", ":abstaining: dot", ":absent: eve", f":reported: {reported}"
    )
    assert [one.partition(":")[0] for one in said] == codes


TIE = (":for: ada; bob", ":against: cid; dot", ":absent: eve")


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ((*TIE, ":casting: speaker for", ":result: passed"), []),
        ((*TIE, ":casting: speaker against", ":result: rejected"), []),
        ((*TIE, ":casting: speaker for", ":reported: 3-2", ":result: passed"), []),
        ((*TIE, ":casting: speaker for", ":reported: 2-2", ":result: passed"), []),
        ((*TIE, ":result: tied"), []),
        ((*TIE, ":result: passed"), ["vote-result"]),
        ((*TIE, ":casting: speaker against", ":result: passed"), ["vote-result"]),
        ((*TIE, ":casting: ada for"), ["vote-casting"]),
        ((":for: ada; bob; eve", ":against: cid; dot", ":casting: speaker for"), ["vote-casting"]),
    ],
)
def test_a_casting_vote_of_somebody_who_is_no_member(tmp_path: Path, lines: tuple[str, ...], codes: list[str]) -> None:
    assert [one.partition(":")[0] for one in findings(tmp_path, *lines)] == codes


THREE = (":for: ada; bob; cid", ":against: dot", ":abstaining: eve")


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ((*THREE, ":result: passed"), []),
        ((*THREE, ":result: rejected"), ["vote-result"]),
        ((*THREE, ":threshold: two-thirds", ":result: passed"), []),  # 3 of 4
        ((*THREE, ":threshold: two-thirds of present", ":result: rejected"), []),  # 3 of 5
        ((*THREE, ":threshold: two-thirds of present", ":result: passed"), ["vote-result"]),
        ((*THREE, ":threshold: majority of members", ":result: passed"), []),
        ((*THREE, ":threshold: three-quarters of members", ":result: passed"), ["vote-result"]),
        ((*THREE, ":threshold: 4", ":result: passed"), ["vote-result"]),
        ((":named: some", ":for: ada", ":result: rejected"), []),  # the names do not tell
        ((":for: ada", ":unknown: bob; cid; dot; eve", ":result: rejected"), []),
    ],
)
def test_the_result_follows_from_the_count(tmp_path: Path, lines: tuple[str, ...], codes: list[str]) -> None:
    assert [one.partition(":")[0] for one in findings(tmp_path, *lines)] == codes


def test_parties_are_those_of_the_day_and_nobody_has_two(tmp_path: Path) -> None:
    joe = record("person", "joe", ":member: senate full 1850/1860", ":member: whigs member 1840/1854",
                 ":member: tories member 1854/1870")  # fmt: skip
    ballot = vote(":for: ada; bob; joe", ":against: cid; dot", ":paired: eve / zoe", ":parties: whigs; tories")
    zoe = record("person", "zoe", ":member: senate full 1850/1860", ":member: whigs member 1840/1870",
                 ":member: tories member 1850/1870")  # fmt: skip
    built = archive(tmp_path, BODIES + PEOPLE + joe + zoe + ballot)
    (warned,) = built.warnings
    assert warned.code == "letopis.vote-party"
    assert "'zoe' was in 'whigs' and 'tories' on that day" in warned.message
    assert cells(built, "letopis-parties") == [["Whigs", "2", "0", "1"], ["Tories", "1", "2", "1"]]


def test_what_the_page_shows(tmp_path: Path) -> None:
    ballot = vote(*TIE[:2], ":paired: eve / joe", ":casting: speaker for", ":threshold: majority", ":result: passed")
    built = archive(tmp_path, BODIES + PEOPLE + record("person", "joe", ":member: senate full 1850/1860") + ballot)
    assert built.warnings == []
    assert cells(built, "letopis-rollcall") == [
        ["For", "2", "Ada, Bob"],
        ["Against", "2", "Cid, Dot"],
        ["Paired", "2", "Eve (for) with Joe (against)"],
    ]
    box = rows(built, "vote-v")
    assert (box["Casting vote"], box["Needed"], box["Result"]) == ("Speaker, for", "majority of those voting", "passed")
    assert rows(built, "person-joe")["Paired in a vote"] == "V"
    assert rows(built, "person-speaker")["Casting vote in"] == "V"
