"""What records and views show, in plain text: every value in words, every fact with its source, nothing twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from letopis.rendering.claims import claim_label
from letopis.rendering.degrees import degrees
from letopis.rendering.page import bullets, fields, flatten, joined, paragraph, table
from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path

BIB = "@misc{S, title={S}}\n@misc{T, title={T}, keywords={further-reading}}\n"


def archive(tmp_path: Path, text: str, builder: str = "text", conf: str = "", **more: str) -> Built:
    pages = {"page": f"# Page\n\n{text}\n", "sources": "# Sources\n\n```{bibliography}\n```\n", **more}
    return build(write(tmp_path, pages, BIB, conf), builder=builder)


def record(kind: str, key: str, *fields: str, name: str = "", body: str = "") -> str:
    """A record with a name of its own, and a source."""
    lines = [f":name: {name or key.title()}", *fields, ":source: S"]
    return "\n".join([f":::{{{kind}}} {key}", *lines, body, ":::", "", ""])


def rows(built: Built, record: str, page: str = "page") -> dict[str, str]:
    """Labels and values in the box of a record, each note's number taken out."""
    box = next(node for node in built.resolved[page].findall(nodes.container) if record in node["ids"]).deepcopy()
    for reference in list(box.findall(nodes.footnote_reference)):
        reference.parent.replace(reference, nodes.Text("*"))
    return {field[0].astext(): field[1].astext().replace("\xa0", " ") for field in box.findall(nodes.field)}


def cells(built: Built, name: str, page: str = "page") -> list[list[str]]:
    """The rows of a view's table below its head, without the numbers of notes."""
    found = next(node for node in built.resolved[page].findall(nodes.table) if name in node["classes"]).deepcopy()
    for reference in list(found.findall(nodes.footnote_reference)):
        reference.parent.remove(reference)
    body = next(iter(found.findall(nodes.tbody)))
    return [
        [re.sub(r"\s+", " ", entry.astext()) for entry in row.findall(nodes.entry)] for row in body.findall(nodes.row)
    ]


# ------------------------------------------------------------------------------------------- facts
@pytest.mark.parametrize(
    ("kind", "field", "label", "shown"),
    [
        ("person", ":native: Молотов", "Original name", "Молотов (Molotov)"),
        ("person", ":native: Jean", "Original name", "Jean"),
        ("person", ":born: 1500~ [S; T]", "Born", "about 1500*"),
        ("person", ":born: 1890-03-09 (OS 1890-02-25)", "Born", "9 March 1890 (25 February Old Style)"),
        ("person", ":birthplace: A village", "Birthplace", "A village"),
        ("person", ":birthplace: town", "Birthplace", "Town"),
        ("person", ":held: mayor 1545/1555 [S]", "Offices", "Mayor, 1545–1555*"),
        ("person", ':held: "Châtelain of Peney" 1513', "Offices", "Châtelain of Peney, 1513"),
        ("person", ":member: council full 1545/.. [S]", "Member of", "Council (full member), from 1545*"),
        ("person", ":member: council candidate 1545", "Member of", "Council (candidate member), 1545"),
        ("person", ":distinct: other", "Not to be confused with", "Other"),
        ("person", ":id: wikidata Q1", "Identifier", "Wikidata Q1"),
        ("person", ":disputed: death | 1555 [S] | 1556 [T]", "Sources differ", "death: 1555* or 1556*"),
        ("place", ":coordinates: 46.2, 6.15 [S]", "Coordinates", "46.2° N, 6.15° E*"),
        ("place", ":coordinates: -46.2, -6.15", "Coordinates", "46.2° S, 6.15° W"),
        ("office", ":seats: many", "Holders at once", "any number"),
        ("office", ":seats: 4", "Holders at once", "4"),
        ("document", ":url: https://archive.example/1", "Address", "https://archive.example/1"),
        ("document", ":bib: S, p. 3", "In the bibliography", "“S”, p. 3"),
        ("document", ":author: other", "Author", "Other"),
        ("document", ":author: A. Clerk [S]", "Author", "A. Clerk*"),
        ("event", ":participant: other | spoke [S]", "Took part", "Other (spoke)*"),
        ("event", ":participant: The crowd", "Took part", "The crowd"),
        ("event", ":follows: first", "Follows", "First"),
        ("term", ':valid: "since the Reformation"', "In use", "since the Reformation"),
        ("term", ":valid: 1541/..", "In use", "from 1541"),
        ("book", ":pages: 120 [S]", "Pages", "120*"),
    ],
)
def test_each_value_is_put_into_words(tmp_path: Path, kind: str, field: str, label: str, shown: str) -> None:
    dated = [":date: 1555"] if kind == "event" else []
    others = (
        record("place", "town") + record("office", "mayor") + record("body", "council") + record("person", "other")
        + record("event", "first", ":date: 1554")
    )  # fmt: skip
    built = archive(tmp_path, others + record(kind, "it", *dated, field))
    assert rows(built, f"{kind}-it")[label] == shown


