"""From rows to records to be: keys, field lines that the archive can read, and a paragraph of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from letopis.imports.datecells import date_of, in_order, sure
from letopis.imports.mapping import KNOWN, Choice, Table, check_columns, named_columns
from letopis.imports.reconciliation import Reply, read_reply
from letopis.imports.tables import ImportFault, Row, read_table
from letopis.imports.templates import Filters, columns_of, fill, plain, qid, title, unwritten
from letopis.model.coordinates import in_decimals
from letopis.model.fieldlines import FieldLine
from letopis.model.fields import FieldSpecs, field_specs, read_fields
from letopis.model.identifiers import Identifier, read_identifier
from letopis.model.kinds import Record
from letopis.model.names import fold
from letopis.model.romanize import romanize
from letopis.model.schema import Schema
from letopis.model.values import read_coordinates

_NO_KEY = re.compile(r"[^a-z0-9]+")


class Remark(NamedTuple):
    """What the report says of a row: ``refused``, ``as printed``, ``unsure`` or ``left out``, and the words."""

    what: str
    place: str
    words: str


@dataclass
class Draft:
    """A record to be: what it is known by in the tables, its key, name, field lines and text.

    ``name`` is empty where the record is in the archive already and lines are added to it.
    """

    kind: str
    identity: str
    key: str
    name: str
    place: str
    sort: str = ""
    text: str = ""
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Key of the field, its text, and the row it comes from."""

    @property
    def field_lines(self) -> list[str]:
        """The lines as they stand on the page."""
        return [f":{key}: {text}" for key, text, _ in self.lines]


KeyOf = Callable[[str, str], str | None]
"""The key that a kind and an identity had at the last import, or that the archive has for them."""


