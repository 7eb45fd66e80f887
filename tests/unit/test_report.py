"""The one door: each finding once, in the order of files and lines, and no way to shut it for a whole archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.report import forbid_suppressed_checks, report_all
from tests.building import build, write

if TYPE_CHECKING:
    from pathlib import Path


def found(path: str, line: int, code: str = Code.DATE_ORDER, message: str = "wrong") -> Finding:
    return Finding(code, message, SourceLocation(path.removesuffix(".md"), path, line))


def test_findings_are_reported_once_by_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Finding] = []
    monkeypatch.setattr("letopis.report.report", told.append)
    a9, a10, b1 = found("a.md", 9), found("a.md", 10), found("b.md", 1)
    assert report_all([b1, a10, a9, a10]) == 3
    assert told == [a9, a10, b1]


def test_a_finding_in_a_file_that_is_no_page_names_that_file(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"page": "# Page\n"}, "@misc{S, title={S}}\n\n@misc{T, title={T}}\n"))
    assert [(one.path, one.line, one.code) for one in built.warnings] == [
        ("sources.bib", 1, "letopis.source-unused"), ("sources.bib", 3, "letopis.source-unused"),
    ]  # fmt: skip


@pytest.mark.parametrize("silenced", ["letopis", "letopis.*", "letopis.date-order"])
def test_no_code_can_be_switched_off_for_a_whole_archive(silenced: str) -> None:
    with pytest.raises(ConfigError, match="':except: code reason'") as told:
        forbid_suppressed_checks(["myst.header", silenced])
    assert silenced in str(told.value)


def test_other_peoples_warnings_can() -> None:
    forbid_suppressed_checks(["myst.header", "bibtex.key_not_found", "letopisx.date-order"])


def test_a_conf_py_that_silences_us_is_refused(tmp_path: Path) -> None:
    source = write(tmp_path, {"page": "# Page\n"}, conf='suppress_warnings = ["letopis.record-unsourced"]\n')
    with pytest.raises(ConfigError, match="record-unsourced"):
        build(source)