def test_a_repeated_field_has_one_label(tmp_path: Path) -> None:
    built = archive(tmp_path, record("person", "it", ":variant: A [S]", ":variant: B", ":variant: C [T]"))
    assert rows(built, "person-it")["Also written"] == "A;* B; C*"


def test_fields_for_the_machine_are_not_shown(tmp_path: Path) -> None:
    built = archive(tmp_path, record("person", "it", ":sort: It, A", ":alias: former") + record("person", "other"))
    assert set(rows(built, "person-it")) == {"Sources"}


def test_a_relative_date_that_cannot_be_worked_out_is_shown_as_written(tmp_path: Path) -> None:
    built = archive(tmp_path, record("event", "it", ":date: 2 days before nobody"))
    assert rows(built, "event-it")["Date"] == "2 days before nobody"
    assert built.codes == ["date-unresolved"]


def test_a_key_that_leads_nowhere_is_shown_as_written(tmp_path: Path) -> None:
    built = archive(tmp_path, record("person", "it", ":birthplace: nowhere", ":distinct: nobody"))
    assert rows(built, "person-it")["Birthplace"] == "nowhere"
    assert rows(built, "person-it")["Not to be confused with"] == "nobody"
    assert built.codes == ["ref-unknown", "ref-unknown"]


# ------------------------------------------------------------------------------------ claims, votes
def test_a_claim_shows_its_head_then_its_reason_then_its_sources(tmp_path: Path) -> None:
    text = (
        record("document", "letter", ":date: 1555")
        + record("question", "who", ":statement: Who wrote it? [T]")
        + record(
            "claim", "p7", ":statement: He wrote it. [T]", ":verdict: disputed", ":judged: 2026-11-23", ":made-in: letter 2 [S]",
            ":answers: who", ":for: S, p. 1 | he says so", ":against: T", ":disputed: the day | Monday [S] | Friday [T]",
            body="Nobody knows.",
        )
    )  # fmt: skip
    built = archive(tmp_path, text)
    shown = rows(built, "claim-p7")
    assert list(shown) == ["Made in", "Answers", "Judged", "Sources differ", "Sources"]
    assert shown["Made in"] == "Letter, paragraph 2*"
    assert shown["Sources differ"] == "the day: Monday* or Friday*"
    words = " ".join(built.text("page.txt").split())
    order = [
        "P7 disputed",
        "**He wrote it.**",
        "Nobody knows.",
        "**For**",
        "“S”, p. 1: he says so",
        "**Against**",
        "* “T”",
    ]
    assert [words.index(part) for part in order] == sorted(words.index(part) for part in order)


def test_a_claim_is_known_by_its_number_or_its_name(tmp_path: Path) -> None:
    given = (":statement: So.", ":verdict: confirmed", ":judged: 2026", ":for: S")
    built = archive(
        tmp_path,
        record("claim", "p7", *given, name="He wrote it") + record("claim", "long-key", *given, name="She did"),
    )
    assert {claim_label(claim) for claim in built.archive.records} == {"P7", "She did"}  # type: ignore[arg-type]


