"""What the audit page says of the sources: their classes, and what the entries of the most cited leave out."""

from __future__ import annotations

from docutils import nodes

from letopis.checks.source_audit import MOST_CITED, Incomplete, incomplete_entries, shares_by_class
from letopis.model.values import Citation
from letopis.rendering.page import Content, Page, bullets, paragraph, table


def source_audit(page: Page) -> list[nodes.Node]:
    """A table of the citations by class of source, where the project names classes; and the entries to complete."""
    return [*_classes(page), *_entries(page)]


def _classes(page: Page) -> list[nodes.Node]:
    classes = page.builder.config.letopis_source_classes
    shares = shares_by_class(page.archive, classes) if classes else []
    total = sum(count for _, count in shares)
    if not total:
        return []
    rows: list[list[Content]] = [[name, f"{count:,}", f"{100 * count / total:.1f} %"] for name, count in shares]
    return [
        nodes.rubric("", "Citations by class of source", classes=["letopis-heading"]),
        paragraph(f"{total:,} citations, in the text and in the fields of records."),
        table(["Class", "Citations", "Share"], rows, [60, 20, 20], ["letopis-source-classes"]),
    ]


def _entries(page: Page) -> list[nodes.Node]:
    found = incomplete_entries(page.archive)
    if not page.archive.citation_counts:
        return []
    lacking = [entry for entry in found if entry.missing]
    words = (
        f"Of the {MOST_CITED} sources cited most, {len(lacking)} have an entry that leaves something out without a "
        f"reason, and {len(found) - len(lacking)} one that gives a reason for all that it leaves out."
    )
    made: list[nodes.Node] = [
        nodes.rubric("", "Entries of the most cited sources", classes=["letopis-heading"]),
        paragraph(words),
    ]
    if found:
        made.append(bullets([_entry(page, entry) for entry in found], ["letopis-audit", "letopis-entries"]))
    return made


def _entry(page: Page, entry: Incomplete) -> list[Content]:
    """``“The Struggle” (125 citations): no pages. Not found: publisher, since …``."""
    told: list[Content] = [*page.source(Citation(entry.key)), f" ({entry.citations} citations)"]
    if entry.missing:
        told.append(f": without {', '.join(entry.missing)}")
    reasons: dict[str, list[str]] = {}
    for name, reason in entry.reasons:
        reasons.setdefault(reason, []).append(name)
    for reason, names in reasons.items():
        told.append(f". Not found: {', '.join(names)} ({reason})")
    return [*told, "."]
