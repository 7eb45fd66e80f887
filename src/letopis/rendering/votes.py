"""Roll calls: who stood where, how sure that is, and the list of all votes."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from letopis.drawings.seats import Group, Look, Seat, draw_seats
from letopis.drawings.shapes import Colour
from letopis.model.ballots import Pair
from letopis.model.claims import SIDES, Certainty
from letopis.model.dates import sort_key
from letopis.model.fields import refs_in
from letopis.model.kinds import PERSON, Vote
from letopis.model.parties import parties_of
from letopis.model.values import Ref
from letopis.rendering.figure import figures, short_names
from letopis.rendering.page import Content, Page, joined, paragraph, table

LOOKS: dict[str, tuple[Look, Colour]] = {
    "for": ("full", Colour.RED),
    "against": ("ring", Colour.BLUE),
    "abstaining": ("hatched", Colour.INK),
    "present": ("ring", Colour.INK),
    "paired": ("broken", Colour.INK),
    "absent": ("broken", Colour.INK),
    "unknown": ("broken", Colour.INK),
}
"""How each side is drawn: told apart by form, and by colour too."""


def render_head(page: Page, vote: Vote) -> list[nodes.Node]:
    """The question, and a table of the sides with names and numbers."""
    made: list[nodes.Node] = []
    if vote.question:
        made.append(page.statement(vote.question))
    rows: list[list[Content]] = []
    for side in SIDES:
        facts = getattr(vote, side.attribute)
        if facts:
            named = [[*joined([_name(page, one) for one in f.value]), *page.cite(f.sources)] for f in facts]
            rows.append([side.label, str(sum(len(list(refs_in(fact.value))) for fact in facts)), joined(named)])
    if rows:
        made += how_sure(vote)
        made += _picture(page, vote)
        made.append(table(["Side", "Number", "Names"], rows, [18, 12, 70], ["letopis-rollcall"]))
    return [*made, *_by_party(page, vote)]


UNSURE: Final = {
    Certainty.REPORTED: ("Reported:", " told by a source; no minute of the vote is known."),
    Certainty.RECONSTRUCTED: (
        "Reconstructed:",
        " the names are inferred from who was present and how they stood. No roll of this vote is known.",
    ),
    Certainty.DISPUTED: ("Disputed:", " sources differ on whether this vote was taken, or how."),
}
"""What a reader has to know before the names of a vote, its first word by itself; of one that was recorded, nothing."""


def how_sure(vote: Vote) -> list[nodes.Node]:
    """How sure the names of a vote are, in a line to stand above them; nothing if minutes record it."""
    said = UNSURE.get(vote.certainty.value) if vote.certainty else None
    if said is None:
        return []
    word, rest = said
    return [paragraph(nodes.strong("", word), rest, classes=["letopis-how-sure"])]


def _name(page: Page, named: Ref | Pair) -> Content:
    """A person; of a pair who would have voted for, and who against."""
    if isinstance(named, Ref):
        return page.ref(named, PERSON)
    return [page.ref(named.for_, PERSON), " (for) with ", page.ref(named.against, PERSON), " (against)"]


def _by_party(page: Page, vote: Vote) -> list[nodes.Node]:
    """How the parties that the vote names divided, by the dated memberships of that day."""
    divided = parties_of(page.archive, vote)
    if not divided:
        return []
    sides = [side for side in SIDES if any(counts[side.key] for _, counts in divided)]
    rows: list[list[Content]] = [
        [page.link(party) if party else "Of none, or not known", *(str(counts[side.key]) for side in sides)]
        for party, counts in divided
    ]
    widths = [40, *[60 // max(len(sides), 1)] * len(sides)]
    return [table(["Party", *(side.label for side in sides)], rows, widths, ["letopis-parties"])]


def _picture(page: Page, vote: Vote) -> list[nodes.Node]:
    """The sides as rows of seats, where three people or more are named."""
    sides = [(side, page.archive.people(getattr(vote, side.attribute))) for side in SIDES]
    names = short_names(person for _, people in sides for person in people)
    if len(names) < 3:
        return []
    groups: list[Group] = []
    for side, people in sides:
        look, ink = LOOKS[side.key]
        seats = tuple(Seat(who.ref, names[who.ref], f"{who.name}, {side.label.lower()}") for who in people)
        if seats:
            groups.append(Group(f"{side.label}, {len(seats)}", seats, look, ink))
    doubtful = vote.certainty and vote.certainty.value in {Certainty.RECONSTRUCTED, Certainty.DISPUTED}
    sure = f", {vote.certainty.value}" if vote.certainty and doubtful else ""
    caption = f"{vote.name}: the sides{sure}. The table below has the same names."
    return figures(
        page, lambda measure, title: [draw_seats(groups, title, measure)], caption, narrow=True, about=[vote]
    )


def tally(vote: Vote) -> str:
    """The result in figures, as reported; where no count is, from the names, if all are known."""
    if vote.reported:
        return str(vote.reported.value)
    ayes, noes = (sum(len(fact.value) for fact in facts) for facts in (vote.for_, vote.against))
    some = vote.named is not None and vote.named.value == "some"
    return f"{ayes}–{noes}" if (ayes or noes) and not some else "not known"


def render_list(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Every vote in order of time."""
    rows: list[tuple[object, list[Content]]] = []
    for vote in page.archive.all(Vote):
        date = page.archive.when(vote.date.value) if vote.date else None
        row: list[Content] = [
            page.date(vote.date.value) if vote.date else "",
            page.link(vote),
            f"{tally(vote)}, {vote.result.value}" if vote.result else tally(vote),
            vote.certainty.value.value if vote.certainty else "",
        ]
        rows.append(((date is None, sort_key(date) if date else (), vote.key), row))
    rows.sort(key=lambda item: item[0])  # type: ignore[arg-type, return-value]
    if not rows:
        return []
    head = ["Date", "Question", "Result", "How sure"]
    return [table(head, [row for _, row in rows], [22, 44, 14, 20], ["letopis-votes"])]
