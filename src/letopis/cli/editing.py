"""Files of text, read and written with the line ends they have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")


def read_lines(path: Path) -> list[str]:
    """The lines of a file, each with its own end. Raises ``OSError`` or ``UnicodeDecodeError``."""
    return [line for line in _LINE.findall(read_text(path)) if line]


def read_text(path: Path) -> str:
    """A file as it stands. Raises ``OSError`` or ``UnicodeDecodeError``."""
    return path.read_bytes().decode("utf-8")


def write_text(path: Path, text: str) -> None:
    """Write a file, its line ends as given."""
    path.write_bytes(text.encode("utf-8"))


def line_end(lines: list[str]) -> str:
    """How the lines of a file end: as its first one does."""
    for line in lines:
        if bare := line.rstrip("\r\n"):
            return line[len(bare) :] or "\n"
        return line
    return "\n"


def bare(line: str) -> str:
    """A line without its end."""
    return line.rstrip("\r\n")


def change_lines(path: Path, changes: Mapping[int, str | None]) -> None:
    """Write a file with some lines changed (numbers from 1) or, for ``None``, taken out."""
    kept: list[str] = []
    for number, line in enumerate(read_lines(path), 1):
        if number not in changes:
            kept.append(line)
        elif (new := changes[number]) is not None:
            kept.append(new + line[len(bare(line)) :])
    write_text(path, "".join(kept))
