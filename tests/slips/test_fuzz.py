"""Projects of chance, for some seconds; and what they once found. `python3 make.py fuzz` does it for longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from letopis.content_policy.preflight import DEEPEST_TREE, WAYS_FOR_EACH, measured
from tests.building import build, write
from tests.slips.slipping import say
from tools.fuzz import _is_spoken_of, failing, put_markers


@pytest.mark.slow
@pytest.mark.parametrize(("builder", "number"), [("html", 1), ("typst", 2), ("epub", 3)])
def test_nothing_but_findings_comes_of_chance(builder: str, number: int) -> None:
    tried = failing(number, builder, float("inf"))
    assert len(tried) == 10
    assert [(project, error) for project, error in tried if error is not None] == []


def test_each_marker_is_a_word_of_its_own() -> None:
    text, found = put_markers("a MARK\nb MARK\n", 100)
    assert text == "a qz100zq\nb qz101zq\n"
    assert found == {"qz100zq": 1, "qz101zq": 2}


REFUSED_BOX = """# Page

:::{raw} html
:file: x

## A heading

Words.
:::

## Another

More.
"""


@pytest.mark.parametrize(
    ("said", "line", "is_spoken_of"),
    [(["3"], 8, True), (["4"], 8, True), (["8"], 8, True), ([""], 8, True), (["1"], 8, False), (["3"], 13, False), ([], 8, False)],
)  # fmt: skip
def test_what_is_said_of_a_box_is_said_of_all_in_it(said: list[str], line: int, *, is_spoken_of: bool) -> None:
    """Two lost markers were none: a box that is refused takes with it the headings that stand in it."""
    assert _is_spoken_of(said, line, REFUSED_BOX) is is_spoken_of


# --------------------------------------------------------------------------------- what was found
@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_a_view_of_nothing_with_an_address(tmp_path: Path, builder: str) -> None:
    """An empty list of nodes cannot bear the address, and docutils asserted that it can."""
    text = "# Page\n\n(x)=\n```{timeline}\n:from: 1500\n```\n\nAfter.\n"
    assert "After." in build(write(tmp_path / "source", {"page": text}), builder=builder).read("page").astext()


def test_a_sign_that_no_typeface_can_have(tmp_path: Path) -> None:
    """Typst shows an unassigned sign by its number, and the sign was looked for in vain."""
    result = build(write(tmp_path / "source", {"page": "# Page \U0009d9a1\n\nWords.\n"}), builder="typst")
    assert any("U+9D9A1 is printed in its place" in one.message for one in result.warnings)


def listing(*names: str) -> str:
    lines = "\n".join(names)
    return f"# Title\n\nWords.\n\n```{{toctree}}\n{lines}\n```\n"


def told_of_lists(folder: Path, pages: dict[str, str], builder: str = "html") -> list[tuple[str, str]]:
    source = write(folder / "source", {})
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    return [(one.path, one.code) for one in say(source, builder) if one.path]


@pytest.mark.parametrize("first", [["p0"], [f"p{n}" for n in range(DEEPEST_TREE + 10)]], ids=["one", "all"])
def test_lists_of_pages_that_lead_too_deep(first: list[str], tmp_path: Path) -> None:
    """Each page lists the next; where the first lists all, too, each is near, and yet is walked to from far."""
    last = DEEPEST_TREE + 10
    pages = {f"p{n}": listing(f"p{n + 1}") for n in range(last)}
    pages |= {f"p{last}": "# Last\n", "index": listing(*first)}
    assert told_of_lists(tmp_path, pages) == [("index.md", "letopis.nesting")]


def layers(count: int) -> dict[str, list[str]]:
    """Two pages on each level, each of which lists both of the next."""
    below = {f"l{n}-{side}": [f"l{n + 1}-0", f"l{n + 1}-1"] for n in range(count) for side in (0, 1)}
    return {"index": ["l0-0", "l0-1"], **below, f"l{count}-0": [], f"l{count}-1": []}


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_lists_of_pages_that_double_their_ways(builder: str, tmp_path: Path) -> None:
    pages = {name: listing(*below) if below else "# Last\n" for name, below in layers(30).items()}
    assert told_of_lists(tmp_path, pages, builder) == [("l30-0.md", "letopis.nesting")]


def test_lists_of_pages_that_lead_in_many_circles(tmp_path: Path) -> None:
    names = [f"p{n}" for n in range(12)]
    pages = {name: listing(*(other for other in names if other != name)) for name in names}
    assert told_of_lists(tmp_path, {**pages, "index": listing("p0")}) == [("p0.md", "letopis.nesting")]


def test_how_far_lists_of_pages_lead() -> None:
    assert measured({}, "a") == (1, 1, "a", 1)
    assert measured({"a": ["b", "c"], "b": ["c"], "c": ["a"]}, "a", {("c", "a")})[:2] == (3, 4)
    assert measured(layers(3), "index")[:2] == (5, 1 + 2 + 4 + 8 + 16)
    assert measured(layers(3_000), "index").ways == 2**3_002 - 1
    chain = {str(n): [str(n + 1)] for n in range(100_000)}
    assert measured(chain, "0")[:2] == (100_001, 100_001)
    assert WAYS_FOR_EACH > 1  # a page may stand in a second list


@pytest.mark.parametrize("piece", ["| a ", "[^1]", "[", "`a", ":::{note}\n:::\n", "```\n```\n"])
def test_a_page_of_too_many_signs_is_refused(tmp_path: Path, piece: str) -> None:
    text = "# Page\n\n" + (piece * 70_000)[:390_000]
    found = [one for one in say(write(tmp_path / "source", {"page": text}), "dummy") if one.path == "page.md"]
    assert [(one.line, one.code) for one in found] == [(1, "letopis.policy")]
    assert "Divide it" in found[0].message
