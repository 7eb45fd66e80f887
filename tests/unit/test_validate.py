"""The validators' session: what it says when it cannot run, and when something is found."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import validate


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that holds the jars looked for, and nothing that runs."""
    (tmp_path / "jar").mkdir()
    (tmp_path / "jar" / "any.jar").touch()
    (tmp_path / "epubcheck-5.jar").touch()
    monkeypatch.setattr(validate, "_package", lambda _name: tmp_path)
    return tmp_path


def answer(monkeypatch: pytest.MonkeyPatch, code: int, text: str) -> None:
    """Let Java answer so."""
    done = subprocess.CompletedProcess([], code, text, "")
    monkeypatch.setattr(validate, "_java", lambda _arguments: done)


def test_nothing_built_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validate, "BUILT", tmp_path)
    assert validate.main([]) == 2
    assert "neither a PDF nor an EPUB" in capsys.readouterr().err


@pytest.mark.usefixtures("package")
def test_without_java_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validate.shutil, "which", lambda _name: None)
    assert validate.main(["book.epub"]) == 2
    assert "default-jre-headless" in capsys.readouterr().err


@pytest.mark.usefixtures("package")
def test_without_jaxb_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validate, "JAXB", tmp_path / "nowhere")
    assert validate.main(["book.pdf"]) == 2
    assert "libjaxb-java" in capsys.readouterr().err


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("code", "says", "result"),
    [(0, "No errors or warnings detected.", 0), (1, "ERROR(RSC-005)", 1), (0, "WARNING(OPF-096)", 1)],
)
def test_a_message_of_any_kind_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int, says: str, result: int
) -> None:
    answer(monkeypatch, code, says)
    assert validate.main(["book.epub"]) == result
    out = capsys.readouterr().out
    assert ("FAILED" in out) is bool(result)
