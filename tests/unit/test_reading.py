"""What is done to a page after it is read: mentions with their sentences, permanent paragraphs, marked languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.utils import new_document

from letopis.reading import SourceLines
from tests.building import Built, build, ids_in, write

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = (
    "# People\n\n:::{person} perrin\n:name: Ami Perrin\n:source: S\n:::\n\n"
    ":::{person} gruet\n:name: Jacques Gruet\n:source: S\n:::\n"
)


def archive(tmp_path: Path, text: str, conf: str = "", builder: str = "dummy") -> Built:
    """A page with this text below its title, beside two people and the one source they cite."""
    pages = {"page": f"# Page\n\n{text}\n", "people": PEOPLE, "sources": "# Sources\n\n```{bibliography}\n```\n"}
    return build(write(tmp_path, pages, "@misc{S, title={S}}", conf), builder=builder)


def sentences(built: Built) -> list[str]:
    return [built.archive.expand(mention.sentence) for mention in built.domain.mentions_on("page")]


# --------------------------------------------------------------------------------------- mentions
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. {person}`perrin` came. Two.", ["Ami Perrin came."]),
        ("One. {person}`The captain <perrin>` came. Two.", ["The captain came."]),
        ("So {person}`perrin` came {cite:p}`S`. Two.", ["So Ami Perrin came."]),
        ("Dr. Farel and {person}`perrin` came. Two.", ["Dr. Farel and Ami Perrin came."]),
        ("J. B. Galiffe on {person}`perrin`. Two.", ["J. B. Galiffe on Ami Perrin."]),
        ("No. 3 was {person}`perrin`. Two.", ["No. 3 was Ami Perrin."]),
        ("One! Did {person}`perrin` come? He did.", ["Did Ami Perrin come?"]),
        ("He said, “I am {person}`perrin`.” Then he went.", ["He said, “I am Ami Perrin.”"]),
        ("{person}`perrin` came. Then {person}`perrin` went.", ["Ami Perrin came.", "Then Ami Perrin went."]),
        ("{person}`perrin` and {person}`gruet` came.", ["Ami Perrin and Jacques Gruet came."] * 2),
        ("One.[^a] *Then {person}`perrin` came.* Two.\n\n[^a]: A note.", ["Then Ami Perrin came."]),
        ("- One. Two {person}`perrin`.\n- Three.", ["Two Ami Perrin."]),
        ("| Who |\n|---|\n| {person}`perrin`, first |", ["Ami Perrin, first"]),
        ("## Of {person}`perrin`", ["Of Ami Perrin"]),
    ],
)
def test_a_mention_keeps_its_own_sentence(tmp_path: Path, text: str, found: list[str]) -> None:
    assert sentences(archive(tmp_path, text)) == found


def test_a_mention_knows_its_place(tmp_path: Path) -> None:
    built = archive(tmp_path, "One.\n\nTwo, and\n{person}`perrin`.\n\n## Later\n\n- {person}`gruet`\n")
    perrin, gruet = built.domain.mentions_on("page")
    second = named_paragraphs(built)[1][1][0]
    assert (perrin.target, perrin.docname, perrin.line, perrin.near) == (("person", "perrin"), "page", 6, second)
    assert (gruet.line, gruet.near) == (10, "later")
    anchors = [node["letopis-anchor"] for node in built.read("page").findall(nodes.Element) if "letopis-anchor" in node]
    assert anchors == [perrin.anchor, gruet.anchor]


def test_lines_are_found_among_keys_that_begin_alike(tmp_path: Path) -> None:
    text = "Of {person}`perrin-the-elder`,\nof {person}`perrin-s`\nand {person}`perri`,\n{person}`perri` again."
    built = archive(tmp_path, text)
    assert [(one.line, one.message.split()[1]) for one in built.warnings] == [
        (3, "'perrin-the-elder'"), (4, "'perrin-s'"), (5, "'perri'"), (6, "'perri'"),
    ]  # fmt: skip


def test_two_slips_on_one_line_are_told_once_for_each_text(tmp_path: Path) -> None:
    built = archive(tmp_path, "One,\n{person}`x` and {person}`y`.")
    assert [(one.line, one.code) for one in built.warnings] == [(4, "letopis.ref-unknown")] * 2


def test_lines_of_a_page_that_cannot_be_read_are_the_parsers() -> None:
    document = new_document("/no/such/page.md")
    paragraph = nodes.paragraph("", "text")
    paragraph.line = 7
    assert SourceLines(document).line_of(paragraph, "{person}`", "x") == 7


# -------------------------------------------------------------------------------------- paragraphs
def named_paragraphs(built: Built) -> list[tuple[str, list[str]]]:
    return [(node.astext(), node["ids"]) for node in built.read("page").findall(nodes.paragraph) if node["ids"]]


def test_paragraphs_of_running_text_have_permanent_ids(tmp_path: Path) -> None:
    built = archive(tmp_path, "One.\n\n- Not this.\n\nTwo.\n\n> Nor this.\n\n## Later\n\nThree.\n")
    found = [(text, [name.partition("-")[0] for name in names]) for text, names in named_paragraphs(built)]
    assert found == [("One.", ["par"]), ("Two.", ["par"]), ("Three.", ["par"])]


# ---------------------------------------------------------------------------------------- language
def runs(built: Built) -> list[tuple[str, str]]:
    return [
        (name, node.astext())
        for node in built.read("page").findall(nodes.inline)
        for name in node["classes"]
        if name.startswith("language-")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The летопись of it.", ["летопись"]),
        ("«И примкнувший к ним Шепилов», they said.", ["И примкнувший к ним Шепилов"]),
        ("A я б B", ["я б"]),
        ("a я, b", ["я"]),
        ("**летопись** and *летопись*", ["летопись", "летопись"]),
        ("`летопись`", []),
        ("летопись, chronicle, летопись", ["летопись", "летопись"]),
        ("## О летописи", ["О летописи"]),
        ("{person}`Перрен <perrin>`", ["Перрен"]),
        ("No Russian here.", []),
    ],
)
def test_runs_of_cyrillic_are_marked_as_the_other_language(tmp_path: Path, text: str, found: list[str]) -> None:
    built = archive(tmp_path, text)
    assert runs(built) == [("language-ru", run) for run in found]


def test_marking_takes_nothing_away(tmp_path: Path) -> None:
    text = "Before летопись, after; и ещё. The end: конец"
    assert [node.astext() for node in archive(tmp_path, text).read("page").findall(nodes.paragraph)] == [text]


def test_the_language_of_cyrillic_is_the_archives(tmp_path: Path) -> None:
    assert runs(archive(tmp_path, "Рада met.", 'letopis_native_language = "uk"')) == [("language-uk", "Рада")]


def test_an_archive_in_two_languages_of_one_alphabet_marks_nothing(tmp_path: Path) -> None:
    assert runs(archive(tmp_path, "Рада met.", 'letopis_native_language = "fr"')) == []


def test_the_mark_reaches_the_web_page(tmp_path: Path) -> None:
    assert '<span lang="ru">летопись</span>' in archive(tmp_path, "The летопись.", builder="html").text("page.html")


# -------------------------------------------------------------------------------- what rules look at
def test_long_quotations_are_noted_with_their_words(tmp_path: Path) -> None:
    long = " ".join(["word"] * 6)
    built = archive(tmp_path, f'Short: "one two". Long: "{long}".', "letopis_quotation_words = 5")
    (warned,) = built.warnings
    assert (warned.path, warned.line, warned.code) == ("page.md", 3, "letopis.quotation-length")
    assert "6 words" in warned.message


def test_words_in_two_alphabets_are_noted_on_their_line(tmp_path: Path) -> None:
    built = archive(tmp_path, "One\nand the лetoпись.")
    (warned,) = built.warnings
    assert (warned.path, warned.line, warned.code) == ("page.md", 4, "letopis.mixed-script")
    assert "лetoпись" in warned.message


def test_a_long_paragraph_without_a_source_is_noted(tmp_path: Path) -> None:
    words = " ".join(f"w{number}" for number in range(30))
    built = archive(tmp_path, f"Short.\n\n{words}.\n\n{words} {{cite:p}}`S`.\n\n- {words}\n")
    assert [(item.docname, item.near) for item in built.archive.unsourced] == [
        ("page", named_paragraphs(built)[1][1][0])
    ]


# --------------------------------------------------------------------------------- lists of sources
def test_a_list_of_sources_is_plain_and_says_who_cites_them(tmp_path: Path) -> None:
    built = archive(tmp_path, "So {cite:p}`S`.", builder="text")
    lists = [
        node
        for node in built.resolved["sources"].findall(nodes.bullet_list)
        if "letopis-bibliography" in node["classes"]
    ]
    (listed,) = lists
    assert not list(built.resolved["sources"].findall(nodes.citation))
    assert listed.children[0].children[-1].astext() == "Cited in: Page, People"


def passages(built: Built) -> list[tuple[str, str]]:
    return [(one.near.partition("-")[0], built.archive.expand(one.sentence)) for one in built.archive.cited_at["S"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. So it was {cite:p}`S`. Two.", "So it was."),
        ("One. So it was.{cite:p}`S` Two.", "So it was."),
        ("One. So it was. {cite:p}`S` Two.", "So it was."),
        ("One. So it was {cite:p}`S`, they say {cite:p}`S`. Two.", "So it was, they say."),
        ("One {cite:p}`T`. Two {cite:p}`S,T`.", "Two."),
        ("N. S. Perrin {cite:p}`S` came. Two.", "N. S. Perrin came."),
        ("The *captain* {person}`perrin` came {cite:p}`S{p. 3}`.", "The captain Ami Perrin came."),
        ("One. {cite:t}`S` says so. Two.", "“S” says so."),
        ("So {cite:t}`S` says. Then it ends.", "So “S” says."),
        ("- One.\n- Two {cite:p}`S`.", "Two."),
        ("So.[^a]\n\n[^a]: By his son. By her {cite:p}`S`.", "By her."),
        ("{cite:p}`S`", None),
    ],
)
def test_a_citation_keeps_its_own_sentence(tmp_path: Path, text: str, found: str | None) -> None:
    pages = {"page": f"# Page\n\n{text}\n", "people": PEOPLE, "sources": "# Sources\n\n```{bibliography}\n```\n"}
    built = build(write(tmp_path, pages, "@misc{S, title={S}}\n@misc{T, title={T}, keywords={further-reading}}"))
    assert ([words for _, words in passages(built)] if found else built.archive.cited_at) == ([found] if found else {})


def test_a_citation_in_a_table_stands_below_what_heads_its_row(tmp_path: Path) -> None:
    built = archive(
        tmp_path, "| Who | How |\n|---|---|\n| A cook {cite:p}`S` | Late. Very late {cite:p}`S` |\n| B | {cite:p}`S` |"
    )
    assert [words for _, words in passages(built)] == ["A cook", "A cook: Very late", "B"]


def test_a_long_sentence_is_cut_around_its_citation(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(100))
    (found,) = passages(archive(tmp_path, f"{words} here {{cite:p}}`S` {words}."))
    assert found[0] == "par"
    assert 200 < len(found[1]) <= 244
    assert found[1].startswith("… ")
    assert " here word0 " in found[1]
    assert found[1].endswith(" …")


def uses(built: Built) -> list[tuple[str, str]]:
    """On a web page the items below the first source: their words, and where each leads."""
    listed = re.search(r'<ul class="letopis-uses">.*?</ul>', built.text("sources.html"), re.DOTALL)
    assert listed is not None
    items = re.findall(r'<li>(.*?)<a href="(.*?)">(.*?)</a></li>', listed[0])
    return [((words + title).replace("\xa0", " "), address) for words, address, title in items]


def test_a_source_shows_the_sentences_and_the_records_that_rest_on_it(tmp_path: Path) -> None:
    people = (
        ":::{person} perrin\n:name: Ami Perrin\n:born: 1500-03-09 [S] || 1501 [T]\n:died: 1561 [T] || 1562 [S]\n"
        ":source: S | life and death\n:::\n\n:::{person} gruet\n:name: Jacques Gruet\n:source: S\n:::\n"
    )
    claims = ":::{claim} p1\n:statement: So.\n:verdict: disputed\n:judged: 2026\n:for: S | a note\n:against: T\n:::\n"
    pages = {
        "page": "# Page\n\nOne. Two {cite:p}`S`. Three {cite:p}`S`.\n",
        "people": f"# People\n\n{people}",
        "claims": f"# Claims\n\n{claims}",
        "sources": "# Sources\n\nOf {cite:p}`S` nothing is said here.\n\n```{bibliography}\n```\n",
    }
    bib = "@misc{S, title={S}}\n@misc{T, title={T}}"
    built = build(write(tmp_path, pages, bib), builder="html")
    near = built.archive.cited_at["S"][0].near
    assert uses(built) == [
        ("Two. — Page", f"page.html#{near}"),
        ("Three. — Page", f"page.html#{near}"),
        ("Born: 9 March 1500; Died: 1562; life and death — Ami Perrin", "people.html#person-perrin"),
        ("A source of the whole record — Jacques Gruet", "people.html#person-gruet"),
    ]
    shown = built.text("sources.html")
    assert "<summary>Cited on 3 pages: what is said there</summary>" in shown
    assert "For the claims: " in shown
    assert "Against the claims: " in shown
    assert "Cited also in: " in shown  # the page of the claim, of which the line above tells


def test_of_a_source_that_is_cited_often_only_some_sentences_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letopis.rendering.sources.MOST_SHOWN", 2)
    built = archive(tmp_path, "One {cite:p}`S`. Two {cite:p}`S`. Three {cite:p}`S`.", builder="html")
    assert [words for words, _ in uses(built)] == ["One. — Page", "Two. — Page"]
    (left,) = [
        node
        for node in built.resolved["sources"].findall(nodes.paragraph)
        if node.astext().startswith("Cited also in: ")
    ]
    assert left.astext() == "Cited also in: People"


def test_a_citation_leads_to_its_source(tmp_path: Path) -> None:
    built = archive(tmp_path, "So {cite:t}`S`.", builder="html")
    (link,) = [node for node in built.resolved["page"].findall(nodes.reference) if "sources" in node.get("refuri", "")]
    assert link["refuri"].partition("#")[2] in ids_in(built.resolved["sources"])


def test_no_language_of_native_names_is_taken_for_granted(tmp_path: Path) -> None:
    native = ":::{place} asbest\n:name: Asbest\n:native: Асбест\n:source: S\nA town.\n:::\n\nВ Асбесте it was."
    unset = archive(tmp_path / "unset", native, 'letopis_native_language = ""')
    assert runs(unset) == []
    (said,) = [found for found in unset.warnings if found.code == "letopis.setting"]
    assert "place 'asbest' has a name in its own language" in said.message
    assert "Write there letopis_native_language = 'ru'" in said.message
    known = archive(tmp_path / "known", native, 'letopis_native_language = "ru"')
    assert ("language-ru", "В Асбесте") in runs(known)
    assert [found for found in known.warnings if found.code == "letopis.setting"] == []