@dataclass
class Drafting:
    """The records that the tables of a mapping make, and what there is to say of their rows.

    ``known`` gives the key of an identity of an earlier import, ``identified`` that of a kind and an identifier in the
    archive; ``there`` are the keys that the archive has, by kind.
    """

    schema: Schema
    known: KeyOf
    there: Mapping[str, set[str]]
    identified: Mapping[tuple[str, str], str]
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    lost: dict[tuple[tuple[Path, ...], str, str], list[tuple[str, str]]] = field(default_factory=dict)
    """Cells that no line takes, by their column and by the empty one that their part begins with: place and value."""

    def run(self, tables: Iterable[Table]) -> None:
        """Read every table, make the keys, then the lines: a row may name a record of a later table."""
        tables = list(tables)
        read = [(table, self._rows(table)) for table in tables]
        self._tell_of_unused(read)
        for table, rows in read:
            if not table.into:
                self._make(table, rows)
        for table, rows in read:
            self._fill(table, rows)
        for draft in self.drafts.values():
            self._make_readable(draft)
        for (_, column, first), cells in self.lost.items():
            place, value = cells[0]
            more = f" and {len(cells) - 1} more" if len(cells) > 1 else ""
            words = (
                f"{column} {value!r}{more}, since {first}, the first cell of its part, is empty. Give {column} a part "
                "of its own, with a semicolon before it."
            )
            self._say("left out", place, words)

    def _rows(self, table: Table) -> list[Row]:
        rows = [row for path in table.paths for row in read_table(path, table.sheet)]
        check_columns(table, {name for row in rows for name in row.cells})
        return [made for row in rows if (made := self._computed(table, row))]

    def _tell_of_unused(self, read: list[tuple[Table, list[Row]]]) -> None:
        """Say which columns of a file nothing takes in; one that another table of the mapping takes is no loss."""
        columns: dict[Path, dict[str, None]] = {}
        used: dict[Path, set[str]] = {}
        for table, rows in read:
            named = {*named_columns(table), *table.dates, *(name for name, _ in table.columns)}
            for path in table.paths:
                own = (row for row in rows if row.place.startswith(f"{path}:"))
                columns.setdefault(path, {}).update(
                    {name: None for row in own for name, cell in row.cells.items() if cell}
                )
                used.setdefault(path, set()).update(named)
        for path, names in columns.items():
            # Of a list within JSON, what its own rows have is named.
            taken = used[path] | {name.partition(".")[0] for name in used[path]}
            if unused := [name for name in names if name not in taken]:
                self._say("not taken", str(path), f"the columns that no entry names: {', '.join(unused)}.")

    def _computed(self, table: Table, row: Row) -> Row | None:
        """The row with its further columns; ``None`` if the mapping does not want it."""
        cells = dict(row.cells)
        if any(cells.get(name, "") not in values for name, values in table.where):
            return None
        if table.order:
            cells = {name: in_order(cell, table.order) for name, cell in cells.items()}
        for name, choices in table.columns:
            cells[name] = _chosen(choices, cells, cells.get(name, ""))
        for name, columns in table.dates.items():
            cells[name] = date_of({side: cells.get(column, "") for side, column in columns.items()})
        return Row(cells, row.place)

    @property
    def filters(self) -> Filters:
        """What may stand after the colon in a template."""
        made: dict[str, Callable[[str], str]] = {"title": title, "qid": qid}
        for kind in self.schema.kinds:
            made[kind] = partial(self._key_of, kind)
            made[KNOWN + kind] = partial(self._key_if_known, kind)
        return made

    def _key_of(self, kind: str, identity: str) -> str:
        draft = self.drafts.get((kind, identity))
        return draft.key if draft else self.known(kind, identity) or as_key(identity) or "a-key"

    def _key_if_known(self, kind: str, identity: str) -> str:
        draft = self.drafts.get((kind, identity))
        return draft.key if draft else self.known(kind, identity) or identity

    def _make(self, table: Table, rows: list[Row]) -> None:
        made = {draft.key for draft in self.drafts.values() if draft.kind == table.kind}
        taken = made | self.there[table.kind]
        replies = read_reply(table.reconciled) if table.reconciled else {}
        met = made | {self.known(table.kind, plain(table.identity, row.cells, {})) for row in rows}
        for number, row in enumerate(rows):
            identity = plain(table.identity, row.cells, {})
            name = plain(table.name, row.cells, self.filters)
            if not identity or not name:
                self._say("refused", row.place, f"a {table.kind} without {'a name' if identity else 'an id'}.")
            elif first := self.drafts.get((table.kind, identity)):
                if first.name != name:
                    self._say(
                        "refused", row.place,
                        f"the {table.kind} '{identity}' is '{first.name}' in {first.place}, and here '{name}'. Correct "
                        "one of the two names, or give each its own id.",
                    )  # fmt: skip
            else:
                reply = replies.get(identity) or replies.get(f"q{number}") or Reply("", ())
                wikidata = f"wikidata {reply.identifier}" if reply.identifier else ""
                key = self.known(table.kind, identity)
                if key is None and (key := self._identified(table, row, wikidata)):
                    if key in met:
                        words = f"the {table.kind} '{identity}' is '{key}' by its identifier, and so is another row."
                        self._say("refused", row.place, f"{words} Give rows of one record one id.")
                        continue
                    met.add(key)
                key = key or free_key(as_key(plain(table.key, row.cells, self.filters)) or table.kind, taken)
                taken.add(key)
                draft = Draft(table.kind, identity, key, name, row.place)
                self.drafts[table.kind, identity] = draft
                if wikidata:
                    draft.lines.append(("id", wikidata, row.place))
                elif reply.candidates:
                    words = f"{table.kind} '{key}': no sure match; it may be {', '.join(reply.candidates[:5])}."
                    self._say("unsure", row.place, words)

    def _identified(self, table: Table, row: Row, wikidata: str) -> str | None:
        """The key of the record in the archive that has an identifier of the row; ``None`` if there is none."""
        written = [
            authority(fill(template, cells, self.filters))
            for key, template, between in table.fields
            if key == "id"
            for cells in _each(row, template, between)
        ]
        found = (self.identified.get((table.kind, one)) for one in [wikidata, *written])
        return next((key for key in found if key), None)

    def _fill(self, table: Table, rows: list[Row]) -> None:
        filters = self.filters
        for row in rows:
            identity = plain(table.identity, row.cells, {})
            draft = self.drafts.get((table.kind, identity))
            if table.into and draft is None:
                draft = self._of_the_archive(table.kind, identity, row.place)
            if draft is None or (not table.into and draft.name != plain(table.name, row.cells, filters)):
                continue
            draft.lines += [(key, text, row.place) for key, text in self._lines(table, row, filters)]
            draft.text = draft.text or plain(table.text, row.cells, filters)

    def _of_the_archive(self, kind: str, identity: str, place: str) -> Draft | None:
        key = self.known(kind, identity) or as_key(identity)
        if key not in self.there[kind]:
            self._say("refused", place, f"there is no {kind} '{identity}', neither in a table nor in the archive.")
            return None
        return self.drafts.setdefault((kind, identity), Draft(kind, identity, key, "", place))

    def _lines(self, table: Table, row: Row, filters: Filters) -> Iterator[tuple[str, str]]:
        for key, template, between in table.fields:
            for one in _each(row, template, between):
                if text := fill(template, one, filters, table.dates.keys()):
                    yield key, self._in_figures(table.kind, key, text)
                    for lost, first in unwritten(template, one):
                        self.lost.setdefault((table.paths, lost, first), []).append((row.place, one[lost]))

    def _in_figures(self, kind: str, key: str, text: str) -> str:
        """A line of a date or coordinates, which may be written otherwise in the table: ``16 July 1895 [Register]``."""
        spec = self.schema.fields(self.schema.kinds[kind])[key][1]
        value, bracket, rest = text.partition(" [")
        if spec.times:
            return sure(value) + bracket + rest
        if spec.read is read_coordinates:
            return (in_decimals(value) or value) + bracket + rest
        return text

    def _make_readable(self, draft: Draft) -> None:
        """Keep what the archive cannot read as printed, if it names its source; refuse it if not."""
        specs = self.schema.fields(self.schema.kinds[draft.kind])
        draft.lines = list({(key, text): (key, text, place) for key, text, place in draft.lines}.values())
        order = field_order(specs)
        times = _times(draft.lines)
        draft.lines.sort(key=lambda line: (order.index(line[0]), times.get(line, "")))
        draft.lines = self._once(draft, specs)
        draft.sort = next((text for key, text, _ in draft.lines if key == "sort"), draft.name)
        faults = _faults(specs, draft)
        kept: list[tuple[str, str, str]] = []
        for number, (key, text, place) in enumerate(draft.lines):
            if number not in faults:
                kept.append((key, text, place))
                continue
            printed = as_printed(text, faults[number])
            trial = replace(draft, lines=[(key, printed, place)])
            if specs[key][1].sourced and 0 not in _faults(specs, trial):
                kept.append((key, printed, place))
                self._say("as printed", place, f"{draft.kind} '{draft.key}': {faults[number]}")
            else:
                self._say("refused", place, f"{draft.kind} '{draft.key}': :{key}: {text}: {faults[number]}")
        draft.lines = kept
        if -1 in faults and draft.name:
            self._say("refused", draft.place, f"{draft.kind} '{draft.key}': {faults[-1]}")
            draft.name = draft.key = ""

    def _once(self, draft: Draft, specs: FieldSpecs) -> list[tuple[str, str, str]]:
        """The lines, without those that give a field another value than a row before, where it has but one."""
        first: dict[str, tuple[str, str]] = {}
        kept = []
        for key, text, place in draft.lines:
            there, where = first.setdefault(key, (text, place))
            if specs[key][1].repeat or there == text:
                kept.append((key, text, place))
            else:
                words = f"{draft.kind} '{draft.key}': :{key}: {text}: it is '{there}' in {where}, and has one value."
                self._say("refused", place, words)
        return kept

    def _say(self, what: str, place: str, words: str) -> None:
        self.remarks.append(Remark(what, place, words))


