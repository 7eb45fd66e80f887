"""Relations too many for a line: a dated table, grouped by decade, by kind or by letter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from docutils import nodes

from letopis.model.archive import Relation
from letopis.model.dates import HistoricalDate, sort_key
from letopis.model.kinds import Body, Office, Record
from letopis.model.names import collation_key, fold
from letopis.model.values import Membership, Tenure, When
from letopis.rendering.page import Content, Page, table
from letopis.rendering.time import WITHOUT_DATE, decade_of, render_tenures

MANY: Final = 12
"""Of more relations of one sort a line is no longer read."""


def long_relation(page: Page, record: Record, relations: Sequence[Relation]) -> list[nodes.Node]:
    """The relations of one sort as a table; those of an office or a body with the drawing of its holders."""
    value = relations[0].fact.value
    if isinstance(record, Office | Body) and isinstance(value, Tenure | Membership):
        return render_tenures(page, {"key": f"{record.kind}:{record.key}", "group": "decade"})
    rows = [(_when(page, one), one) for one in relations]
    dated = [(when, one) for when, one in rows if when is not None]
    if len(dated) * 2 < len(rows):
        return [_by_letter(page, relations)]
    groups: list[tuple[str, list[list[Content]]]] = []
    dated.sort(key=lambda row: (sort_key(row[0]), row[1].record.key))
    for decade, found in groupby(dated, key=lambda row: decade_of(row[0])):
        groups.append((decade, [_row(page, one) for _, one in found]))
    if undated := [one for when, one in rows if when is None]:
        groups.append((WITHOUT_DATE, [_row(page, one) for one in sorted(undated, key=_name)]))
    return [table(["Name", "When"], grouped(groups, 2), [60, 40], ["letopis-long-relation"])]


def grouped(groups: Sequence[tuple[str, list[list[Content]]]], columns: int) -> list[list[Content]]:
    """The rows of all groups, each group below a row with its name; one group alone has none."""
    rows: list[list[Content]] = []
    for name, found in groups:
        if len(groups) > 1:
            rows.append([nodes.strong("", name), *[""] * (columns - 1)])
        rows += found
    return rows


def _when(page: Page, relation: Relation) -> HistoricalDate | None:
    return page.archive.when(_date(relation))


def _date(relation: Relation) -> When | None:
    """The date of a relation: its own, or that of its record: of a death in a place, its end, else its beginning."""
    own: When | None = getattr(relation.fact.value, "when", None)
    if own is not None:
        return own
    record = relation.record
    fact = record.time("date") or record.time("end" if relation.field == "deathplace" else "begin")
    return fact.value if fact else None


def _name(relation: Relation) -> tuple[tuple[str, str, str], str]:
    return collation_key(relation.record.index_name), relation.record.key


def _row(page: Page, relation: Relation) -> list[Content]:
    when = _date(relation)
    return [page.link(relation.record), page.date(when) if when is not None else ""]


def _by_letter(page: Page, relations: Sequence[Relation]) -> nodes.table:
    """Relations of which most have no date, by the first letter of the name."""
    found = sorted(relations, key=_name)
    groups: list[tuple[str, list[list[Content]]]] = [
        (letter, [[page.link(one.record), one.record.label] for one in each])
        for letter, each in groupby(found, key=lambda one: fold(one.record.index_name)[:1].upper())
    ]
    return table(["Name", "What"], grouped(groups, 2), [60, 40], ["letopis-long-relation"])