def test_the_register_can_be_narrowed(tmp_path: Path) -> None:
    given = (":statement: So.", ":judged: 2026", ":for: S")
    text = (
        record("document", "letter")
        + record("claim", "a1", *given, ":verdict: confirmed")
        + record("claim", "b2", *given, ":verdict: unverifiable", ":made-in: letter 1")
        + record("claim", "c3", *given, ":verdict: confirmed", ":made-in: letter")
    )
    views = {
        "all": "# All\n\n```{claims}\n```\n",
        "letters": "# Letters\n\n```{claims}\n:made-in: letter\n```\n",
        "sure": "# Sure\n\n```{claims}\n:verdict: confirmed\n```\n",
        "none": "# None\n\n```{claims}\n:verdict: inaccurate\n```\n",
    }
    built = archive(tmp_path, text, **views)
    shown = {
        name: {head: [row[0] for row in rows] for head, rows in grouped(built, name).items()}
        for name in ("all", "letters", "sure")
    }
    assert shown == {
        "all": {"Made in Letter": ["B2", "C3"], "Claims that answer no question of this archive": ["A1"]},
        "letters": {"": ["B2", "C3"]},
        "sure": {"Made in Letter": ["C3"], "Claims that answer no question of this archive": ["A1"]},
    }
    assert not list(built.resolved["none"].findall(nodes.table))
    # Where there is more than one verdict, their numbers stand above the table.
    assert "confirmed 2, unverifiable 1." in built.resolved["all"].astext()
    assert "confirmed 2" not in built.resolved["sure"].astext()


def grouped(built: Built, page: str = "page") -> dict[str, list[list[str]]]:
    """The rows of each group of a register, below its heading."""
    found: dict[str, list[list[str]]] = {}
    for box in built.resolved[page].findall(nodes.container):
        if "letopis-claims" in box["classes"]:
            rows = [[cell.astext() for cell in row.children] for row in box[-1].findall(nodes.row)]
            found[" ".join(node.astext() for node in box.children[:-1])] = rows[1:]
    return found


QUESTIONS = (
    record("document", "letter", name="The letter")
    + record("question", "who", ":statement: Who was it?", name="Who?")
    + record("question", "silent", ":statement: Nobody answers?", name="Silent?")
    + "".join(
        record(
            "claim", key, f":statement: It was {key}.", ":judged: 2026", *fields, name=f"That it was {key}, they say"
        )
        for key, fields in {
            "p1": (":verdict: confirmed", ":made-in: letter 3", ":for: S", ":against: T", ":against: S"),
            "the-cook": (":verdict: disputed", ":answers: who", ":for: S"),
            "the-clerk": (":verdict: inaccurate", ":answers: who", ":made-in: letter"),
            "loose": (":verdict: disputed",),
        }.items()
    )
)


def test_a_register_has_groups_for_documents_and_questions_and_last_what_belongs_to_neither(tmp_path: Path) -> None:
    more = {"register": "# Register\n\n```{claims}\n```\n"}
    text = QUESTIONS + record("question", "how", ":statement: How?", name="How?")
    elsewhere = record(
        "claim", "by-night", ":statement: By night.", ":judged: 2026", ":verdict: disputed", ":answers: how"
    )
    built = archive(tmp_path, text, other=f"# Other\n\n{elsewhere}", **more)
    assert grouped(built, "register") == {
        "Made in The letter": [["P1", "It was p1.", "confirmed", "1", "2", "paragraph 3"]],
        "How?": [["By-Night", "By night.", "disputed", "0", "0", "Other"]],
        "Who?": [
            ["That it was the-clerk, they say", "It was the-clerk.", "inaccurate", "0", "0", "The letter"],
            ["That it was the-cook, they say", "It was the-cook.", "disputed", "1", "0", "answer 1 of 2"],
        ],
        "Claims that answer no question of this archive": [
            ["That it was loose, they say", "It was loose.", "disputed", "0", "0", "Page"],
        ],
    }
    headings = list(built.resolved["register"].findall(nodes.rubric))
    assert [link["refuri"].partition("#")[2] for one in headings for link in one.findall(nodes.reference)] == [
        "document-letter", "question-how", "question-who",
    ]  # fmt: skip


def test_on_paper_a_question_runs_into_the_verdicts_on_its_answers(tmp_path: Path) -> None:
    built = archive(tmp_path, QUESTIONS + "```{claims}\n```\n", builder="typst")
    assert list(grouped(built)) == [
        "Made in The letter confirmed 1.",
        "Who? disputed 1, inaccurate 1.",
        "Claims that answer no question of this archive disputed 1.",
    ]


