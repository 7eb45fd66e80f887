"""A table for each kind of record, with a column for each field of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from letopis.exports.json_values import value_as_json
from letopis.exports.material import Material
from letopis.exports.table import KEY, Cell, Column, Link, Table, date_columns, made
from letopis.model import values
from letopis.model.ballots import Threshold
from letopis.model.calendars import day_to_iso
from letopis.model.dates import HistoricalDate, RelativeDate
from letopis.model.fields import FieldSpec, field_specs
from letopis.model.kinds import BUILT_IN, Record
from letopis.model.values import AsPrinted, Coordinates, Fact, MadeIn, Ref, Tally
from letopis.model.verdicts import Verdict

_JOINED = (values.read_ref, values.read_refs, values.read_link, values.read_text, values.read_url)
"""Readers of fields that may be repeated and whose values stand in one cell, with semicolons between."""

_OTHERS: Final = frozenset(
    "records facts tenures memberships participations ballots identifiers relations mentions sources citations".split()
)
"""The names of the tables that belong to no kind."""

Cells = Callable[[tuple[Fact[Any], ...]], Iterable[Cell]]


class _Part(NamedTuple):
    """The columns that a field makes, how its cells are found, and the table that one of them leads to."""

    columns: tuple[Column, ...]
    cells: Cells
    links: tuple[Link, ...] = ()


def table_name(record_class: type[Record]) -> str:
    """The name of the table of a kind: ``people``; ``ship-records`` where another table has the name."""
    name = "-".join(re.findall(r"[a-z0-9]+", record_class.plural.lower()))
    taken = {*_OTHERS, *(kind.plural.lower() for kind in BUILT_IN if kind is not record_class)}
    return f"{record_class.kind}-records" if not name or name in taken else name


def kind_tables(material: Material) -> Iterator[Table]:
    """The tables of all kinds, those without a record among them."""
    for record_class in material.archive.schema.kinds.values():
        yield _table(material, record_class)


def _table(material: Material, record_class: type[Record]) -> Table:
    parts = list(_parts(material, record_class))
    columns = [
        KEY, Column("name", "preferred name"), Column("native", "name in its own language"),
        Column("sort", "the form under which it is filed"), Column("variants", "other forms, separated by semicolons"),
        *(column for _, part in parts for column in part.columns),
        Column("summary", "one or two sentences"), Column("page", "name of its page"),
        Column("address", "address of the record, relative to the site"),
    ]  # fmt: skip
    rows = [_row(material, record, parts) for record in sorted(material.archive.all(record_class), key=_key)]
    links = [link for _, part in parts for link in part.links]
    about = f"{record_class.plural}: one row each"
    return made(table_name(record_class), about, columns, rows, key=("key",), links=links)


def _key(record: Record) -> str:
    return record.key


def _row(material: Material, record: Record, parts: list[tuple[str, _Part]]) -> list[Cell]:
    facts: dict[str, list[Fact[Any]]] = {}
    for key, fact in record.facts():
        if not isinstance(fact.value, AsPrinted):
            facts.setdefault(key, []).append(fact)
    return [
        record.key, record.name, record.native.value if record.native else None, record.index_name,
        "; ".join(name for name in record.names[1:] if record.native is None or name != record.native.value),
        *(cell for key, part in parts for cell in part.cells(tuple(facts.get(key, ())))),
        material.summary(record), record.origin.docname, material.address(record),
    ]  # fmt: skip


def _parts(material: Material, record_class: type[Record]) -> Iterator[tuple[str, _Part]]:
    common = {key for key in field_specs(Record) if key != "about"}
    for key, (_, spec) in material.archive.schema.fields(record_class).items():
        if key in common:
            continue
        name = key.replace("-", "_")
        part = _joined(material, key, name, spec) if spec.repeat else _single(material, key, name, spec)
        if part is not None:
            yield key, part


def _joined(material: Material, key: str, name: str, spec: FieldSpec) -> _Part | None:
    """Several values in one cell; fields with compound values have tables of their own."""
    if spec.read not in _JOINED:
        return None

    def cells(facts: tuple[Fact[Any], ...]) -> Iterable[Cell]:
        values = [value for fact in facts for value in _members(fact.value)]
        return ("; ".join(text_of_value(material, key, spec, value) for value in values),)

    return _Part((Column(name, f"{spec.label}; several are separated by semicolons"),), cells)


def _members(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) and not isinstance(value, Ref) else (value,)


def _single(material: Material, key: str, name: str, spec: FieldSpec) -> _Part:
    first = _first(material, key, spec)
    match spec.read:
        case values.read_when | values.read_when_or_text:
            return _Part(date_columns(name, spec.label), lambda facts: date_cells(material, _value(facts)))
        case values.read_count:
            about = f"{spec.label}; 0: any number"
            return _Part((Column(name, about, "integer"),), lambda facts: (_value(facts),))
        case values.read_coordinates:
            columns = (
                Column("latitude", "degrees north, WGS 84", "number"),
                Column("longitude", "degrees east", "number"),
            )
            return _Part(columns, lambda facts: _coordinates(_value(facts)))
        case values.read_made_in:
            columns = Column(name, f"{spec.label}: key of the document"), Column(f"{name}_paragraph", "its paragraph")
            link = Link((name,), table_name(material.archive.schema.kinds["document"]), ("key",))
            return _Part(columns, lambda facts: _made_in(material, spec, _value(facts)), (link,))
        case values.read_ref | values.read_link if len(spec.kinds) == 1:
            columns = (
                Column(name, f"{spec.label}: key of the record"),
                Column(f"{name}_name", f"{spec.label}: its name"),
            )
            link = Link((name,), table_name(material.archive.schema.kinds[spec.kinds[0]]), ("key",))
            return _Part(columns, lambda facts: linked(material, _value(facts), spec.kinds), (link,))
        case material.archive.schema.scale.read:
            columns = (
                Column(name, spec.label),
                Column("rating", "from 1 (false) to 5 (true), where there is one", "integer"),
            )
            return _Part(columns, lambda facts: _verdict(_value(facts)))
    return _Part((Column(name, spec.label),), first)


def _first(material: Material, key: str, spec: FieldSpec) -> Cells:
    return lambda facts: (text_of_value(material, key, spec, facts[0].value) if facts else None,)


def _value(facts: tuple[Fact[Any], ...]) -> Any:
    return facts[0].value if facts else None


def text_of_value(material: Material, key: str, spec: FieldSpec, value: Any) -> str:
    """A value for one cell: text where it has a plain one, else JSON."""
    if isinstance(value, HistoricalDate | RelativeDate):
        return value.written
    if isinstance(value, str | Tally | Threshold):
        return str(value)
    plain = value_as_json(material.archive, key, spec, value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def date_cells(material: Material, value: Any) -> tuple[Cell, Cell, Cell, Cell]:
    """A date as written, as EDTF, its first and its last day; words in the place of a date are only written."""
    if not isinstance(value, HistoricalDate | RelativeDate):
        return (value, None, None, None)
    date = material.archive.when(value)
    if date is None:
        return (value.written, None, None, None)
    first, last = (None if day is None else day_to_iso(day) for day in (date.earliest, date.latest))
    return (value.written, date.edtf, first, last)


def linked(material: Material, value: Any, kinds: tuple[str, ...]) -> tuple[Cell, Cell]:
    """The key of the record that is meant, if one is, and its name."""
    if not isinstance(value, Ref):
        return (None, value)
    record = material.archive.resolve(value, kinds)
    if record:
        return (record.key, record.name)
    found = material.archive.elsewhere(value, kinds)
    return (None, found.name if found else str(value))


def _coordinates(value: Coordinates | None) -> tuple[Cell, Cell]:
    return (value.latitude, value.longitude) if value else (None, None)


def _made_in(material: Material, spec: FieldSpec, value: MadeIn | None) -> tuple[Cell, Cell]:
    if value is None:
        return (None, None)
    return (linked(material, value.document, spec.kinds)[0], value.paragraph)


def _verdict(value: Verdict | None) -> tuple[Cell, Cell]:
    return (value.key, value.rating) if value else (None, None)
