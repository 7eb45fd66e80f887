"""Citing sources: any key, in the text and in fields; notes in full; several lists; sources that no list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from letopis.bibliography.filters import Asked, parse_filter, passes
from letopis.bibliography.reading import read_bib
from tests.building import Built, Warned, build, write

if TYPE_CHECKING:
    from pathlib import Path

BIB = """
@book{Ader1961, author={Ader, Anna}, title={A Work}, year=1961}
@book{Bern1962, author={Bern, Ida}, title={Another Work}, year=1962}
@misc{Bare, title={A Leaflet}}
"""
LIST = "\n```{bibliography}\n```\n"


def cited(tmp_path: Path, text: str, bib: str = BIB, pages: dict[str, str] | None = None, **settings: Any) -> Built:
    builder = settings.pop("builder", "text")
    source = write(tmp_path, {"page": f"# Page\n\n{text}\n", **(pages or {})}, bib)
    return build(source, builder=builder, **settings)


def notes(built: Built, page: str = "page") -> list[str]:
    return [
        " ".join(child.astext() for child in note.children[1:]) for note in built.resolved[page].findall(nodes.footnote)
    ]


def running(built: Built, page: str = "page") -> list[str]:
    document = built.resolved[page].deepcopy()
    for reference in document.findall(nodes.footnote_reference):
        reference.children = [nodes.Text(f"[{reference.astext()}]")]
    return [p.astext() for p in document.findall(nodes.paragraph) if isinstance(p.parent, nodes.section)]


def faults(built: Built) -> list[Warned]:
    """What is wrong, but for entries that a page of a test has no use for."""
    return [warned for warned in built.warnings if warned.code != "letopis.source-unused"]


# ------------------------------------------------------------------------------------------- keys
KEYS = [
    "DBLP:books/Ader61",
    "Müller2001",
    "10.2307/278",
    "O'Neill1999",
    "1961",
    "a&b",
    "Smith+Wesson",
    "x_y*z",
    "a=b",
    "ключ",
]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_works_in_the_text_and_in_fields(tmp_path: Path, key: str) -> None:
    bib = f"@book{{{key}, author={{Ader, Anna}}, title={{A Work}}, year=1961}}\n"
    record = f":::{{person}} ader\n:name: Ader\n:born: 1901 [{key}, p. 4]\n:source: {key} | her life\nA person.\n:::\n"
    built = cited(tmp_path, f"Text {{cite:p}}`{key}{{p. 3}}`.\n\n{record}{LIST}", bib, builder="html")
    assert faults(built) == []
    assert notes(built) == ["Ader 1961, p. 4.", "Ader 1961, p. 3."] or notes(built) == [
        "Ader 1961, p. 3.",
        "Ader 1961, p. 4.",
    ]


@pytest.mark.parametrize(
    ("key", "sign"),
    [("Hov and Ek 2003", "a key holds no space"), ("a;b", "';'"), ("a[b", "'['"), ("a|b", "'|'"), ("a<b>", "'<'")],
)
def test_a_key_that_cannot_be_is_refused_in_both_with_the_sign_named(tmp_path: Path, key: str, sign: str) -> None:
    text = cited(tmp_path / "text", f"Text.\n\nMore {{cite:p}}`{key}`.{LIST}")
    (warned,) = faults(text)
    assert (warned.path, warned.line, warned.code) == ("page.md", 5, "letopis.citation-syntax")
    assert sign in warned.message
    field = cited(
        tmp_path / "field", f":::{{person}} ader\n:name: Ader\n:source: Ader1961\n:bib: {key}\nA person.\n:::\n{LIST}"
    )
    if key != "a|b":  # in a field, what follows the stroke is a note
        assert any(sign in warned.message or "unknown" in warned.code for warned in faults(field))


def test_a_set_of_years_is_still_a_date(tmp_path: Path) -> None:
    built = cited(
        tmp_path,
        f":::{{person}} ader\n:name: Ader\n:born: [1901,1902] [Ader1961]\n:source: Ader1961\nA person.\n:::\n{LIST}",
    )
    assert faults(built) == []


def test_a_locator_with_a_comma_names_no_other_source(tmp_path: Path) -> None:
    built = cited(tmp_path, f"Text {{cite:p}}`Ader1961{{pp. 3, 9}}`.{LIST}")
    assert faults(built) == []
    assert notes(built) == ["Ader 1961, pp. 3, 9."]


# ------------------------------------------------------------------------------------------- footcite
@pytest.mark.parametrize("role", ["footcite", "footcite:p", "footcite:ps", "footfullcite"])
@pytest.mark.parametrize("builder", ["html", "text", "typst"])
def test_footcite_is_a_note_with_the_whole_source(tmp_path: Path, role: str, builder: str) -> None:
    built = cited(tmp_path, f"A {{{role}}}`Ader1961{{p. 3}}`.\n\n```{{footbibliography}}\n```\n", builder=builder)
    assert faults(built) == []
    assert running(built) == ["A.[1]"]
    (note,) = notes(built)
    assert "Anna" in note
    assert "A Work" in note
    assert "3" in note


@pytest.mark.parametrize(("role", "name"), [("footcite:t", "Ader"), ("footcite:ct", "Ader"), ("footcite:ts", "Ader")])
def test_a_textual_footcite_names_the_author(tmp_path: Path, role: str, name: str) -> None:
    built = cited(tmp_path, f"As {{{role}}}`Ader1961` says.")
    assert faults(built) == []
    assert running(built) == [f"As {name}[1] says."]
    assert len(notes(built)) == 1


def test_footcite_of_an_entry_with_a_title_alone(tmp_path: Path) -> None:
    built = cited(tmp_path, "A {footcite}`Bare`.\n\n```{footbibliography}\n```\n")
    assert faults(built) == []
    assert "A Leaflet" in notes(built)[0]


@pytest.mark.parametrize("role", ["footcite", "footcite:t", "footcite:p"])
def test_an_unknown_key_in_footcite_is_one_finding_with_its_line(tmp_path: Path, role: str) -> None:
    built = cited(tmp_path, f"One.\n\nTwo,\nthree {{{role}}}`Nobody`.\n\n```{{footbibliography}}\n```\n")
    (warned,) = faults(built)
    assert (warned.path, warned.line, warned.code) == ("page.md", 6, "letopis.source-unknown")
    assert running(built)[-1] == "Two,\nthree [Nobody]."


def test_notes_stand_where_footbibliography_is_on_the_screen(tmp_path: Path) -> None:
    built = cited(
        tmp_path,
        "A {footcite}`Ader1961`.\n\n## Notes\n\n```{footbibliography}\n```\n\n## After\n\nText.",
        builder="html",
    )
    assert faults(built) == []
    section = next(s for s in built.resolved["page"].findall(nodes.section) if s[0].astext() == "Notes")
    assert list(section.findall(nodes.footnote))


def test_footcite_is_a_note_where_citations_are_none(tmp_path: Path) -> None:
    built = cited(tmp_path, f"A {{footcite}}`Ader1961`, and {{cite:p}}`Bern1962`.{LIST}", letopis_notes=False)
    assert running(built) == ["A,[1] and (Bern 1962)."]
    assert len(notes(built)) == 1


# ------------------------------------------------------------------------------------------- no list
NO_LIST = '\n```{bibliography}\n:filter: ("archival" in keywords)\n```\n'
RECORD = ":::{person} ader\n:name: Ader, Anna\n:born: 1901 [Ader1961]\n:source: Ader1961 | a note of ours\nThe summary.\n:::\n"


@pytest.mark.parametrize("builder", ["html", "text", "typst"])
def test_a_source_that_no_list_shows_is_printed_whole_in_its_note(tmp_path: Path, builder: str) -> None:
    text = f"A statement {{cite:p}}`Ader1961{{p. 3}}`. And {{cite:t}}`Ader1961` says so.\n\n{RECORD}{NO_LIST}"
    built = cited(tmp_path, text, builder=builder)
    assert faults(built) == []
    found = notes(built)
    assert all("Anna" in note and "A Work" in note and "1961" in note for note in found)
    assert any("3" in note.replace("1961", "") for note in found)
    assert any("And Ader (1961)[" in paragraph and "] says so." in paragraph for paragraph in running(built))


def test_where_there_can_be_no_note_it_is_printed_in_the_text(tmp_path: Path) -> None:
    built = cited(tmp_path, "## By {cite:t}`Ader1961`\n\nText {cite:p}`Bern1962`.", letopis_notes=False)
    title = [node.astext() for node in built.resolved["page"].findall(nodes.title)][-1]
    assert title.startswith("By Ader (1961) (")
    assert "A Work" in title
    assert "Another Work" in running(built)[-1]


def test_of_two_sources_the_one_without_a_list_is_printed_whole(tmp_path: Path) -> None:
    built = cited(tmp_path, 'A {cite:p}`Ader1961,Bern1962`.\n\n```{bibliography}\n:filter: key == "ader1961"\n```\n')
    assert faults(built) == []
    (note,) = notes(built)
    assert note.startswith("Ader 1961; ")
    assert "Another Work" in note


def test_a_style_of_others_prints_it_too(tmp_path: Path) -> None:
    built = cited(tmp_path, "A {cite:p}`Ader1961`, so {cite:t}`Bern1962`.", bibtex_reference_style="author_year")
    assert [warned.code for warned in faults(built)] == []
    assert "A Work" in notes(built)[0]
    assert any("Another Work" in note for note in notes(built))


# ------------------------------------------------------------------------------------------- several lists
TWO = """
@book{Ader1961, author={Ader, A}, title={A Work}, year=1961}
@book{Ader1961b, author={Ader, A}, title={Second Work}, year=1961, keywords={further-reading}}
"""


def test_two_lists_share_one_lettering(tmp_path: Path) -> None:
    text = "C {cite:p}`Ader1961`.\n\n```{bibliography}\n:cited:\n```\n\n```{bibliography}\n:notcited:\n```\n"
    built = cited(tmp_path, text, TWO)
    assert faults(built) == []
    # By title, without its article: "Second Work" comes before "(A) Work".
    assert notes(built) == ["Ader 1961b."]
    document = built.resolved["page"].astext()
    assert "1961a. Second Work" in document
    assert "1961b. A Work" in document


def test_a_source_may_stand_in_several_lists(tmp_path: Path) -> None:
    pages = {"all": "# All\n\n```{bibliography}\n:all:\n```\n", "reading": "# More\n\n```{bibliography}\n:all:\n```\n"}
    text = "C {cite:p}`Ader1961`.\n\n```{bibliography}\n:filter: docname in docnames\n```\n"
    built = cited(tmp_path, text, TWO, pages, builder="html")
    assert faults(built) == []
    link = next(iter(built.resolved["page"].findall(nodes.reference)))
    assert link["refid"] if "refid" in link else link["refuri"].startswith("#")  # to the list of the page itself
    assert "Second Work" not in built.resolved["page"].astext()


def test_enumerated_and_bullet_lists(tmp_path: Path) -> None:
    text = "C.\n\n```{bibliography}\n:all:\n:list: enumerated\n```\n\n```{bibliography}\n:all:\n:list: bullet\n```\n"
    built = cited(tmp_path, text, TWO)
    assert faults(built) == []
    assert built.resolved["page"].astext().count("Second Work") == 2


# ------------------------------------------------------------------------------------------- filters
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('author % "^Ader"', ["A Work"]),
        ('title % "^an"', ["Another Work"]),
        ('year >= "1962"', ["Another Work"]),
        ('type == "misc"', ["A Leaflet"]),
        ('type in {"misc", "article"}', ["A Leaflet"]),
        ("cited", ["A Work"]),
        ("not cited", ["A Leaflet", "Another Work"]),
        ("docname in docnames", ["A Work"]),
        ('not (cited or type == "misc")', ["Another Work"]),
        ('("ork" in title) and year != "1961"', ["Another Work"]),
        ('not cited and "x" not in title', ["A Leaflet", "Another Work"]),
        ("False", []),
        ("True", ["A Leaflet", "A Work", "Another Work"]),
        ('title % "(o|O)rk$"', ["A Work", "Another Work"]),
    ],
)
def test_what_a_filter_lets_through(tmp_path: Path, written: str, expected: list[str]) -> None:
    built = cited(tmp_path, f"A {{cite:p}}`Ader1961`.\n\n```{{bibliography}}\n:filter: {written}\n```\n")
    assert faults(built) == []
    shown = [item.astext() for item in built.resolved["page"].findall(nodes.list_item)]
    assert (
        sorted(title for title in ("A Leaflet", "A Work", "Another Work") if any(title in text for text in shown))
        == expected
    )


NAMED_OTHERWISE = """
@article{Cole, author={Cole, Ann}, title={A Work}, journal={Salt}, date={1960-03}, translator={Ody, Eve}}
@article{Dore, author={Dore, Ann}, title={Another Work}, journaltitle={Salt}, year=1970}
@misc{Eck, title={A Leaflet}, date={/195X}, place={Bern}}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('year == "1960"', ["A Work"]),
        ('year >= "1950" and year < "1960"', ["A Leaflet"]),
        ('journal == "Salt"', ["A Work", "Another Work"]),
        ('journaltitle == "Salt"', ["A Work", "Another Work"]),
        ('address == "Bern"', ["A Leaflet"]),
        ('translator % "Ody"', ["A Work"]),
        ('date == "1960-03"', ["A Work"]),
    ],
)
def test_a_filter_finds_a_field_by_any_of_its_names_and_the_year_of_a_date(written: str, expected: list[str]) -> None:
    entries = read_bib(NAMED_OTHERWISE).data.entries.values()
    term = parse_filter(written)
    assert sorted(entry.fields["title"] for entry in entries if passes(term, Asked(entry, "", frozenset()))) == expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("year = 1961", "'='"),
        ('__import__("os").system("x")', "'(' does not belong"),
        ("[x for x in y]", "'['"),
        ("cited and", "a value is missing at the end"),
        ('author % "(a"', "the pattern '(a' has a bracket '(' that is not closed"),
        ('author % "(?=a)"', "which is not read here"),
        ("cited < docnames", "'<' cannot stand between these two values"),
        ("(" * 500 + "cited" + ")" * 500, "more than 50 deep"),
    ],
)
def test_a_filter_that_cannot_be_read_is_one_finding(tmp_path: Path, written: str, said: str) -> None:
    built = cited(tmp_path, f"A {{cite:p}}`Ader1961`.\n\n```{{bibliography}}\n:filter: {written}\n```\n")
    (warned,) = faults(built)
    assert (warned.path, warned.line, warned.code) in {("page.md", line, "letopis.bib-filter") for line in (5, 6)}
    assert said in warned.message


