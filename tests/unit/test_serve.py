"""The live preview opens on the page that is being written."""

from __future__ import annotations

import os
import socket
import webbrowser
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from letopis.building import preview, serve
from letopis.building.publish import Project
from tests.building import write

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
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "index.md").touch()
    return folder


def test_a_page_that_does_not_exist_is_refused(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main(Project(docs.parent, docs), "people/molotof", 8000, browser=False) == 2
    assert "There is no page docs/people/molotof.md." in capsys.readouterr().err


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """The process that would build the pages."""
    start = Mock()
    monkeypatch.setattr(preview, "start", start)
    return start


def test_the_server_is_started_for_this_machine_alone(
    docs: Path, process: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Mock(side_effect=KeyboardInterrupt)
    monkeypatch.setattr(serve, "run", run)
    monkeypatch.setattr(preview, "ask", lambda *_: 0.0)
    (docs.parent / "_build" / ".serve" / "html").mkdir(parents=True)
    (docs.parent / "conf.py").touch()
    assert serve.main(Project(docs.parent, docs), "", 8123, browser=False) == 0
    assert run.call_args[1] == {"host": "127.0.0.1", "port": 8123, "log_level": "warning"}
    assert process.return_value.terminate.called, "the process that builds outlives the server"


def test_a_save_is_built_by_the_process_that_is_ready(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As sphinx-autobuild asks for it, and again after new settings, for which the process begins anew."""
    source = write(tmp_path / "archive", {"index": "# Index\n\nBefore.\n"})
    address = str(tmp_path / "socket")
    out, shown = tmp_path / "out", ""
    process = preview.start(address, source, source, tmp_path / "read", out)
    try:
        built = serve.Build(address, "127.0.0.1:8000")
        built(changed_paths=[])
        assert "Before." in (out / "index.html").read_text(encoding="utf-8")
        for name, old, new, seen in [
            ("index.md", "Before.", "Between.", "Between."),
            ("index.md", "Between.", "After.", "After."),
            ("conf.py", "nitpicky = True", "nitpicky = True\nhtml_title = 'Another title'", "Another title"),
            ("index.md", "After.", "At last.", "At last."),
        ]:
            path = source / name
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
            built(changed_paths=[path])
            shown = (out / "index.html").read_text(encoding="utf-8")
            assert seen in shown
        assert "Another title" in shown
        assert capsys.readouterr().out.count("The pages are at http://127.0.0.1:8000") == 5
    finally:
        process.terminate()
        process.wait()
