"""Where boxes, records and code begin and end, before the page is parsed: one that does not end swallows the rest.

Markdown lets a fence run on to the end of the page, so a forgotten ``:::`` is no fault to the parser. Here it is one,
at the line that opens the fence; and where it is plain what was meant, the line is mended in place, so that no line
moves and the records below are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from letopis.diagnostics import Code
from letopis.slips.lines import line_slips
from letopis.slips.slip import Slip, Words

DEEPEST: Final = 20
"""Fences in one another that are looked into."""

_OPENING: Final = re.compile(r"(?P<indent> *)(?P<fence>:{3,}|`{3,}|~{3,})(?P<info>.*)")
_PREFIX: Final = re.compile(r"(?: *+(?:[-*+>]|:(?!:)|\d{1,9}[.)]))++ *+(?=[`~:]{3})")
"""What stands before a fence inside a list, a quotation or a definition."""
_NAMED: Final = re.compile(r"\s*\{(?P<name>[^{}\s]+)\}(?P<rest>.*)")
_BARE: Final = re.compile(r"\s*[{\[(]?(?P<name>[A-Za-z][\w-]*)[}\])]?(?=\s|$)(?P<rest>.*)")
_TWO_COLONS: Final = re.compile(r":{1,2}\{(?P<name>[^{}\s]+)\}(?P<rest>.*)")
_LITERAL: Final = frozenset(
    "code code-block sourcecode parsed-literal math raw mermaid csv-table toctree eval-rst".split()
)
"""Directives whose text is not read as Markdown."""
_WRONG_ENDS: Final = frozenset({"::", ":", "```", "~~~", "::::"})
_LIST_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


class Opening(NamedTuple):
    """A line that opens a fence."""

    indent: int
    sign: str
    length: int
    info: str

    @property
    def closing(self) -> str:
        return self.sign * self.length

    @property
    def name(self) -> str:
        """The directive; empty for code and plain boxes."""
        match = _NAMED.fullmatch(self.info)
        return match["name"].lower() if match else ""

    @property
    def is_read(self) -> bool:
        """Whether what stands inside is read as Markdown."""
        return (self.sign == ":" and not self.name) or bool(self.name and self.name not in _LITERAL)


@dataclass
class Page:
    """The lines of a page on their way to the parser."""

    lines: list[str]
    words: Words
    slips: list[Slip] = field(default_factory=list)

    def note(self, code: str, line: int, message: str) -> None:
        """Keep a slip."""
        self.slips.append(Slip(code, line, message))

    def look(self) -> None:
        """Find the slips of the whole page."""
        self._look_at_head()
        self._look(0, len(self.lines), 0)
        self.slips.sort(key=lambda slip: slip.line)

    def _look(self, start: int, end: int, depth: int) -> None:
        at = start
        outside: list[int] = []
        while at < end:
            self._mend_opening(at)
            opening = _opened(self.lines[at])
            if opening is None or (opening.indent > 3 and not self._unindent(at, end)):
                outside.append(at)
                at += 1
                continue
            opening = _opened(self.lines[at]) or opening
            closing = self._closing(at, end, opening)
            if opening.is_read and depth < DEEPEST:
                self._look(at + 1, closing, depth + 1)
            at = closing + 1
        self.slips += line_slips(self.lines, outside, self.words, in_record=depth > 0)

    # ------------------------------------------------------------------------------------------ the head of the page
    def _look_at_head(self) -> None:
        """A head that does not stand in the first line, or does not end, is text to the parser."""
        first = next((at for at, line in enumerate(self.lines) if line.strip()), 0)
        if self.lines[first].rstrip() != "---" or not _is_setting(self.lines[first + 1 : first + 2]):
            return
        end = first + 1
        while end < len(self.lines) and self.lines[end].strip() not in {"", "---", "..."}:
            end += 1
        if end == len(self.lines) or self.lines[end].strip() == "":
            if "---" in (line.rstrip() for line in self.lines[end:]):
                return
            message = "the head of the page is not closed. Write '---' on a line of its own where it ends."
            self.note(Code.NOT_CLOSED, first, message)
            if end < len(self.lines) and self._is_head(first + 1, end):
                self.lines[end] = "---"
        if first and self._is_head(first + 1, end):
            self.note(Code.MARKUP, first, "the head of a page stands in its first line. Take out what is above it.")
            self.lines = [*self.lines[first : end + 1], *self.lines[:first], *self.lines[end + 1 :]]

    def _is_head(self, start: int, end: int) -> bool:
        """Whether nothing stands in these lines but what a page may set at its head."""
        return all(line.partition(":")[0] in self.words.settings for line in self.lines[start:end])

    # ------------------------------------------------------------------------------------------ the opening line
    def _mend_opening(self, at: int) -> None:
        """A kind or a box without its braces, or with a colon too few: say so, and read it as it was meant."""
        line = self.lines[at]
        if match := _TWO_COLONS.fullmatch(line.rstrip()):
            if match["name"].lower() in self.words.directives | self.words.kinds:
                self._mend(at, ":::", match["name"], match["rest"], "has three colons before it")
                self._mend_two_colons(at)
            return
        opening = _opened(line)
        if opening is None or opening.indent > 3 or _NAMED.fullmatch(opening.info):
            return
        match = _BARE.fullmatch(opening.info.rstrip())
        if match is None:
            return
        name = match["name"].lower()
        code = opening.sign != ":"
        if (name in self.words.kinds and (not code or match["rest"].strip())) or (
            name in self.words.directives and not code
        ):
            self._mend(at, opening.closing, name, match["rest"], "stands in braces")

    def _mend(self, at: int, fence: str, name: str, rest: str, why: str) -> None:
        before = _PREFIX.match(self.lines[at])
        instead = f"{before[0] if before else ''}{fence}{{{name}}}{rest.rstrip()}"
        self.note(Code.MARKUP, at, f"'{name}' {why}. Write '{instead}'.")
        self.lines[at] = instead

    def _mend_two_colons(self, at: int) -> None:
        """The closing line of what has been opened with two colons."""
        for line in range(at + 1, len(self.lines)):
            if self.lines[line].strip() in {":", "::"}:
                self.lines[line] = ":::"
                return

    def _unindent(self, at: int, end: int) -> bool:
        """A record with four spaces before it is code to Markdown: say so, and take them away."""
        opening = _opened(self.lines[at])
        if opening is None or opening.name not in self.words.kinds or not self._stands_free(at):
            return False
        before = opening.indent
        self.note(
            Code.MARKUP,
            at,
            f"the {opening.name} stands {before} spaces in, and so is printed as code. Take the spaces away.",
        )
        for line in range(at, end):
            text = self.lines[line]
            if text.strip() and len(text) - len(text.lstrip(" ")) < before:
                break
            self.lines[line] = text[before:]
        return True

    def _stands_free(self, at: int) -> bool:
        """Whether what stands above is neither a list nor indented itself, and a blank line is between."""
        if at and self.lines[at - 1].strip():
            return False
        above = next((self.lines[line] for line in range(at - 1, -1, -1) if self.lines[line].strip()), "")
        return not above.startswith((" ", "\t")) and not _LIST_ITEM.match(above)

    # ------------------------------------------------------------------------------------------ the closing line
    def _closing(self, at: int, end: int, opening: Opening) -> int:
        """The line that closes a fence. If there is none, say so, and close it where it should have been."""
        inner: list[Opening] = []
        for line in range(at + 1, end):
            text = self.lines[line].strip()
            if _closes(text, opening):
                return line
            found = _opened(self.lines[line]) if text else None
            if found is not None and inner and _closes(text, inner[-1]):
                inner.pop()
            elif found is not None and not inner and self._is_next(opening, found):
                self._not_closed(at, opening, f"before line {line + 1}")
                return self._put_before(line, at, opening)
            elif found is not None and found.info.strip() and found.length < opening.length:
                inner.append(found)
            elif opening.name and not inner and text in _WRONG_ENDS and self._closes_wrongly(text, opening, line, end):
                self._not_closed(at, opening, f"but with '{text}' in line {line + 1}")
                self.lines[line] = opening.closing
                return line
        if any(line.strip() for line in self.lines[at + 1 : end]):
            self._not_closed(at, opening, "to the end")
        return end

    def _is_next(self, opening: Opening, found: Opening) -> bool:
        """Whether a line opens the next fence of the same kind, although this one is still open."""
        return (
            opening.is_read
            and found.sign == opening.sign
            and found.length >= opening.length
            and bool(found.name)
            and found.indent <= 3
        )

    def _closes_wrongly(self, text: str, opening: Opening, line: int, end: int) -> bool:
        """Whether a line of other signs was meant to close a fence: nothing that is its own begins with it."""
        if text[0] == opening.sign:
            return True
        return not any(self.lines[later].strip() == text for later in range(line + 1, end))

    def _not_closed(self, at: int, opening: Opening, how: str) -> None:
        what = f"'{{{opening.name}}}'" if opening.name else "the code"
        self.note(
            Code.NOT_CLOSED,
            at,
            f"{what} is not closed {how}. Write '{opening.closing}' on a line of its own where it ends."
            if how != "to the end"
            else f"{what} is not closed, and takes in all that follows. Write '{opening.closing}' on a line of its own "
            "where it ends.",
        )

    def _put_before(self, line: int, at: int, opening: Opening) -> int:
        """Close a fence on the blank line before the next one, if there is a blank line or a heading to close it before."""
        place = line - 1
        while place > at and self.lines[place].strip() and not self.lines[place].startswith("#"):
            place -= 1
        if place > at and self.lines[place].startswith("#"):
            place -= 1
        if place > at and not self.lines[place].strip():
            self.lines[place] = opening.closing
            return place
        return line - 1


def _is_setting(lines: list[str]) -> bool:
    return bool(lines) and re.match(r"[A-Za-z_]\w*:(?:\s|$)", lines[0]) is not None


def _opened(line: str) -> Opening | None:
    prefix = _PREFIX.match(line)
    match = _OPENING.fullmatch(line[prefix.end() if prefix else 0 :].rstrip())
    if match is None:
        return None
    fence, info = match["fence"], match["info"]
    if fence[0] == "`" and "`" in info:
        return None
    return Opening(0 if prefix else len(match["indent"]), fence[0], len(fence), info)


def _closes(text: str, opening: Opening) -> bool:
    text = text.lstrip("> ")
    return len(text) >= opening.length and not text.strip(opening.sign)
