"""Views over time: the timeline, a body on one day, and who held a seat or office when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from docutils import nodes

from letopis.drawings.seats import Group, Look, Seat, draw_seats
from letopis.drawings.shapes import Drawing, Measure
from letopis.drawings.tenures import Rule, draw_tenures, rows_of
from letopis.drawings.tenures import Term as DrawnTerm
from letopis.drawings.timeline import Entry, draw_timeline
from letopis.drawings.timescale import stretch_of
from letopis.model.calendars import from_day
from letopis.model.composition import SeatOnDay, composition
from letopis.model.dates import HistoricalDate, Tri, in_words, parse_date, parse_fixed_date
from letopis.model.kinds import EVENT, Body, Event, Office, Person
from letopis.model.terms import NOTHING
from letopis.model.values import RANKS
from letopis.queries.sittings import Sitting, sittings
from letopis.queries.tenures import Term, terms
from letopis.queries.timeline import events_between
from letopis.rendering.figure import figures, in_parts, short_names, split_keys, with_table
from letopis.rendering.page import Content, Page, joined, paragraph, table
from letopis.rendering.terms import detail_items, when_nodes

GROUPED = 12
"""Rows of a table beyond which they stand below decades."""
MOST_DRAWN = 200
"""More people make no drawing that can be read: the table, which has them all, stands alone."""
WITHOUT_DATE = "Without a date"

FEW, MANY = 3, 80
"""Fewer events make no picture, more make none that can be read."""


def render_timeline(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Events in order of time. Options ``from`` and ``to`` bound it, ``about`` narrows it.

    More than eighty are split by year, each year with its own drawing where that shows something.
    """
    found = events_between(page.archive, options.get("from"), options.get("to"))
    if "about" in options:
        found = [event for event in found if page.archive.touches(event, options["about"])]
    if len(found) <= MANY:
        return _timeline(page, found, options)
    made: list[nodes.Node] = []
    for year, events in groupby(found, key=lambda event: _year(page, event)):
        made.append(nodes.rubric("", year, classes=["letopis-heading"]))
        made += _timeline(page, [*events], {**options, "title": year})
    return [nodes.container("", *made, classes=["letopis-years"])] if page.is_laid_out else made


def _timeline(page: Page, found: Sequence[Event], options: dict[str, str]) -> list[nodes.Node]:
    """One table of events, with its drawing."""
    rows: list[list[Content]] = []
    for event in found:
        date = page.date(event.date.value) if event.date else ""
        rows.append([date, page.link(event), page.expand(event.summary)])
    if not rows:
        return []
    made = _timeline_picture(page, found, options)
    head, widths = ["Date", "Event", "What happened"], [20, 28, 52]
    if page.builder.format == "typst":  # there what happened stands once, at the head of the event's own entry
        rows, head, widths = [row[:2] for row in rows], head[:2], [30, 70]
    return with_table(page, made, table(head, rows, widths, ["letopis-timeline"]), says_more=True)


def _year(page: Page, event: Event) -> str:
    """The year in which an event begins, or the latest in which it can have happened."""
    when = page.archive.when(event.date.value) if event.date else None
    day = None if when is None else when.earliest if when.earliest is not None else when.latest
    return WITHOUT_DATE if day is None else str(from_day(day)[0])


def _timeline_picture(page: Page, found: Sequence[Event], options: dict[str, str]) -> list[nodes.Node]:
    if not FEW <= len(found) <= MANY:
        return []
    entries: list[Entry] = []
    for event in found:
        date = page.archive.when(event.date.value) if event.date else None
        whole = page.archive.resolve(event.part_of.value, EVENT) if event.part_of else None
        if date is not None and stretch_of(date).days:
            entries.append(Entry(event.ref, event.name, date, whole.ref if whole else None))
    start, end = (page.archive.when(parse_date(options[key])) if key in options else None for key in ("from", "to"))
    bounds = (start.earliest if start else None, end.latest if end else None)

    def draw(measure: Measure, title: str) -> list[Drawing]:
        return in_parts(entries, lambda part: draw_timeline(part, title, measure, bounds), measure)

    year = f" of {options['title']}" if "title" in options else ""
    caption = f"The events{year} on a line of time. The table below has the same ones, with what happened."
    return figures(page, draw, caption)


