"""The live preview opens on the page that is being written."""

from __future__ import annotations

import os
import socket
import threading
import time
from queue import Queue
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from letopis.preview import server as serve
from letopis.preview.process import NEW_CODE, Preview, Request
from letopis.preview.process import serve as serve_preview
from letopis.preview.state import State, fault_in, progress_in, read_state
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
    for age, name in enumerate(["a.md", "people/c.md", "b.md", "people/newer.txt"]):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
        os.utime(path, (0, 100 - age))
    os.utime(tmp_path / "people" / "c.md", (0, 200))
    assert serve.last_saved(tmp_path) == "people/c.md"


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
    run, start, stop = Mock(side_effect=KeyboardInterrupt), Mock(), Mock()
    monkeypatch.setattr(serve, "run", run)
    monkeypatch.setattr(serve.Builder, "start", start)
    monkeypatch.setattr(serve.Builder, "stop", stop)
    monkeypatch.setattr(serve, "watch_files", Mock())
    with socket.create_server((serve.HOST, 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setattr("sys.argv", ["serve", "--no-browser", "--port", str(port)])
    assert serve.main() == 0
    assert run.call_args[1] == {"host": "127.0.0.1", "port": port, "log_level": "warning"}
    assert start.called
    assert stop.called, "the process that builds outlives the server"


def test_every_python_file_beside_the_settings_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension of the project lies there."""
    for name in ("index.md", "conf.py", "treaties.py", "references.bib"):
        (tmp_path / name).touch()
    serving = Mock()
    monkeypatch.setattr(serve, "serve", serving)
    assert serve.main(["--conf", str(tmp_path), "--docs", str(tmp_path), "--no-browser", "--port", "0"]) == 0
    watched = [path.name for path in serving.call_args[0][1]]
    assert watched == [tmp_path.name, "conf.py", "treaties.py", "references.bib"]


def test_a_port_that_is_taken_is_told(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server((serve.HOST, 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr("sys.argv", ["serve", "--no-browser", "--port", str(port)])
        assert serve.main() == 2
    assert f"The port {port} is taken" in capsys.readouterr().err


def test_progress_and_faults_are_read_from_what_sphinx_says() -> None:
    assert progress_in("reading sources... [ 45%] people/molotov") == "Reading pages: 45 %"
    assert progress_in("writing output... [100%] votes") == "Writing pages: 100 %"
    assert progress_in("copying images") == ""
    assert fault_in("\x1b[31mConfiguration error!\x1b[0m\n\nVersions\n========\n* Python\n  no such thing\n") == (
        "Configuration error!\n  no such thing"
    )
    assert "without a word" in fault_in("")


def test_a_state_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "state.json"
    assert read_state(place).doing == "building"
    State("fault", fault="no", findings={"a": [(3, "x")]}).write(place)
    assert read_state(place).fault == "no"
    place.write_text("{", encoding="utf-8")
    assert read_state(place).doing == "building"


def ask(preview: Preview, *changed: Path, view: str = "index") -> State:
    preview.build(Request(1, list(changed), view))
    return preview.state


def test_what_is_edited_is_built_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    """In one process: an edit, a fault and its mending, a new page, a source, a page that nobody looks at."""
    pages = {"index": "# Index\n\nBefore {cite:p}`A`.\n\n```{toctree}\nother\n```\n", "other": "# Other\n\nOther.\n"}
    source = write(
        tmp_path / "archive", {**pages, "sources": "---\norphan: true\n---\n# S\n\n```{bibliography}\n```\n"}
    )
    (source / "a.bib").write_text("@misc{A, title = {First}, year = 2000}\n", encoding="utf-8")
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\nbibtex_bibfiles = ["a.bib"]\n')
    out = tmp_path / "out"
    preview = Preview(source, source, tmp_path / "read", out, tmp_path / "state.json")
    preview.build_anew()
    index, other = source / "index.md", source / "other.md"
    assert ask(preview).doing == "ready"

    index.write_text(pages["index"].replace("Before", "After {person}`nobody`"), encoding="utf-8")
    state = ask(preview, index)
    assert "After" in (out / "index.html").read_text(encoding="utf-8")
    assert [line for line, _ in state.findings["index"]] == [3]
    index.write_text(pages["index"].replace("Before", "After"), encoding="utf-8")
    assert ask(preview, index).findings == {}

    (source / "new.md").write_text("# New\n", encoding="utf-8")
    index.write_text(pages["index"].replace("other\n", "other\nnew\n"), encoding="utf-8")
    assert ask(preview, index, source / "new.md").findings == {}
    assert (out / "new.html").is_file()
    (source / "a.bib").write_text("@misc{A, title = {Second}, year = 2000}\n", encoding="utf-8")
    ask(preview, source / "a.bib")
    assert "Second" in (out / "index.html").read_text(encoding="utf-8")
    # Nobody looks at the other page, whose list of pages has changed; it is written when somebody does.
    assert preview.state.stale
    assert "new.html" not in (out / "other.html").read_text(encoding="utf-8")
    ask(preview, view="other")
    assert "new.html" in (out / "other.html").read_text(encoding="utf-8")
    other.unlink()
    assert "other" in str(ask(preview, other).findings)


def test_a_fault_of_the_whole_is_told_and_recovered_from(tmp_path: Path) -> None:
    source = write(tmp_path / "archive", {"index": "# Index\n"})
    preview = Preview(source, source, tmp_path / "read", tmp_path / "out", tmp_path / "state.json")
    conf = source / "conf.py"
    good = conf.read_text(encoding="utf-8")
    conf.write_text("nonsense = = 1\n", encoding="utf-8")
    preview.build_anew()
    assert preview.state.doing == "fault"
    assert "conf" in read_state(tmp_path / "state.json").fault
    queue: Queue[Request | None] = Queue()
    conf.write_text(good, encoding="utf-8")
    queue.put(Request(1, [conf], "index"))
    assert serve_preview(preview, queue) == NEW_CODE
    preview.build_anew()
    queue.put(Request(2, [], "index"))
    queue.put(None)
    assert serve_preview(preview, queue) == 0


def test_what_is_shown_of_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = serve.Builder(tmp_path, tmp_path, tmp_path)
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html").write_text("<html><body><p>A</p></body></html>", encoding="utf-8")
    (tmp_path / "html" / "a.css").write_text("a {}", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    State("ready", version=7).write(tmp_path / "state.json")
    shown = bytes(serve.answer(builder, "a.html").body).decode()
    assert shown.endswith('<script src="/_letopis/preview.js" data-page="a" data-version="7"></script></body></html>')
    assert serve.answer(builder, "a.css").status_code == 200
    assert serve.answer(builder, "b.css").status_code == 404
    assert serve.answer(builder, "b.html").status_code == 404
    assert serve.answer(builder, "../secret.html").status_code == 404
    State("building").write(tmp_path / "state.json")
    assert "It appears here once it is built" in bytes(serve.answer(builder, "b.html").body).decode()


def test_a_file_that_is_replaced_is_seen_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    conf = tmp_path / "conf.py"
    conf.write_text("0", encoding="utf-8")
    seen: Queue[list[Path]] = Queue()
    builder, stop = Mock(ask=seen.put), threading.Event()
    serve.watch_files(builder, [tmp_path / "docs", conf], stop)
    try:
        time.sleep(1)
        for number in range(2):
            new = tmp_path / "conf.new"
            new.write_text(str(number), encoding="utf-8")
            new.replace(conf)
            assert conf in seen.get(timeout=20)
        (tmp_path / "docs" / "a.md").write_text("a", encoding="utf-8")
        assert tmp_path / "docs" / "a.md" in seen.get(timeout=20)
    finally:
        stop.set()
