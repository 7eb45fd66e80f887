"""From a fence to a record: where its name comes from, what stays on the page, and how an author hears of a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx import addnodes

from letopis.directives.record import suggest_key
from letopis.model.kinds import Person
from letopis.nodes import view
from letopis.plain_text import first_paragraph, plain_text
from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path

BIB = """
@online{Tripet2009, author={Tripet, Micheline}, title={Perrin, Ami}, year={2009}}
@online{WPGruet, title={Jacques Gruet}, organization={Wikipedia}}
"""
SOURCES = "# Sources\n\n```{bibliography}\n```\n"


def pages(tmp_path: Path, text: str, **more: str) -> Built:
    return build(
        write(
            tmp_path, {"page": text, "sources": SOURCES, **more}, BIB.replace("}\n", ", keywords={further-reading}}\n")
        )
    )


def person(built: Built, key: str = "perrin") -> Person:
    found = built.archive.find(Person, key)
    assert found is not None
    return found


# ----------------------------------------------------------------------------------------- the name
def test_a_record_takes_the_title_of_its_page(tmp_path: Path) -> None:
    built = pages(tmp_path, "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\nA merchant.\n:::\n")
    assert person(built).name == "Ami Perrin"
    assert not person(built).inline
    assert built.warnings == []


def test_a_record_with_a_name_of_its_own_shares_its_page(tmp_path: Path) -> None:
    built = pages(tmp_path, "# People\n\n:::{person} perrin\n:name: Ami Perrin\n:source: Tripet2009\n:::\n")
    assert person(built).name == "Ami Perrin"
    assert person(built).inline


def test_each_section_gives_its_title_to_one_record(tmp_path: Path) -> None:
    text = (
        "# People\n\n## Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\n:::\n\n"
        "## Jacques Gruet\n\n:::{person} gruet\n:source: WPGruet\n:::\n"
    )
    built = pages(tmp_path, text)
    assert [person(built, key).name for key in ("perrin", "gruet")] == ["Ami Perrin", "Jacques Gruet"]


def test_a_second_record_below_a_title_needs_a_name(tmp_path: Path) -> None:
    text = (
        "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\nA.\n:::\n:::{person} gruet\n:source: WPGruet\n:::\n"
    )
    built = pages(tmp_path, text)
    (warned,) = built.warnings
    assert (warned.path, warned.line, warned.code) == ("page.md", 7, "letopis.name-missing")
    assert warned.message.startswith("person 'gruet': no name")
    assert person(built, "gruet").name == "gruet"


def test_a_record_without_any_title_above_it_needs_a_name(tmp_path: Path) -> None:
    built = pages(tmp_path, ":::{person} perrin\n:source: Tripet2009\n:::\n", index="# Index\n\n{person}`perrin`\n")
    assert "name-missing" in built.codes


def test_a_claim_needs_no_name(tmp_path: Path) -> None:
    claim = (
        ":::{{claim}} {}\n:statement: Gruet was a poet.\n:verdict: confirmed\n:judged: 2026\n:for: WPGruet\nSo.\n:::\n"
    )
    built = pages(tmp_path, f"# Claims\n\n{claim.format('p1')}\n{claim.format('a-longer-key')}")
    assert sorted(record.name for record in built.archive.records) == ["claim P1", "claim a-longer-key"]


def test_two_names_are_one_too_many(tmp_path: Path) -> None:
    built = pages(tmp_path, "# People\n\n:::{person} perrin\n:name: Ami Perrin\n:source: Tripet2009\n:name: Amy\n:::\n")
    (warned,) = built.warnings
    assert (warned.line, warned.code) == (6, "letopis.field-repeated")
    assert "'Amy'" in warned.message
    assert "line 4" in warned.message
    assert person(built).name == "Ami Perrin"


# ------------------------------------------------------------------------------- where the lines are
def test_fields_keep_their_lines_with_blank_lines_among_them(tmp_path: Path) -> None:
    built = pages(
        tmp_path, "# Ami Perrin\n\n\n:::{person} perrin\n\n:born: 1500~\n\n:source: Tripet2009\n\nA merchant.\n:::\n"
    )
    assert {key: fact.line for key, fact in person(built).facts()} == {"born": 6, "source": 8}
    assert person(built).origin == ("page", "page.md", 4)


def test_a_fence_of_backticks_is_read_like_one_of_colons(tmp_path: Path) -> None:
    built = pages(tmp_path, "# Ami Perrin\n\n```{person} perrin\n:born: 1500~\n:source: Tripet2009\nA merchant.\n```\n")
    assert {key: fact.line for key, fact in person(built).facts()} == {"born": 4, "source": 5}
    assert person(built).summary == "A merchant."


def test_a_record_inside_another_directive_keeps_its_lines(tmp_path: Path) -> None:
    text = (
        "# People\n\n::::{note}\n\n:::{person} perrin\n:name: Ami Perrin\n:source: Tripet2009\n:born: 99\n:::\n::::\n"
    )
    assert [(one.line, one.code) for one in pages(tmp_path, text).warnings] == [(8, "letopis.date-value")]


def test_a_record_without_a_key_is_told_which(tmp_path: Path) -> None:
    built = pages(tmp_path, "# Ami Perrin\n\n:::{person}\n:source: Tripet2009\nA merchant.\n:::\n")
    assert [record.key for record in built.archive.records] == ["ami-perrin"]
    (warned,) = built.warnings
    assert (warned.path, warned.line, warned.code) == ("page.md", 3, "letopis.key-syntax")
    assert "Write '{person} ami-perrin'" in warned.message


def test_a_role_inside_a_record_is_found_on_its_line(tmp_path: Path) -> None:
    built = pages(
        tmp_path,
        "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\nA merchant, known to\n{person}`favre`.\n:::\n",
    )
    assert [(one.line, one.code) for one in built.warnings] == [(6, "letopis.ref-unknown")]


# --------------------------------------------------------------------------- what stays on the page
def test_the_summary_is_the_first_paragraph_without_citations(tmp_path: Path) -> None:
    text = (
        "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\n:see: gruet\n"
        "A *merchant* {cite:p}`Tripet2009`, and a friend of {person}`gruet` and {person}`the poet <gruet>`.[^a]\n\n"
        "More of him.\n:::\n\n[^a]: So one hears.\n\n## Jacques Gruet\n\n:::{person} gruet\n:source: WPGruet\n:::\n"
    )
    built = pages(tmp_path, text)
    assert person(built).summary == "A merchant, and a friend of \x00person:gruet\x00 and the poet."
    assert built.archive.expand(person(built).summary) == "A merchant, and a friend of Jacques Gruet and the poet."


def test_the_summary_has_the_quotation_marks_of_the_page(tmp_path: Path) -> None:
    text = '# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\nA merchant\'s son, or "so one hears" -- no more.\n:::\n'
    assert person(pages(tmp_path, text)).summary == "A merchant’s son, or “so one hears” – no more."


def test_a_record_with_a_page_of_its_own_has_a_text(tmp_path: Path) -> None:
    built = pages(tmp_path, "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\n:::\n")
    assert person(built).summary == ""
    assert [(one.line, one.code) for one in built.warnings] == [(3, "letopis.summary")]


def test_a_field_below_the_text_is_told_at_its_line(tmp_path: Path) -> None:
    """It reads like a field, so the author meant one; left in the text, it would be lost."""
    built = pages(
        tmp_path, "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\n\nA merchant.\n:born: 1500\n:::\n"
    )
    assert [(one.line, one.code) for one in built.warnings] == [(7, "letopis.field-syntax")]
    assert ":born: 1500" in built.resolved["page"].astext()


def test_every_form_of_a_name_is_in_the_index(tmp_path: Path) -> None:
    text = (
        "# Ami Perrin\n\n:::{person} perrin\n:sort: Perrin, Ami\n:variant: Amy; Perrin\n:variant: ami perrin\n"
        ":native: Ami Perin\n:source: Tripet2009\n:::\n"
    )
    (index,) = pages(tmp_path, text).read("page").findall(addnodes.index)
    assert [(kind, words, main) for kind, words, _, main, _ in index["entries"]] == [
        ("single", "Perrin, Ami", "main"),
        ("see", "Ami Perin; Perrin, Ami", ""),
        ("see", "Amy, Perrin; Perrin, Ami", ""),
    ]


def test_claims_and_votes_are_not_in_the_index(tmp_path: Path) -> None:
    text = "# Claims\n\n:::{claim} p1\n:statement: So.\n:verdict: confirmed\n:judged: 2026\n:for: WPGruet\nSo.\n:::\n"
    (index,) = pages(tmp_path, text).read("page").findall(addnodes.index)
    assert index["entries"] == []


def test_what_the_fields_cite_is_listed_among_the_sources(tmp_path: Path) -> None:
    bib = BIB.replace("}\n", ", keywords={further-reading}}\n")
    cited = "# Sources\n\n```{bibliography}\n:filter: cited\n```\n"
    text = "# Ami Perrin\n\n:::{person} perrin\n:born: 1500~ [Tripet2009]\n:::\n"
    built = build(write(tmp_path, {"page": text, "sources": cited}, bib), builder="text")
    assert "Tripet, Micheline" in built.text("sources.txt")
    assert "Jacques Gruet" not in built.text("sources.txt")


def test_an_archive_without_sources_can_be_read(tmp_path: Path) -> None:
    """Only the rule that every record has a source speaks up."""
    built = build(write(tmp_path, {"page": "# Ami Perrin\n\n:::{person} perrin\nA merchant.\n:::\n"}))
    assert built.codes == ["record-unsourced"]


# ------------------------------------------------------------------------------------------ views
def test_an_option_that_a_view_does_not_have_is_one_finding_at_its_line(tmp_path: Path) -> None:
    built = pages(tmp_path, "# Page\n\n```{timeline}\n:from: 1553\n:abuot: perrin\n```\n\nAfter it.\n")
    (warned,) = built.warnings
    assert (warned.path, warned.line, warned.code) == ("page.md", 5, "letopis.view-option")
    assert "has no option ':abuot:'" in warned.message
    assert ":about:" in warned.message
    assert "After it." in built.resolved["page"].astext()


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("```{days}\n:from: 1553-01-01\n```", "letopis.view-option", "with the last day"),
        ("```{sittings} nobody\n```", "letopis.ref-unknown", "body 'nobody' is not in the archive."),
        ("```{composition} council\n```", "letopis.view-option", "Write '{composition} KEY DATE'."),
        ("```{composition} council 1553 1554\n```", "letopis.view-option", "expected 2 words, not 3: 'council 1553 1554'"),
        ("```{composition} council 31-12-1553\n```", "letopis.view-option", "'31-12-1553'"),
        ("```{recordlist} pope\n```", "letopis.view-option", "'pope'. Write one of person, event"),
        ("```{matrix} who\n```", "letopis.ref-unknown", "question 'who' is not in the archive."),
        ("```{tenures} mayor\n```", "letopis.ref-unknown", "office or body 'mayor' is not in the archive."),
        ("```{timeline}\n:about: perin\n```", "letopis.ref-unknown", "record 'perin' is not in the archive. The nearest key is 'perrin'."),
        ("```{claims}\n:made-in: letter\n```", "letopis.ref-unknown", "document 'letter' is not in the archive."),
        ("```{claims}\n:made-in: person:perrin\n```", "letopis.ref-kind", "'person:perrin' is a person. Give the key of a document."),
        ("```{sittings} person:perrin\n```", "letopis.ref-kind", "'person:perrin' is a person. Give the key of a body."),
        ("```{timeline} perrin\n```", "letopis.view-option", "'{timeline}' takes no words on its opening line, not 'perrin'. Take them out."),
        ("```{letopis:timeline} perrin\n:from: 1553\n```", "letopis.view-option", "takes no words on its opening line"),
        ("```{sittings} a b\n```", "letopis.view-option", "expected 1 word, not 2: 'a b'"),
        ("```{votes}\n:colour: red\n```", "letopis.view-option", "'{votes}' has no option ':colour:': it has none."),
        ("```{votes}\nAll votes.\n```", "letopis.view-option", "'{votes}' takes no text below it, and here stands 'All votes.'. Take it out."),
        ("```{timeline}\n:from: 1553\n\nAll.\n```", "letopis.view-option", "takes no text below it"),
    ],
)  # fmt: skip
def test_a_view_that_is_called_wrongly_says_so_and_leaves_the_page(
    tmp_path: Path, call: str, code: str, words: str
) -> None:
    record = "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\nA.\n:::\n"
    built = pages(tmp_path, f"{record}{call}\n\nAfter it.\n")
    (warned,) = built.warnings
    assert (warned.path, warned.line, warned.code) == ("page.md", 7, code)
    assert words in warned.message
    assert "After it." in built.resolved["page"].astext()


@pytest.mark.parametrize("option", [":from: 1553-13", ":to: yesterday"])
def test_a_view_with_a_wrong_date_is_drawn_without_it(tmp_path: Path, option: str) -> None:
    built = pages(
        tmp_path,
        f"# Ami Perrin\n\n:::{{person}} perrin\n:source: Tripet2009\nA.\n:::\n```{{timeline}}\n{option}\n```\n",
    )
    (warned,) = built.warnings
    assert (warned.path, warned.line) == ("page.md", 8)
    assert option.partition(": ")[2] in warned.message
    assert any(node["view"] == "timeline" for node in built.read("page").findall(view))


def test_a_view_whose_needed_option_is_wrong_says_so_once(tmp_path: Path) -> None:
    record = "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\nA merchant.\n:::\n\n"
    (warned,) = pages(tmp_path, f"{record}```{{days}}\n:from: 1553\n:to: 1553-01-02\n```\n").warnings
    assert (warned.path, warned.line) == ("page.md", 9)
    assert "expected one day such as '1957-06-18', not '1553'" in warned.message


def test_a_view_of_an_unknown_verdict_names_the_scale(tmp_path: Path) -> None:
    (warned,) = pages(
        tmp_path,
        "# Ami Perrin\n\n:::{person} perrin\n:source: Tripet2009\nA merchant.\n:::\n\n```{claims}\n:verdict: true\n```\n",
    ).warnings
    assert "true" in warned.message
    assert "confirmed-with-nuance" in warned.message


# ------------------------------------------------------------------------------------ small functions
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ami Perrin", "ami-perrin"),
        ("Noyon_Town", "noyon-town"),
        ("--x--", "x"),
        ("é", "e"),
        ("Иван Кузьмич", "ivan-kuzmich"),
        ("漢", "a-key"),
        ("", "a-key"),
        ("a.b", "a-b"),
    ],
)
def test_a_key_is_suggested_from_any_text(text: str, key: str) -> None:
    assert suggest_key(text) == key


def test_plain_text_closes_up_where_a_citation_stood() -> None:
    cite = addnodes.pending_xref("", nodes.inline("", "X"), refdomain="cite", reftype="p", reftarget="X")
    paragraph = nodes.paragraph("", "", nodes.Text("A merchant "), cite, nodes.Text(", and more "), nodes.Text("."))
    assert plain_text(paragraph) == "A merchant, and more."


def test_a_body_without_a_paragraph_has_no_summary() -> None:
    assert first_paragraph([nodes.comment("", "nothing to see")]) == ""
    listed = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "first")))
    assert first_paragraph([nodes.comment("", "x"), listed]) == "first"
