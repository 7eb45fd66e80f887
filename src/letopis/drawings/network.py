"""Who held what: posts on the left, people on the right, a line for each seat or office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from letopis.drawings.legend import Sample, legend
from letopis.drawings.shapes import Anchor, Colour, Dot, Drawing, Item, Line, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of, wrapped
from letopis.model.values import Ref


class Node(NamedTuple):
    """A post or a person."""

    ref: Ref
    name: str


class Tie(NamedTuple):
    """A person at a post; ``faint`` for a lesser rank, ``words`` say what and when."""

    post: Ref
    person: Ref
    words: str
    faint: bool = False


def draw_network(
    posts: Sequence[Node], people: Sequence[Node], ties: Sequence[Tie], title: str, measure: Measure
) -> Drawing:
    """Draw posts in the order given, and people where their posts draw them."""
    ordered = untangled([post.ref for post in posts], [node.ref for node in people], ties)
    by_ref = {node.ref: node for node in people}
    people = [by_ref[ref] for ref in ordered]
    side = measure.width * 0.36
    lines = {node.ref: wrapped(node.name, measure.size, side) for node in (*posts, *people)}
    left = max(width_of(line, measure.size) for post in posts for line in lines[post.ref]) + 8
    right = measure.width - max(width_of(line, measure.size) for node in people for line in lines[node.ref]) - 10
    # As every step is the same, it is that of the node with most lines.
    height = max(
        len(nodes) * measure.size * max(1.5, 0.5 + 1.2 * max(len(lines[node.ref]) for node in nodes))
        for nodes in (posts, people)
    )
    at_left, at_right = _spread([post.ref for post in posts], height), _spread(ordered, height)
    shapes: list[Shape] = []
    for tie in ties:
        ends = ((left, at_left[tie.post]), (right, at_right[tie.person]))
        line = Line(ends, Colour.BLUE, 1.1, (3, 2.5) if tie.faint else (), curved=True)
        shapes.append(Item((line,), tie.words))
    shapes += [_node(node, node.name, lines[node.ref], (left, at_left[node.ref]), "end", measure) for node in posts]
    for node in people:
        told = "; ".join(tie.words for tie in ties if tie.person == node.ref)
        shapes.append(_node(node, told, lines[node.ref], (right, at_right[node.ref]), "start", measure))
    samples = [Sample("line", "office, or full member"), Sample("dashes", "candidate member")]
    key, more = legend(samples if any(tie.faint for tie in ties) else [], 0, height + measure.line, measure)
    told = f"{len(posts)} posts on the left and {len(people)} people on the right, joined by {len(ties)} lines."
    return Drawing(measure.width, height + (more or 4), title, told, (*shapes, *key))


def untangled(posts: Sequence[Ref], people: Sequence[Ref], ties: Sequence[Tie]) -> list[Ref]:
    """The people in an order in which few lines cross.

    First by the middle of their posts (those alike in the order given); then neighbours change
    places as long as that undoes a crossing.
    """
    place = {post: number for number, post in enumerate(posts)}

    def middle(person: Ref) -> float:
        places = sorted(place[tie.post] for tie in ties if tie.person == person)
        return sum(places) / len(places) if places else len(posts)

    found = sorted(people, key=lambda person: (middle(person), people.index(person)))
    posts_of = {person: [place[tie.post] for tie in ties if tie.person == person] for person in people}
    moved = True
    while moved:
        moved = False
        for number in range(len(found) - 1):
            above, below = found[number], found[number + 1]
            if _crossings(posts_of[below], posts_of[above]) < _crossings(posts_of[above], posts_of[below]):
                found[number : number + 2] = [below, above]
                moved = True
    return found


def _crossings(above: Sequence[int], below: Sequence[int]) -> int:
    """How many lines of one person cross those of the next below."""
    return sum(first > second for first in above for second in below)


def _spread(refs: Sequence[Ref], height: float) -> dict[Ref, float]:
    """Places evenly spaced from top to bottom."""
    step = height / len(refs)
    return {ref: (number + 0.5) * step for number, ref in enumerate(refs)}


def _node(
    node: Node, words: str, lines: Sequence[str], point: tuple[float, float], anchor: Anchor, measure: Measure
) -> Item:
    """A dot with its name on the far side of the lines."""
    x, y = point
    step = measure.size * 1.2
    first = y - (len(lines) - 1) * step / 2 + measure.size * 0.35
    beside = x - 8 if anchor == "end" else x + 8
    names = [Text(beside, first + number * step, line, measure.size, anchor) for number, line in enumerate(lines)]
    return Item((Dot(x, y, 3, Colour.INK), *names), words, node.ref)
