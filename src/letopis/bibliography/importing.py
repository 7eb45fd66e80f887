"""Reads the sources of others: BibTeX and biblatex, RIS, and CSL-JSON, as entries of a ``.bib`` file.

RIS and CSL-JSON are first written as a ``.bib`` file and then read as one, so that all three are held to the same
rules. Findings keep the lines of the file that was given.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from letopis.bibliography.bib_writing import Draft, written_entry
from letopis.bibliography.csl_reading import draft_of_csl
from letopis.bibliography.reading import BibFinding, BibReading, read_bib, read_bib_files
from letopis.bibliography.ris_reading import drafts_of_ris

_MOST_BYTES: Final = 20_000_000
_RIS_START = re.compile(r"^\s*TY  ?- ?", re.MULTILINE)


@dataclass
class Import:
    """What was read: the entries with the findings about them, and the form the file has."""

    form: str
    """``BibTeX``, ``RIS`` or ``CSL-JSON``."""
    reading: BibReading = field(default_factory=BibReading)


def read_sources(path: Path, kept: Iterable[str] = ()) -> Import:
    """Read a file of sources. Nothing is raised: what cannot be read is a finding.

    ``kept`` are fields that the project keeps for itself.
    """
    form, text = "BibTeX", ""
    try:
        if path.stat().st_size <= _MOST_BYTES:
            text = path.read_text("utf-8-sig")
            form = form_of(text)
    except (OSError, UnicodeError):
        form = "BibTeX"  # the reader of .bib files says what is wrong
    if form == "BibTeX":
        return Import(form, read_bib_files([path], kept=kept))
    drafts, findings = _drafts(text, form, str(path))
    lines: list[tuple[int, int]] = []
    made: list[str] = []
    height = 1
    for draft in drafts:
        written = written_entry(draft)
        lines.append((height, draft.line))
        height += written.count("\n")
        made.append(written)
    reading = read_bib("".join(made), str(path), kept)
    starts = [start for start, _ in lines]

    def line_in_the_file(line: int) -> int:
        return lines[max(0, bisect_right(starts, line) - 1)][1] if lines else 1

    told = [one._replace(line=line_in_the_file(one.line)) for one in reading.findings]
    reading.findings = sorted([*findings, *told], key=lambda one: one.line)
    reading.lines = {key: (place, line_in_the_file(line)) for key, (place, line) in reading.lines.items()}
    return Import(form, reading)


def form_of(text: str) -> str:
    """``CSL-JSON`` if the text begins as JSON does, ``RIS`` if a line begins a record of it, else ``BibTeX``."""
    start = text.lstrip()[:1]
    if start in {"[", "{"}:
        return "CSL-JSON"
    return "RIS" if _RIS_START.search(text) and not re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE) else "BibTeX"


def _drafts(text: str, form: str, path: str) -> tuple[list[Draft], list[BibFinding]]:
    if form == "RIS":
        drafts, faults = drafts_of_ris(text)
        return drafts, [BibFinding("ris-syntax", message, path, line) for line, message in faults]
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        message = (
            f"the file is not JSON: {getattr(error, 'msg', 'it is nested too deep')}. Export it again as CSL-JSON."
        )
        return [], [BibFinding("csl-syntax", message, path, line)]
    if isinstance(items, dict):
        items = items.get("items", items.get("references", [items]))
    return _csl_drafts(items if isinstance(items, list) else [], text, path)


def _csl_drafts(items: list[Any], text: str, path: str) -> tuple[list[Draft], list[BibFinding]]:
    drafts, findings = [], []
    position = 0
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            message = f"item {number} is no entry: {json.dumps(item, ensure_ascii=False)[:60]}."
            findings.append(BibFinding("csl-syntax", message, path, 1))
            continue
        # JSON gives no lines: the entry stands where its id does.
        sought = json.dumps(item.get("id", ""), ensure_ascii=False)
        found = re.compile(r'"id"\s*:\s*' + re.escape(sought)).search(text, position)
        position = found.end() if found else position
        draft = draft_of_csl(item, text.count("\n", 0, position) + 1)
        drafts.append(draft)
        findings += [BibFinding("csl-value", f"entry '{draft.key}': {told}", path, draft.line) for told in draft.faults]
    return drafts, findings
