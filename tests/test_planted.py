"""The cases of the checks in projects that Sphinx builds: the same findings with any number of workers, each once.

Those that Sphinx alone can read (running text, views) are built in a project of their own, and their messages looked
at. Then all cases stand in one project, each a page or a `.bib` file, read by one worker, by two and by eight. How a
case is written stands in `letopis.checks.examples`; `unit/test_rule_cases.py` tests the others without a build.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planting import CASES, SHOWN, Expected, apart, findings, read_cases, write_project

FAULTS = [case for case in [*read_cases(SHOWN), *read_cases(CASES)] if case.together]
NEAR_MISSES = [case for case in read_cases(CASES / "clean") if case.together]
BUILT = [case for case in FAULTS if case.built]


def build(root: Path, workers: int = 1) -> tuple[int, list[tuple[Expected, str]]]:
    """`sphinx-build` as it is called before publishing: its exit code, and what it said."""
    options = ["-b", "dummy", "-E", "-n", "-q", "-W", "--keep-going", "--no-color", "-j", str(workers)]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, "-d", str(root / "doctrees"), str(root), str(root / "out")],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src"), "PYTHONWARNINGS": ""},
    )  # fmt: skip
    return done.returncode, list(findings(done.stderr, root))


def test_what_sphinx_reads_is_found_where_it_stands(tmp_path: Path) -> None:
    root = tmp_path / "built"
    expected = write_project(root, BUILT, wrong=True)
    code, said = build(root)
    assert code != 0
    assert sorted(found for found, _ in said) == expected
    messages = dict(said)
    for number, case in enumerate(BUILT):
        message = messages[Expected(f"{case.name}.md", case.example.line, case.code)]
        assert apart(case, number, case.example.says) in message, case.name


def test_of_right_texts_nothing_is_said(tmp_path: Path) -> None:
    root = tmp_path / "right"
    write_project(root, [*FAULTS, *NEAR_MISSES], wrong=False)
    assert build(root) == (0, [])


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Expected]]:
    """A project with every fault in it that can stand beside the others."""
    root = tmp_path_factory.mktemp("field") / "project"
    return root, write_project(root, FAULTS, wrong=True)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 8])
def test_all_faults_are_found_by_any_number_of_workers(field: tuple[Path, list[Expected]], workers: int) -> None:
    root, expected = field
    code, said = build(root, workers)
    assert code != 0
    found = [found for found, _ in said]
    assert sorted(set(found) ^ set(expected)) == []
    assert len(found) == len(expected)
