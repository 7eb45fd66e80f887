"""Pages as an import reads and writes them: as text, so that what people wrote around it stays byte for byte."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from letopis.imports.drafts import Draft, authority

_OPENING = re.compile(r"(?P<fence>:{3,}|`{3,})\{(?:letopis:)?(?P<kind>[a-z]+)\}\s+(?P<key>\S+)\s*")
_FIELD = re.compile(r":(?P<key>[A-Za-z][\w-]*):\s+(?P<value>.*)")
_WIDTH: Final = 110
#: How the heading of a page begins.
HEADING: Final = "# "
#: What would begin a list, a heading, a quotation or a field at the head of a line.
_HEAD = re.compile(r"^(?:(?=[#>+=:~-])|(?P<number>\d+)(?=[.)](?:\s|$)))")
_SIGNS = re.compile(r"[\\`*_\[\]<{]")


class Found(NamedTuple):
    """A record on a page: its file, and the number of its opening line, from 0."""

    path: Path
    line: int


class Archive(NamedTuple):
    """Every record of the pages, and the keys by former keys and identifiers, and by identifiers of authority files alone."""

    records: dict[tuple[str, str], Found]
    by_other: dict[tuple[str, str], str]
    identified: dict[tuple[str, str], str]


def scan(source: Path, kinds: Iterable[str]) -> Archive:
    """Look through the pages for records, without reading them as Sphinx does."""
    known = set(kinds)
    records: dict[tuple[str, str], Found] = {}
    by_other: dict[tuple[str, str], str] = {}
    identified: dict[tuple[str, str], str] = {}
    for path in sorted(source.rglob("*.md")):
        kind = key = ""
        for number, line in enumerate(path.read_text("utf-8").split("\n")):
            if (opened := _OPENING.fullmatch(line)) and opened["kind"] in known:
                kind, key = opened["kind"], opened["key"]
                records[kind, key] = Found(path, number)
            elif kind and (field := _FIELD.fullmatch(line)):
                if field["key"] in {"alias", "id"}:
                    by_other[kind, field["value"].partition(" [")[0].strip()] = key
                if field["key"] == "id" and (identifier := authority(field["value"])):
                    identified[kind, identifier] = key
            elif kind:
                kind = ""
    return Archive(records, by_other, identified)


def new_page(draft: Draft) -> str:
    """The page of a record."""
    inner = [*draft.field_lines, *text_lines(draft.text)]
    return "\n".join([heading(draft.name), "", f":::{{{draft.kind}}} {draft.key}", *inner, ":::", ""])


def heading(name: str) -> str:
    """The heading of the page of a record."""
    return HEADING + _escaped(name)


def text_lines(text: str) -> list[str]:
    """A paragraph as lines of Markdown, nothing of which is taken for markup."""
    wrapped = textwrap.wrap(_escaped(text), _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [_HEAD.sub(lambda match: f"{match['number'] or ''}\\", line) for line in wrapped]


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def heading_above(lines: Sequence[str], line: int) -> int | None:
    """The line of the heading under which the record that opens in this line stands; ``None`` if there is none."""
    return next((number for number in range(line - 1, -1, -1) if lines[number].startswith(HEADING)), None)


class Change(NamedTuple):
    """What an import takes out of a record and puts into it; texts are paragraphs as lines.

    A heading is one of the lines; it is put in only where another is taken out.
    """

    removed: Sequence[str]
    added: Sequence[str]
    old_text: Sequence[str]
    new_text: Sequence[str]


def changed(
    text: str, line: int, change: Change, order: Sequence[str], once: Collection[str] = ()
) -> tuple[str, list[str], list[tuple[str, str]]]:
    """A page with a change made to the record that opens in this line, and what was changed by hand and so is kept.

    ``order`` are the keys of the fields of its kind: a new line goes where its field belongs. ``once`` are those that have
    one value: a new line is left out where the page has another, and both are given back.
    """
    lines = text.split("\n")
    end = line + 1
    while end < len(lines) and _FIELD.fullmatch(lines[end]):
        end += 1
    head = heading_above(lines, line)
    fields = lines[line + 1 : end]
    if head is not None:
        fields.insert(0, lines[head])
    missed: list[str] = []
    # A line whose field has another value now is replaced where it stands.
    waiting = [one for one in change.added if one not in fields]
    for old in change.removed:
        new = next((one for one in waiting if _key(one) == _key(old)), None)
        if old not in fields:
            missed.append(old)
            if new is not None:
                waiting.remove(new)
        elif new is not None:
            fields[fields.index(old)] = new
            waiting.remove(new)
        else:
            fields.remove(old)
    doubled = _put_in(fields, waiting, order, once)
    rest = lines[end:]
    if list(change.old_text) != list(change.new_text):
        count = len(change.old_text)
        if rest[:count] == list(change.old_text):
            rest[:count] = change.new_text
        else:
            missed.append(" ".join(change.old_text))
    if head is not None:
        lines[head] = fields.pop(0)
    return "\n".join([*lines[: line + 1], *fields, *rest]), missed, doubled


def _put_in(
    fields: list[str], new: Sequence[str], order: Sequence[str], once: Collection[str]
) -> list[tuple[str, str]]:
    """Put lines where their fields belong; those left out are given back, each with the line that the page has."""
    doubled: list[tuple[str, str]] = []
    for one in new:
        there = next((field for field in fields if _key(field) == _key(one)), "")
        if there and _key(one) in once:
            doubled.append((one, there))
        else:
            fields.insert(_position(fields, _key(one), order), one)
    return doubled


def _key(line: str) -> str:
    """The name of a field; a heading has the same as any other."""
    return HEADING if line.startswith(HEADING) else line[1:].partition(":")[0]


def _position(fields: Sequence[str], key: str, order: Sequence[str]) -> int:
    rank = {name: number for number, name in enumerate(order)}
    own = rank.get(key, len(rank))
    return next((n for n, line in enumerate(fields) if rank.get(_key(line), -1) > own), len(fields))
