"""The head of a page: a few keys with plain values, read once.

MyST hands its own token to :func:`read_front_matter` and renders what that gives back, and the page's settings are
never merged into the project's. So there is no second reader that could see another key in the same text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import yaml

LARGEST: Final = 4_000
"""Characters at the head of a page. Five keys need less."""


class FrontMatterFault(Exception):
    """What is wrong at the head of a page, and where: lines are counted from its first, which is 0."""

    def __init__(self, line: int, message: str) -> None:
        """``message`` says what may stand there."""
        super().__init__(message)
        self.line = line


class _Entry(NamedTuple):
    """A key with the line on which it stands, and whether its value is plain."""

    key: str
    line: int
    plain: bool


def read_front_matter(text: str, allowed: frozenset[str]) -> dict[str, Any]:
    """The keys and values of ``text``, which stands between the two lines of hyphens.

    Only a mapping of allowed keys to plain values passes: no tags, anchors, aliases, merged or doubled keys, and no
    second document. Raises :class:`FrontMatterFault` for the first thing that is none of this.
    """
    if len(text) > LARGEST:
        raise FrontMatterFault(0, f"the head of the page has {len(text)} characters; {LARGEST} are allowed.")
    may = f"A page may set {', '.join(sorted(allowed))} there, each in a line of its own, such as 'orphan: true'."
    seen: set[str] = set()
    try:
        for key, line, plain in _entries(text, may):
            if key not in allowed:
                raise FrontMatterFault(line, f"a page may not set {key!r} at its head. {may}")
            if key in seen:
                raise FrontMatterFault(line, f"{key!r} is set twice at the head of the page. Take one out.")
            if not plain:
                raise FrontMatterFault(line, f"the value of {key!r} is not a plain word or number. {may}")
            seen.add(key)
        values = yaml.safe_load(text) if seen else {}
    except yaml.MarkedYAMLError as error:
        line = _line_of(text, error.problem_mark) if error.problem_mark else 0
        written = (text.split("\n")[line : line + 1] or [""])[0]
        raise FrontMatterFault(
            line, f"the head of the page cannot be read: {_remedy(written, error) or may}"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FrontMatterFault(0, f"the head of the page cannot be read. {may}") from error
    if not isinstance(values, dict) or set(values) != seen:
        raise FrontMatterFault(0, f"the head of the page can be read in two ways. {may}")
    return values


def _entries(text: str, may: str) -> Iterator[_Entry]:
    """The pairs of the one mapping in ``text``; raises for anything that is none."""
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    for event in events:
        line = _line_of(text, event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent) and (event.explicit or event.tags or event.version):
            raise FrontMatterFault(line, f"there is more than one document at the head of the page. {may}")
        if isinstance(event, yaml.NodeEvent):
            if not isinstance(event, yaml.MappingStartEvent) or _is_marked(event):
                raise FrontMatterFault(line, f"the head of the page is not a list of keys and values. {may}")
            yield from _pairs(text, events, may)


def _pairs(text: str, events: Iterator[yaml.Event], may: str) -> Iterator[_Entry]:
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            return
        line = _line_of(text, key.start_mark)
        if not isinstance(key, yaml.ScalarEvent) or _is_marked(key):
            raise FrontMatterFault(line, f"something other than a plain key stands at the head of the page. {may}")
        value = next(events)
        yield _Entry(key.value, line, isinstance(value, yaml.ScalarEvent) and not _is_marked(value))


def _line_of(text: str, mark: yaml.Mark) -> int:
    """The line as an editor counts it: YAML breaks lines at some signs more."""
    return text.count("\n", 0, mark.index)


def _remedy(line: str, error: yaml.MarkedYAMLError) -> str:
    """What to write in a line that YAML cannot read; empty where that is not known."""
    if "\t" in line:
        return "a tab stands in this line. Write spaces."
    key, colon, value = line.partition(": ")
    if colon and (": " in value or value.endswith(":") or value.lstrip()[:1] in set("@`%&*!|>[]{}\"'")):
        quoted = value.strip().replace('"', "'")
        return f'a value with such signs stands in quotation marks. Write {key.strip()}: "{quoted}"'
    return f"{error.problem}." if error.problem and not colon else ""


def _is_marked(event: Any) -> bool:
    """Whether a tag or an anchor stands before a value."""
    return event.anchor is not None or event.tag is not None
