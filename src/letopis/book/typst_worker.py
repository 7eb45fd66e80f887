"""Typst in a process of its own: a long book needs gigabytes, which Sphinx then need not hold beside its own.

This file is run as a script, without the rest of the package: it reads a request from each line and
answers it with a line, both JSON. The other end is :mod:`letopis.book.typst_client`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst

STANDARDS: list[Any] = ["ua-1", "a-2a"]
"""For readers who hear or enlarge the book, and for those who open it in fifty years."""


def answer(compiler: typst.Compiler, request: dict[str, Any]) -> dict[str, Any]:
    """Set a file as a PDF, or answer a query about what was set last."""
    if "query" in request:
        return {"value": compiler.query(request["query"], field="value", one=True)}
    try:
        pdf, warnings = compiler.compile_with_warnings(
            input=request["file"], format="pdf", timestamp=request["timestamp"], pdf_standards=STANDARDS
        )
    except typst.TypstError as error:
        return {"error": [error.message, error.diagnostic]}
    assert isinstance(pdf, bytes)
    try:
        Path(request["pdf"]).write_bytes(pdf)
    except OSError as error:
        return {"errno": error.errno, "strerror": error.strerror}
    return {"warnings": [[warning.message, warning.diagnostic] for warning in warnings]}


def main() -> None:
    """Answer until there are no more requests."""
    project = json.loads(sys.stdin.readline())
    compiler = typst.Compiler(
        project["main"], root=project["root"], font_paths=project["fonts"], ignore_system_fonts=True
    )
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(compiler, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
