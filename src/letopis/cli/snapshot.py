"""What of an archive is compared with what it was before."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from letopis.cli.editing import bare, read_lines
from letopis.cli.reading import Reading
from letopis.model.kinds import Claim
from letopis.model.values import Ref

_FIELD = re.compile(r"\s*:(?P<key>[A-Za-z][\w-]*):\s+(?P<text>.*\S)\s*")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


class RecordThen(NamedTuple):
    """A record: its name, page, fields as written and their number, summary, and, of a claim, the verdict."""

    name: str
    docname: str
    fields: Counter[tuple[str, str]]
    summary: str
    verdict: str


class Page(NamedTuple):
    """A page: its title, text, and how often each word stands in it; what it links to, and how often."""

    title: str
    text: str
    words: Counter[str]
    links: Counter[str]


class Snapshot(NamedTuple):
    """An archive at one moment."""

    records: dict[Ref, RecordThen]
    former: dict[Ref, Ref]
    pages: dict[str, Page]
    sources: dict[str, dict[str, str]]
    cited: dict[str, list[str]]
    findings: Counter[tuple[str, str]]

    def with_keys(self, renamed: Mapping[str, str]) -> Snapshot:
        """The same with some keys replaced in fields and texts, so that what follows from a renaming is no change."""
        if not renamed:
            return self
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, renamed))})(?![\w-])")

        def put(text: str) -> str:
            return pattern.sub(lambda match: renamed[match.group()], text)

        records = {
            ref: one._replace(fields=Counter({(key, put(text)): count for (key, text), count in one.fields.items()}))
            for ref, one in self.records.items()
        }
        pages = {
            docname: page._replace(words=Counter({put(word): count for word, count in page.words.items()}))
            for docname, page in self.pages.items()
        }
        return self._replace(records=records, pages=pages)


def snapshot_of(reading: Reading) -> Snapshot:
    """Take down what can be compared; findings without their lines, which move with every edit."""
    archive = reading.archive
    lines = {docname: _lines(reading.source / f"{docname}.md") for docname in reading.pages}
    records = {
        record.ref: RecordThen(
            record.name,
            record.origin.docname,
            _fields(lines.get(record.origin.docname, []), record.origin.line),
            archive.expand(record.summary),
            record.verdict.value.words if isinstance(record, Claim) and record.verdict else "",
        )
        for record in archive.records
    }
    former = {Ref(record.kind, alias.value.key): record.ref for record in archive.records for alias in record.alias}
    links: dict[str, Counter[str]] = {}
    for mention in archive.mentions:
        target = archive.resolve(mention.target)
        links.setdefault(mention.docname, Counter())[str(target.ref if target else mention.target)] += 1
    pages = {}
    for docname, title in reading.pages.items():
        text = "\n".join(lines[docname])
        pages[docname] = Page(title, text, Counter(_WORD.findall(text)), links.get(docname, Counter()))
    return Snapshot(
        records,
        former,
        pages,
        {key: {"type": source.kind, **source.fields} for key, source in archive.bibliography.items()},
        {key: archive.pages_citing(key) for key in archive.bibliography},
        Counter((_below(one.path, reading.source), f"{one.text} [{one.code}]") for one in reading.messages),
    )


def _below(path: str, source: Path) -> str:
    """A path as seen from the folder of the pages, or from the one above it."""
    whole = Path(os.path.realpath(path))
    for folder in (source, source.parent):
        if whole.is_relative_to(os.path.realpath(folder)):
            return whole.relative_to(os.path.realpath(folder)).as_posix()
    return path


def _lines(path: Path) -> list[str]:
    try:
        return [bare(line) for line in read_lines(path)]
    except (OSError, UnicodeDecodeError):
        return []


def _fields(lines: list[str], opening: int) -> Counter[tuple[str, str]]:
    """The fields below the opening line of a record (from 1), as they are written."""
    found: Counter[tuple[str, str]] = Counter()
    for line in lines[opening:]:
        match = _FIELD.fullmatch(line)
        if match:
            found[match["key"], match["text"]] += 1
        elif line.strip():
            break
    return found
