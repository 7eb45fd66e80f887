"""What became of the people of a vote: a table, and their later posts on a line of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docutils import nodes

from letopis.drawings.fates import Life, Side, Span, draw_fates
from letopis.drawings.shapes import Drawing, Measure
from letopis.model.claims import SIDES
from letopis.model.kinds import BODY, OFFICE, Vote
from letopis.model.values import RANKS, Fact, Membership, Tenure
from letopis.queries.fates import Fate, fates
from letopis.rendering.figure import figures, in_parts, short_names, with_table
from letopis.rendering.page import Content, Page, joined, table
from letopis.rendering.votes import LOOKS, how_sure


def render_fates(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Everyone named in a vote, by side, with the posts held on its day and after."""
    vote = page.archive.find(Vote, options["key"])
    found = fates(page.archive, vote) if vote else []
    if vote is None or not found:
        return []
    rows: list[list[Content]] = []
    for fate in found:
        posts = [
            [_post(page, post.fact), ", ", page.date(post.fact.value.when), *page.cite(post.fact.sources)]
            for post in fate.posts
        ]
        died = [page.date(fate.person.died.value), *page.cite(fate.person.died.sources)] if fate.person.died else ""
        rows.append([page.link(fate.person), fate.side.label, joined(posts, "; "), died])
    head = ["Name", "Side", "Posts on that day and after", "Died"]
    made = table(head, rows, [20, 12, 50, 18], ["letopis-fates"])
    return [*how_sure(vote), *with_table(page, _picture(page, vote, found), made)]


def _post(page: Page, fact: Fact[Membership] | Fact[Tenure]) -> Content:
    if isinstance(fact.value, Membership):
        return [page.ref(fact.value.body, BODY), f", {RANKS[fact.value.rank]}"]
    return page.ref(fact.value.post, OFFICE)


def _name(page: Page, fact: Fact[Membership] | Fact[Tenure]) -> str:
    """The post in a few words."""
    value = fact.value
    if isinstance(value, Membership):
        return RANKS[value.rank].capitalize()
    if isinstance(value.post, str):
        return value.post
    office = page.archive.resolve(value.post, OFFICE)
    return office.name if office else value.post.key


def _picture(page: Page, vote: Vote, found: Sequence[Fate]) -> list[nodes.Node]:
    day = page.archive.when(vote.date.value) if vote.date else None
    if day is None or day.earliest is None:
        return []
    names = short_names(fate.person for fate in found)
    counts = Counter(fate.side for fate in found)
    sides = {side: Side(f"{side.label}, {counts[side]}", *LOOKS[side.key]) for side in SIDES if counts[side]}
    lives = [
        Life(
            fate.person.ref,
            names[fate.person.ref],
            sides[fate.side],
            tuple(Span(_name(page, post.fact), post.when) for post in fate.posts),
            page.archive.when(fate.person.died.value) if fate.person.died else None,
        )
        for fate in found
    ]

    def draw(measure: Measure, title: str) -> list[Drawing]:
        return in_parts(lives, lambda part: draw_fates(part, day, title, measure, lives), measure)

    body = page.archive.resolve(vote.body.value, BODY) if vote.body else None
    seats = f" “Full member” and the like are of the {body.name}." if body else ""
    asked = f"“{vote.question.value}”" if vote.question else vote.name
    return figures(
        page,
        draw,
        f"{asked}: the sides, and the posts of each then and after, to their deaths.{seats} "
        "The table below has the same.",
        about=[vote, *([body] if body else [])],
    )
