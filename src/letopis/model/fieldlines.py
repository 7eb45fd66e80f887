"""The lines of a record: which are fields, which were meant as fields, and where the text begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from letopis.diagnostics import Code
from letopis.model.fieldnames import plain_key

_LINE: Final = re.compile(r":(?P<key>[A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(?P<value>\S.*))?")
_SPACED: Final = re.compile(r":(?P<key>[^\W\d][\w -]{0,40}):(?:[ \t]+(?P<value>\S.*))?")
"""As a field, but with a space in its name, or letters of another alphabet."""
_FENCE: Final = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,}).*")
_MEANT: Final = re.compile(
    r"(?:[-*+•] +)?(?:\*\*)?:?(?P<key>[A-Za-z][\w-]{0,30})(?:\*\*)? ?[:=](?:\*\*)? *(?P<value>[^\s:].*)"
)
"""A field with a sign too few or too many: ``born: 1890``, ``- born: 1890``, ``**born:** 1890``, ``:born:1890``."""
_NO_COLON: Final = re.compile(r":(?P<key>[A-Za-z][\w-]{0,30}) +(?P<value>[^\s:].*)")


class FieldLine(NamedTuple):
    """One field as written: its key, its text and its line (from 1)."""

    key: str
    text: str
    line: int


class Fault(NamedTuple):
    """What is wrong with a field line, without the name of the record.

    ``name`` is a text that should be a key, of one of ``kinds``: which key is known when all pages are read.
    """

    code: str
    message: str
    line: int
    name: str = ""
    kinds: tuple[str, ...] = ()


class Split(NamedTuple):
    """The fields of a record, the faults in their form, and how many lines were used up."""

    fields: list[FieldLine]
    faults: list[Fault]
    used: int


def split_fields(lines: Sequence[str], first_line: int, is_field: Callable[[str], bool] | None = None) -> Split:
    """Cut off the leading field lines of a directive.

    ``first_line`` is the line number of ``lines[0]``; ``is_field`` says whether a kind has a field of this name. Blank
    lines among and after the fields are used up, too. A field below the text would be printed as text, and is a
    fault; so is one that goes on in a second line.
    """
    return _Splitter(lines, first_line, is_field or (lambda _key: False)).split()


class _Splitter:
    """One record's lines on their way into fields and text."""

    def __init__(self, lines: Sequence[str], first_line: int, is_field: Callable[[str], bool]) -> None:
        self.lines, self.first_line, self.is_field = lines, first_line, is_field
        self.fields: list[FieldLine] = []
        self.faults: list[Fault] = []

    def split(self) -> Split:
        """Line by line to where the text begins; then what was meant as a field below that."""
        used = at = self._options()
        while at < len(self.lines):
            text = self.lines[at].strip()
            if not text:
                at = used = at + 1
                continue
            if not self._is_read(text, at):
                going_on = self._wrapped(at)
                if not going_on:
                    break
                at += going_on - 1
            at = used = at + 1
        self._strays(used)
        return Split(self.fields, self.faults, used)

    def _fault(self, code: str, message: str, at: int) -> None:
        self.faults.append(Fault(code, message, self.first_line + at))

    def _options(self) -> int:
        """Fields between two rows of hyphens, as other directives take them: how many lines."""
        if not self.lines or self.lines[0].strip() != "---":
            return 0
        end = next((at for at, line in enumerate(self.lines[1:], 1) if line.strip() == "---"), 0)
        inside = [(at, self.lines[at].strip()) for at in range(1, end)]
        first = next((at for at, line in inside if self._meant(line)), 0)
        if not first:
            return 0
        self._fault(Code.FIELD_SYNTAX, f"{self._instead(inside[first - 1][1])}, without the rows of hyphens.", first)
        self.fields += [FieldLine(*meant, self.first_line + at) for at, line in inside if (meant := self._meant(line))]
        return end + 1

    def _is_read(self, text: str, at: int) -> bool:
        """Read a line if it is a field, or was meant as one."""
        if not text.startswith(":") or text.startswith(":::"):
            meant = self._meant(text)
            if meant is None or not self.is_field(meant[0]) or meant[0] != meant[0].lower():
                return False
            self._fault(Code.FIELD_SYNTAX, f"the line {text!r} is not a field. {self._instead(text)}.", at)
            self.fields.append(FieldLine(*meant, self.first_line + at))
            return True
        match = _LINE.fullmatch(text) or _SPACED.fullmatch(text)
        if match is None:
            meant = self._meant(text)
            known = meant is not None and self.is_field(meant[0])
            instead = self._instead(text) if known else "Write ':name: value'"
            more = "." if known else ", or leave a blank line and begin the text without a colon."
            self._fault(Code.FIELD_SYNTAX, f"the line {text!r} is not a field. {instead}{more}", at)
            if meant is not None and known:
                self.fields.append(FieldLine(*meant, self.first_line + at))
        elif not match["value"]:
            message = f"the field ':{match['key']}:' has no value. Give it one, or take the line out."
            self._fault(Code.FIELD_EMPTY, message, at)
        else:
            self.fields.append(FieldLine(match["key"], match["value"].strip(), self.first_line + at))
        return True

    def _wrapped(self, at: int) -> int:
        """How many lines, without a blank one, stand between a field and the next: the field goes on in them."""
        if not self.fields or at == 0 or not self.lines[at - 1].strip():
            return 0
        end = at
        while end < len(self.lines) and (line := self.lines[end].strip()) and not line.startswith((":", "```", "~~~")):
            end += 1
        if end == len(self.lines) or not _LINE.fullmatch(self.lines[end].strip()):
            return 0
        last = self.fields[-1]
        message = (
            f"the field ':{last.key}:' goes on in the line below; a value is one line, however long. "
            "Put both into one line."
        )
        self._fault(Code.FIELD_SYNTAX, message, last.line - self.first_line)
        joined = " ".join([last.text, *(line.strip() for line in self.lines[at:end])])
        self.fields[-1] = last._replace(text=joined)
        return end - at

    @staticmethod
    def _meant(text: str) -> tuple[str, str] | None:
        match = _LINE.fullmatch(text) or _MEANT.fullmatch(text) or _NO_COLON.fullmatch(text)
        return (plain_key(match["key"]), match["value"].strip()) if match and match["value"] else None

    def _instead(self, text: str) -> str:
        key, value = self._meant(text) or ("name", "value")
        return f"Write ':{key}: {value}'"

    def _strays(self, used: int) -> None:
        """Lines of a record's text that were meant as fields, one finding for each group of them."""
        last = -2
        for offset, line in stray_lines(self.lines[used:]):
            if offset != last + 1:
                message = (
                    f"the field {line!r} stands below the text. Move it up, to the other fields; a value is one line, "
                    "however long."
                )
                self._fault(Code.FIELD_SYNTAX, message, used + offset)
            last = offset


def stray_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines of a record's text that look like fields; those inside a fence belong to it."""
    fence = ""
    for offset, line in enumerate(lines):
        text = line.strip()
        opened = _FENCE.fullmatch(text)
        if fence:
            fence = "" if text.startswith(fence) and not text.strip(fence[0]) else fence
        elif opened is not None:
            fence = opened["fence"]
        elif _LINE.fullmatch(text):
            yield offset, text