def render_composition(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Who sat in a body when a day ended; those whose dates cannot tell are marked."""
    body = page.archive.find(Body, options["key"])
    if body is None:
        return []
    day = parse_fixed_date(options["date"])
    found = composition(page.archive, body, day, closing=True)
    rows: list[list[Content]] = []
    for seat in found:
        sure = "" if seat.sure is Tri.YES else " (dates cannot tell)"
        rows.append([page.link(seat.person), RANKS[seat.rank] + sure, when_nodes(page, seat.fact.value)])
    if not rows:
        return [paragraph("No members are recorded for this day.")]
    caption = f"{body.name}, {in_words(day)}. The table below has the same people, with their dates."
    made = _composition_picture(page, body, found, caption)
    return with_table(page, made, table(["Name", "Rank", "Member"], rows, [40, 28, 32], ["letopis-composition"]))


def render_sittings(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The membership of a body after each change: who came, who went, and who sat from then on."""
    body = page.archive.find(Body, options["key"])
    found = sittings(page.archive, body) if body else []
    rows: list[list[Content]] = [
        [
            page.date(sitting.day),
            joined([*_people(page, sitting.came), *_promoted(page, sitting.changed)]),
            joined(_people(page, sitting.went)),
            _members(page, sitting),
        ]
        for sitting in found
    ]
    if not rows:
        return []
    head = ["From", "Came that day", "Left that day", "Who sat from then on"]
    made = table(head, rows, [14, 20, 20, 46], ["letopis-sittings", *_until(page, body, found)])
    for row, sitting in zip(next(made.findall(nodes.tbody)).children, found, strict=True):
        assert isinstance(row, nodes.Element) and sitting.day.earliest is not None
        # The day as a number that sorts: a script shows the row of a day that is asked for.
        row["classes"].append("letopis-from-{:04}{:02}{:02}".format(*from_day(sitting.day.earliest)))
    return [made]


def _until(page: Page, body: Body | None, found: Sequence[Sitting]) -> list[str]:
    """The last day of which the table tells, for a script; none, while somebody may still sit."""
    end = page.archive.when(body.dissolved.value) if body and body.dissolved else None
    days = [when.latest for when in (end, found[-1].day) if when and when.latest is not None]
    over = end or not found[-1].members
    return ["letopis-until-{:04}{:02}{:02}".format(*from_day(max(days)))] if over and days else []


def _people(page: Page, people: Sequence[Person]) -> list[Content]:
    names = short_names(people)
    return [page.link(person, names[person.ref]) for person in people]


def _promoted(page: Page, seats: Sequence[SeatOnDay]) -> list[Content]:
    names = short_names(seat.person for seat in seats)
    return [[page.link(seat.person, names[seat.person.ref]), f" (now {RANKS[seat.rank]})"] for seat in seats]


def _members(page: Page, sitting: Sitting) -> Content:
    """The members by rank, in short; those of whom the dates cannot tell are marked."""
    parts: list[Content] = []
    for rank in dict.fromkeys(seat.rank for seat in sitting.members):
        seats = [seat for seat in sitting.members if seat.rank == rank]
        names = short_names(seat.person for seat in seats)
        # Plain names: each is a link where its person came, and a page of links would be heavy.
        people = [names[seat.person.ref] + ("" if seat.sure is Tri.YES else " (?)") for seat in seats]
        word = RANKS[rank] if len(seats) == 1 else f"{RANKS[rank]}s"
        if page.builder.format == "typst":  # their names follow from who came and went, and stand in the drawing
            parts.append(f"{len(seats)} {word}")
            continue
        parts.append(f"{len(seats)} {word}: {', '.join(people)}")
    return joined(parts, "; ") if parts else "nobody"


def _composition_picture(page: Page, body: Body, found: Sequence[SeatOnDay], caption: str) -> list[nodes.Node]:
    names = short_names(seat.person for seat in found)
    groups: list[Group] = []
    looks: tuple[tuple[str, Look], ...] = (("full", "full"), ("member", "full"), ("candidate", "hatched"))
    for rank, look in looks:
        seats = [seat for seat in found if seat.rank == rank]
        if not seats:
            continue
        words = RANKS[rank]
        shown = tuple(
            Seat(seat.person.ref, names[seat.person.ref], _seat_words(page, seat), seat.sure is not Tri.YES)
            for seat in seats
        )
        plural = f"{words[0].upper()}{words[1:]}{'s' if len(seats) > 1 else ''}"
        groups.append(Group(f"{plural}, {len(seats)}", shown, look))
    return (
        figures(page, lambda measure, title: [draw_seats(groups, title, measure)], caption, narrow=True, about=[body])
        if len(found) > 2
        else []
    )


def _seat_words(page: Page, seat: SeatOnDay) -> str:
    when = page.archive.when(seat.fact.value.when)
    return f"{seat.person.name}, {RANKS[seat.rank]}, {in_words(when) if when else 'dates not known'}"


def render_tenures(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Everyone who sat in a body or held an office, from when to when. ``mark`` names events to be marked.

    Where Letopis places it below a record, its rows are grouped by decade.
    """
    record, found = terms(page.archive, options["key"])
    if record is None or not found:
        return []
    more = any(term.fact.value.details != NOTHING for term in found)
    rows = [_tenure_row(page, term, with_details=more) for term in found]
    made = _tenures_picture(page, record, found, options)
    head, widths = (["Name", "In office"], [45, 55])
    if not isinstance(record, Office):
        head, widths = ["Name", "Rank", "Member"], [38, 24, 38]
    if more:
        head, widths = [*head, "Details"], [*(width * 3 // 5 for width in widths), 40]
    if options.get("group") and len(rows) > GROUPED:
        rows = _by_decade(page, found, rows, len(head))
    return with_table(page, made, table(head, rows, widths, ["letopis-tenures"]))


def _by_decade(page: Page, found: Sequence[Term], rows: Sequence[list[Content]], columns: int) -> list[list[Content]]:
    """The rows below the decades in which they begin; those without a date at the end."""
    made: list[list[Content]] = []
    for name, group in groupby(zip(found, rows, strict=True), key=lambda pair: _decade(page, pair[0])):
        made.append([nodes.strong("", name), *[""] * (columns - 1)])
        made += [row for _, row in group]
    return made


def _decade(page: Page, term: Term) -> str:
    when = page.archive.when(term.fact.value.when)
    return decade_of(when) if when is not None else WITHOUT_DATE


def decade_of(when: HistoricalDate) -> str:
    """The decade in which a date begins ("1850s"); of one that has no beginning, in which it ends."""
    day = when.earliest if when.earliest is not None else when.latest
    if day is None:
        return WITHOUT_DATE
    year = from_day(day)[0]
    return f"{year // 10 * 10}s" if year > 0 else "Before our era"


def _tenure_row(page: Page, term: Term, *, with_details: bool) -> list[Content]:
    """Who, with what rank, when, and what else is known of it."""
    value = term.fact.value
    row: list[Content] = [page.link(term.person)]
    if term.rank:
        row.append(RANKS[term.rank])
    row.append([when_nodes(page, value), *page.cite(term.fact.sources)])
    if with_details:
        row.append(joined(detail_items(page, value.details), "; "))
    return row


def _tenures_picture(
    page: Page, record: Office | Body, found: Sequence[Term], options: dict[str, str]
) -> list[nodes.Node]:
    drawn: list[DrawnTerm] = []
    for term in found:
        when = page.archive.when(term.fact.value.when)
        if when is not None and stretch_of(when).days:
            drawn.append(DrawnTerm(term.person.ref, term.person.name, when, term.rank))
    if len({term.ref for term in drawn}) < 2 or len(drawn) > MOST_DRAWN:
        return []
    founded = page.archive.when(record.founded.value) if record.founded else None
    dissolved = page.archive.when(record.dissolved.value) if record.dissolved else None
    bounds = (founded.earliest if founded else None, dissolved.latest if dissolved else None)
    marked = [page.archive.find(Event, key) for key in split_keys(options.get("mark", ""))]
    dated = [(event.name, page.archive.when(event.date.value)) for event in marked if event and event.date]
    rules = [Rule(name, date) for name, date in dated if date is not None]
    caption = f"{record.name}: who and when. The table below has the same people and dates, with their sources."

    def draw(measure: Measure, title: str) -> list[Drawing]:
        rows = rows_of(drawn)
        return in_parts(rows, lambda part: draw_tenures(part, title, measure, rules, bounds, rows), measure)

    return figures(page, draw, caption, about=[record, *(event for event in marked if event)])
