"""Views over time: the timeline, a body on one day, and who held a seat or office when."""

from __future__ import annotations

from docutils import nodes

from letopis.model import kinds as r
from letopis.model import values as v
from letopis.model.dates import Tri, parse_fixed_date, sort_key
from letopis.rendering.facts import RANK_WORDS
from letopis.rendering.page import Content, Page, paragraph, table
from letopis.views.composition import composition
from letopis.views.timeline import events_between


def render_timeline(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Events in order of time. Options ``from`` and ``to`` bound it, ``about`` narrows it."""
    rows: list[list[Content]] = []
    for event in events_between(page.archive, options.get("from"), options.get("to")):
        if "about" in options and not page.archive.touches(event, options["about"]):
            continue
        date = page.date(event.date.value) if event.date else ""
        rows.append([date, page.link(event), page.expand(event.summary)])
    if not rows:
        return []
    return [table(["Date", "Event", "What happened"], rows, [20, 28, 52], ["letopis-timeline"])]


def render_composition(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Who sat in a body when a day ended; those whose dates cannot tell are marked."""
    body = page.archive.find(r.Body, options["key"])
    if body is None:
        return []
    day = parse_fixed_date(options["date"])
    rows: list[list[Content]] = []
    for seat in composition(page.archive, body, day, closing=True):
        sure = "" if seat.sure is Tri.YES else " (dates cannot tell)"
        rows.append([page.link(seat.person), RANK_WORDS[seat.rank] + sure, page.date(seat.fact.value.when)])
    if not rows:
        return [paragraph("No members are recorded for this day.")]
    return [table(["Name", "Rank", "Member"], rows, [40, 28, 32], ["letopis-composition"])]


def render_tenures(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Everyone who sat in a body or held an office, from when to when."""
    office = page.archive.find(r.Office, options["key"])
    rows: list[list[Content]] = []
    if office is not None:
        for person, tenure in page.archive.tenures(office):
            when = [page.date(tenure.value.when), *page.cite(tenure.sources)]
            rows.append([page.link(person), when])
        return [table(["Name", "In office"], rows, [45, 55], ["letopis-tenures"])] if rows else []
    body = page.archive.find(r.Body, options["key"])
    if body is None:
        return []

    def order(seat: tuple[r.Person, v.Fact[v.Membership]]) -> tuple[object, ...]:
        date = page.archive.when(seat[1].value.when)
        return (date is None, sort_key(date) if date else (), seat[0].key)

    for person, fact in sorted(page.archive.seats(body), key=order):
        when = [page.date(fact.value.when), *page.cite(fact.sources)]
        rows.append([page.link(person), RANK_WORDS[fact.value.rank], when])
    return [table(["Name", "Rank", "Member"], rows, [38, 24, 38], ["letopis-tenures"])] if rows else []
