"""What the parts of a divided page have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from docutils import nodes
from docutils.utils import new_document

if TYPE_CHECKING:
    from sphinx.builders import Builder


N = TypeVar("N")


class Chunk(NamedTuple, Generic[N]):
    """What one part shows, and how it is called."""

    label: str
    content: list[N]


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


def span_of(first: str, last: str) -> str:
    """``1850s to 1870s``; of one group its name."""
    return first if first == last else f"{first} to {last}"


def part_names(docname: str, chunks: Sequence[Chunk[N]], taken: set[str]) -> Iterator[str]:
    """The addresses of the parts, such as ``bodies/senate-1850s-to-1870s``."""
    for number, chunk in enumerate(chunks, start=1):
        label = nodes.make_id(f"x {chunk.label}").removeprefix("x-")  # an id begins with a letter
        name = free_name(f"{docname}-{label or number}", taken)
        taken.add(name)
        yield name


def links_to_parts(
    builder: Builder, here: str, docname: str, title: str, names: list[str], chunks: Sequence[Chunk[N]]
) -> nodes.container:
    """Links to the parts, each with the number of its rows; from a part also to the page."""
    shown: list[nodes.Element] = []
    if here != docname:
        shown.append(_link(builder, here, docname, title.partition(": ")[0]))
    for name, chunk in zip(names, chunks, strict=True):
        shown.append(nodes.strong("", chunk.label) if name == here else _link(builder, here, name, chunk.label))
    made = nodes.container("", classes=["letopis-letters"])
    for number, one in enumerate(shown):
        # A space, since only our own style sheet sets them apart.
        made += [*([nodes.Text(" ")] if number else []), nodes.inline("", "", one)]
    return made


def parts_of(
    builder: Builder,
    docname: str,
    document: nodes.document,
    title: str,
    names: list[str],
    chunks: Sequence[Chunk[N]],
    show: Callable[[list[N]], Iterable[nodes.Element]],
) -> Iterator[Part]:
    """A page for each chunk: its heading, links to the page and the other parts, what ``show`` makes of it, its notes."""
    for name, chunk in zip(names, chunks, strict=True):
        heading = f"{title}, {chunk.label}"
        links = links_to_parts(builder, name, docname, title, names, chunks)
        section = nodes.section("", nodes.title("", heading), links, *show(chunk.content), ids=["part"])
        if notes := list(notes_called(document, section)):
            section += nodes.container("", *notes, ids=["notes"], classes=["letopis-notes"])
        part = new_document(name, document.settings)
        part += section
        yield Part(name, heading, part)


def _link(builder: Builder, here: str, there: str, words: str) -> nodes.reference:
    return nodes.reference("", words, refuri=builder.get_relative_uri(here, there), internal=True)


def drop_notes(document: nodes.document) -> None:
    """Take away the notes that nothing on the page calls any more: they stand on its parts."""
    called = {reference.get("refid") for reference in document.findall(nodes.footnote_reference)}
    for note in list(document.findall(nodes.footnote)):
        if not called.intersection(note["ids"]):
            notes = note.parent
            notes.remove(note)
            # Our layout links the heading of the notes from "On this page".
            empty = "letopis-notes" in notes.get("classes", ()) and not list(notes.findall(nodes.footnote))
            if empty and not notes["ids"]:
                notes.parent.remove(notes)


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
