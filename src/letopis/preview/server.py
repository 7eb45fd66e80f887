"""Shows the archive in a browser while it is written, opened on the page being edited.

    letopis serve [PAGE] [--port N] [--no-browser]

PAGE is a page's path, with or without `docs/` and `.md`. Without it, the page that was saved last is opened.
Each save builds the pages that it touches, and the browser shows them; what is wrong is shown at its paragraph, as well
as in the terminal. For a verdict, run `doctor` or `build`: only a clean build sees every warning.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from uvicorn import run
from watchfiles import DefaultFilter, watch

from letopis.preview.state import State, fault_in, read_state

ROOT = Path.cwd()
DOCS = ROOT / "docs" if (ROOT / "docs").is_dir() else ROOT
SOURCE: Final = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
SCRIPT: Final = Path(__file__).parent / "preview.js"

PATIENCE: Final = 20.0
"""Seconds that a page which nobody has looked at may take to be written when somebody comes to it."""

NEW_CODE: Final = 3
KEPT: Final = 200
"""Lines of what the builder said that are kept, to tell why it ended."""


def page_address(page: str) -> str:
    """The address of a page, however its author names it: `people/molotov`, `docs/people/molotov.md`."""
    name = page.replace("\\", "/").removeprefix("./").removeprefix("docs/").removesuffix(".md").removesuffix(".html")
    return f"{name or 'index'}.html"


def last_saved(docs: Path) -> str:
    """The page that was saved last."""
    pages = max(docs.rglob("*.md"), key=lambda path: path.stat().st_mtime, default=docs / "index.md")
    return pages.relative_to(docs).as_posix()


class Builder:
    """The process that builds, started again whenever it has ended."""

    def __init__(self, conf: Path, docs: Path, place: Path) -> None:
        """``place`` is a folder for what is built, what was read, and the state."""
        self.conf, self.docs, self.out = conf, docs, place / "html"
        self._read, self._state = place / "doctrees", place / "state.json"
        self._process: subprocess.Popen[str] | None = None
        self._said: list[str] = []
        self._number = 0
        self._view = ""
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process, which first builds everything."""
        self._said.clear()
        State(words="The preview begins").write(self._state)
        paths = map(str, (self.conf, self.docs, self._read, self.out, self._state))
        places = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "letopis.preview.process", *paths],
            stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace",
            env=os.environ | {"PYTHONPATH": places},
        )  # fmt: skip
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        """Show what it says; if it ends for new code, start it again; if it breaks off, tell why."""
        assert process.stderr is not None
        for line in process.stderr:
            sys.stderr.write(line)
            self._said.append(line)
            del self._said[:-KEPT]
        code = process.wait()
        if process is not self._process:
            return
        if code == NEW_CODE:
            self.start()
        elif code > 0:
            state = read_state(self._state)
            state.doing, state.fault, state.asked = "fault", fault_in("".join(self._said)), self._number
            state.write(self._state)

    def ask(self, changed: Iterable[Path], view: str = "") -> int:
        """Ask for a build; the number of the request."""
        with self._lock:
            self._number += 1
            self._view = view or self._view
            if self._process is None or self._process.poll() is not None:
                self.start()
                return self._number
            said = {"number": self._number, "changed": [str(path) for path in changed], "view": self._view}
            self._send(self._process.stdin, json.dumps(said))
            return self._number

    def _send(self, stream: IO[str] | None, line: str) -> None:
        assert stream is not None
        try:
            stream.write(f"{line}\n")
            stream.flush()
        except OSError:
            self.start()

    def state(self) -> State:
        """What is going on."""
        return read_state(self._state)

    def look_at(self, docname: str) -> None:
        """Have a page written to which somebody has come, if it waits for that."""
        state = self.state()
        if state.doing == "fault" or docname == self._view or not state.stale:
            self._view = docname
            return
        number = self.ask([], docname)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            state = self.state()
            if state.doing == "fault" or state.asked >= number:
                return
            time.sleep(0.05)

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()


