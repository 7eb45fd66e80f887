"""The facts box of a record: every field in words, with its sources."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from letopis.model.ballots import CastingVote
from letopis.model.dates import HistoricalDate, RelativeDate
from letopis.model.fields import FieldSpec
from letopis.model.identifiers import Identifier
from letopis.model.kinds import BODY, DOCUMENT, OFFICE, PERSON, Claim, Place, Question, Record, Vote
from letopis.model.names import romanize
from letopis.model.rights import Rights
from letopis.model.values import (
    RANKS,
    AsPrinted,
    Citation,
    Coordinates,
    DatedRelation,
    Dispute,
    Fact,
    MadeIn,
    Membership,
    Nomination,
    Participation,
    Ref,
    Review,
    Tally,
    Tenure,
)
from letopis.rendering import claims, illustrations, maps, terms, votes
from letopis.rendering.degrees import degrees
from letopis.rendering.page import Content, Page, fields, flatten, joined

MOST_ROWS = 5
"""A box with more rows is shortened to four on a narrow screen, where a row is often three lines high."""


def render(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The box at the head of a record."""
    record = page.archive.named(options["kind"], options["key"])
    if record is None:
        return []
    rows = list(fact_rows(page, record))
    made: list[nodes.Node] = []
    if isinstance(record, Claim):
        made += claims.render_head(page, record)
    elif record.inline:
        made.append(nodes.rubric("", record.name, classes=["letopis-name"]))
    if isinstance(record, Question) and record.statement:
        made.append(page.statement(record.statement))
    if isinstance(record, Vote):
        made += votes.render_head(page, record)
    made += illustrations.of_record(page, record)
    if isinstance(record, Place) and not record.inline:
        made += maps.of_place(page, record)
    if rows:
        box = fields(rows, classes=["letopis-facts", f"letopis-facts-{record.kind}"])
        made += page.shortened("All facts", box) if not record.inline and len(rows) > MOST_ROWS else [box]
    return made


def fact_rows(page: Page, record: Record) -> list[tuple[str, Content]]:
    """Label and content of each row, repeated fields under one label."""
    specs = page.archive.fields_of(record)
    order = {key: (spec.shown == "last", number) for number, (key, (_, spec)) in enumerate(specs.items())}
    grouped: dict[str, list[Content]] = {}
    for key, fact in sorted(record.facts(), key=lambda item: order[item[0]]):
        spec = specs[key][1]
        if spec.shown in {"head", "elsewhere"}:
            continue
        content = [
            *value_nodes(page, key, fact, spec.kinds),
            *page.cite(fact.sources),
            *rival_nodes(page, key, fact, spec),
        ]
        grouped.setdefault(spec.label, []).append(content)
    return [(label, joined(items, "; ")) for label, items in grouped.items()]


def rival_nodes(page: Page, key: str, fact: Fact[Any], spec: FieldSpec) -> list[nodes.Node]:
    """What other sources say: ``(sources differ: 1851)``."""
    if not fact.rivals:
        return []
    others: list[Content] = [
        [*value_nodes(page, key, Fact(rival.value, rival.sources, fact.line), spec.kinds), *page.cite(rival.sources)]
        for rival in fact.rivals
    ]
    return flatten([" (", nodes.emphasis("", "sources differ"), ": ", joined(others, "; "), ")"])


def value_nodes(page: Page, key: str, fact: Fact[Any], kinds: tuple[str, ...]) -> list[nodes.Node]:
    """One value in words."""
    value = fact.value
    if isinstance(value, AsPrinted):
        return [nodes.Text(f"“{value.printed}” (as printed: {value.reason})")]
    if key == "native":
        latin = romanize(value, "ala-lc")
        return [page.native(value), *([nodes.Text(f" ({latin})")] if latin != value else [])]
    if key == "seats":
        return [nodes.Text("any number" if value == 0 else str(value))]
    linked = _linked(page, value, kinds)
    return linked if linked is not None else [_plain(page, value)]


def _linked(page: Page, value: object, kinds: tuple[str, ...]) -> list[nodes.Node] | None:  # noqa: PLR0911 -- a line for each kind
    """A value that points at records or sources; ``None`` for any other."""
    match value:
        case Ref():
            return [page.ref(value, kinds)]
        case (Ref(), *_) if type(value) is tuple:
            return joined([page.ref(one, kinds) for one in value])
        case Tenure(post) | Nomination(post):
            return flatten([page.ref(post, OFFICE), ", ", terms.held_nodes(page, value)])
        case Membership(body, rank):
            return flatten([page.ref(body, BODY), f" ({RANKS[rank]}), ", terms.held_nodes(page, value)])
        case Participation(person, part):
            who = page.ref(person, kinds)
            return [who, nodes.Text(f" ({part})")] if part else [who]
        case DatedRelation(other):
            said = terms.relation_nodes(page, value)
            return flatten([page.ref(other, kinds), " (", said, ")"] if said else [page.ref(other, kinds)])
        case MadeIn(document, paragraph):
            where = page.ref(document, DOCUMENT)
            return [where, nodes.Text(f", paragraph {paragraph}")] if paragraph else [where]
        case Dispute():
            return dispute_nodes(page, value)
        case CastingVote(person, side):
            return [page.ref(person, PERSON), nodes.Text(f", {side}")]
        case Citation():
            return page.source(value)
        case Review(who, when):
            return [nodes.Text(f"{who}, "), page.date(when)]
    return None


def _plain(page: Page, value: object) -> nodes.Node:
    """A value that stands for itself."""
    match value:
        case HistoricalDate() | RelativeDate():
            return page.date(value)
        case Coordinates(latitude, longitude):
            return nodes.Text(degrees(latitude, "N", "S") + ", " + degrees(longitude, "E", "W"))
        case Identifier():
            return nodes.reference("", f"{value.label} {value.value}", refuri=value.address)
        case Tally(ayes, noes, abstentions):
            more = "" if abstentions is None else f", {abstentions} abstaining"
            return nodes.Text(f"{ayes} for, {noes} against{more}")
        case Rights():
            return nodes.reference("", value.words, refuri=value.address)
        case str() if value.startswith(("http://", "https://")):
            return nodes.reference("", value, refuri=value)
    return nodes.Text(str(value))


def dispute_nodes(page: Page, dispute: Dispute) -> list[nodes.Node]:
    """What is disputed and each version with its sources."""
    made: list[nodes.Node] = [nodes.Text(f"{dispute.what}: ")]
    versions: list[Content] = [[text, *page.cite(sources)] for text, sources in dispute.versions]
    return made + joined(versions, " or ")
