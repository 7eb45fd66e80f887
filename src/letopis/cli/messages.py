"""What a build says of an archive, message by message: file, line, what is wrong, and the code."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_HEAD = re.compile(
    r"(?:(?P<path>(?:[A-Za-z]:)?[^:\n]+?):(?:(?P<line>\d+):)? ?)?(?P<level>WARNING|ERROR|SEVERE|CRITICAL): (?P<text>.*)"
)
_CODE = re.compile(r" \[(?P<code>[A-Za-z_][\w.-]*)\]$")
_OWN: Final = "letopis."


class Message(NamedTuple):
    """One thing that is wrong. ``path`` is as seen from the current folder, or ``""``; ``line`` counts from 1, or is 0.

    ``code`` is that of the warning as Sphinx shows it, such as ``letopis.date-order`` or ``myst.xref_missing``.
    """

    path: str
    line: int
    level: str
    text: str
    code: str

    @property
    def rule(self) -> str:
        """The code without ``letopis.``: the name under which the manual explains it; ``""`` for those of others."""
        return self.code.removeprefix(_OWN) if self.code.startswith(_OWN) else ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return f"{place}{self.level}: {self.text}{f' [{self.code}]' if self.code else ''}"


def read_messages(text: str) -> list[Message]:
    """The messages in what Sphinx wrote, in order of page and line, none twice.

    A line that does not begin a message belongs to the one before it.
    """
    found: list[list[str]] = []
    for line in _COLOUR.sub("", text).splitlines():
        if _HEAD.match(line) or not found:
            found.append([line])
        elif line.strip():
            found[-1].append(line.strip())
    messages = dict.fromkeys(_read(lines) for lines in found if any(line.strip() for line in lines))
    return sorted(messages, key=lambda one: (one.path, one.line))


def _read(lines: list[str]) -> Message:
    whole = " ".join(lines)
    match = _HEAD.fullmatch(whole)
    if match is None:
        return Message("", 0, "WARNING", whole.strip(), "")
    text, code = match["text"], ""
    if tagged := _CODE.search(text):
        text, code = text[: tagged.start()], tagged["code"]
    return Message(_shown(match["path"] or ""), int(match["line"] or 0), match["level"], text, code)


def _shown(path: str) -> str:
    """A path as seen from the current folder, if it lies below it."""
    if not path:
        return ""
    near = os.path.relpath(path) if Path(path).is_absolute() else path
    return path if near.startswith("..") else Path(near).as_posix()


def by_page(messages: Iterable[Message]) -> dict[str, list[Message]]:
    """The messages of each file, those without a file last."""
    pages: dict[str, list[Message]] = {}
    for one in sorted(messages, key=lambda one: (not one.path, one.path, one.line)):
        pages.setdefault(one.path, []).append(one)
    return pages
