"""Day by day: a heading for each day, and below it what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from docutils import nodes

from letopis.model.datewords import in_words
from letopis.model.kinds import PLACE, Claim, Event, Record
from letopis.queries.days import DayRecord, days_between, days_from
from letopis.registry import Options
from letopis.rendering.claims import claim_label, verdict_node
from letopis.rendering.page import Content, Page, bullets, joined, paragraph

MOST_DAYS: Final = 400
"""A longer time is no time to be told day by day."""

_FEW: Final = 7
"""So many days are found without links that lead to each."""

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def ids_of_days(options: Options) -> list[str]:
    """The id of each day that the view shows."""
    return [_id(iso) for iso in days_from(options["from"], options["to"])[:MOST_DAYS]]


def _id(iso: str) -> str:
    return f"day-{iso}"


def render_days(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Each day from ``from`` to ``to``: what is certain, what is under way, what is not sure, what is disputed."""
    found = days_between(page.archive, options["from"], options["to"])[:MOST_DAYS]
    made: list[nodes.Node] = [_leap(found)] if page.is_laid_out and len(found) > _FEW else []
    for number, day in enumerate(found):
        box = nodes.container("", classes=["letopis-day"], ids=[_id(day.iso)])
        box += nodes.rubric("", _heading(day), classes=["letopis-name"])
        box += list(_content(page, day))
        if page.is_laid_out:
            box += _steps(found, number)
        made.append(box)
    return made


def _heading(day: DayRecord) -> str:
    year, month, number = map(int, day.iso.rsplit("-", 2))
    weekday = f"{_WEEKDAYS[date(year, month, number).weekday()]}, " if year > 0 else ""
    return f"{weekday}{in_words(day.date)}"


def _content(page: Page, day: DayRecord) -> Iterable[nodes.Node]:
    if not (day.certain or day.under_way or day.perhaps):
        yield paragraph("Nothing is recorded of this day.")
    if day.certain:
        yield bullets([_event(page, event) for event in day.certain], ["letopis-records"])
    if day.under_way:
        yield paragraph(nodes.strong("", "Under way: "), joined([page.link(event) for event in day.under_way]), ".")
    if day.perhaps:
        yield paragraph(
            nodes.strong("", "Perhaps on this day: "), joined([_perhaps(page, e) for e in day.perhaps]), "."
        )
    if day.questions:
        links = [page.link(question) for question in day.questions]
        yield paragraph(nodes.strong("", "Open questions: "), joined(links, "; "))
    if day.claims:
        yield paragraph(nodes.strong("", "Statements on which sources differ:"))
        yield bullets([_claim(page, claim) for claim in day.claims], ["letopis-records"])


def _claim(page: Page, claim: Claim) -> Content:
    verdict: list[Content] = [" ", verdict_node(claim.verdict.value)] if claim.verdict else []
    said = claim.statement.value if claim.statement else claim.name
    return [page.link(claim, claim_label(claim)), ": ", said, *verdict]


def _event(page: Page, event: Event) -> Content:
    """What happened, where, and who took part."""
    made: list[Content] = [nodes.strong("", "", page.link(event)), ". ", page.sentence(event.summary)]
    made += page.cite(event.date.sources if event.date else ())
    where = [page.ref(fact.value, PLACE) for fact in event.place]
    if where:
        made += [" ", nodes.emphasis("", "Where: "), joined(where), "."]
    who: list[Record] = [
        record
        for fact in event.participant
        if not isinstance(fact.value.person, str) and (record := page.archive.resolve(fact.value.person)) is not None
    ]
    if who:
        made += [" ", nodes.emphasis("", "Took part: "), joined([page.link(record) for record in who]), "."]
    return made


def _perhaps(page: Page, event: Event) -> Content:
    when = page.archive.when(event.date.value) if event.date else None
    return [page.link(event), f" ({in_words(when)})" if when else ""]


def _leap(found: Sequence[DayRecord]) -> nodes.paragraph:
    """A link to each day; the first, and the first of a month, with its month."""
    links: list[Content] = []
    for number, day in enumerate(found):
        words = in_words(day.date).split()[: 2 if number == 0 or day.iso.endswith("-01") else 1]
        links.append(nodes.reference("", " ".join(words), refuri=f"#{_id(day.iso)}", internal=True))
    return paragraph(joined(links, " "), classes=["letopis-day-leap"])


def _steps(found: Sequence[DayRecord], number: int) -> nodes.paragraph:
    """Links to the day before and the day after."""
    links: list[Content] = []
    for other, word in ((number - 1, "Day before"), (number + 1, "Day after")):
        if 0 <= other < len(found):
            links.append(nodes.reference("", word, refuri=f"#{_id(found[other].iso)}", internal=True))
    return paragraph(joined(links, " · "), classes=["letopis-day-steps"])
