"""The web of posts: who held which, as a table and as lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docutils import nodes

from letopis.drawings.network import Node, Tie, draw_network
from letopis.model.dates import in_words
from letopis.model.values import RANKS
from letopis.queries.network import Holding, holdings, people_of
from letopis.queries.tenures import Term
from letopis.rendering.figure import figures, split_keys, with_table
from letopis.rendering.page import Content, Page, joined, table
from letopis.rendering.relations import render_relations
from letopis.rendering.terms import when_nodes

_WORDS: Final = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def render_network(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Posts with their holders, of people those who held ``least`` of them (two, unless another number is given); or
    the relations that ``relations`` names, of all records or of those around one (``about``).
    """
    if "relations" in options:
        return render_relations(page, options)
    if "posts" not in options:  # a finding says so
        return []
    least = int(options.get("least", "2"))
    found = holdings(page.archive, split_keys(options["posts"]), least)
    if not found:
        return []
    posts = list({holding.post.ref: holding.post for holding in found}.values())
    rows: list[list[Content]] = []
    for post in posts:
        held: list[Content] = [
            [page.link(holding.person), " (", *joined([_when(page, term) for term in holding.terms], "; "), ")"]
            for holding in found
            if holding.post == post
        ]
        rows.append([page.link(post), joined(held, ", ")])
    head = ["Post", "Held by" if least == 1 else f"Held by (only those who held {_at_least(least)} of these posts)"]
    return with_table(page, _picture(page, found, least), table(head, rows, [34, 66], ["letopis-network"]))


def _at_least(number: int) -> str:
    """``two or more``."""
    return f"{_WORDS.get(number, number)} or more"


def _when(page: Page, term: Term) -> Content:
    date = when_nodes(page, term.fact.value)
    return [f"{RANKS[term.rank]}, ", date] if term.rank else date


def _told(page: Page, holding: Holding) -> str:
    """The tie in words."""
    spoken = []
    for term in holding.terms:
        when = page.archive.when(term.fact.value.when)
        words = [RANKS[term.rank]] if term.rank else []
        spoken.append(", ".join([*words, in_words(when) if when else "dates not known"]))
    return f"{holding.person.name}: {holding.post.name}, {'; '.join(spoken)}"


def _picture(page: Page, found: Sequence[Holding], least: int) -> list[nodes.Node]:
    posts = [Node(post.ref, post.name) for post in {holding.post.ref: holding.post for holding in found}.values()]
    people = [Node(person.ref, person.name) for person in people_of(found)]
    ties = [
        Tie(
            holding.post.ref,
            holding.person.ref,
            _told(page, holding),
            all(term.rank == "candidate" for term in holding.terms),
        )
        for holding in found
    ]
    some = f"people who held {_at_least(least)} of them" if least > 1 else "people who held them"
    caption = f"Posts, and the {some}. The table below has the same, with dates."
    return figures(page, lambda measure, title: [draw_network(posts, people, ties, title, measure)], caption)
