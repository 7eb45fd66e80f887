"""Slips that make a paragraph of what was meant as something else: a heading, a list, a table, a directive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from letopis.diagnostics import Code
from letopis.slips.slip import Slip, Words

_BULLET: Final = re.compile(r"[•▪◦‣·●○■□‒–—*]\s+(?=\S)|[•▪◦‣●○■□](?=\w)")
_DASH: Final = re.compile(r"[‒–—]\s+(?=\S)")
_NUMBER: Final = re.compile(r"\((?P<number>\d{1,2})\)\s+(?=\S)")
_NO_SPACE: Final = re.compile(r"(?P<signs>#{1,6})(?P<title>[^\W\d_].*)")
_RST: Final = re.compile(r"\.\. (?P<name>[a-z][\w:-]*)::\s*(?P<rest>.*)")
_SHORT: Final = re.compile(r":{1,2}\{(?P<name>[^{}\s]{1,40})\}(?P<rest>.*)")
_BOLD: Final = re.compile(r"(?P<sign>\*\*|__)(?P<title>[^*_\n]{1,80})(?P=sign)")
_ANCHOR: Final = re.compile(r"\((?P<label>[a-z][\w-]{1,60})\)")
_ROW: Final = re.compile(r"\|.*\|")
_DELIMITER: Final = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")


def paragraph_slips(text: str, words: Words, *, in_section: bool) -> Iterator[Slip]:
    """What a paragraph was meant to be; ``in_section`` says that it stands in a section and not in a list or a box."""
    lines = text.split("\n")
    yield from _lists(lines)
    yield from _tables(lines)
    yield from _directives(lines[0], words)
    first = lines[0]
    if match := _NO_SPACE.fullmatch(first):
        yield Slip(
            Code.HEADING, 0, f"a heading has a space behind its signs. Write '{match['signs']} {match['title']}'."
        )
    elif in_section and len(lines) == 1:
        if (match := _BOLD.fullmatch(first)) and match["title"][-1] not in ".,;!?…":
            title = match["title"].strip(": ")
            yield Slip(Code.HEADING, 0, f"a line in bold is no heading. Write '## {title}', or go on in the same line.")
        elif match := _ANCHOR.fullmatch(first):
            yield Slip(Code.MARKUP, 0, f"a label has a sign behind it. Write ({match['label']})=")
    if first.startswith("» ") and "«" not in text:
        yield Slip(Code.MARKUP, 0, "a quotation begins with another sign. Write '> ' in its place.")
    elif first.startswith(": "):
        yield Slip(Code.MARKUP, 0, "a definition has no term. Write the term in the line above it.")


def _lists(lines: list[str]) -> Iterator[Slip]:
    marks = [match[0] for line in lines if (match := _BULLET.match(line))]
    for number, line in enumerate(lines):
        match = _BULLET.match(line)
        if match and (not _DASH.match(line) or len(marks) > 1) and not line.startswith("*"):
            item = line[match.end() :].strip()
            yield Slip(
                Code.MARKUP,
                number,
                f"{match[0].strip()!r} begins no list. Write '- {item[:30]}', with a hyphen and a space.",
            )
            return
    if (match := _NUMBER.match(lines[0])) and len(_NUMBER.findall("\n".join(lines))) == 1:
        written = match["number"]
        yield Slip(Code.MARKUP, 0, f"'({written})' begins no list. Write '{written}. {lines[0][match.end() :][:30]}'.")


def _tables(lines: list[str]) -> Iterator[Slip]:
    if len(lines) < 2 or not _ROW.fullmatch(lines[0].strip()):
        return
    columns = len(cells(lines[0]))
    if _DELIMITER.fullmatch(lines[1].strip()):
        rule = len(cells(lines[1]))
        message = (
            f"the head of the table has {columns} columns, and the line below it {rule}. Write "
            f"'{'|---' * columns}|' there."
        )
        yield Slip(Code.TABLE, 0, message)
    elif _ROW.fullmatch(lines[1].strip()):
        message = f"the table has no line below its head. Write '{'|---' * columns}|' there."
        yield Slip(Code.TABLE, 0, message)


def cells(line: str) -> list[str]:
    r"""The cells of a row, as Markdown divides it: at each bar that has no ``\`` before it."""
    row = line.strip()
    row = row.removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return re.split(r"(?<!\\)\|", row)


def _directives(first: str, words: Words) -> Iterator[Slip]:
    if match := _RST.fullmatch(first):
        message = (
            f"'.. {match['name']}::' is a directive as in reStructuredText. Write ':::{{{match['name']}}} "
            f"{match['rest']}'".rstrip()
            + " and end it with ':::'."
        )
        yield Slip(Code.MARKUP, 0, message)
