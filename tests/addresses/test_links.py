"""Links to the outside: asked for politely and not twice, reported with what to write, and switched in one place."""

from __future__ import annotations

import datetime
import json
import threading
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from docutils import nodes

from letopis.cli import main
from letopis.cli.links import fresh, read_cache
from tests.building import build, write


class Host(BaseHTTPRequestHandler):
    """Has one page, and counts who asks for what."""

    asked: ClassVar[Counter[str]] = Counter()

    def do_HEAD(self) -> None:
        self.asked[self.path] += 1
        self.send_response(HTTPStatus.OK if self.path == "/there" else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815  the name is the parent's

    def log_message(self, *_args: Any) -> None: ...


@pytest.fixture
def host() -> Iterator[str]:
    Host.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def archive(folder: Path, host: str, more: str = "", conf: str = "") -> Path:
    text = f"# P\n\n[There]({host}/there) and [gone]({host}/gone), [lost]({host}/lost), {{cite:p}}`S`.\n"
    pages = {"p": text, "s": "# S\n\n```{bibliography}\n```\n"}
    bib = f"@online{{S, title={{One}}, author={{Shubin, A.}}, year={{1999}}, url={{{host}/gone}}{more}}}\n"
    return write(folder, pages, bib, conf)


def links(folder: Path) -> int:
    return main(["--conf", str(folder), "--source", str(folder), "links"])


def test_each_dead_link_is_reported_with_what_to_write(tmp_path: Path, host: str) -> None:
    folder = archive(tmp_path, host)
    assert links(folder) == 1
    report = (folder / "_build" / "links" / "report.md").read_text(encoding="utf-8")
    assert f"- {host}/gone\n  p.md:3:" in report
    assert "'archivedurl', 'archivedate' and 'urlstatus = {dead}' in the source 'S' (sources.bib:1)" in report
    assert f"- {host}/lost\n  p.md:3:" in report
    assert "letopis_archived_links in conf.py" in report
    assert f"{host}/there" not in report


def test_what_was_alive_is_not_asked_for_again(tmp_path: Path, host: str) -> None:
    folder = archive(tmp_path, host)
    links(folder)
    first = Host.asked["/there"]
    links(folder)
    assert (first, Host.asked["/there"]) == (1, 1)
    assert Host.asked["/gone"] > 1


def test_a_dead_link_is_switched_in_one_place(tmp_path: Path, host: str) -> None:
    copy = f", archivedurl={{{host}/there}}, archivedate={{2020-01-02}}, urlstatus={{dead}}"
    conf = f'letopis_archived_links = {{"{host}/lost": "{host}/there"}}\n'
    folder = archive(tmp_path, host, copy, conf)
    built = build(folder)
    assert not built.warnings
    found = {
        link["refuri"]
        for doc in ("p", "s")
        for link in built.resolved[doc].findall(nodes.reference)
        if "refuri" in link
    }
    assert {one for one in found if one.startswith("http")} == {f"{host}/there"}
    assert links(folder) == 0


def test_the_cache_forgets(tmp_path: Path) -> None:
    cache = {"a": "2026-11-01", "b": "2026-09-01"}
    (tmp_path / "alive.json").write_text(json.dumps(cache), encoding="utf-8")
    assert read_cache(tmp_path / "alive.json") == cache
    assert fresh(cache, datetime.date(2026, 11, 27)) == {"a": "2026-11-01"}
    (tmp_path / "alive.json").write_text("[", encoding="utf-8")
    assert read_cache(tmp_path / "alive.json") == {}
