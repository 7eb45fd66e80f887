"""Typst in a process of its own: a long book needs gigabytes, which Sphinx then need not hold beside its own.

This file is run as a script, without the rest of the package: it reads a request from each line and
answers it with a line, both JSON. The other end is :mod:`letopis.book.typst_client`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

STANDARDS: list[Any] = ["ua-1", "a-2a"]
"""For readers who hear or enlarge the book, and for those who open it in fifty years."""


class BrokenDown(Exception):
    """Typst stopped with a panic, twice."""


class Compilers:
    """The compilers of a project, one for each file that is set. One that broke down is replaced by a new one.

    Typst 0.15 stops with a panic when a file has changed between two settings in some ways: it compares the texts, and
    cuts one of them at a place that it does not have. A new compiler has nothing to compare with.
    """

    def __init__(self, project: dict[str, Any]) -> None:
        self.project = project
        self.by_file: dict[str, typst.Compiler] = {}

    def set(self, request: dict[str, Any]) -> tuple[Any, Any]:
        """A file as a PDF, and the warnings. Raises ``TypstError`` for what Typst refuses, and ``BrokenDown``."""
        made: tuple[Any, Any] = self._tried(
            request["file"],
            lambda compiler: compiler.compile_with_warnings(
                format="pdf", timestamp=request["timestamp"], pdf_standards=STANDARDS
            ),
        )
        return made

    def value(self, request: dict[str, Any]) -> str:
        """What an expression is worth in a file once that is set, as JSON.

        Raises ``RuntimeError`` for what Typst refuses, and ``BrokenDown``.
        """
        return str(self._tried(request["file"], lambda compiler: compiler.eval(request["expression"], format="json")))

    def _tried(self, file: str, work: Callable[[typst.Compiler], Any]) -> Any:
        for last in (False, True):
            try:
                return work(self._compiler(file))
            except BaseException as fault:
                if type(fault).__name__ != "PanicException":  # the base of Rust's panics is BaseException
                    raise
                if last:
                    raise BrokenDown(f"Typst has broken down: {fault}") from None
                del self.by_file[file]
        raise AssertionError

    def _compiler(self, file: str) -> typst.Compiler:
        if file not in self.by_file:
            project = self.project
            self.by_file[file] = typst.Compiler(
                file, root=project["root"], font_paths=project["fonts"], ignore_system_fonts=True
            )
        return self.by_file[file]


def answer(compilers: Compilers, request: dict[str, Any]) -> dict[str, Any]:
    """Set a file as a PDF, or say what an expression is worth in it."""
    try:
        if "expression" in request:
            return {"value": compilers.value(request)}
        pdf, warnings = compilers.set(request)
    except typst.TypstError as error:
        return {"error": [error.message, error.diagnostic]}
    except (BrokenDown, RuntimeError) as fault:
        return {"error": [str(fault), ""]}
    assert isinstance(pdf, bytes)
    try:
        Path(request["pdf"]).write_bytes(pdf)
    except OSError as error:
        return {"errno": error.errno, "strerror": error.strerror}
    return {"warnings": [[warning.message, warning.diagnostic] for warning in warnings]}


def main() -> None:
    """Answer until there are no more requests."""
    compilers = Compilers(json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(compilers, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
