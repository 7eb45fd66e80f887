"""An archive to work on with the commands, and what they print."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from letopis.cli import main


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def archive(tmp_path: Path, rootdir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the archive of Geneva's councils that a test may change; it is the current folder."""
    folder = Path(shutil.copytree(rootdir / "test-council", tmp_path / "council"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(archive: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command of letopis on it."""

    def run(*arguments: str) -> Ran:
        code = main(["-s", ".", *arguments])
        return Ran(code, *capsys.readouterr())

    return run
