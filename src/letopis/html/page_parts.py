"""What the parts of a divided page have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.builders import Builder


class Part(NamedTuple):
    """One part of a page, to be written as a page: its address without an ending, its title, and what it shows."""

    name: str
    title: str
    document: nodes.document


def may_be_divided(builder: Builder, docname: str) -> bool:
    """Whether parts of a page may lie beside it: not where "a/index" lies in another folder than they would."""
    return builder.name != "dirhtml" or docname.rpartition("/")[2] != "index"


def free_name(name: str, taken: Container[str]) -> str:
    """The address of a part; never that of a page that is there."""
    while name in taken:
        name += "-part"
    return name


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
