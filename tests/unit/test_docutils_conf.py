"""docutils.conf beside conf.py: a page cannot read files or bring in raw HTML while it is built."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "what lies outside docs"


@pytest.fixture
def project(tmp_path: Path, repository: Path) -> Path:
    """A project laid out as ours: settings at the top, pages in docs/, and something that no page may show."""
    shutil.copy(repository / "docutils.conf", tmp_path)
    (tmp_path / "conf.py").write_text('extensions = ["myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n')
    (tmp_path / "secret.md").write_text(SECRET)
    (tmp_path / "docs").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "page",
    [
        "```{include} ../secret.md\n```",
        "```{literalinclude} ../secret.md\n```",
        "```{csv-table}\n:file: ../secret.md\n```",
        "```{raw} html\n:file: ../secret.md\n```",
        f"```{{raw}} html\n<script>'{SECRET}'</script>\n```",
    ],
)
def test_a_page_cannot_reach_out(project: Path, page: str) -> None:
    (project / "docs" / "index.md").write_text(f"# Title\n\n{page}\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", "html", "-c", ".", "docs", "out"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    assert "index.md:3: " in done.stderr
    assert SECRET not in (project / "out" / "index.html").read_text(encoding="utf-8")