def test_a_matrix_sets_sources_against_answers(tmp_path: Path) -> None:
    given = (":statement: So.", ":judged: 2026", ":answers: who")
    text = (
        record("question", "who", ":statement: Who?")
        + record("question", "when", ":statement: When?")
        + record("claim", "a1", *given, ":verdict: disputed", ":for: S", ":against: T")
        + record("claim", "b2", *given, ":verdict: confirmed", ":for: T", ":for: T, p. 2")
        + record("claim", "c3", *given, ":verdict: disputed", ":for: S", ":against: S")
        + "```{matrix} who\n```\n"
    )
    built = archive(tmp_path, text, empty="# Empty\n\n```{matrix} when\n```\n")
    assert cells(built, "letopis-matrix") == [
        ["“S”", "agrees", "silent", "both"],
        ["“T”", "differs", "agrees", "silent"],
        ["Total", "1 agrees, 1 differs", "1 agrees, 0 differ", "1 agrees, 1 differs"],
    ]
    assert not list(built.resolved["empty"].findall(nodes.table))


VOTERS = "".join(record("person", key, name=f"Member {key.upper()}") for key in "abcd")


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ((":for: a; b", ":against: c"), "2–1"),
        ((":for: a", ":for: b; c"), "3–0"),
        ((":reported: 6-2",), "6–2"),
        ((":named: some", ":for: a"), "not known"),
        ((":abstaining: a",), "not known"),
        ((":absent: a",), "not known"),
    ],
)
def test_the_result_of_a_vote_is_what_was_reported_or_counted(
    tmp_path: Path, fields: tuple[str, ...], result: str
) -> None:
    vote = record(
        "vote", "it", ":date: 1553-10-26", ":body: council", ":question: Shall it be?", ":certainty: reported", *fields
    )
    built = archive(tmp_path, VOTERS + record("body", "council") + vote + "```{votes}\n```\n")
    assert [row[1:] for row in cells(built, "letopis-votes")] == [["It", result, "reported"]]


def test_a_roll_call_names_each_side_with_its_number(tmp_path: Path) -> None:
    vote = record(
        "vote", "it", ":date: 1553-10-26", ":body: council", ":question: Shall it be? [S]", ":certainty: recorded",
        ":for: a; b [S]", ":for: c [T]", ":unknown: d",
    )  # fmt: skip
    built = archive(tmp_path, VOTERS + record("body", "council") + vote)
    found = cells(built, "letopis-rollcall")
    assert found == [["For", "3", "Member A, Member B, Member C"], ["Not known", "1", "Member D"]]
    assert "For" not in rows(built, "vote-it")
    assert len(list(built.resolved["page"].findall(nodes.footnote))) == 3


def test_votes_stand_in_order_of_time_and_undated_ones_last(tmp_path: Path) -> None:
    given = (":body: council", ":question: Shall it?", ":certainty: reported")
    text = (
        record("body", "council")
        + record("vote", "late", *given, ":date: 1555")
        + record("vote", "lost", *given, ":date: 1 day after nobody")
        + record("vote", "early", *given, ":date: 1553")
        + "```{votes}\n```\n"
    )
    built = archive(tmp_path, text, none="# None\n")
    assert [row[1] for row in cells(built, "letopis-votes")] == ["Early", "Late", "Lost"]


def test_views_of_what_is_not_there_show_nothing(tmp_path: Path) -> None:
    built = archive(
        tmp_path, "```{votes}\n```\n\n```{claims}\n```\n\n```{timeline}\n```\n\n```{recordlist} book\n```\n\nEnd."
    )
    assert built.resolved["page"].astext().split() == ["Page", "End."]


# -------------------------------------------------------------------------------------------- time
EVENTS = (
    record("event", "first", ":date: 1519", body="It began.")
    + record("event", "second", ":date: 1541-11", ":participant: calvin")
    + record("event", "third", ":date: 1553-08/1553-10", ":about: calvin")
    + record("event", "lost", ":date: 1 day after nobody")
    + record("person", "calvin", name="John Calvin")
)


@pytest.mark.parametrize(
    ("options", "events"),
    [
        ("", ["First", "Second", "Third"]),
        (":from: 1541", ["Second", "Third"]),
        (":to: 1541", ["First", "Second"]),
        (":from: 1553-09\n:to: 1553-09", ["Third"]),
        (":about: calvin", ["Second", "Third"]),
    ],
)
def test_the_timeline_can_be_narrowed(tmp_path: Path, options: str, events: list[str]) -> None:
    built = archive(tmp_path, f"{EVENTS}```{{timeline}}\n{options}\n```\n")
    assert [row[1] for row in cells(built, "letopis-timeline")] == events


def test_a_list_of_events_stands_in_order_of_time(tmp_path: Path) -> None:
    built = archive(tmp_path, f"{EVENTS}```{{recordlist}} event\n```\n")
    listed = next(
        node for node in built.resolved["page"].findall(nodes.bullet_list) if "letopis-records" in node["classes"]
    )
    assert [item.astext() for item in listed.children] == ["First: It began.", "Second", "Third", "Lost"]


