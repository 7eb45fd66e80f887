"""Offices, seats and nominations in words: what is known beside the dates."""

from __future__ import annotations

from docutils import nodes

from letopis.model.terms import NOTHING, STEPS, TEXTS, Details, Step
from letopis.model.values import DatedRelation, Membership, Nomination, Tenure
from letopis.rendering.page import Content, Page, joined

UNKNOWN_DATES = "dates not known"


def when_nodes(page: Page, value: Tenure | Membership | Nomination) -> Content:
    """From when to when."""
    return page.date(value.when) if value.when is not None else UNKNOWN_DATES


def held_nodes(page: Page, value: Tenure | Membership | Nomination) -> list[Content]:
    """The dates, and the rest in brackets."""
    parts = detail_items(page, value.details)
    return [when_nodes(page, value), [" (", *joined(parts, "; "), ")"] if parts else ""]


def relation_nodes(page: Page, value: DatedRelation) -> list[nodes.Node]:
    """When a declared relation lasted, and its remark; nothing where neither is known."""
    return joined(
        [*([page.date(value.when)] if value.when is not None else []), *([value.remark] if value.remark else [])], "; "
    )


def detail_items(page: Page, details: Details) -> list[Content]:
    """Each thing known beside the dates, in one order: title, names then, district, party, steps, beginning, end, remark."""
    if details == NOTHING:
        return []
    found: list[Content] = [details.title] if details.title else []
    words = dict(TEXTS.values())
    found += [
        words[name] + text
        for name in ("named", "called", "country", "district", "party")
        if (text := getattr(details, name))
    ]
    found += [word for word, said in (("acting", details.acting), ("beside another", details.parallel)) if said]
    found += [step_nodes(page, step) for step in details.steps]
    found += [words[name] + text for name in ("began", "ended") if (text := getattr(details, name))]
    found += [text for text in (details.outcome, details.remark) if text]
    return found


def step_nodes(page: Page, step: Step) -> Content:
    """``appointed 1 June 1935, during a recess``."""
    note = f", {step.note}" if step.note else ""
    return [nodes.Text(f"{STEPS[step.name].words} "), page.date(step.when), note]
