"""Where sources differ on a fact of a record, gathered in one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes

from letopis.model.fields import FieldSpec
from letopis.model.kinds import Record
from letopis.model.values import Dispute, Fact
from letopis.rendering.facts import value_nodes
from letopis.rendering.page import Content, Page, joined, table


def render_differences(page: Page, _options: dict[str, str]) -> list[nodes.Node]:
    """Every fact for which a record gives several versions, each with its sources, by kind of record."""
    made: list[nodes.Node] = []
    for kind in page.archive.schema.kinds.values():
        rows: list[list[Content]] = [
            [page.link(record), what, versions]
            for record in page.archive.all(kind)
            for what, versions in _differences(page, record)
        ]
        if rows:
            made.append(nodes.rubric("", kind.plural, ids=[f"differ-{kind.kind}"], classes=["letopis-heading"]))
            made.append(table(["Record", "What", "What the sources say"], rows, [26, 22, 52], ["letopis-differences"]))
    return made


def _differences(page: Page, record: Record) -> Iterator[tuple[str, Content]]:
    specs = page.archive.fields_of(record)
    for key, fact in record.facts():
        spec = specs[key][1]
        if isinstance(fact.value, Dispute):
            said: list[Content] = [[text, *page.cite(sources)] for text, sources in fact.value.versions]
            yield fact.value.what, joined(said, " or ")
        elif fact.rivals:
            yield spec.label.lower(), joined(list(_versions(page, key, fact, spec)), " or ")


def _versions(page: Page, key: str, fact: Fact[Any], spec: FieldSpec) -> Iterator[Content]:
    """The version that the record prefers, then the others."""
    yield [*value_nodes(page, key, fact, spec.kinds), *page.cite(fact.sources)]
    for rival in fact.rivals:
        other: Fact[Any] = Fact(rival.value, rival.sources, fact.line)
        yield [*value_nodes(page, key, other, spec.kinds), *page.cite(rival.sources)]
