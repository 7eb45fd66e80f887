"""Any error planted into a copy of the archive is found: by its code, at its line, and nothing else is.

The errors are the files of `tests/cases`; how they are written stands in `tests/planting.py`. Each is
planted alone, read into an archive that has been read once; then all of them at once, by one worker, by
two and by eight; and of the near misses nothing may be said.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from letopis.bibliography import check_bib_files
from letopis.checks import RULES, manual
from letopis.diagnostics import MANUAL, Code
from letopis.domain import domain_of
from tests.planting import Case, Expected, copy_archive, plant, read_cases

CASES = read_cases()
NEAR_MISSES = read_cases("clean")

#: What cannot be planted as a piece of text, and where it is tested instead.
ELSEWHERE = {
    Code.BASELINE: "unit/test_waivers.py",
    Code.BIB_ENCODING: "unit/test_bibliography_reading.py",
    Code.BIB_MISSING_FILE: "unit/test_bibliography_reading.py",
    Code.BIB_TOO_LARGE: "unit/test_bibliography_reading.py",
    Code.OLD_SPELLING: "test_extension.py",
    Code.REDIRECT: "test_edition.py",
}

_FINDING = re.compile(r"^(?P<path>\S+?)(?::(?P<line>\d+))?: WARNING: (?P<message>.*) \[letopis\.(?P<code>[\w-]+)\]$")


class Bed:
    """A copy of the archive that was read once; errors are planted into it one after the other."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = io.StringIO()
        self.app = Sphinx(
            root / "docs", root, root / "out", root / "doctrees", "dummy",
            freshenv=True, status=None, warning=self.log,
        )  # fmt: skip
        # What is done here for the pages to be written takes most of the time, and nothing is written.
        self.app.events.listeners["env-updated"].clear()
        self.at_first = self._read()

    def said_of(self, case: Case) -> list[tuple[Expected, str]]:
        """What is said of one error, planted alone; the file is put right again."""
        path = self.root / case.path
        whole = path.read_bytes()
        try:
            expected = plant(self.root, [case])
            said = self._read()
        finally:
            path.write_bytes(whole)
        self.at_last = expected
        return said

    def _read(self) -> list[tuple[Expected, str]]:
        """Read what has changed, run every rule, and take what was said."""
        self.log.seek(0)
        self.log.truncate()
        env = self.app.env
        if (self.root / "references.bib").stat().st_mtime_ns != getattr(self, "bib_read", 0):
            self.bib_read = (self.root / "references.bib").stat().st_mtime_ns
            domain_of(env)._forget_archive()
            check_bib_files(self.app)
        self.app.builder.read()
        env.check_consistency()
        return list(findings(self.log.getvalue(), self.root))


def findings(log: str, root: Path) -> Iterator[tuple[Expected, str]]:
    """What a build said: file from the top of the copy, line, code; and the message. All must be ours."""
    for text in strip_colors(log).splitlines():
        found = _FINDING.fullmatch(text.removeprefix(f"{root}{os.sep}"))
        assert found is not None, f"no finding of ours: {text!r}"
        yield Expected(found["path"], int(found["line"] or 0), found["code"]), found["message"].replace("\xa0", " ")


@pytest.fixture(scope="module")
def bed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    root = copy_archive(repository, tmp_path_factory.mktemp("bed") / "archive")
    with patch_docutils(str(root)), docutils_namespace():
        yield Bed(root)


def test_of_the_archive_as_it_is_nothing_is_said(bed: Bed) -> None:
    assert bed.at_first == []


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_an_error_is_found_where_it_was_planted(bed: Bed, case: Case) -> None:
    said = bed.said_of(case)
    assert [found for found, _ in said] == bed.at_last, "\n".join(message for _, message in said)
    assert case.says in said[0][1]


@pytest.mark.parametrize("case", NEAR_MISSES, ids=[case.name for case in NEAR_MISSES])
def test_of_a_near_miss_nothing_is_said(bed: Bed, case: Case) -> None:
    assert bed.said_of(case) == []


def test_the_archive_is_whole_again(bed: Bed) -> None:
    """What was planted above left nothing behind, so that one case cannot have hidden another."""
    assert bed._read() == []


# --------------------------------------------------------------------------------- all of them at once
def build(root: Path, *options: str) -> tuple[int, str]:
    """`sphinx-build` as it is called before publishing; its exit code and what it said."""
    done = subprocess.run(
        [
            sys.executable, "-m", "sphinx", "-b", "dummy", "-E", "-n", "-q", "-W", "--keep-going", "--no-color", *options,
            "-c", str(root), "-d", str(root / "doctrees"), str(root / "docs"), str(root / "out"),
        ],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src"), "PYTHONWARNINGS": ""},
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def field(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Expected]]:
    """A copy of the archive with every error in it that can stand beside the others."""
    root = copy_archive(repository, tmp_path_factory.mktemp("field") / "archive")
    return root, plant(root, [case for case in CASES if not case.alone])


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2", "8"])
def test_all_errors_are_found_by_any_number_of_workers(field: tuple[Path, list[Expected]], workers: str) -> None:
    root, expected = field
    code, log = build(root, "-j", workers)
    assert code != 0
    said = [found for found, _ in findings(log, root)]
    assert sorted(set(said) ^ set(expected)) == []
    assert len(said) == len(expected)


# ------------------------------------------------------------------------------- nothing is left out
def test_there_are_at_least_forty_errors() -> None:
    assert len(CASES) >= 40


CODES = sorted({*RULES, *MANUAL})


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_case(code: str) -> None:
    if code in ELSEWHERE:
        assert code in (Path(__file__).parent / ELSEWHERE[code]).read_text(encoding="utf-8")
    else:
        assert any(case.code == code for case in CASES)


def test_every_case_has_a_code() -> None:
    assert {case.code for case in CASES} <= {*CODES}


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_an_entry_in_the_manual(code: str) -> None:
    entries = [entry for section in manual().values() for entry in section if entry.code == code]
    assert len(entries) == 1
    assert entries[0].demand.endswith((".", ".)"))
    # A rule says what must hold, and then why or what to do about it.
    assert (code in RULES) == bool(entries[0].advice)
    assert (code in RULES) != (code in MANUAL)


def test_every_rule_says_in_one_line_what_must_hold() -> None:
    for function in RULES.values():
        first = (function.__doc__ or "").splitlines()[0]
        assert first.endswith("."), f"{function.__name__}: {first!r}"
