"""Having Typst set things: this end of the process that :mod:`letopis.book.typst_worker` is the other end of."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple, Self

from letopis.book.diagnostics import BookError

WORKER = Path(__file__).with_name("typst_worker.py")


class TypstMessage(NamedTuple):
    """What Typst says, in short, and with the place in its source."""

    message: str
    diagnostic: str


class TypstError(Exception):
    """Typst cannot set a file."""

    def __init__(self, remark: TypstMessage) -> None:
        super().__init__(remark.message)
        self.remark = remark


class Typst:
    """A running Typst, for one project. As a context manager, it ends with the context."""

    def __init__(self, folder: Path, fonts: list[str]) -> None:
        self.folder = folder
        # What a panic or a missing package prints is many lines: the last of them stands in the message, if it comes to one.
        self.said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed at the end
        self.process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, str(WORKER)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, encoding="utf-8",
        )  # fmt: skip
        self._send({"root": str(folder), "fonts": fonts})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()
        self.said.close()

    def compile(self, name: str, timestamp: int) -> tuple[bytes, list[TypstMessage]]:
        """A file of the project as a PDF, and what Typst warns of. Raises `TypstError`, and `OSError` for the disk."""
        pdf = self.folder / "set.pdf"
        answer = self._ask({"file": str(self.folder / name), "pdf": str(pdf), "timestamp": timestamp})
        if "errno" in answer:
            raise OSError(answer["errno"], answer["strerror"])
        data = pdf.read_bytes()
        pdf.unlink()
        return data, [TypstMessage(*each) for each in answer["warnings"]]

    def evaluate(self, name: str, expression: str) -> str:
        """What an expression is worth in a file of the project once that is set, as JSON. Raises `TypstError`."""
        return str(self._ask({"file": str(self.folder / name), "expression": expression})["value"])

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            self._send(request)
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait()
            self.said.seek(0)
            last = (self.said.read().strip() or "Was there too little memory?").rpartition("\n")[2]
            raise BookError(f"Typst has ended before its time, with the code {code}. {last}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise TypstError(TypstMessage(*answer["error"]))
        return answer
