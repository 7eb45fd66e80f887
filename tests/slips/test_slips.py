"""Each slip gets one line: at the right file and line, with what to write, and nothing after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slips.slipping import Row, Said, read_rows, say, try_rows, write_project

ROWS = read_rows()
TOGETHER = [row for row in ROWS if not row.alone]
ALONE = [row for row in ROWS if row.alone]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Said]:
    """What is said of the rows that stand in one project."""
    said, rest = try_rows(tmp_path_factory.mktemp("slips") / "project", TOGETHER)
    assert rest == []
    return {one.row.number: one for one in said}


def test_there_are_enough() -> None:
    assert len(ROWS) >= 200
    assert len({(row.file, row.title) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", TOGETHER, ids=lambda row: f"{row.file}: {row.title}")
def test_a_slip_gets_one_line(shared: dict[int, Said], row: Row) -> None:
    assert list(shared[row.number].faults) == [], shared[row.number].warnings


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_a_slip_gets_one_line_whatever_is_built(tmp_path: Path, builder: str) -> None:
    """What is found when pages are resolved and written is said once, too."""
    said, rest = try_rows(tmp_path / "project", TOGETHER, builder)
    assert rest == []
    assert {f"{one.row.file}: {one.row.title}": faults for one in said if (faults := list(one.faults))} == {}


@pytest.mark.parametrize("row", ALONE, ids=lambda row: row.title)
def test_a_slip_that_stands_alone_gets_one_line(tmp_path: Path, row: Row) -> None:
    (said,), rest = try_rows(tmp_path / "project", [row])
    assert list(said.faults) == [], said.warnings
    assert rest == []


def test_the_world_of_the_slips_has_none(tmp_path: Path) -> None:
    assert say(write_project(tmp_path / "project", []), "dummy") == []