def watch_files(builder: Builder, watched: Iterable[Path], stop: threading.Event) -> None:
    """Ask for a build after each change to a file, or to anything below a folder; returns at once.

    Of a single file its folder is watched: many editors put a new file in the place of the old.
    """
    paths = [path.resolve() for path in watched]
    folders = [path for path in paths if path.is_dir()]
    files = {path for path in paths if path not in folders}

    def look(places: Iterable[Path], wanted: Callable[[Path], bool], *, recursive: bool) -> None:
        options = {"watch_filter": DefaultFilter(), "stop_event": stop, "raise_interrupt": False, "debounce": 200}
        for changes in watch(*places, recursive=recursive, **options):  # type: ignore[arg-type]
            if changed := sorted({Path(path) for _, path in changes if wanted(Path(path))}):
                builder.ask(changed)

    for places, wanted, recursive in (
        (folders, lambda path: path.suffix != ".new", True),
        ({path.parent for path in files}, files.__contains__, False),
    ):
        if places:
            threading.Thread(target=look, args=(places, wanted), kwargs={"recursive": recursive}, daemon=True).start()


def site(builder: Builder) -> Starlette:
    """The pages as they are built, with the script that shows what is wrong; a page of progress until there are any."""

    async def state(_request: Request) -> Response:
        return JSONResponse(asdict(builder.state()), headers={"Cache-Control": "no-store"})

    async def script(_request: Request) -> Response:
        return FileResponse(SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-store"})

    async def page(request: Request) -> Response:
        return await run_in_threadpool(answer, builder, request.path_params["path"])

    return Starlette(
        routes=[
            Route("/_letopis/state", state),
            Route("/_letopis/preview.js", script),
            Route("/{path:path}", page),
        ]
    )


def answer(builder: Builder, path: str) -> Response:
    """One file of the site; a page with the script in it."""
    name = f"{path}index.html" if not path or path.endswith("/") else path
    docname = name.removesuffix(".html")
    if name.endswith(".html"):
        builder.look_at(docname)
    file = (builder.out / name).resolve()
    inside = file.is_relative_to(builder.out.resolve())
    if not inside or not (file.is_file() or name.endswith(".html")):
        return Response("Not found", 404)
    if not name.endswith(".html"):
        return FileResponse(file, headers={"Cache-Control": "no-store"})
    code = 200
    version = builder.state().version
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        text = _WAITING.format(page=html.escape(docname))
        code = 404 if builder.state().doing == "ready" else 200
    tag = f'<script src="/_letopis/preview.js" data-page="{html.escape(docname)}" data-version="{version}"></script>'
    before, body, after = text.rpartition("</body>")
    return HTMLResponse(f"{before}{tag}{body}{after}" if body else text + tag, code, {"Cache-Control": "no-store"})


_WAITING: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>
<body><main><h1>There is no page “{page}” yet</h1>
<p>It appears here once it is built. The first build of all takes a minute or two.</p></main></body></html>"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", nargs="?", help="the page to open (the one saved last)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-browser", action="store_true", help="only serve")
    parser.add_argument("--conf", type=Path, default=None, help="folder of conf.py (here)")
    parser.add_argument("--docs", type=Path, default=None, help="folder of the pages (docs)")
    options = parser.parse_args(arguments)
    conf, docs = options.conf or ROOT, options.docs or DOCS
    page = page_address(options.page or last_saved(docs))
    if not (docs / page).with_suffix(".md").is_file():
        print(f"There is no page docs/{page.removesuffix('.html')}.md.", file=sys.stderr)
        return 2
    if is_taken(options.port):
        print(
            f"The port {options.port} is taken by another program. Choose another: --port {options.port + 1}",
            file=sys.stderr,
        )
        return 2
    address = f"http://{HOST}:{options.port}/{page}"
    print(f"The page is at {address}. The first build takes a minute or two.", flush=True)
    builder = Builder(conf, docs, conf / ".preview")
    also = [conf / "src", *sorted(conf.glob("*.py")), *sorted(conf.glob("*.bib")), conf / "synonyms.toml"]
    watched = [docs, *(path for path in also if path.exists())]
    serve(builder, watched, options.port, "" if options.no_browser else address)
    return 0


def is_taken(port: int) -> bool:
    """Whether another program listens there."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def serve(builder: Builder, watched: Iterable[Path], port: int, opened: str = "") -> None:
    """Build and show until somebody presses Ctrl-C; ``opened`` is the address to open in a browser."""
    stop = threading.Event()
    builder.start()
    watch_files(builder, watched, stop)
    if opened:
        threading.Timer(1, webbrowser.open, [opened]).start()
    try:
        run(site(builder), host=HOST, port=port, log_level="warning")
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        builder.stop()


if __name__ == "__main__":
    sys.exit(main())
