"""What the pages over which a long page is given out have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes


class Part(NamedTuple):
    """One part of a page, to be written as a page: its address without an ending, its title, and what it shows."""

    name: str
    title: str
    document: nodes.document


def drop_notes(document: nodes.document) -> None:
    """Take away the notes that nothing on the page calls any more: they stand on its parts."""
    called = {reference.get("refid") for reference in document.findall(nodes.footnote_reference)}
    for note in list(document.findall(nodes.footnote)):
        if not called.intersection(note["ids"]):
            note.parent.remove(note)


def notes_called(whole: nodes.document, part: nodes.Element) -> Iterator[nodes.footnote]:
    """Copies of the notes that a part calls, each with its way back."""
    calls: dict[str, list[str]] = defaultdict(list)
    for call in part.findall(nodes.footnote_reference):
        calls[call.get("refid", "")] += call["ids"][:1]
    for note in whole.findall(nodes.footnote):
        if back := next((calls[name] for name in note["ids"] if name in calls), None):
            made = note.deepcopy()
            made["backrefs"] = back[:1]
            yield made
