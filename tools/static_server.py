"""Serves built pages on this machine as a host on the web does: compressed, and with the archive's own 404 page."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = "127.0.0.1"
COMPRESSED = {".html", ".css", ".js", ".json", ".csv", ".svg", ".txt"}
"""What a host compresses; fonts and pictures are compressed already."""


class Host(SimpleHTTPRequestHandler):
    """Serves files, says nothing, and keeps the connection open."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The answer's head, and what follows it: for text, compressed bytes, where the reader takes them."""
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if not path.is_file():
            return self.answer(Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND)
        return self.answer(path, HTTPStatus.OK)

    def answer(self, path: Path, status: HTTPStatus) -> BytesIO:
        """Sends the head for a file, or for none, and returns the body."""
        small = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = content(path, small=small) if path.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name is the parent's
        """Nothing."""


@cache
def content(path: Path, *, small: bool) -> bytes:
    """A file's bytes, compressed if so asked."""
    body = path.read_bytes()
    return gzip.compress(body, 6, mtime=0) if small else body


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address at which a folder can be read, on this machine alone, until the end of the block."""
    with ThreadingHTTPServer((HERE, 0), partial(Host, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{HERE}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
