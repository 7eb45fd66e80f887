"""The views ``{changes}`` and ``{corrections}``: what each edition added, changed and removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes

from letopis.addresses.ledger import Change, Ledger
from letopis.addresses.ledger_file import ledger_of
from letopis.domain import app_of
from letopis.model.fields import field_specs
from letopis.model.months import MONTHS
from letopis.registry import View
from letopis.rendering.page import Content, Page, bullets, paragraph

NO_FACTS: Final = frozenset({"key", "text", "source", "see", "alias", "except", "image"})
"""Fields whose change corrects no fact: the summary, what it rests on, and what is there for readers' convenience."""

_SAID: Final = {"added": "New", "changed": "Changed", "removed": "Taken out"}


def corrections_of(ledger: Ledger) -> Iterator[Change]:
    """The changes that put another fact in the place of one, each with the fields of these alone."""
    for change in ledger.changes:
        fields = tuple(field for field in change.fields if field not in NO_FACTS)
        if change.what == "changed" and fields and not change.of.startswith(("page:", "source:")):
            yield change._replace(fields=fields)


def render_changes(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """What each edition added, changed and removed, the last one first."""
    ledger = ledger_of(app_of(page.builder.env))
    return _listed(page, ledger, ledger.changes, "Nothing in the records changed.")


def render_corrections(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The facts that each edition corrected, the last one first; the history of each page says why."""
    ledger = ledger_of(app_of(page.builder.env))
    return _listed(page, ledger, list(corrections_of(ledger)), "No fact was corrected.")


def _listed(page: Page, ledger: Ledger, changes: list[Change], nothing: str) -> list[nodes.Node]:
    if not ledger.editions:
        return [paragraph("No edition has been published yet.", classes=["letopis-changes"])]
    made: list[nodes.Node] = []
    for edition in reversed(ledger.editions):
        day = f"{edition.day.day} {MONTHS[edition.day.month - 1]} {edition.day.year}"
        made.append(paragraph(nodes.strong("", f"Edition {edition.number}, {day}")))
        own = [change for change in changes if change.edition == edition.number]
        if edition.number == 1 and not own:
            made.append(paragraph("The first edition."))
        elif not own:
            made.append(paragraph(nothing))
        else:
            made.append(bullets((_line(page, change) for change in own), ["letopis-changes"]))
    return made


def _line(page: Page, change: Change) -> Content:
    kind, _, key = change.of.partition(":")
    record = page.archive.named(kind, key) if kind in page.archive.schema.kinds else None
    if record is not None:
        named: Content = page.link(record)
    elif kind == "page" and key in page.builder.env.found_docs:
        named = page.document(key)
    else:
        named = f"{kind} “{key}”"
    labels = [_label(page, kind, field) for field in change.fields]
    return [f"{_SAID[change.what]}: ", named, f" ({', '.join(labels)})" if labels else ""]


def _label(page: Page, kind: str, field: str) -> str:
    """What a field is called on the page of its record."""
    known = page.archive.schema.kinds.get(kind)
    spec = field_specs(known).get(field) if known else None
    return spec[1].label.lower() if spec and spec[1].label else field


CHANGES: Final = (
    View(name="changes", render=render_changes),
    View(name="corrections", render=render_corrections),
)
