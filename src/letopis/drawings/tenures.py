"""Who sat or served when: a row a person, a bar a term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from letopis.drawings.bars import Fill, Marks, avoid_overlap, bar, margins, marks
from letopis.drawings.legend import Sample, legend, of_ends, of_marks
from letopis.drawings.shapes import Box, Colour, Drawing, Item, Line, Measure, Shape, Text
from letopis.drawings.text_metrics import width_of, wrapped
from letopis.drawings.timescale import Scale, axis, stretch_of
from letopis.model.dates import HistoricalDate, in_short, in_words
from letopis.model.values import RANKS, Ref

FILLS: dict[str, Fill] = {"candidate": "hatched"}
_PAD = 4
"""Before the names, within the ground of their rows."""


class Term(NamedTuple):
    """A stretch of time that a person held a seat or an office; ``rank`` is empty for an office."""

    ref: Ref
    name: str
    when: HistoricalDate
    rank: str = ""


class Rule(NamedTuple):
    """A day to be marked by a line through all rows."""

    name: str
    when: HistoricalDate


def rows_of(terms: Sequence[Term]) -> list[list[Term]]:
    """The terms of each person, who stand where their first term does."""
    rows: dict[Ref, list[Term]] = {}
    for term in terms:
        rows.setdefault(term.ref, []).append(term)
    return list(rows.values())


def draw_tenures(
    rows: Sequence[Sequence[Term]],
    title: str,
    measure: Measure,
    rules: Sequence[Rule] = (),
    bounds: tuple[int | None, int | None] = (None, None),
    among: Sequence[Sequence[Term]] = (),
) -> Drawing:
    """Draw a row for each person, in the order given; on the scale of ``among``, of which they may be a part.

    ``bounds`` are the days between which the body or office existed: no term can reach beyond.
    """
    terms = [term for row in rows for term in row]
    scale = _scale_of(among or rows, bounds, measure)
    lines, names, head = _rules(rules, scale, measure)
    foot, _ = axis(scale, 0, measure)
    y = head + foot + measure.size * 0.2
    dated = len(rows) == len(terms) and not any(term.rank for term in terms)
    back: list[Shape] = []
    front: list[Shape] = []
    for number, row in enumerate(rows):
        ground = Colour.PAPER if number % 2 else Colour.WASH
        made, height = _row(row, scale, y, measure, ground, dated=dated)
        if ground is Colour.WASH:
            back.append(Box(0, y, measure.width, height, fill=Colour.WASH))
        front.append(made)
        y += height
    y += measure.size * 0.2
    _, grid = axis(scale, y, measure, head)
    back += [Item((Line((start, (start[0], y)), Colour.RED),), words) for start, words in lines]
    key, height = legend(_samples(terms), 0, y + measure.line, measure)
    told = f"{len(rows)} people in rows, with a bar for each of {len(terms)} terms."
    return Drawing(measure.width, y + (height or 4), title, told, (*back, *grid, *names, *front, *key))


def _scale_of(rows: Sequence[Sequence[Term]], bounds: tuple[int | None, int | None], measure: Measure) -> Scale:
    names = max(width_of(line, measure.size) for row in rows for line in _name(row, measure)) + 10 + _PAD
    stretches = [stretch_of(term.when) for row in rows for term in row]
    days = [day for stretch in stretches for day in stretch.days]
    first, last = min(days), max(days)
    room = max((last - first) // 30, 30)
    # An end that is not known, or lies open, must be seen to go on.
    before = max(room, (last - first) // 12) if any(s.from_ is None for s in stretches) else room
    after = max(room, (last - first) // 12) if any(s.to is None for s in stretches) else room
    first = max(bounds[0] - 15, first - before) if bounds[0] is not None else first - before
    last = min(bounds[1] + 15, last + after) if bounds[1] is not None else last + after
    left, right = margins(stretches, measure)
    return Scale(min(first, *days), max(last, *days), names + left, measure.width - 1 - right)


def _name(row: Sequence[Term], measure: Measure) -> list[str]:
    """The name, in lines that leave room for its bars."""
    return wrapped(row[0].name, measure.size, measure.width * 0.4)


def _rules(
    rules: Sequence[Rule], scale: Scale, measure: Measure
) -> tuple[list[tuple[tuple[float, float], str]], list[Shape], float]:
    """For each day to be marked where its line begins, and what it is; the names above; the height these take.

    A name stands over its line, in as many rows as keep the names apart.
    """
    size = measure.small
    lines: list[tuple[tuple[float, float], str]] = []
    names: list[Shape] = []
    taken: list[float] = []
    for rule in sorted(rules, key=lambda rule: rule.when.earliest or 0):
        if rule.when.earliest is None or not scale.first <= rule.when.earliest <= scale.last:
            continue
        x = scale.x(rule.when.earliest)
        wide = width_of(rule.name, size)
        left = max(min(x - wide / 2, scale.right - wide), 0)
        row = next((number for number, end in enumerate(taken) if end + 8 <= left), len(taken))
        taken[row : row + 1] = [left + wide]
        top = row * size * 1.4
        names.append(Text(left, top + size, rule.name, size, ink=Colour.RED, halo=Colour.PAPER))
        lines.append(((x, top + size * 1.35), f"{rule.name}, {in_words(rule.when)}"))
    return lines, names, size * (1.4 * len(taken) + 0.1) if taken else 0


def _row(
    row: Sequence[Term], scale: Scale, top: float, measure: Measure, ground: Colour, *, dated: bool
) -> tuple[Item, float]:
    """A name and its bars, each with its dates in words; the signs lie over all bars."""
    y = top + measure.line / 2
    names = _name(row, measure)
    step = measure.size * 1.2
    shapes: list[Shape] = [
        Text(_PAD, y + measure.size * 0.35 + number * step, line, measure.size) for number, line in enumerate(names)
    ]
    height = measure.line + (len(names) - 1) * step
    signs: list[Text] = []
    found = [marks(scale, stretch_of(term.when), y, measure) for term in row]
    for term, mark in zip(row, found, strict=True):
        rank = RANKS.get(term.rank, "")
        words = f"{rank}, {in_words(term.when)}" if rank else in_words(term.when)
        drawn = bar(scale, stretch_of(term.when), y, measure.size * 0.68, fill=FILLS.get(term.rank, "full"))
        shapes.append(Item(tuple(drawn), f"{term.name}: {words}"))
        signs += mark.signs
    shapes += avoid_overlap(signs, measure)
    if not dated:
        return Item(tuple(shapes), "", row[0].ref), height
    date, more = _date(in_short(row[0].when), found[0], scale, y, measure, ground)
    return Item((*shapes, date), "", row[0].ref), max(height, measure.line + more)


def _date(words: str, mark: Marks, scale: Scale, y: float, measure: Measure, ground: Colour) -> tuple[Text, float]:
    """The date in figures on that side of its bar where there is room, else below; and the height that takes."""
    size = measure.small
    wide = width_of(words, size)
    foot = y + size * 0.35
    if mark.right + 6 + wide <= measure.width:
        return Text(mark.right + 6, foot, words, size, ink=Colour.QUIET, halo=ground), 0
    if mark.left - 6 - wide >= scale.left:
        return Text(mark.left - 6, foot, words, size, "end", Colour.QUIET, halo=ground), 0
    more = size * 1.3
    return Text(max(mark.left, scale.left), foot + more, words, size, ink=Colour.QUIET, halo=ground), more


def _samples(terms: Sequence[Term]) -> list[Sample]:
    stretches = [stretch_of(term.when) for term in terms]
    made = []
    if any(term.rank == "candidate" for term in terms):
        made = [Sample("full", "full member"), Sample("hatched", "candidate member")]
    return made + of_ends(stretches) + of_marks(stretches)
