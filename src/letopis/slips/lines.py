"""Slips that are seen in the lines of a page, where it is read as Markdown: ragged tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from letopis.diagnostics import Code
from letopis.slips.paragraphs import cells
from letopis.slips.slip import Slip, Words

_DELIMITER: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")


def line_slips(lines: Sequence[str], outside: Sequence[int], words: Words, *, in_record: bool) -> Iterator[Slip]:
    """The slips among the lines with these numbers, which lie in no fence."""
    del words, in_record
    yield from _ragged_rows(lines, outside)


def _ragged_rows(lines: Sequence[str], outside: Sequence[int]) -> Iterator[Slip]:
    columns = 0
    for before, number in pairwise(outside):
        head, line = lines[before].strip(), lines[number].strip()
        if not line or number != before + 1:
            columns = 0
        elif columns:
            found = len(cells(line))
            if "|" not in line:
                columns = 0
            elif found != columns:
                more = "has more" if found > columns else "has fewer"
                message = f"the row has {found} cells, and the head of the table {columns}: it {more}. Write as many."
                yield Slip(Code.TABLE, number, message)
        elif "|" in head and "|" in line and _DELIMITER.fullmatch(line) and len(cells(head)) == len(cells(line)):
            columns = len(cells(line))
