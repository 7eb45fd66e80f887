"""make.py: the one file that must run on a machine with nothing but Python and pip."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import make
from tools.environment import python_of

if TYPE_CHECKING:
    from pathlib import Path

LOCK = """\
mypy==2.4.1 \\
    --hash=sha256:aa
    # via letopis (pyproject.toml:types)
nox==2026.10.20 \\
    --hash=sha256:bb
    # via letopis (pyproject.toml:start)
nox-other==1 \\
    --hash=sha256:cc
    # via nox
"""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Moves make.py into an empty folder, and notes the programs it would start."""
    noted: list[list[str]] = []

    def run(command: list[str], **_: Any) -> int:
        noted.append(command)
        python = python_of(make.START)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        return 0

    for name in ("LOCK", "START"):
        monkeypatch.setattr(make, name, tmp_path / getattr(make, name).relative_to(make.ROOT))
    monkeypatch.setattr(make, "ROOT", tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(subprocess, "call", run)
    monkeypatch.setattr("venv.EnvBuilder.create", lambda builder, folder: None)
    make.LOCK.write_text(LOCK)
    return noted


def test_a_task_and_its_arguments_are_handed_over(calls: list[list[str]]) -> None:
    assert make.main(["tests", "--", "-k", "dates"]) == 0
    install, task = calls
    assert install[:5] == [sys.executable, "-m", "pip", "--python", str(python_of(make.START))]
    wanted = make.START / "requirements.txt"
    assert install[-5:] == ["--require-hashes", "--only-binary", ":all:", "-r", str(wanted)]
    assert wanted.read_text() == ("nox-other==1 \\\n    --hash=sha256:cc\nnox==2026.10.20 \\\n    --hash=sha256:bb\n")
    assert task[-5:] == ["--session", "tests", "--", "-k", "dates"]


def test_commands_of_letopis_need_no_dashes(calls: list[list[str]]) -> None:
    make.main(["new", "person", "ada", "Ada Lovelace"])
    assert calls[-1][-5:] == ["new", "--", "person", "ada", "Ada Lovelace"]
    make.main(["new", "--", "person"])
    assert calls[-1][-3:] == ["new", "--", "person"]
    make.main(["lint", "types"])
    assert calls[-1][-3:] == ["--session", "lint", "types"]


def test_alone_it_lists_the_tasks(calls: list[list[str]]) -> None:
    make.main([])
    assert calls[-1][-1] == "--list"


def test_the_runner_is_installed_once_for_each_version(calls: list[list[str]]) -> None:
    make.main(["lint"])
    make.main(["lint"])
    assert len(calls) == 3
    make.LOCK.write_text(LOCK.replace("2026.10.20", "2026.11.1"))
    make.main(["lint"])
    assert len(calls) == 5


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(make, "OLDEST", (99, 0))
    assert make.main(["build"]) == 2
    assert "Python 99.0 or newer is needed" in capsys.readouterr().err


def test_a_failing_install_is_explained(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(command: list[str], **_: Any) -> None:
        raise subprocess.CalledProcessError(7, command)

    monkeypatch.setattr(subprocess, "run", fail)
    assert make.main(["build"]) == 7
    assert "could not be installed" in capsys.readouterr().err
    assert not calls


def test_ctrl_c_ends_quietly(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(command: list[str], **_: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "call", interrupted)
    assert make.main(["serve"]) == 130
