"""Projects of chance, for some seconds; and what they once found. `python3 make.py fuzz` does it for longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from letopis.content_policy.preflight import DEEPEST_TREE, depth_of
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


def test_lists_of_pages_that_lead_too_deep(tmp_path: Path) -> None:
    last = DEEPEST_TREE + 10
    pages = {f"p{n}": f"# Page {n}\n\n```{{toctree}}\np{n + 1}\n```\n" for n in range(last)}
    source = write(tmp_path / "source", {**pages, f"p{last}": "# Last\n"})
    (source / "index.md").write_text("# Index\n\n```{toctree}\np0\n```\n", encoding="utf-8")
    assert [(one.path, one.code) for one in say(source, "html")] == [("index.md", "letopis.nesting")]


def test_the_depth_of_lists_of_pages() -> None:
    assert depth_of({"a": ["b", "c"], "b": ["c"], "c": ["a"]}, "a") == 2
    assert depth_of({}, "a") == 1


@pytest.mark.parametrize("piece", ["| a ", "[^1]", "[", "`a", ":::{note}\n:::\n", "```\n```\n"])
def test_a_page_of_too_many_signs_is_refused(tmp_path: Path, piece: str) -> None:
    text = "# Page\n\n" + (piece * 70_000)[:390_000]
    found = [one for one in say(write(tmp_path / "source", {"page": text}), "dummy") if one.path == "page.md"]
    assert [(one.line, one.code) for one in found] == [(1, "letopis.policy")]
    assert "Divide it" in found[0].message