def test_a_list_of_records_can_be_narrowed(tmp_path: Path) -> None:
    built = archive(tmp_path, f"{EVENTS}```{{recordlist}} event\n:about: calvin\n```\n")
    listed = next(
        node for node in built.resolved["page"].findall(nodes.bullet_list) if "letopis-records" in node["classes"]
    )
    assert [item.astext() for item in listed.children] == ["Second", "Third"]


def test_the_composition_of_a_body_says_where_dates_cannot_tell(tmp_path: Path) -> None:
    text = (
        record("body", "council")
        + record("person", "a", ":member: council full 1540/1550", name="Member A")
        + record("person", "b", ":member: council candidate 1545~/1560", name="Member B")
        + record("person", "c", ":member: council full 1551/1560", name="Member C")
        + "```{composition} council 1545-06-01\n```\n"
    )
    built = archive(tmp_path, text, before="# Before\n\n```{composition} council 1500\n```\n")
    assert cells(built, "letopis-composition") == [
        ["Member A", "full member", "1540–1550"],
        ["Member B", "candidate member (dates cannot tell)", "about 1545 to 1560"],
    ]
    assert "No members are recorded for this day." in built.resolved["before"].astext()


def test_tenures_stand_in_order_of_time(tmp_path: Path) -> None:
    text = (
        record("office", "mayor") + record("body", "council")
        + record("person", "a", ":held: mayor 1550/1555 [S]", ":member: council full 1550/1555", name="Member A")
        + record("person", "b", ":held: mayor 1540/1550", ":member: council candidate 1540/1545 [T]", name="Member B")
        + "```{tenures} mayor\n```\n"
    )  # fmt: skip
    built = archive(tmp_path, text, seats="# Seats\n\n```{tenures} council\n```\n")
    assert [row[0] for row in cells(built, "letopis-tenures")] == ["Member B", "Member A"]
    assert [row[:2] for row in cells(built, "letopis-tenures", "seats")] == [
        ["Member B", "candidate member"], ["Member A", "full member"],
    ]  # fmt: skip
    assert len(list(built.resolved["seats"].findall(nodes.footnote))) == 1


def test_nobody_in_office_is_no_table(tmp_path: Path) -> None:
    built = archive(
        tmp_path,
        record("office", "mayor")
        + record("body", "council")
        + "```{tenures} mayor\n```\n\n```{tenures} council\n```\n",
    )
    assert not list(built.resolved["page"].findall(nodes.table))


# ------------------------------------------------------------------------------------ what is below
def test_relations_are_read_from_their_other_end(tmp_path: Path) -> None:
    text = (
        record("place", "town")
        + record("event", "whole", ":date: 1553", ":place: town")
        + record("event", "part", ":date: 1553-02", ":part-of: whole", ":place: town")
        + record("event", "other-part", ":date: 1553-01", ":part-of: whole", ":cause: part")
    )
    built = archive(tmp_path, text.replace(":cause: part", ""))
    assert rows(built, "place-town")["Events here"] == "Whole; Part"
    assert rows(built, "event-whole")["Parts"] == "Other-Part; Part"


def test_members_and_holders_are_shown_with_their_dates(tmp_path: Path) -> None:
    text = (
        record("body", "council") + record("office", "mayor")
        + record("person", "a", ":member: council full 1550/1555", ":held: mayor 1551", name="Member A")
        + record("person", "b", ":member: council candidate 1540/1545", ":held: mayor 1549", name="Member B")
    )  # fmt: skip
    built = archive(tmp_path, text)
    assert (
        rows(built, "body-council")["Members"]
        == "Member B (candidate member, 1540–1545); Member A (full member, 1550–1555)"
    )
    assert rows(built, "office-mayor")["Held by"] == "Member B (1549); Member A (1551)"


def test_a_page_that_mentions_a_record_is_named_once(tmp_path: Path) -> None:
    built = archive(tmp_path, record("person", "a"), other="# Other\n\n{person}`a` and {person}`a`, and {person}`a`.\n")
    assert rows(built, "person-a")["Mentioned in"] == "Other"


def test_a_record_is_not_said_to_be_mentioned_on_its_own_page(tmp_path: Path) -> None:
    built = archive(tmp_path, record("person", "a") + "Of {person}`a`.")
    assert "Mentioned in" not in rows(built, "person-a")


