"""Reading records from the Markdown of a page without Sphinx, for tests of rules.

Fields are read by the extension's own readers, so that a test of a rule is written as an author writes, and runs in
milliseconds. What only a build reads is left out: running text (links, citations, quotations), views, the text of
records, and what the directive of a record says of its key and name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from letopis.bibliography.reading import read_bib
from letopis.checks import run_checks
from letopis.diagnostics import Finding, SourceLocation
from letopis.model.archive import Archive, Source
from letopis.model.fieldlines import Fault, split_fields
from letopis.model.fieldnames import meant_fields
from letopis.model.fields import read_fields
from letopis.model.kinds import Record
from letopis.model.relation_kinds import read_relation_kinds
from letopis.model.schema import Schema

RELATIONS = {
    "married": {"label": "Married", "symmetric": True, "youngest": 14},
    "taught": {"label": "Taught", "inverse": "Taught by", "youngest": (14, 5)},
    "patron": {"label": "Patron of", "inverse": "Patrons", "of": ["person", "body"], "to": ["person", "body"]},
    "succeeded": {"label": "Succeeded", "inverse": "Succeeded by", "alive": "none"},
}
"""What the examples of rules declare in ``letopis_relations``."""
SCHEMA = Schema(added=read_relation_kinds(RELATIONS, Schema().kinds))
QUOTATION_WORDS = 30
"""As in a project that does not set it."""

_OPENED = re.compile(r"(:{3,})\{(\w+)\} (\S+)")


def read_page(text: str, docname: str = "page") -> tuple[list[Record], list[Finding]]:
    """The records of a page, and what its fields are found fault with. Each record must be closed."""
    records: list[Record] = []
    findings: list[Finding] = []
    lines = text.splitlines()
    title = ""
    for number, line in enumerate(lines, start=1):
        title = line.removeprefix("# ") if line.startswith("# ") else title
        opened = _OPENED.fullmatch(line)
        if opened is None or opened[2] not in SCHEMA.kinds:
            continue
        content = lines[number : lines.index(opened[1], number)]
        record, faults = _record(opened[2], opened[3], title, content, SourceLocation(docname, f"{docname}.md", number))
        records.append(record)
        findings += [
            Finding(fault.code, fault.message, record.origin._replace(line=fault.line), record.anchor)
            for fault in faults
        ]
    return records, findings


def _record(kind: str, key: str, title: str, content: list[str], origin: SourceLocation) -> tuple[Record, list[Fault]]:
    specs = SCHEMA.fields(SCHEMA.kinds[kind])
    fields, faults, used = split_fields(content, origin.line + 1, lambda key: bool(meant_fields(key, ["name", *specs])))
    names = [field.text for field in fields if field.key == "name"]
    others = [field for field in fields if field.key != "name"]
    values, more = read_fields(specs, others, origin.line, kind, SCHEMA.kinds_with_field)
    record = SCHEMA.kinds[kind](
        key=key, name=names[0] if names else title or key, origin=origin, summary=" ".join(content[used:]),
        inline=bool(names), added=tuple(SCHEMA.added.get(kind, ())), **values,
    )  # fmt: skip
    return record, [*faults, *more]


def read_sources(bib: str, path: str = "sources.bib") -> tuple[dict[str, Source], list[Finding]]:
    """The entries of a `.bib` file as rules see them, and what it is found fault with."""
    reading = read_bib(bib, path)
    sources = {
        key: Source(key, entry.type, dict(entry.fields), *reading.lines[key.lower()])
        for key, entry in reading.data.entries.items()
    }
    return sources, [
        Finding(found.code, found.message, SourceLocation("", found.path, found.line)) for found in reading.findings
    ]


def archive_of(text: str, sources: dict[str, Source] | None = None) -> Archive:
    """The archive of one page. Raises ``AssertionError`` if a field cannot be read."""
    records, findings = read_page(text)
    assert findings == []
    return Archive(records, bibliography=sources, quotation_words=QUOTATION_WORDS, schema=SCHEMA)


def findings_in(page: str, bib: str, cited: Iterable[str] = ()) -> Iterator[Finding]:
    """Everything that is said of an archive of one page and one `.bib` file: of its reading, and by every rule.

    ``cited`` are keys of sources that count as cited in running text.
    """
    records, findings = read_page(page)
    sources, more = read_sources(bib)
    yield from findings
    yield from more
    in_text = [(key, "page") for key in cited]
    yield from run_checks(
        Archive(records, bibliography=sources, cited=in_text, quotation_words=QUOTATION_WORDS, schema=SCHEMA)
    )
