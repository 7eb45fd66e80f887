"""The text of pages as their authors wrote it: what stands around the records, and the text of each record.

The fields of a record are data, and are exported as such; what else a page says is exported as it is written. So a
page is cut in two: the text of the page, in which each record is an empty block, and the texts of the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from letopis.model.fieldlines import split_fields
from letopis.model.kinds import Record

_OPENING = re.compile(r"\s*(?P<fence>:{3,}|`{3,}|~{3,})\{(?:letopis:)?(?P<kind>[a-z]+)\}\s*(?P<key>\S*)\s*")


class PageText(NamedTuple):
    """A page: its title, and its text in Markdown with each record as an empty block; ``None`` if not at hand."""

    title: str
    text: str | None = None


class Cut(NamedTuple):
    """A page cut in two: what stands around the records, and the text of each record by kind and key."""

    text: str
    records: dict[tuple[str, str], str]


def cut_page(source: str, records: Iterable[Record]) -> Cut | None:
    """Cut the text of a page at its records; ``None`` if one of them does not stand where it says it does.

    That is so for pages in another markup, and for records that were included from another file.
    """
    lines = source.replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    texts: dict[tuple[str, str], str] = {}
    done = 0
    for record in sorted(records, key=lambda one: one.origin.line):
        begin = record.origin.line - 1
        match = _OPENING.fullmatch(lines[begin]) if done <= begin < len(lines) else None
        if match is None or (match["kind"], match["key"]) != (record.kind, record.key):
            return None
        end = _end_of(lines, begin, match["fence"])
        if end is None:
            return None
        inside = lines[begin + 1 : end]
        _, _, used = split_fields(inside, 1)
        texts[record.kind, record.key] = "\n".join(inside[used:]).strip("\n")
        kept += [*lines[done : begin + 1], lines[end]]
        done = end + 1
    return Cut("\n".join([*kept, *lines[done:]]), texts)


def _end_of(lines: Sequence[str], begin: int, fence: str) -> int | None:
    """The line of the closing fence."""
    inner = ""
    for number in range(begin + 1, len(lines)):
        line = lines[number].strip()
        signs = re.match(r":{3,}|`{3,}|~{3,}", line)
        if inner:
            inner = "" if line.startswith(inner) and not line.strip(inner[0]) else inner
        elif signs is None:
            continue
        elif line[0] == fence[0] and len(signs[0]) >= len(fence):
            return number if not line.strip(fence[0]) else None
        else:
            inner = signs[0]
    return None


def fill_page(text: str, blocks: dict[tuple[str, str], str]) -> str:
    """Put the fields and text of each record into its empty block: the other direction of :func:`cut_page`.

    Raises ``KeyError`` for a block without its record.
    """
    lines = text.split("\n")
    made: list[str] = []
    for number, line in enumerate(lines):
        made.append(line)
        match = _OPENING.fullmatch(line)
        if match and _closes(lines, number + 1, match["fence"]) and (match["kind"], match["key"]) in blocks:
            made += blocks[match["kind"], match["key"]].split("\n")
    return "\n".join(made)


def _closes(lines: Sequence[str], number: int, fence: str) -> bool:
    return number < len(lines) and lines[number] == fence
