"""Builds the preview again and again in one process, which keeps Sphinx and what was read of the archive.

    python -m letopis.building.preview ADDRESS CONF DOCS DOCTREES OUT

A start of Sphinx, and loading what an earlier build has read, take longer than building the page that was edited. So
they happen once. Each message to ADDRESS, the paths that changed, one a line, is one build; the answer is what it
cost in seconds of the processor. When it is quiet, one build more brings up to date what a preview leaves, the search.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable
from multiprocessing.connection import Client, Listener
from pathlib import Path
from threading import Lock, Timer
from typing import Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from letopis.building.sphinx_build import SPHINX_BUILD, collect_seldom
from letopis.sphinx_internals import forget_read_pages

SOURCE: Final = Path(__file__).resolve().parent.parent.parent
"""Where the extension lies."""

KEY: Final = "LETOPIS_PREVIEW_KEY"
"""The variable that holds what both sides must know: nobody else on the machine can ask for builds."""

QUIET: Final = 5.0
"""Seconds without a save after which what was left is done."""

PATIENCE: Final = 30.0
"""Seconds for a process that starts anew to listen again."""


class Preview:
    """The pages of one archive, kept ready to be built again."""

    def __init__(self, conf: Path, docs: Path, doctrees: Path, out: Path) -> None:
        """Nothing is built yet."""
        self.conf, self.docs, self.doctrees, self.out = conf, docs, doctrees, out
        self._app: Sphinx | None = None
        self._lock = Lock()

    def command(self) -> list[str]:
        """The build in a process of its own, with all processors."""
        paths = ["-c", str(self.conf), "-d", str(self.doctrees), str(self.docs), str(self.out)]
        return [*SPHINX_BUILD, "-q", "-n", "-j", "auto", "-b", "html", *paths]

    def first(self) -> None:
        """Build whatever is not built yet, then keep the outcome at hand."""
        self.build_anew()
        self.build()

    def is_page(self, path: Path) -> bool:
        """Whether a file is looked at in every build; settings and sources are read when Sphinx starts."""
        return path.is_relative_to(self.docs) and path.suffix not in {".py", ".bib"}

    def build_anew(self) -> float:
        """Build with new settings or code; the seconds of the processor that it took."""
        before = os.times()
        subprocess.run(self.command(), check=False)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    def build(self) -> float:
        """Build what was edited; the seconds of the processor that it took."""
        with self._lock:
            start = time.process_time()
            try:
                self._build()
            except SphinxError as error:
                print(f"The preview could not be built: {error}", file=sys.stderr)
            return time.process_time() - start

    def _build(self) -> None:
        kept = self._app if self._app and forget_read_pages(self._app.env) else None
        app = kept or Sphinx(
            self.docs,
            self.conf,
            self.out,
            self.doctrees,
            "html",
            {"nitpicky": True, "letopis_preview": True},
            status=None,
            warning=sys.stderr,
        )
        # After a build that breaks off, the next begins with what is stored.
        self._app = None
        app.build()
        self._app = app


def serve(preview: Preview, address: str) -> bool:
    """Answer each message; returns when settings or code changed, which only a new process sees."""
    later: Timer | None = None
    with Listener(address, authkey=bytes.fromhex(os.environ[KEY])) as listener:
        while True:
            with listener.accept() as connection:
                paths = [Path(line) for line in connection.recv_bytes().decode().splitlines()]
                if later is not None:
                    later.cancel()
                known = all(preview.is_page(path) for path in paths)
                connection.send_bytes(f"{preview.build() if known else preview.build_anew():.2f}".encode())
            if not known:
                return True
            later = Timer(QUIET, preview.build)
            later.daemon = True
            later.start()


def start(address: str, conf: Path, docs: Path, doctrees: Path, out: Path) -> subprocess.Popen[bytes]:
    """Start the process; it listens once all is built."""
    os.environ.setdefault(KEY, secrets.token_hex())
    # Also where the extension is not installed, as in a fresh clone.
    places = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "letopis.building.preview", address, *map(str, (conf, docs, doctrees, out))]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": places})


def ask(address: str, changed: Iterable[Path], patience: float = PATIENCE) -> float:
    """Have the pages built after these files were changed; what it cost, in seconds of the processor."""
    end = time.monotonic() + patience
    while True:
        try:
            with Client(address, authkey=bytes.fromhex(os.environ[KEY])) as connection:
                connection.send_bytes("\n".join(map(str, changed)).encode())
                return float(connection.recv_bytes())
        except (ConnectionError, FileNotFoundError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def main(address: str, *paths: str) -> None:
    """Build, listen, and begin anew with new settings or code."""
    collect_seldom()
    preview = Preview(*(Path(path).resolve() for path in paths))
    preview.first()
    if serve(preview, address):
        os.execv(sys.executable, [sys.executable, "-m", "letopis.building.preview", address, *paths])


if __name__ == "__main__":
    main(*sys.argv[1:])
