"""Declared relations as a network: a drawing with a line for each, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docutils import nodes

from letopis.drawings.network import Node
from letopis.drawings.relations import SIGNS, Bond, draw_relations
from letopis.model.archive import Archive
from letopis.model.dates import in_words
from letopis.model.related import Related
from letopis.model.spelling import nearest
from letopis.queries.relations import ends_of, web_of
from letopis.registry import Options
from letopis.rendering.figure import figures, split_keys, with_table
from letopis.rendering.page import Content, Page, table

MOST_DRAWN: Final = 30
"""Records: with more of them the lines are no longer told apart, and the table stands alone."""


def render_relations(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The relations of some kinds: a line for each in a drawing, a row for each in the table."""
    centre = None
    if "about" in options:
        centre = next(iter(page.archive.meant(options["about"])), None)
        if centre is None:  # a finding says so
            return []
    found = web_of(page.archive, split_keys(options["relations"]), centre)
    if not found:
        return []
    rows: list[list[Content]] = [
        [page.link(one.record), one.spec.label, page.link(one.other), _when(page, one), _cited(page, one)]
        for one in found
    ]
    rows_of = table(["Who", "Relation", "To whom", "When", "Sources"], rows, [24, 16, 24, 22, 14], ["letopis-network"])
    drawn = _picture(page, found) if len(ends_of(found)) <= MOST_DRAWN else []
    return with_table(page, drawn, rows_of)


def objections(archive: Archive, options: Options) -> Iterator[str]:
    """What is wrong with the options of a network."""
    declared = {key for added in archive.schema.added.values() for key, spec in added.items() if spec.relation}
    if ("posts" in options) == ("relations" in options):
        yield (
            "expected ':posts:' with the keys of offices or bodies, such as 'mayor; treasurer', or ':relations:' with "
            "relations that conf.py declares, such as 'taught; married', and not both."
        )
    named = split_keys(options.get("relations", ""))
    for key in named:
        if key not in declared:
            near = nearest(key, declared)
            hint = f"Write {' or '.join(near)}" if near else "Declare it there, or take it out"
            yield f"option ':relations:': letopis_relations in conf.py has no {key!r}. {hint}."
    if len(named) > len(SIGNS):
        yield f"option ':relations:': at most {len(SIGNS)} relations can be told apart in one drawing, not {len(named)}."


def _when(page: Page, one: Related) -> list[Content]:
    value = one.fact.value
    date: list[Content] = [page.date(value.when)] if value.when is not None else []
    return [*date, *(["; "] if date and value.remark else []), value.remark]


def _cited(page: Page, one: Related) -> list[Content]:
    return [*page.cite(one.fact.sources)]


def _picture(page: Page, found: Sequence[Related]) -> list[nodes.Node]:
    ends = [Node(record.ref, record.name) for record in ends_of(found)]
    bonds = [Bond(one.record.ref, one.other.ref, _told(page, one), one.spec.label, _is_symmetric(one)) for one in found]
    labels = ", ".join(dict.fromkeys(one.spec.label.lower() for one in found))
    caption = f"Who is related to whom: {labels}. The table below has the same, with dates and sources."
    return figures(page, lambda measure, title: [draw_relations(ends, bonds, title, measure)], caption, narrow=True)


def _is_symmetric(one: Related) -> bool:
    return one.spec.relation is not None and one.spec.relation.symmetric


def _told(page: Page, one: Related) -> str:
    """The relation in words."""
    when = page.archive.when(one.fact.value.when)
    return f"{one.record.name}: {one.spec.label} {one.other.name}{f', {in_words(when)}' if when else ''}"
