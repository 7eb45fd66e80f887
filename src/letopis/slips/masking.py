"""The running text of a paragraph without what stands in backticks, and slips with backticks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

_TICKS: Final = re.compile(r"`+")
_BEFORE: Final = re.compile(r"\{(?P<name>[A-Za-z][\w:+-]*)\}(?P<space>[ ]?)$")
_COLONS: Final = re.compile(r":(?P<name>[A-Za-z][\w-]*(?::[a-z]+)?):$")
_ONE_COLON: Final = re.compile(r"(?:^|(?<=[\s(]))(?P<name>[a-z]+):$")
_ESCAPED: Final = re.compile(r"\\[^\w\s]")
_LONGEST_NAME: Final = 40


class Span(NamedTuple):
    """Something in backticks: where it is, what stands in it, and the role before it, as it is written."""

    start: int
    end: int
    text: str
    name: str
    form: str
    """``role`` for ``{name}`` right before it; ``spaced``, ``colons``, ``colon`` for what is meant so; empty: code."""


class Masked(NamedTuple):
    """A text whose code, roles and escaped signs are blank, what stood in backticks, and backticks that stand alone."""

    text: str
    spans: list[Span]
    alone: list[int]


def mask(text: str) -> Masked:
    """Blank out what is in backticks. The cost is the length of the text."""
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text)]
    places: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        places.setdefault(end - start, []).append(index)
    spans: list[Span] = []
    alone: list[int] = []
    index = 0
    while index < len(runs):
        start, end = runs[index]
        start += _is_escaped(text, start)
        if start == end:
            index += 1
            continue
        same = places.get(end - start, [])
        after = bisect_right(same, index)
        if after == len(same):
            alone.append(start)
            index += 1
            continue
        closing = runs[same[after]]
        spans.append(_span(text, start, end, closing))
        index = same[after] + 1
    return Masked(_blank(text, spans), spans, alone)


def _is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before a place; what opens code counts, not what closes it."""
    before = at
    while before and text[before - 1] == "\\" and at - before < 20:
        before -= 1
    return (at - before) % 2 == 1


def _span(text: str, start: int, end: int, closing: tuple[int, int]) -> Span:
    before = text[max(0, start - _LONGEST_NAME) : start]
    for form, pattern in (("role", _BEFORE), ("colons", _COLONS), ("colon", _ONE_COLON)):
        if match := pattern.search(before):
            written = "spaced" if form == "role" and match["space"] else form
            first = start - len(before) + match.start()
            return Span(first, closing[1], text[end : closing[0]], match["name"], written)
    return Span(start, closing[1], text[end : closing[0]], "", "")


def _blank(text: str, spans: list[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += [text[at : span.start], _spaces(text[span.start : span.end])]
        at = span.end
    pieces.append(text[at:])
    return _ESCAPED.sub("  ", "".join(pieces))


def _spaces(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def words_at(text: str, at: int) -> Iterator[str]:
    """The word from a place on; nothing if there is none."""
    if match := re.compile(r"[\w-]+").match(text, at):
        yield match[0]