def test_the_web_quotes_the_first_sentence_of_each_page(tmp_path: Path) -> None:
    page = "# Member A\n\n:::{person} a\n:source: S\n:::\n"
    other = "# Other\n\nFirst. Then {person}`a` spoke. Then {person}`a` sat.\n\n{person}`a` went.\n"
    built = build(
        write(tmp_path, {"a": page, "other": other, "s": "# S\n\n```{bibliography}\n```\n"}, BIB), builder="html"
    )
    (quoted,) = [node for node in built.resolved["a"].findall(nodes.inline) if "letopis-sentence" in node["classes"]]
    assert quoted.astext() == "Then Member A spoke."
    link = next(
        node for node in built.resolved["a"].findall(nodes.reference) if node.get("refuri", "").startswith("other")
    )
    first = next(node for node in built.resolved["other"].findall(nodes.paragraph) if node["ids"])
    assert (link["refuri"], link.astext()) == (f"other.html#{first['ids'][0]}", "Other")


# --------------------------------------------------------------------------------------- the pieces
def test_content_may_be_nested_as_deep_as_one_likes() -> None:
    strong = nodes.strong("", "b")
    assert [node.astext() for node in flatten(["a", [strong, ["c", []]]])] == ["a", "b", "c"]
    assert "".join(node.astext() for node in joined(["a", strong, ["b", "c"]], "; ")) == "a; b; bc"
    assert joined([]) == []
    assert paragraph("a", [strong]).astext() == "ab"


def test_lists_and_tables_are_made_of_paragraphs() -> None:
    assert [item.astext() for item in bullets(["a", ["b", "c"]], ["x"]).children] == ["a", "bc"]
    listed = fields([("Label", "value"), ("Block", nodes.bullet_list("", nodes.list_item("", paragraph("in it"))))])
    bodies = listed.findall(nodes.field_body)
    assert [type(body.children[0]) for body in bodies] == [nodes.paragraph, nodes.bullet_list]
    made = table(["A", "B"], [["1", "2"]], [40, 60], ["x"], title="Title")
    assert made["classes"] == ["letopis-table", "x"]
    assert made[0].astext() == "Title"
    assert [(spec["colwidth"], spec.get("stub", 0)) for spec in made.findall(nodes.colspec)] == [(40, 1), (60, 0)]


@pytest.mark.parametrize(("value", "text"), [(82.617, "82.617°\u00a0E"), (-6.0, "6°\u00a0W"), (0.0, "0°\u00a0E")])
def test_degrees_have_a_side_instead_of_a_sign(value: float, text: str) -> None:
    assert degrees(value, "E", "W") == text


# ------------------------------------------------------------------------------------------- an address to write to
@pytest.mark.parametrize(
    ("conf", "shown"),
    [
        ("", []),
        ('letopis_report_address = "mailto:archive@example.org"\n', ["archive@example.org"]),
        ('letopis_report_address = "https://example.org/mistakes"\n', ["https://example.org/mistakes"]),
    ],
)
def test_an_address_for_mistakes_is_shown_only_if_there_is_one(tmp_path: Path, conf: str, shown: list[str]) -> None:
    source = write(tmp_path, {"page": "# P\n\n```{contact}\n```\n"}, conf=conf)
    document = build(source).resolved["page"]
    assert [link.astext() for link in document.findall(nodes.reference)] == shown
    assert ("names no address for reports" in document.astext()) == (not shown)


@pytest.mark.parametrize(
    ("certainty", "said"),
    [
        ("recorded", ""),
        ("reported", "Reported: told by a source"),
        ("reconstructed", "Reconstructed: the names are inferred"),
        ("disputed", "Disputed: sources differ"),
    ],
)
def test_how_sure_a_vote_is_stands_above_its_names(tmp_path: Path, certainty: str, said: str) -> None:
    fields = (":date: 1940", ":body: body:council", ":question: Is it?", f":certainty: {certainty}", ":for: ada")
    people = record("body", "council") + record("person", "ada")
    document = archive(tmp_path, people + record("vote", "it", *fields)).resolved["page"]
    lines = [line for line in document.findall(nodes.paragraph) if "letopis-how-sure" in line["classes"]]
    assert [line.astext().startswith(said) for line in lines] == [True] * bool(said)
    if lines:
        table = next(node for node in document.findall(nodes.table) if "letopis-rollcall" in node["classes"])
        assert lines[0].parent.index(lines[0]) < table.parent.index(table)


