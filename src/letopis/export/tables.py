"""Records, facts and sources as rows and as JSON. No Sphinx here."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, RelativeDate
from letopis.model.kinds import Record
from letopis.model.terms import Details
from letopis.model.values import AsPrinted, Citation, Ref, SourceNote
from letopis.model.verdicts import Verdict

FORMAT = 2
"""The number of the format of ``archive.json`` and of the tables."""

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins in a spreadsheet: the signs that OWASP lists under `CSV injection`_, and their wide forms.

.. _CSV injection: https://owasp.org/www-community/attacks/CSV_Injection
"""
_NUMBER = re.compile(r"[-+]?[0-9][0-9.X]*(?:-[0-9X]{2}){0,2}[?~%]?")

Address = Callable[[str], str]
Row = dict[str, str]


class Table(NamedTuple):
    """A table: its columns with what each holds, and what makes its rows."""

    columns: dict[str, str]
    rows: Callable[[Archive, Address], Iterable[Row]]


def as_csv(table: Table, archive: Archive, address: Address) -> str:
    """The table as CSV (RFC 4180: commas, CRLF, doubled quotation marks), with a head.

    A cell that a spreadsheet would run as a formula begins with an apostrophe, which tells it that this is text.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(table.columns))
    writer.writeheader()
    writer.writerows({column: _guarded(cell) for column, cell in row.items()} for row in table.rows(archive, address))
    return text.getvalue()


def _guarded(cell: str) -> str:
    """A cell that is no formula; a plain number or a date before our era (``-0044-03-15``) runs nothing."""
    return f"'{cell}" if cell.startswith(_RUNS) and not _NUMBER.fullmatch(cell) else cell


def as_json(archive: Archive, address: Address, title: str, edition: str) -> str:
    """Everything in one file; ``edition`` is an ISO date or empty."""
    whole = {
        "format": FORMAT,
        "title": title,
        "edition": edition,
        "records": [_record(archive, record, address) for record in archive.records],
        "sources": [
            {"key": key, "type": source.kind, "fields": dict(sorted(source.fields.items()))}
            for key, source in sorted(archive.bibliography.items())
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _record(archive: Archive, record: Record, address: Address) -> dict[str, Any]:
    specs = archive.fields_of(record)
    fields: dict[str, list[dict[str, Any]]] = {}
    for key, fact in record.facts():
        value = {"value": _plain(archive, fact.value, specs[key][1].kinds)}
        sources = [_plain(archive, citation, ()) for citation in fact.sources]
        if sources:
            value["sources"] = sources
        if fact.rivals:
            value["rivals"] = [_plain(archive, rival, specs[key][1].kinds) for rival in fact.rivals]
        fields.setdefault(key, []).append(value)
    return {
        "kind": record.kind,
        "key": record.key,
        "name": record.name,
        "address": _where(record, address),
        "summary": archive.expand(record.summary),
        "fields": fields,
    }


def _where(record: Record, address: Address) -> str:
    return f"{address(record.origin.docname)}#{record.anchor}"


def _plain(archive: Archive, value: Any, kinds: tuple[str, ...]) -> Any:  # noqa: PLR0911 -- a line for each kind
    """A value of ours as JSON has it: references as ``kind:key``, dates with their EDTF."""
    match value:
        case Ref():
            found = archive.resolve(value, kinds)
            return str(found.ref if found else value)
        case HistoricalDate():
            return {"edtf": value.edtf, "written": value.written}
        case RelativeDate():
            resolved = archive.when(value)
            return {"edtf": resolved.edtf if resolved else "", "written": value.written}
        case Enum():
            return value.value
        case Verdict():
            return value.key
        case Details():  # nearly all of it is nearly always empty
            known = {name: part for name, part in value._asdict().items() if part}
            return {name: _plain(archive, part, kinds) for name, part in known.items()}
        case tuple() if hasattr(value, "_asdict"):
            return {name: _plain(archive, part, kinds) for name, part in value._asdict().items()}
        case tuple():
            return [_plain(archive, part, kinds) for part in value]
    return value


def _records(archive: Archive, address: Address) -> Iterator[Row]:
    for record in archive.records:
        yield {
            "kind": record.kind,
            "key": record.key,
            "name": record.name,
            "native": record.native.value if record.native else "",
            "names": "; ".join(record.names),
            "address": _where(record, address),
            "summary": archive.expand(record.summary),
        }


def _facts(archive: Archive, address: Address) -> Iterator[Row]:
    for record in archive.records:
        specs = archive.fields_of(record)
        for key, fact in record.facts():
            status = "as printed" if isinstance(fact.value, AsPrinted) else "preferred" if fact.rivals else ""
            told = [(status, fact.value, fact.sources or _own_citation(fact.value))]
            for status, value, cited in [*told, *(("rival", *rival) for rival in fact.rivals)]:
                yield {
                    "kind": record.kind,
                    "key": record.key,
                    "field": key,
                    "value": _flat(archive, value, specs[key][1].kinds),
                    "edtf": _edtf(archive, value),
                    "status": status,
                    "sources": "; ".join(", ".join(part for part in c if part) for c in cited),
                }


def _flat(archive: Archive, value: object, kinds: tuple[str, ...]) -> str:
    """A value for one cell: text where it has a plain one, else JSON."""
    if isinstance(value, HistoricalDate | RelativeDate):
        return value.written
    if isinstance(value, SourceNote):
        return value.note
    plain = _plain(archive, value, kinds)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _own_citation(value: object) -> tuple[Citation, ...]:
    return (value.citation,) if isinstance(value, SourceNote) else ()


def _edtf(archive: Archive, value: object) -> str:
    when = getattr(value, "when", value)
    resolved = archive.when(when) if isinstance(when, HistoricalDate | RelativeDate) else None
    return resolved.edtf if resolved else ""


def _sources(archive: Archive, address: Address) -> Iterator[Row]:
    for key, source in sorted(archive.bibliography.items()):
        fields = source.fields
        yield {
            "key": key,
            "type": source.kind,
            "title": fields.get("title", ""),
            "year": fields.get("year", ""),
            "url": fields.get("url", ""),
            "pages": "; ".join(address(docname) for docname in archive.pages_citing(key)),
        }


RECORDS = Table(
    {
        "kind": "kind of record",
        "key": "permanent key, unique within the kind",
        "name": "preferred name",
        "native": "name in its own language",
        "names": "every recorded form, separated by semicolons",
        "address": "address of the record, relative to the site",
        "summary": "one or two sentences",
    },
    _records,
)
FACTS = Table(
    {
        "kind": "kind of record",
        "key": "key of the record",
        "field": "name of the field",
        "value": "the value; compound values as JSON, references as kind:key",
        "edtf": "date of the value in EDTF (ISO 8601-2:2019), where it has one",
        "status": "preferred or rival where sources differ; as printed where a source prints what cannot be right",
        "sources": "BibTeX keys with locators, separated by semicolons",
    },
    _facts,
)
SOURCES = Table(
    {
        "key": "BibTeX key",
        "type": "BibTeX type",
        "title": "title, as in the BibTeX file",
        "year": "year",
        "url": "address",
        "pages": "pages that cite it, relative to the site, separated by semicolons",
    },
    _sources,
)
TABLES = {"records.csv": RECORDS, "facts.csv": FACTS, "sources.csv": SOURCES}
