"""The plain prose of a page as it is written: what is neither a record's field nor code, link, heading or quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from itertools import accumulate
from typing import Final, NamedTuple

BLANK: Final = "\x00"
"""Stands in place of every sign that is not prose, so that what is left keeps its place in the file."""

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)")
_NAME = re.compile(r"\{(?P<name>[\w:-]+)\}")
_NOT_PROSE = re.compile(r"\s*(?:#|\||>|%|:[\w-]+:|\([\w-]+\)=|\[\^[^\]]*\]:|!\[|={3}|-{3})")
_INLINE = re.compile(
    r"\{[\w:+-]+\}(?P<role>`+)(?:(?!\n[ \t]*\r?\n)[^`])*(?P=role)"  # a role
    r"|(?P<code>`+)(?:(?!\n[ \t]*\r?\n)[^`])*(?P=code)"  # code
    r"|!?\[[^\[\]]*\](?:\([^()\s]*\)|\[[^\[\]]*\])"  # a link or a picture
    r"|<[^<>\s]+>|https?://\S+"
    r"|(?<![\w*])\*(?! )[^*\n]+\*(?![\w*])"  # a title in italics
)
ADMONITIONS: Final = frozenset({"note", "important", "tip", "hint", "warning", "caution", "attention", "seealso"})


class Prose(NamedTuple):
    """The text of a page with everything but prose blanked; as long as the text itself."""

    text: str
    starts: list[int]

    def line_of(self, place: int) -> int:
        """The number of the line that holds a place."""
        return bisect_right(self.starts, place)


def prose_of(text: str, kinds: Collection[str]) -> Prose:
    """Blank whatever is not prose; ``kinds`` are the directives whose body, below the fields, is."""
    open_fences: list[tuple[str, bool]] = []
    made: list[str] = []
    in_head = text.startswith(("---\n", "---\r\n"))
    for number, line in enumerate(text.splitlines(keepends=True)):
        match = _FENCE.match(line)
        if in_head:
            in_head = not (number and line.rstrip() in {"---", "..."})
            made.append(_blank(line))
        elif match and _closes(match, open_fences):
            open_fences.pop()
            made.append(_blank(line))
        elif match and not (open_fences and open_fences[-1][0][0] != ":"):
            named = _NAME.match(match["info"].strip())
            is_text = match["fence"][0] == ":" and named is not None and named["name"] in {*kinds, *ADMONITIONS}
            open_fences.append((match["fence"], is_text))
            made.append(_blank(line))
        elif not all(is_text for _, is_text in open_fences) or _NOT_PROSE.match(line):
            made.append(_blank(line))
        else:
            made.append(line)
    starts = [0, *accumulate(map(len, made))]
    return Prose(_INLINE.sub(lambda found: _blank(found.group()), "".join(made)), starts)


def _closes(match: re.Match[str], open_fences: list[tuple[str, bool]]) -> bool:
    if not open_fences or match["info"].strip():
        return False
    fence = open_fences[-1][0]
    return match["fence"][0] == fence[0] and len(match["fence"]) >= len(fence)


def _blank(text: str) -> str:
    return "".join(sign if sign in "\r\n" else BLANK for sign in text)
