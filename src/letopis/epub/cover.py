"""The cover: title, and a strip with one stroke for each dated event, in order of time.

The strip is the archive's own: where events crowd, the strokes do. Typst draws it, so that it
needs no other program and no font but the book's.
"""

from __future__ import annotations

import json
from pathlib import Path

import typst

from letopis.model.archive import Archive

COVER = "letopis-cover.png"
TEMPLATE = Path(__file__).with_name("cover.typ")
WINDOW = 0.8
"""Share of the events, around the median, that the strip shows: outliers would squeeze the rest."""


def strokes(archive: Archive) -> list[float]:
    """Where each event lies between the first (0) and the last (1) of those shown, rounded."""
    dates = [archive.when(event.date.value) for event in archive.timeline if event.date]
    days = sorted(date.earliest for date in dates if date is not None and date.earliest is not None)
    cut = round(len(days) * (1 - WINDOW) / 2)
    days = days[cut : len(days) - cut]
    if len(days) < 2 or days[0] == days[-1]:
        return []
    return [round((day - days[0]) / (days[-1] - days[0]), 4) for day in days]


def draw_cover(title: str, subtitle: str, author: str, marks: list[float]) -> bytes:
    """The cover as a PNG of 1600 by 2400 pixels; the same arguments give the same bytes."""
    facts = {"title": title, "subtitle": subtitle, "author": author, "marks": json.dumps(marks)}
    picture = typst.compile(
        str(TEMPLATE), format="png", ppi=144.0, sys_inputs=facts, ignore_system_fonts=True,
    )  # fmt: skip
    if not isinstance(picture, bytes):
        raise TypeError("the cover has more than one page")
    return picture
