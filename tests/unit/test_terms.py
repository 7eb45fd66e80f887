"""Tenures, seats and nominations: what a line can say, what is refused, what rules and pages make of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from letopis.exports.csv_files import as_csv
from letopis.exports.json_values import fields_as_json
from letopis.exports.link_tables import link_tables
from letopis.exports.material import About, Material
from letopis.model.archive import Archive
from letopis.model.kinds import Person
from letopis.model.terms import FLAGS, MEANINGS, NOTHING, STEPS, TEXTS, DateError, Details, Step
from letopis.model.values import Ref, read_membership, read_nomination, read_tenure, read_when
from letopis.search.facts import all_names
from tests.unit.test_rendering import archive, cells, record, rows

if TYPE_CHECKING:
    from pathlib import Path

LONG = (
    "envoy-horn 1935-07-01/1940 | rank: Envoy Extraordinary; appointed 1935-06-01; presented 1935-07-01; "
    "left 1940-06-01; ended: recalled; acting; remark: recess appointment"
)


def test_a_short_line_is_what_it_was() -> None:
    tenure = read_tenure("mayor 1851/1855")
    assert tenure == (Ref("", "mayor"), read_when("1851/1855"), NOTHING)
    assert read_membership("senate full 1851/1855").details is NOTHING


def test_everything_that_registers_give_is_said_on_one_line() -> None:
    post, when, details = read_tenure(LONG)
    assert (post, when) == (Ref("", "envoy-horn"), read_when("1935-07-01/1940"))
    assert details == Details(
        title="Envoy Extraordinary",
        steps=(
            Step("appointed", read_when("1935-06-01")),
            Step("presented", read_when("1935-07-01")),
            Step("left", read_when("1940-06-01")),
        ),
        ended="recalled",
        acting=True,
        remark="recess appointment",
    )


def test_steps_stand_in_one_order_and_may_have_a_note() -> None:
    details = read_tenure("mayor 1851 | took up 1851-03; Nominated: 1851-01 (twice); arrived OS 1851-02-01").details
    assert [(step.name, step.when.written, step.note) for step in details.steps] == [
        ("nominated", "1851-01", "twice"),
        ("arrived", "OS 1851-02-01", ""),
        ("took-up", "1851-03", ""),
    ]
    (step,) = read_tenure("mayor 1851 | left 1890-03-09 (OS 1890-02-25) (by sea)").details.steps
    assert (step.when.written, step.note) == ("1890-03-09 (OS 1890-02-25)", "by sea")


@pytest.mark.parametrize("name", STEPS)
def test_every_step_can_be_written_with_or_without_its_hyphen(name: str) -> None:
    for written in (name, name.replace("-", " ")):
        assert read_tenure(f"mayor 1851 | {written} 1851-01-01").details.steps[0].name == name


def test_a_tenure_may_have_no_date_at_all() -> None:
    tenure = read_tenure('"Governor of nothing" | remark: no date is known')
    assert (tenure.post, tenure.when, tenure.details.remark) == ("Governor of nothing", None, "no date is known")
    assert read_membership("senate full | remark: undated").when is None


def test_a_day_not_known_but_after_a_day() -> None:
    when = read_tenure("mayor [1976-07-12..]/1977-04-15").when
    assert when is not None
    assert when.written == "[1976-07-12..]/1977-04-15"


@pytest.mark.parametrize("outcome", ["declined", "not confirmed", "withdrawn", "did not serve"])
def test_who_did_not_serve_has_a_nomination_and_no_tenure(outcome: str) -> None:
    assert read_nomination(f"mayor 1851 | {outcome}; nominated 1850").details.outcome == outcome
    with pytest.raises(ValueError, match="says that the office was not held.*':nominated:'"):
        read_tenure(f"mayor 1851 | {outcome}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mayor", "says no time. Write it after the post"),
        ("mayor |", "says no time. Write it after the post"),
        ("mayor 1851 | sworn", "the part 'sworn' is not known. Write a step with its date (nominated, "),
        ("mayor 1851 | appointed", "the step 'appointed' has no date. Write 'appointed 1935-06-01'"),
        ("mayor 1851 | rank:", "the part 'rank:' has no value"),
        ("mayor 1851 | rank: a; title: b", "the part 'title: b' stands twice"),
        ("mayor 1851 | left 1852; left 1852", "the step 'left' stands twice with one date"),
    ],
)
def test_what_cannot_be_read_says_what_would_be_right(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        read_tenure(text)


def test_a_date_in_a_step_that_cannot_be_read_is_a_fault_of_the_date() -> None:
    with pytest.raises(DateError, match=r"Write 1935-06, or 1935-06-30\."):
        read_tenure("mayor 1851 | appointed 1935-06-31")


# -------------------------------------------------------------------------------------- on the page
OFFICE = record("office", "envoy-horn", ":founded: 1930 [S]", name="Envoy to the Horn")


def test_the_box_the_other_end_and_the_table_say_it_all(tmp_path: Path) -> None:
    built = archive(
        tmp_path,
        OFFICE
        + record("person", "ada", f":held: {LONG.replace(' |', ' [S] |')} [T]")
        + record(
            "person", "bob", ":held: envoy-horn | remark: no date is known", ":nominated: envoy-horn 1934 | declined"
        )
        + "```{tenures} envoy-horn\n```\n",
    )
    assert built.warnings == []
    told = (
        "Envoy Extraordinary; acting; appointed 1 June 1935; presented credentials 1 July 1935; left 1 June 1940; "
        "ended: recalled; recess appointment"
    )
    assert rows(built, "person-ada")["Offices"] == f"Envoy to the Horn, 1 July 1935 to 1940 ({told})*"
    bob = rows(built, "person-bob")
    assert bob["Offices"] == "Envoy to the Horn, dates not known (no date is known)"
    assert bob["Nominated, not in office"] == "Envoy to the Horn, 1934 (declined)"
    office = rows(built, "office-envoy-horn")
    assert office["Held by"] == "Ada (1 July 1935 to 1940, acting); Bob (dates not known)"
    assert office["Nominated, not in office"] == "Bob (1934, declined)"
    assert cells(built, "letopis-tenures") == [
        ["Ada", "1 July 1935 to 1940", told],
        ["Bob", "dates not known", "no date is known"],
    ]


def test_the_rules_see_the_steps(tmp_path: Path) -> None:
    built = archive(
        tmp_path,
        OFFICE
        + record("person", "ada", ":born: 1900", ":died: 1936", ":held: envoy-horn 1935 | appointed 1935; left 1937")
        + record("person", "bob", ":held: envoy-horn | arrived 1935-02-01; presented 1935-01-01")
        + record("person", "eve", ":held: envoy-horn | presented 1929-01-01")
        + record("person", "joe", ":born: 1930", ":nominated: envoy-horn 1935 | not confirmed"),
    )
    said = [(warned.code, warned.message.replace("\xa0", " ")) for warned in built.warnings]
    for code, words in (
        ("letopis.not-alive", "'ada' has the step 'left' 1937, but died 1936"),
        ("letopis.step-order", "presented credentials 1 January 1935 before arrived 1 February 1935"),
        ("letopis.office-existed", "holds 'envoy-horn' 1 January 1929, but the office begins 1930"),
        ("letopis.too-young", "'joe' is nominated to an office 1935 at the age of 5 at most"),
    ):
        assert any(code == found and words in message for found, message in said), (code, said)
    assert len(said) == 4


def test_an_office_whose_end_is_wrong_is_said_once_and_of_the_office(tmp_path: Path) -> None:
    holders = "".join(
        record("person", key, f":held: mayor {year}/{year + 2}")
        for key, year in (("a", 1960), ("b", 1962), ("c", 1964))
    )
    built = archive(tmp_path, record("office", "mayor", ":dissolved: 1950 [S]") + holders)
    (warned,) = built.warnings
    assert warned.code == "letopis.office-existed"
    assert warned.message.startswith("office 'mayor': 3 records go beyond its ':dissolved:', person 'a', person 'b'")
    assert warned.line == next(
        n
        for n, line in enumerate((built.source / "page.md").read_text(encoding="utf-8").splitlines(), 1)
        if ":dissolved:" in line
    )


def test_two_weeks_of_handing_over_are_no_rivalry_and_three_are(tmp_path: Path) -> None:
    def lines(end: str, more: str = "") -> str:
        return (
            record("office", "mayor")
            + record("person", "a", f":held: mayor 1850-01-01/{end}")
            + record("person", "b", f":held: mayor 1855-01-01/1860-01-01{more}")
        )

    assert archive(tmp_path / "1", lines("1855-01-15")).warnings == []
    (warned,) = archive(tmp_path / "2", lines("1855-01-22")).warnings
    assert warned.code == "letopis.one-holder"
    for number, said in enumerate((" | acting", " | parallel")):
        assert archive(tmp_path / f"3{number}", lines("1856-01-01", said)).warnings == []


def test_an_office_that_many_hold_at_once_is_said_once(tmp_path: Path) -> None:
    holders = "".join(record("person", f"p{n}", f":held: judge 185{n}/1870") for n in range(6))
    (warned,) = archive(tmp_path, record("office", "judge") + holders).warnings
    assert warned.message.startswith("office 'judge': 5 people hold it while others do ('p1' at the same time as 'p0'")
    assert "Write ':seats: many'" in warned.message


def test_one_fault_of_a_tenure_with_steps_is_one_finding(tmp_path: Path) -> None:
    line = ":held: envoy-horn 1940/1941 | appointed 1939; arrived 1940; left 1941"
    built = archive(tmp_path, OFFICE + record("person", "ada", ":born: 1900", ":died: 1938", line))
    assert [warned.code for warned in built.warnings] == ["letopis.not-alive"]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (("Henry VI",), ("Henry VII",), False),
        (("Henry V",), ("Henry X",), False),
        (("John Rood, Sr.",), ("John Rood, Jr.",), False),
        (("John C. Rood",), ("John D. Rood",), False),
        (("John Rood",), ("John Rood",), True),
        (("John Rood",), ("John Roed",), True),
        (("John Rood", ":born: 1850"), ("John Rood", ":born: 1903"), False),
        (("John Rood", ":died: 1850"), ("John Roed", ":died: 1903"), False),
        (("John Rood", ":born: 1850"), ("John Rood", ":born: 1850~"), True),
        (("John Rood", ":born: 1850"), ("John Rood", ":died: 1903"), True),
    ],
)
def test_what_tells_namesakes_apart(
    tmp_path: Path, one: tuple[str, ...], other: tuple[str, ...], *, near: bool
) -> None:
    pages = record("person", "one", *one[1:], name=one[0]) + record("person", "other", *other[1:], name=other[0])
    codes = [warned.code for warned in archive(tmp_path, pages).warnings]
    assert codes == (["letopis.name-near"] if near else [])


# --------------------------------------------------------------------------------- sources that differ
def facts_of(archived: Archive) -> str:
    """The table of facts, as it is exported."""
    material = Material(archived, {}, {}, lambda page: page, About(title="Test"))
    return next(as_csv(table) for table in link_tables(material) if table.name == "facts")


def test_sources_that_differ_are_shown_and_rules_see_the_first(tmp_path: Path) -> None:
    built = archive(tmp_path, record("person", "ada", ":born: 1850 [S] || 1851 [T]", ":died: 1851-06 [S]"))
    assert built.warnings == []
    assert rows(built, "person-ada")["Born"] == "1850* (sources differ: 1851*)"
    archived = built.archive
    (born,) = fields_as_json(archived, archived.records[0])["born"]
    assert born["value"] == {"edtf": "1850", "written": "1850"}
    assert born["rivals"] == [{"value": {"edtf": "1851", "written": "1851"}, "sources": [{"key": "T", "locator": ""}]}]
    table = facts_of(archived)
    assert "person,ada,born,1850,1850,preferred,S\r\n" in table
    assert "person,ada,born,1851,1851,rival,T\r\n" in table


def test_another_value_needs_a_source(tmp_path: Path) -> None:
    (warned,) = archive(tmp_path, record("person", "ada", ":born: 1850 [S] || 1851")).warnings
    assert "the other value '1851' names no source" in warned.message


def test_what_a_source_prints_wrongly_is_kept_marked_and_explained(tmp_path: Path) -> None:
    built = archive(
        tmp_path,
        record(
            "person", "ada", ":died: 1957-06-31 [S] | as-printed: June has thirty days", ":born: 1890",
            ":died: 1957-07-01 [T]", ":held: mayor 1850/1840 [S] | as-printed: turned round",
        ),
    )  # fmt: skip
    assert built.warnings == []
    box = rows(built, "person-ada")
    assert box["Died"] == "1 July 1957;* “1957-06-31” (as printed: June has thirty days)*"
    assert box["Offices"] == "“mayor 1850/1840” (as printed: turned round)*"
    assert ",as printed,S\r\n" in facts_of(built.archive)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (":died: 1957-06-31 | as-printed: no such day", "is kept as printed, and names no source"),
        (":died: 1957-06-31 [S] | as-printed:", "expected what is printed and why it is wrong"),
    ],
)
def test_as_printed_needs_a_source_and_a_reason(tmp_path: Path, line: str, says: str) -> None:
    (warned,) = archive(tmp_path, record("person", "ada", line)).warnings
    assert says in warned.message


def test_district_and_party_of_a_seat(tmp_path: Path) -> None:
    line = "senate member 1851/1855 | name: Ann Miller; district: Uri; party: Liberals; elected 1850"
    details = read_membership(line).details
    assert (details.district, details.party) == ("Uri", "Liberals")
    built = archive(
        tmp_path, record("body", "senate", ":roster: partial") + record("person", "ann", f":member: {line}")
    )
    assert "1851–1855 (as Ann Miller; for Uri; party: Liberals; elected 1850)" in rows(built, "person-ann")["Member of"]
    material = Material(built.archive, {}, {}, lambda page: page, About(title="Test"))
    seats = next(as_csv(table) for table in link_tables(material) if table.name == "memberships")
    assert "Uri,Liberals" in seats
    seat = fields_as_json(built.archive, next(iter(built.archive.all(Person))))["member"][0]["value"]
    assert seat["details"]["district"] == "Uri"


@pytest.mark.parametrize(
    ("name", "sort"), [("Adam Powell, Jr.", ""), ("Adam Powell", ""), ("A. Powell", "Powell, Adam")]
)
def test_a_person_with_a_suffix_is_filed_with_it_and_found_with_and_without_it(
    tmp_path: Path, name: str, sort: str
) -> None:
    fields = [":suffix: Jr. [S]", *([f":sort: {sort}"] if sort else [])]
    built = archive(tmp_path, record("person", "adam", *fields, name=name))
    (adam,) = built.archive.all(Person)
    assert adam.index_name == "Powell, Adam, Jr."
    bare = name.removesuffix(", Jr.")
    forms = {form for form, _ in all_names(built.archive, adam)}
    assert {bare, f"{bare}, Jr.", "Powell"} <= forms
    assert not any(form.startswith("Jr") for form in forms)
    assert rows(built, "person-adam")["Suffix of the name"].startswith("Jr.")
    assert built.warnings == []


def test_the_manual_says_what_each_part_means() -> None:
    assert {*TEXTS, *FLAGS} == {*MEANINGS}
