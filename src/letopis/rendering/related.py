"""What stands below a record: its relations, its sources, and who mentions it."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from letopis.model.archive import Mention, Relation
from letopis.model.dates import sort_key
from letopis.model.kinds import Claim, Record
from letopis.model.values import RANKS, DatedRelation, Membership, Nomination, SourceNote, Tenure
from letopis.queries.tenures import terms
from letopis.rendering.long_relations import MANY, long_relation
from letopis.rendering.page import Content, Page, bullets, fields, joined, paragraph
from letopis.rendering.terms import relation_nodes, when_nodes

_MANY: Final = 12
"""More mentions can be unfolded."""


def render(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Relations, sources and mentions of a record that has a page of its own."""
    record = page.archive.named(options["kind"], options["key"])
    if record is None:
        return []
    made: list[nodes.Node] = []
    rows = relation_rows(page, record)
    if rows:
        made.append(nodes.rubric("", "Related", classes=["letopis-heading"]))
        made.append(fields(rows, classes=["letopis-related"]))
    made += _long_relations(page, record)
    if record.source:
        made.append(nodes.rubric("", "Sources", classes=["letopis-heading"]))
        made.append(bullets((source_line(page, s.value) for s in record.source), ["letopis-sources"]))
    groups = mention_groups(page, record)
    if groups:
        made.append(nodes.rubric("", "Mentioned in", classes=["letopis-heading"]))
        made += mention_list(page, groups)
    return [nodes.container("", *made, classes=["letopis-below"])] if made else []


def render_beneath(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The same for a record that shares its page, in a few lines."""
    record = page.archive.named(options["kind"], options["key"])
    if record is None:
        return []
    made: list[nodes.Node] = []
    if isinstance(record, Claim):
        for label, notes in (("For", record.for_), ("Against", record.against)):
            if notes:
                made.append(paragraph(nodes.strong("", label), classes=["letopis-side"]))
                made.append(bullets((source_line(page, n.value) for n in notes), ["letopis-sources"]))
    rows = relation_rows(page, record)
    if record.source:
        cited: list[Content] = [source_line(page, s.value) for s in record.source]
        rows.append(("Sources", joined(cited, "; ")))
    groups = mention_groups(page, record)
    if groups:
        rows.append(("Mentioned in", joined([page_link(page, doc) for doc in groups])))
    if rows:
        made.append(fields(rows, classes=["letopis-beneath"]))
    return made + _long_relations(page, record)


def source_line(page: Page, note: SourceNote) -> list[nodes.Node]:
    """A source and what it says."""
    cited = page.source(note.citation)
    return [*cited, nodes.Text(f": {note.note}")] if note.note else cited


def relation_rows(page: Page, record: Record) -> list[tuple[str, Content]]:
    """What the record itself refers to (see also, about), then what refers to it."""
    rows: list[tuple[str, Content]] = []
    if record.about:
        refs = [ref for fact in record.about for ref in fact.value]
        rows.append(("About", joined([page.ref(ref) for ref in refs])))
    if record.see:
        rows.append(("See also", joined([page.ref(fact.value) for fact in record.see])))
    rows.extend(
        (label, joined(relation_items(page, found), "; "))
        for label, found in _by_label(page, record)
        if len(found) <= MANY
    )
    return rows


def _by_label(page: Page, record: Record) -> list[tuple[str, list[Relation]]]:
    """What refers to a record, by what the relation is called from this end."""
    grouped: dict[str, list[Relation]] = {}
    for relation in page.archive.relations_to(record):
        label = page.archive.fields_of(relation.record)[relation.field][1].inverse
        if label:
            grouped.setdefault(label, []).append(relation)
    return [(label, grouped[label]) for label in page.archive.schema.inverses if label in grouped]


def _long_relations(page: Page, record: Record) -> list[nodes.Node]:
    """Each relation of more than a dozen records: its name and a table."""
    made: list[nodes.Node] = []
    for label, found in _by_label(page, record):
        if len(found) > MANY and not _is_shown(page, record, found):
            made.append(nodes.rubric("", f"{label} ({len(found)})", classes=["letopis-heading"]))
            made += long_relation(page, record, found)
    return made


def _is_shown(page: Page, record: Record, found: list[Relation]) -> bool:
    """Whether the author of the page shows the holders of this office or body by a view already."""
    if not isinstance(found[0].fact.value, Tenure | Membership):
        return False
    views = page.builder.env.get_domain("letopis").views_on(record.origin.docname)  # type: ignore[attr-defined]
    return any(call.name == "tenures" and terms(page.archive, call.options["key"])[0] is record for call in views)


def relation_items(page: Page, relations: list[Relation]) -> list[Content]:
    """Links in order of time where there is one, else of name; offices and seats with their dates."""

    def order(relation: Relation) -> tuple[object, ...]:
        record = relation.record
        own = getattr(relation.fact.value, "when", None)
        date = page.archive.when(own) if own is not None else page.archive.date_of(record)
        if date is not None:
            return (0, sort_key(date), record.key)
        return (1, record.origin.docname, record.origin.line, record.key)

    made: list[Content] = []
    for relation in sorted(relations, key=order):
        value = relation.fact.value
        link = page.link(relation.record)
        match value:
            case Tenure() | Membership() | Nomination():
                item: Content = [link, " (", _briefly(page, value), ")"]
            case DatedRelation():
                said = relation_nodes(page, value)
                item = [link, [" (", said, ")"] if said else "", *page.cite(relation.fact.sources)]
            case _:
                item = link
        made.append(item)
    return made


def _briefly(page: Page, value: Tenure | Membership | Nomination) -> list[Content]:
    """Rank, dates, and whether it was held for another or not at all; the rest is on the other page."""
    rank = [f"{RANKS[value.rank]}, "] if isinstance(value, Membership) else []
    acting = ", acting" if value.details.acting else ""
    outcome = f", {value.details.outcome}" if value.details.outcome else ""
    return [*rank, when_nodes(page, value), acting, outcome]


def mention_groups(page: Page, record: Record) -> dict[str, list[Mention]]:
    """The mentions of a record by page, its own page left out.

    None on paper: there the indexes lead to every mention, with its page number.
    """
    groups: dict[str, list[Mention]] = {}
    if page.on_paper:
        return groups
    for mention in page.archive.mentions_of(record):
        if mention.docname != record.origin.docname:
            groups.setdefault(mention.docname, []).append(mention)
    return groups


def page_link(page: Page, docname: str, near: str = "") -> nodes.Node:
    """A link to a page of the archive, or a paragraph on it, by the page's title."""
    return page.document(docname, near)


def mention_list(page: Page, groups: dict[str, list[Mention]]) -> list[nodes.Node]:
    """Pages that mention a record, with the sentence where the outcome is read on screen."""
    if not page.on_screen:
        return [paragraph(joined([page_link(page, doc) for doc in groups]), classes=["letopis-mentions"])]
    items: list[Content] = []
    for docname, found in groups.items():
        first = found[0]
        quote = nodes.inline("", page.expand(first.sentence), classes=["letopis-sentence"])
        items.append([page_link(page, docname, first.near), ": ", quote])
    if len(items) <= _MANY:
        return [bullets(items, ["letopis-mentions"])]
    shown, more = items[: _MANY // 2], items[_MANY // 2 :]
    return [
        bullets(shown, ["letopis-mentions"]),
        *page.folded(f"{len(more)} more pages", [bullets(more, ["letopis-mentions"])]),
    ]
