"""Who sat or served when: a row a person, a bar a term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from letopis.model.dates import HistoricalDate, in_short, in_words
from letopis.model.values import Ref
from letopis.pictures.bars import Fill, bar, marks
from letopis.pictures.legend import Sample, legend, of_marks
from letopis.pictures.letters import width_of
from letopis.pictures.shapes import Box, Drawing, Ink, Item, Line, Measure, Shape, Text
from letopis.pictures.timescale import Scale, axis, stretch_of

FILLS: dict[str, Fill] = {"candidate": "hatched"}
_RANK_WORDS = {"full": "full member", "candidate": "candidate member", "member": "member"}


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
    names = max(width_of(row[0].name, measure.size) for row in among or rows) + 10 + _PAD
    scale = _scale_of(among or rows, bounds, names, measure)
    head = measure.small * 1.5 if rules else 0.0
    foot, _ = axis(scale, 0, measure)
    bottom = head + foot + len(rows) * measure.line + measure.size * 0.4
    _, grid = axis(scale, bottom, measure, head)
    shapes: list[Shape] = [*_stripes(len(rows), head + foot, measure), *grid, *_rules(rules, scale, bottom, measure)]
    alone = len(rows) == len(terms) and not any(term.rank for term in terms)
    for number, row in enumerate(rows):
        y = head + foot + (number + 0.5) * measure.line + measure.size * 0.2
        shapes.append(_row(row, scale, y, measure, _ground(number), dated=alone))
    key, height = legend(_samples(terms), 0, bottom + measure.line, measure)
    return Drawing(
        measure.width,
        bottom + (height or 4),
        title,
        f"{len(rows)} people in rows, with a bar for each of {len(terms)} terms.",
        (*shapes, *key),
    )


def _scale_of(
    rows: Sequence[Sequence[Term]], bounds: tuple[int | None, int | None], left: float, measure: Measure
) -> Scale:
    days = [day for row in rows for term in row for day in stretch_of(term.when).days]
    first, last = min(days), max(days)
    room = max((last - first) // 30, 30)
    first = max(bounds[0] - 15, first - room) if bounds[0] is not None else first - room
    last = min(bounds[1] + 15, last + room) if bounds[1] is not None else last + room
    return Scale(min(first, *days), max(last, min(days)), left, measure.width - 1)


def _stripes(count: int, top: float, measure: Measure) -> list[Shape]:
    """A ground behind every other row, to lead the eye from the name to its bar."""
    return [
        Box(0, top + number * measure.line + measure.size * 0.2, measure.width, measure.line, fill=Ink.WASH)
        for number in range(0, count, 2)
    ]


def _rules(rules: Sequence[Rule], scale: Scale, bottom: float, measure: Measure) -> list[Shape]:
    made: list[Shape] = []
    reached = scale.left
    for rule in rules:
        if rule.when.earliest is None or not scale.first <= rule.when.earliest <= scale.last:
            continue
        x = scale.x(rule.when.earliest)
        wide = width_of(rule.name, measure.small)
        left = max(min(x - wide / 2, scale.right - wide), reached)
        reached = left + wide + 8
        words = Text(left, measure.small, rule.name, measure.small, ink=Ink.RED)
        line = Line(((x, measure.small * 1.35), (x, bottom)), Ink.RED, 1)
        made.append(Item((line, words), f"{rule.name}, {in_words(rule.when)}"))
    return made


def _ground(number: int) -> Ink:
    return Ink.PAPER if number % 2 else Ink.WASH


def _row(row: Sequence[Term], scale: Scale, y: float, measure: Measure, ground: Ink, *, dated: bool) -> Item:
    shapes: list[Shape] = [Text(_PAD, y + measure.size * 0.35, row[0].name, measure.size)]
    spoken = []
    for term in row:
        stretch = stretch_of(term.when)
        rank = _RANK_WORDS.get(term.rank, "")
        words = f"{rank}, {in_words(term.when)}" if rank else in_words(term.when)
        spoken.append(words)
        signs, left, right = marks(scale, stretch, y, measure)
        mark = [*bar(scale, stretch, y, measure.size * 0.68, fill=FILLS.get(term.rank, "full")), *signs]
        if dated:
            mark.append(_date(in_short(term.when), (left, right), scale, y, measure, ground))
        shapes.append(Item(tuple(mark), f"{term.name}: {words}"))
    return Item(tuple(shapes), f"{row[0].name}: {'; '.join(spoken)}", row[0].ref)


def _date(words: str, ends: tuple[float, float], scale: Scale, y: float, measure: Measure, ground: Ink) -> Text:
    """The date in figures, on that side of its bar where there is room."""
    left, right = ends
    size = measure.small
    wide = width_of(words, size)
    foot = y + size * 0.35
    if right + 6 + wide <= scale.right:
        return Text(right + 6, foot, words, size, ink=Ink.QUIET, halo=ground)
    if left - 6 - wide >= scale.left:
        return Text(left - 6, foot, words, size, "end", Ink.QUIET, halo=ground)
    return Text((left + right) / 2, foot, words, size, "middle", Ink.PAPER)


def _samples(terms: Sequence[Term]) -> list[Sample]:
    ranks = {term.rank for term in terms}
    stretches = [stretch_of(term.when) for term in terms]
    made = []
    if "candidate" in ranks:
        made.append(Sample("full", "full member"))
        made.append(Sample("hatched", "candidate member"))
    if any(None not in s[:4] and (s.from_ != s.sure_from or s.to != s.sure_to) for s in stretches):
        made.append(Sample("pale", "possibly"))
    if any(s.from_ is None or s.to is None for s in stretches):
        made.append(Sample("fading", "start or end not known"))
    return made + of_marks(stretches)
