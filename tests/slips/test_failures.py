"""Whatever a directive or a role raises, its author hears of it in one line, and the rest of the page is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Built, build, write
from tests.slips.slipping import say

EXTENSION = """
from docutils.parsers.rst import Directive
from sphinx.util.docutils import SphinxRole

class Broken(Directive):
    has_content = True
    def run(self):
        raise KeyError("what it needs")

class BrokenRole(SphinxRole):
    def run(self):
        raise AttributeError("None has no such thing")

def setup(app):
    app.add_directive("broken", Broken)
    app.add_role("broken", BrokenRole())
"""


def built(tmp_path: Path, text: str, builder: str) -> Built:
    source = write(tmp_path / "source", {"page": f"# Page\n\nBefore.\n\n{text}\n\nAfter.\n"}, conf=EXTENSION)
    return build(source, builder=builder)


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
@pytest.mark.parametrize("text", ["```{broken}\nWords.\n```", ":::{broken}\n:::", "{broken}`words`"])
def test_what_a_directive_raises_is_one_line(tmp_path: Path, text: str, builder: str) -> None:
    result = built(tmp_path, text, builder)
    (warned,) = (one for one in result.warnings if one.path)  # of an EPUB something is said of the settings, too
    assert (warned.path, warned.line, warned.code) == ("page.md", 5, "letopis.directive-failed")
    assert "cannot be carried out" in warned.message
    assert {"Before.", "After."} <= set(result.read("page").astext().split())


def test_a_page_that_is_no_text_is_refused_before_any_is_read(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"page": "# Page\n"})
    (source / "page.md").write_bytes("# Page\n\nХрущёв\n".encode("cp1251"))
    assert [(one.path, one.line, one.code) for one in say(source, "html")] == [("page.md", 3, "letopis.page-encoding")]
