"""What is short to write and takes a build without end, or breaks it: each is one finding, or is shown more plainly."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from docutils import nodes

from letopis.content_policy.pages import LONGEST_CODE
from tests.building import build, write

PERL = "m{"
"""Takes Pygments a second for 10,000 characters and four for 20,000."""


@pytest.mark.parametrize("code", ["```perl\nCODE\n```", "```{code-block} perl\n:force:\n\nCODE\n```"])
def test_long_code_is_shown_without_colours(code: str, tmp_path: Path) -> None:
    long, short = PERL * (LONGEST_CODE * 3), "my $x = 1;"
    text = f"# Page\n\n{code.replace('CODE', long)}\n\n{code.replace('CODE', short)}\n"
    before = process_time()
    result = build(write(tmp_path / "source", {"page": text}), builder="html")
    assert process_time() - before < 20
    assert result.warnings == []
    assert [block["language"] for block in result.read("page").findall(nodes.literal_block)] == ["text", "perl"]
    assert long in result.text("page.html")
