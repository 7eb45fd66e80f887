"""The live preview opens on the page that is being written."""

from __future__ import annotations

import os
import socket
import subprocess
import webbrowser
from typing import TYPE_CHECKING

import pytest

from tools import serve

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "page", ["people/molotov", "people/molotov.md", "docs/people/molotov.md", "./docs/people/molotov.md"]
)
def test_a_page_may_be_named_in_any_way(page: str) -> None:
    assert serve.page_address(page) == "people/molotov.html"


def test_the_page_saved_last(tmp_path: Path) -> None:
    assert serve.last_saved(tmp_path) == "index.md"
    for time, name in enumerate(["a.md", "people/c.md", "b.md", "people/newer.txt"]):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
        os.utime(path, (0, 100 - time))
    os.utime(tmp_path / "people" / "c.md", (0, 200))
    assert serve.last_saved(tmp_path) == "people/c.md"


def test_the_browser_opens_when_the_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    with socket.create_server((serve.HOST, 0)) as server:
        port = server.getsockname()[1]
        serve.open_when_ready("people/molotov.html", port)
    assert opened == [f"http://{serve.HOST}:{port}/people/molotov.html"]
    monkeypatch.setattr(serve, "PATIENCE", 0)
    serve.open_when_ready("people/molotov.html", port)
    assert len(opened) == 1


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "index.md").touch()
    monkeypatch.setattr(serve, "DOCS", tmp_path)
    return tmp_path


def test_a_page_that_does_not_exist_is_refused(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["serve", "people/molotof", "--no-browser"])
    assert serve.main() == 2
    assert "There is no page docs/people/molotof.md." in capsys.readouterr().err


def test_the_server_is_started_for_this_machine_alone(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("sys.argv", ["serve", "--no-browser", "--port", "8123"])
    assert serve.main() == 0
    assert commands[0][3:7] == ["--host", "127.0.0.1", "--port", "8123"]