def test_a_pattern_that_would_never_end_ends(tmp_path: Path) -> None:
    bib = f"@book{{Long, author={{Ader, A}}, title={{{'a' * 5000}b}}, year=1961}}\n"
    built = cited(tmp_path, 'A {cite:p}`Long`.\n\n```{bibliography}\n:filter: title % "(a+)+$"\n```\n', bib)
    assert faults(built) == []


# ------------------------------------------------------------------------------------------- notes in full
def test_notes_in_full_are_short_where_they_are_repeated(tmp_path: Path) -> None:
    text = "A {cite:p}`Ader1961{p. 3}`. B {cite:p}`Ader1961{p. 9},Bern1962`. C {cite:p}`Ader1961{p. 3}`."
    built = cited(tmp_path, f"{text}\n{LIST}", letopis_sources_style="notes-bibliography")
    assert faults(built) == []
    first, second, third = notes(built)
    assert first.startswith("Anna Ader, A Work")
    assert second.startswith("Ader, A Work, 9; Ida Bern, Another Work")
    assert third == "Ader, A Work, 3."
    assert "Ader, Anna. A Work. 1961." in built.resolved["page"].astext()


def test_a_source_without_a_list_is_printed_anew_when_it_changes(tmp_path: Path) -> None:
    twins = "".join(f"@book{{{key}, author={{Ader, Anna}}, title={{{key} Work}}, year=1957}}\n" for key in "ABC")
    first = cited(tmp_path, "Text {cite:p}`A` and {cite:p}`B`.", twins)
    assert notes(first) == ["Anna Ader, A Work (1957).", "Anna Ader, B Work (1957)."]
    bib = next(tmp_path.rglob("*.bib"))
    bib.write_text(twins.replace("{B Work}", "{Late Work}"), "utf-8")
    again = build(first.source, builder="text", fresh=False)
    assert notes(again) == ["Anna Ader, A Work (1957).", "Anna Ader, Late Work (1957)."]
