"""The archive's own audit, and the manual of its rules."""

from __future__ import annotations

from docutils import nodes

from letopis.checks import manual
from letopis.checks.audit import REVIEW_YEARS, Audit, audit
from letopis.checks.examples import Example
from letopis.model.values import Citation
from letopis.rendering.claims import claim_label
from letopis.rendering.page import Content, Page, bullets, paragraph, table
from letopis.rendering.source_audit import source_audit


def render_audit(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Everything an editor should worry about, with links."""
    found = audit(page.archive, page.edition, page.registry.rules)
    total = len({claim.key for claim, _ in found.single})
    parts: list[tuple[str, str, list[Content]]] = [
        (
            "Claims that rest on one source",
            f"{total} claims cite a single source.",
            [[page.link(claim, claim_label(claim)), ": ", *page.source(Citation(key))] for claim, key in found.single],
        ),
        (
            "Paragraphs without a source",
            f"{len(found.unsourced)} paragraphs of running text cite nothing. Many need not.",
            [[page.document(item.docname, item.near), f": {page.expand(item.text)} …"] for item in found.unsourced],
        ),
        (
            "Records without a source",
            f"{len(found.unsourced_records)} records say that no source has been entered yet.",
            [page.link(record) for record in found.unsourced_records],
        ),
        (
            "Orphans",
            f"{len(found.orphans)} records are mentioned by no other page or record.",
            [page.link(record) for record in found.orphans],
        ),
        (
            "Stale verdicts",
            f"{len(found.stale)} claims were judged over {REVIEW_YEARS} years before this edition.",
            [page.link(claim, claim_label(claim)) for claim in found.stale],
        ),
        (
            "Exceptions in force",
            f"{len(found.exceptions)} exceptions to a rule are recorded.",
            [
                [page.link(record), f": {waiver.value.code}. {waiver.value.reason}"]
                for record, waiver, _ in found.exceptions
            ],
        ),
        (
            "Asked for less",
            _asked_for_less(found),
            [[page.link(record), ": ", nodes.literal("", field)] for record, field in found.relaxed],
        ),
    ]
    if found.unreviewed:
        total_records = len(page.archive.records)
        words = f"{len(found.unreviewed)} of {total_records} records name nobody who has looked them over."
        parts.append(("Not reviewed", words, [page.link(record) for record in found.unreviewed]))
    made: list[nodes.Node] = [*_shares(page, found.shares), *source_audit(page)]
    for title, words, items in parts:
        made.append(nodes.rubric("", title, classes=["letopis-heading"]))
        made.append(paragraph(words))
        if items:
            made.append(bullets(items, ["letopis-audit"]))
    return made


def _asked_for_less(found: Audit) -> str:
    return (
        f"{len(found.relaxed)} records take themselves out of a sum or a count: bodies whose members are not all "
        "recorded, votes of which some names are known, offices that any number may hold. "
        f"{len(found.unread)} sources are kept as further reading, and nothing rests on them."
    )


def _shares(page: Page, shares: list[tuple[str, int]]) -> list[nodes.Node]:
    total = sum(count for _, count in shares)
    if not total:
        return []
    rows: list[list[Content]] = [
        [page.source(Citation(key)), str(count), f"{100 * count / total:.1f} %"] for key, count in shares[:25]
    ]
    head = ["Source", "Claims", "Share"]
    return [
        nodes.rubric("", "Share of the claims by source", classes=["letopis-heading"]),
        table(head, rows, [60, 20, 20], ["letopis-shares"]),
    ]


def render_rules(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Everything the checks can say: the code, what must hold, what to do, and an example of wrong and right."""
    made: list[nodes.Node] = []
    for title, entries in manual(page.registry.rules).items():
        items = [
            nodes.definition_list_item(
                "",
                nodes.term("", "", nodes.literal("", entry.code), ids=[f"rule-{entry.code}"]),
                nodes.definition(
                    "",
                    *[paragraph(*_literals(text)) for text in (entry.demand, entry.advice) if text],
                    *_example(entry.example),
                ),
            )
            for entry in entries
        ]
        made.append(nodes.rubric("", title, classes=["letopis-heading"]))
        made.append(nodes.definition_list("", *items, classes=["letopis-rules"]))
    return made


def _example(example: Example | None) -> list[nodes.Node]:
    if example is None:
        return []
    return [
        paragraph(f"Wrong, at line {example.line}:" if example.line else "Wrong:"),
        _shown(example.wrong),
        paragraph("Right:"),
        _shown(example.right),
    ]


def _shown(text: str) -> nodes.literal_block:
    text = text.rstrip("\n")
    return nodes.literal_block(text, text, language="none")


def _literals(text: str) -> list[Content]:
    """Text with ````words```` set as literals."""
    pieces = " ".join(text.split()).split("``")
    return [nodes.literal("", piece) if n % 2 else piece for n, piece in enumerate(pieces) if piece]
