"""Citations become numbered notes at the end of their page, together with what the author put into footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path

BIB = """
@book{Schaff, author={Schaff, Philip}, title={Swiss Reformation}, year={1892}, keywords={further-reading}}
@book{Guizot, author={Guizot, François}, title={Great Christians}, year={1869}, keywords={further-reading}}
"""
SOURCES = "# Sources\n\n```{bibliography}\n```\n"


def noted(tmp_path: Path, text: str, builder: str = "text", **settings: Any) -> Built:
    return build(write(tmp_path, {"page": f"# Page\n\n{text}\n", "sources": SOURCES}, BIB), builder=builder, **settings)


def running(built: Built) -> str:
    """The running text, each number in brackets."""
    document = built.resolved["page"].deepcopy()
    for reference in document.findall(nodes.footnote_reference):
        reference.insert(0, nodes.Text("["))
        reference.append(nodes.Text("]"))
    return "\n".join(
        paragraph.astext()
        for paragraph in document.findall(nodes.paragraph)
        if isinstance(paragraph.parent, nodes.section)
    )


def notes(built: Built, page: str = "page") -> list[tuple[str, str]]:
    """Number and text of each note, in the order in which they stand."""
    return [
        (note[0].astext(), " ".join(child.astext() for child in note.children[1:]))
        for note in built.resolved[page].findall(nodes.footnote)
    ]


def test_a_citation_becomes_a_note(tmp_path: Path) -> None:
    built = noted(tmp_path, "He was beheaded {cite:p}`Schaff{p. 503}`.")
    assert running(built) == "He was beheaded.[1]"
    assert notes(built) == [("1", "Schaff 1892, p. 503.")]


def test_several_sources_share_a_note(tmp_path: Path) -> None:
    built = noted(tmp_path, "He was beheaded {cite:p}`Schaff,Guizot{p. 12}`.")
    assert notes(built) == [("1", "Guizot 1869, p. 12; Schaff 1892.")]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("One {cite:p}`Schaff`.", "One.[1]"),
        ("One {cite:p}`Schaff`, two.", "One,[1] two."),
        ("One {cite:p}`Schaff`; two.", "One;[1] two."),
        ("One {cite:p}`Schaff`? Two.", "One?[1] Two."),
        ("One {cite:p}`Schaff` and two.", "One[1] and two."),
        ("One. {cite:p}`Schaff`", "One.[1]"),
        ("{cite:p}`Schaff` says one.", "[1] says one."),
        ("*One* {cite:p}`Schaff`.", "One.[1]"),
        ("One {cite:p}`Schaff`: *two*.", "One:[1] two."),
        ("One {cite:p}`Schaff` {cite:p}`Guizot`.", "One[1].[2]"),
        ("One {cite:p}`Schaff`\ntwo {cite:p}`Guizot`.", "One[1]\ntwo.[2]"),
    ],
)
def test_the_number_stands_close_and_after_the_stop(tmp_path: Path, written: str, printed: str) -> None:
    assert running(noted(tmp_path, written)) == printed


def test_equal_pieces_of_text_are_not_mistaken_for_one_another(tmp_path: Path) -> None:
    """To docutils two texts of the same letters are equal."""
    built = noted(tmp_path, "So *x*, so {cite:p}`Schaff`, so *x*, so {cite:p}`Guizot`, so.")
    assert running(built) == "So x, so,[1] so x, so,[2] so."


def test_the_same_sources_share_a_number_on_the_screen_and_not_on_paper(tmp_path: Path) -> None:
    text = "One {cite:p}`Schaff`. Two {cite:p}`Guizot`. Three {cite:p}`Schaff`. Four {cite:p}`Schaff{p. 1}`."
    web = noted(tmp_path / "web", text, builder="html")
    assert running(web) == "One.[1] Two.[2] Three.[1] Four.[3]"
    first = next(iter(web.resolved["page"].findall(nodes.footnote)))
    assert first["backrefs"] == ["cite-1-1", "cite-1-2"]
    ids = [identifier for node in web.resolved["page"].findall(nodes.Element) for identifier in node["ids"]]
    assert len(ids) == len(set(ids))
    assert running(noted(tmp_path / "paper", text)) == "One.[1] Two.[2] Three.[3] Four.[4]"


def test_footnotes_of_the_author_are_numbered_with_the_citations(tmp_path: Path) -> None:
    built = noted(
        tmp_path,
        "One {cite:p}`Schaff`, two[^aside], three {cite:p}`Guizot`, four[^aside] and five[^other].\n\n"
        "[^aside]: An aside, with a source {cite:p}`Guizot`.\n[^other]: Another.\n",
    )
    assert running(built) == "One,[1] two[2], three,[3] four[2] and five[4]."
    numbered = notes(built)
    assert [number for number, _ in numbered] == ["1", "2", "3", "4"]
    assert numbered[1] == ("2", "An aside, with a source (Guizot 1869).")


def test_the_notes_stand_at_the_end_of_the_page_below_a_heading(tmp_path: Path) -> None:
    built = noted(tmp_path, "One {cite:p}`Schaff`.\n\n## Later\n\nTwo.")
    page = next(iter(built.resolved["page"].findall(nodes.section)))
    last = page[-1]
    assert isinstance(last, nodes.container)
    assert last["classes"] == ["letopis-notes"]
    assert last[0].astext() == "Notes"


def test_on_paper_notes_have_no_heading(tmp_path: Path) -> None:
    built = noted(tmp_path, "One {cite:p}`Schaff`.", builder="typst")
    assert not list(built.resolved["page"].findall(nodes.rubric))
    assert notes(built) == [("1", "Schaff 1892.")]


def test_a_page_without_citations_has_no_notes(tmp_path: Path) -> None:
    built = noted(tmp_path, "Nothing here is cited, but {cite:t}`Schaff` is named.")
    assert running(built) == "Nothing here is cited, but Schaff (1892) is named."
    assert not list(built.resolved["page"].findall(nodes.rubric))


def test_a_citation_in_a_heading_stays_there(tmp_path: Path) -> None:
    built = noted(tmp_path, "## What Schaff says {cite:p}`Schaff`\n\nThis.")
    titles = [title.astext() for title in built.resolved["page"].findall(nodes.title)]
    assert titles[-1] == "What Schaff says (Schaff 1892)"
    assert notes(built) == []


def test_notes_can_be_switched_off(tmp_path: Path) -> None:
    built = noted(tmp_path, "He was beheaded {cite:p}`Schaff`.[^a]\n\n[^a]: So one hears.", letopis_notes=False)
    assert "He was beheaded (Schaff 1892)." in running(built)
    assert [text for _, text in notes(built)] == ["So one hears."]


def test_each_page_of_one_document_numbers_its_own(tmp_path: Path) -> None:
    pages = {"one": "# One\n\nOne {cite:p}`Schaff`.\n", "two": "# Two\n\nTwo {cite:p}`Guizot`.\n", "sources": SOURCES}
    built = build(write(tmp_path, pages, BIB), builder="singlehtml")
    assert notes(built, "index") == [("1", "Schaff 1892."), ("1", "Guizot 1869.")]


# ------------------------------------------------------------------------------ sources nobody entered
@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("One {cite:p}`Smith`.", "One [Smith]."),
        ("One {cite:p}`Smith,Jones{p. 3}`.", "One [Smith, Jones]."),
        ("One {cite:p}`Schaff,Smith`.", "One[1][Smith]."),
        ("One by {cite:t}`Smith`.", "One by [Smith]."),
    ],
)
def test_the_key_of_an_unknown_source_stays_in_sight(tmp_path: Path, written: str, printed: str) -> None:
    built = noted(tmp_path, written)
    assert set(built.codes) == {"source-unknown"}
    assert running(built) == printed


@pytest.mark.parametrize("written", ["Schaff{p. 1", "Schaff Guizot", "Schaff,,Guizot", ",Schaff"])
@pytest.mark.parametrize("role", ["cite:p", "cite:t", "cite"])
def test_a_citation_that_cannot_be_read_is_a_warning_at_its_line(tmp_path: Path, role: str, written: str) -> None:
    built = noted(tmp_path, f"One {{cite:p}}`Schaff`.\n\nTwo,\nand three {{{role}}}`{written}`.")
    (warned,) = built.warnings
    assert (warned.path, warned.line, warned.code) == ("page.md", 6, "letopis.citation-syntax")
    assert f"'{written}'" in warned.message
    assert "Write 'Key', 'Key{p. 12}' or 'Key,Other'." in warned.message
    assert running(built) == f"One.[1]\nTwo,\nand three [{written}]."


def test_the_same_words_cite_a_source_from_every_page_by_a_link_of_their_own(tmp_path: Path) -> None:
    """A citation is formatted once for all that are equal: each has its own nodes, and the address fits its page."""
    text = "\n\nAs {cite:t}`Schaff` says.\n\n{cite:t}`Schaff` says more.\n"
    pages = {
        "page": f"# Page{text}",
        "near": f"# Near{text}",
        "far/page": f"# Far{text}",
        "sources": f"{SOURCES}{text}",
    }
    built = build(write(tmp_path, pages, BIB), builder="html")
    found = {
        page: [link for link in built.resolved[page].findall(nodes.reference) if link.astext().startswith("Schaff")]
        for page in pages
    }
    addresses = {page: {link.get("refuri", "").partition("#")[0] for link in links} for page, links in found.items()}
    assert addresses == {
        "page": {"sources.html"}, "near": {"sources.html"}, "far/page": {"../sources.html"}, "sources": {""},
    }  # fmt: skip
    assert [len({id(link) for link in links}) for links in found.values()] == [2, 2, 2, 2]


def test_an_entry_links_the_related_work_that_is_listed(tmp_path: Path) -> None:
    bib = BIB.replace(
        "keywords={further-reading}}\n@book{Guizot", "related={Guizot, Lost}, keywords={a}}\n@book{Guizot"
    )
    bib += "@book{Lost, author={Lost, Ann}, title={Not Listed}, year={1900}}\n"
    listed = SOURCES.replace("```{bibliography}\n", '```{bibliography}\n:filter: key % "Schaff" or key % "Guizot"\n')
    built = build(
        write(tmp_path, {"page": "# Page\n\nOne {cite:p}`Schaff`.\n", "sources": listed}, bib), builder="html"
    )
    (entry,) = (one for one in built.resolved["sources"].findall(nodes.list_item) if "Schaff" in one.astext())
    (link,) = entry.findall(nodes.reference)
    assert (link["refid"], link.parent.astext()) == ("source-Guizot", "Guizot (1869)")