COUNCIL = (
    record("body", "council")
    + record("person", "ada", ":member: council full 1940-01-01/1945-06-30")
    + record(
        "person", "berta", ":member: council candidate 1940-01-01/1942-05-01", ":member: council full 1942-05-01/.."
    )
    + record("person", "carl", ":member: council full 1942-05-01/1945-06-30", ":born: 1900 [S] || 1901 [T]")
)


def test_the_sittings_of_a_body_say_who_came_and_went(tmp_path: Path) -> None:
    built = archive(tmp_path, COUNCIL + "```{sittings} council\n```\n")
    assert built.warnings == []
    assert [[cell.replace("\xa0", " ") for cell in row] for row in cells(built, "letopis-sittings")] == [
        ["1 January 1940", "Ada, Berta", "", "1 full member: Ada; 1 candidate member: Berta"],
        ["1 May 1942", "Carl, Berta (now full member)", "", "3 full members: Ada, Berta, Carl"],
        ["30 June 1945", "", "Ada, Carl", "1 full member: Berta"],
    ]


@pytest.mark.parametrize(
    ("fields", "berta", "until"),
    [
        ((), "..", ""),  # she may sit to this day
        ((":dissolved: 1947 [S]",), "..", "letopis-until-19471231"),
        ((), "1946-02-03", "letopis-until-19460203"),
        ((":dissolved: 1945-07-01 [S]",), "1946-02-03", "letopis-until-19460203"),
    ],
)
def test_the_sittings_of_a_body_that_is_over_say_until_when_they_go(
    tmp_path: Path, fields: tuple[str, ...], berta: str, until: str
) -> None:
    council = COUNCIL.replace("1942-05-01/..", f"1942-05-01/{berta}").replace(
        record("body", "council"), record("body", "council", *fields)
    )
    document = archive(tmp_path, council + "```{sittings} council\n```\n").resolved["page"]
    (table,) = (node for node in document.findall(nodes.table) if "letopis-sittings" in node["classes"])
    assert [name for name in table["classes"] if "until" in name] == [until] * bool(until)


def test_days_have_headings_and_what_is_recorded_of_them(tmp_path: Path) -> None:
    text = (
        record("event", "flood", ":date: 1942-05-02 [S]", ":participant: ada", body="The river rose.")
        + record("event", "siege", ":date: 1942-05-01/1942-05-03 [S]")
        + record("event", "fair", ":date: 1942-05 [S]")
        + "```{days}\n:from: 1942-05-01\n:to: 1942-05-02\n```\n"
    )
    built = archive(tmp_path, COUNCIL + text)
    assert built.warnings == []
    days = [node for node in built.resolved["page"].findall(nodes.container) if "letopis-day" in node["classes"]]
    assert [day["ids"] for day in days] == [["day-1942-05-01"], ["day-1942-05-02"]]
    first, second = (day.astext().replace("\xa0", " ") for day in days)
    assert first.startswith("Friday, 1 May 1942")
    assert "Under way: Siege." in first
    assert "Perhaps on this day: Fair (May 1942)." in first
    assert "Flood. The river rose." in second
    assert "Took part: Ada." in second


def test_differences_gather_what_sources_dispute(tmp_path: Path) -> None:
    other = record("person", "dora", ":disputed: day of death | 1555 [S] | 1556 [T]")
    feast = record("event", "feast", ":date: 1555", ":disputed: place | Bern [S] | Geneva [T]")
    built = archive(tmp_path, COUNCIL + other + feast + "```{differences}\n```\n")
    assert built.warnings == []
    heads = [head for head in built.resolved["page"].findall(nodes.rubric) if head["ids"]]
    assert [(head.astext(), head["ids"]) for head in heads] == [
        ("People", ["differ-person"]),
        ("Events", ["differ-event"]),
    ]
    assert [[cell.replace(" ", "") for cell in row] for row in cells(built, "letopis-differences")] == [
        ["Carl", "born", "1900or1901"],
        ["Dora", "dayofdeath", "1555or1556"],
    ]


def test_no_difference_is_no_table(tmp_path: Path) -> None:
    built = archive(tmp_path, record("person", "dora") + "```{differences}\n```\n")
    assert built.warnings == []
    assert not list(built.resolved["page"].findall(nodes.table))
