"""Shows the archive in a browser while it is written, opened on the page being edited.

A page is named by its path, with or without `docs/` and `.md`. Without a name, the page that was saved last is opened.
Each save builds the pages that it touches and reloads the browser. For a verdict, run `doctor` or `build`: only a
clean build sees every warning.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from uvicorn import run

from letopis.building import preview
from letopis.building.publish import Project

HOST = "127.0.0.1"
IGNORED: Final = ("**/__pycache__", "**/__pycache__/*", "**/.*")
"""What changes without anybody's writing."""

PATIENCE = 600  # seconds for the first build, after which no browser is opened


def page_address(page: str) -> str:
    """The address of a page, however its author names it: `people/molotov`, `docs/people/molotov.md`."""
    name = page.replace("\\", "/").removeprefix("./").removeprefix("docs/").removesuffix(".md").removesuffix(".html")
    return f"{name or 'index'}.html"


def last_saved(docs: Path) -> str:
    """The page that was saved last."""
    pages = max(docs.rglob("*.md"), key=lambda path: path.stat().st_mtime, default=docs / "index.md")
    return pages.relative_to(docs).as_posix()


def open_when_ready(address: str, port: int) -> None:
    """Waits until the server answers, which it does once the first build is done, and opens the browser."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if not probe.connect_ex((HOST, port)):
                webbrowser.open(f"http://{HOST}:{port}/{address}")
                return
        time.sleep(0.3)


def main(project: Project, page: str, port: int, *, browser: bool, watched: Sequence[Path] = ()) -> int:
    """Show a project until the program is ended; ``watched`` are further files and folders that change its pages."""
    conf, docs = project
    address = page_address(page or last_saved(docs))
    if not (docs / address).with_suffix(".md").is_file():
        print(f"There is no page {docs.name}/{address.removesuffix('.html')}.md.", file=sys.stderr)
        return 2
    print(f"The page will be at http://{HOST}:{port}/{address}", flush=True)
    if browser:
        threading.Thread(target=open_when_ready, args=(address, port), daemon=True).start()
    built, read = conf / "_build" / ".serve" / "html", conf / "_build" / ".serve" / "doctrees"
    with tempfile.TemporaryDirectory() as folder:
        # On Windows the name of a pipe; elsewhere a file that nobody else can open.
        place = rf"\\.\pipe\letopis-{os.getpid()}" if os.name == "nt" else f"{folder}/preview"
        process = preview.start(place, conf, docs, read, built)
        build = Build(place, f"{HOST}:{port}")
        try:
            build(changed_paths=[])
            run(
                site(build, [docs, conf / "conf.py", *conf.glob("*.bib"), *watched], built),
                host=HOST,
                port=port,
                log_level="warning",
            )
        except KeyboardInterrupt:
            pass
        finally:
            process.terminate()
            process.wait()
    return 0


class Build:
    """Asks the process that is ready for the pages; sphinx-autobuild copies this object into another process."""

    def __init__(self, address: str, url_host: str) -> None:
        """``address`` is where the process listens, ``url_host`` where the pages are."""
        self._address, self.url_host = address, url_host

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        """Build after these files were changed; none at the start, which takes longest."""
        seconds = preview.ask(self._address, changed_paths, preview.PATIENCE if changed_paths else PATIENCE)
        print(f"Built in {seconds:.1f} s of the processor. The pages are at http://{self.url_host}", flush=True)


def site(build: Build, watched: Sequence[Path], built: Path) -> Starlette:
    """The pages in ``built``, which are built after each change to a watched path, and then shown anew."""
    watcher = RebuildServer([*watched], IgnoreFilter(IGNORED, []), change_callback=build)
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", watcher),
            Mount("/", app=StaticFiles(directory=built, html=True)),
        ],
        middleware=[Middleware(JavascriptInjectorMiddleware, ws_url=build.url_host)],
        lifespan=watcher.lifespan,
    )