def _times(lines: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """The date at the end of each line, for the fields all of whose lines have one: offices in order of time."""
    found: dict[str, dict[tuple[str, str, str], str]] = {}
    for line in lines:
        last = re.split(r" \[| \|", line[1], maxsplit=1)[0].rpartition(" ")[2]
        match = re.match(r"[\[{/.]*(\d{4}\S*)", last)
        found.setdefault(line[0], {})[line] = match[1] if match else ""
    return {line: time for dated in found.values() if all(dated.values()) for line, time in dated.items()}


_FIRST: Final = ("native", "sort", "variant", "abbreviation")


def field_order(specs: FieldSpecs) -> list[str]:
    """The order in which people write the fields: names, what is particular to the kind, then what all kinds have."""
    common = field_specs(Record)
    own = [key for key in specs if key not in common]
    return [*_FIRST, *own, *(key for key in common if key not in _FIRST and key not in own)]


_WHOLE: Final = -1


def _faults(specs: FieldSpecs, draft: Draft) -> dict[int, str]:
    """What is wrong with a line, by its number; -1: what is wrong with the record as a whole."""
    lines = [FieldLine(key, text, number) for number, (key, text, _) in enumerate(draft.lines)]
    _, faults = read_fields(specs, lines, _WHOLE, draft.kind)
    return {fault.line: fault.message for fault in faults}


def as_printed(text: str, fault: str) -> str:
    """A line kept as its source prints it; the reason is what the reader says, without what it would have instead."""
    source = re.search(r"(\[[^\[\]]*\])(?= \| )", text)
    if source:  # what is printed, with all its parts, comes before the source
        text = f"{text[: source.start()].rstrip()}{text[source.end() :]} {source[1]}"
    reason = (
        re.sub(r"^field ':[\w-]+:': ", "", fault).partition(". ")[0].translate(str.maketrans("[]|", "()/")).rstrip(".")
    )
    return f"{text} | as-printed: {reason}"


def _each(row: Row, template: str, between: str) -> list[Mapping[str, str]]:
    """The cells of a row, once for each value in the first column of the template, if several stand in it."""
    if not between:
        return [row.cells]
    (column, *_) = columns_of(template)
    parts = [part.strip() for part in row.cells.get(column, "").split(between.strip())]
    return [{**row.cells, column: part} for part in parts if part]


def _chosen(choices: tuple[Choice, ...], cells: Mapping[str, str], otherwise: str) -> str:
    for choice in choices:
        pattern = re.sub(r"\{([^{}\d][^{}]*)\}", lambda match: re.escape(cells.get(match[1], "")), choice.pattern)
        if match := re.fullmatch(pattern, plain(choice.template, cells, {"title": title, "qid": qid})):
            return plain(match.expand(choice.result), cells, {"title": title, "qid": qid})
    return otherwise


def authority(line: str) -> str:
    """The identifier of an authority file in a line, in its usual form; empty if there is none: ``wikidata Q42``."""
    try:
        found = read_identifier(line.partition(" [")[0].strip())
    except ValueError:
        return ""
    return str(found) if isinstance(found, Identifier) else ""


def as_key(text: str) -> str:
    """A key made of a name: small Latin letters, figures and hyphens; empty if nothing of it can be written so."""
    return _NO_KEY.sub("-", fold(romanize(text, "press"))).strip("-")


def free_key(key: str, taken: set[str]) -> str:
    """The key, or with the first number that makes it free: ``john-smith-2``."""
    if key not in taken:
        return key
    return next(made for number in range(2, len(taken) + 3) if (made := f"{key}-{number}") not in taken)


__all__ = ["Draft", "Drafting", "ImportFault", "Remark", "as_key", "free_key"]
