"""What of a page can be linked to by itself: noted when the page has been read, and paragraphs given their short ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.nodes import get_node_line

from letopis.addresses.ledger import Published
from letopis.addresses.ledger_file import ledger_of, ledger_path
from letopis.domain import domain_of
from letopis.model.ids import likeness, short_id, sketch_of, words_of
from letopis.model.parts import FIGURE, HEADING, PARAGRAPH, TABLE, TERM, Part
from letopis.page_nodes import PageNodes
from letopis.plain_text import plain_text

ALIKE: Final = 0.35
"""Paragraphs that share less of their words are taken for two. Unrelated ones of one subject share a tenth."""

_KINDS: Final[tuple[tuple[type[nodes.Element], str], ...]] = (
    (nodes.section, HEADING),
    (nodes.table, TABLE),
    (nodes.figure, FIGURE),
    (nodes.container, FIGURE),
    (nodes.term, TERM),
)


class Paragraph(NamedTuple):
    """A paragraph of running text: what it says, the heading it stands under, and its sketch."""

    text: str
    under: str
    sketch: str


def note_parts(app: Sphinx, document: nodes.document, found: PageNodes) -> None:
    """Give every paragraph of running text its id, and keep what the page has that can be linked to.

    The id of a paragraph is made from its words, so it stays wherever the paragraph moves. One that was published keeps
    its id when it is edited: it is told by what is left of its words.
    """
    docname = app.env.docname
    ledger = ledger_of(app)
    if ledger.published:
        app.env.note_dependency(str(ledger_path(app)))
    paragraphs = [node for node in found.of(nodes.paragraph) if isinstance(node.parent, nodes.section)]
    described = [_described(node) for node in paragraphs]
    parts = list(_marked_parts(found))
    for node, one, name in zip(paragraphs, described, short_ids(described, ledger.on(docname, PARAGRAPH)), strict=True):
        if not node["ids"] and name not in document.ids:
            node["ids"].append(name)
            document.ids[name] = node
        if name in node["ids"]:
            parts.append(Part(PARAGRAPH, name, get_node_line(node) or 1, one.under, "", one.sketch))
    if parts:
        domain_of(app.env).stored["parts"][docname] = parts


def _described(node: nodes.paragraph) -> Paragraph:
    words = words_of(plain_text(node))
    under = str(node.parent["ids"][0]) if node.parent["ids"] else ""
    return Paragraph(" ".join(words) or node.rawsource, under, sketch_of(words))


def _marked_parts(found: PageNodes) -> Iterator[Part]:
    """Headings, tables, figures and terms, each with all its ids."""
    for kind, name in _KINDS:
        for node in found.of(kind):
            # A container is a listing with a caption, or nothing of ours.
            if node["ids"] and (kind is not nodes.container or node.get("literal_block")):
                ids = [str(one) for one in node["ids"]]
                above = node.parent
                while above is not None and not isinstance(above, nodes.section):
                    above = above.parent
                under = str(above["ids"][0]) if above is not None and above["ids"] else ""
                words = next((child.astext() for child in node.children if isinstance(child, nodes.title)), "")
                yield Part(name, ids[0], get_node_line(node) or 1, under, words, "", tuple(ids[1:]))


def short_ids(paragraphs: Sequence[Paragraph], published: Sequence[Published]) -> list[str]:
    """The id of each paragraph of a page, given what was published of that page."""
    found: list[str] = []
    for paragraph in paragraphs:
        salts = ("", paragraph.under, *(f"{paragraph.under} {number}" for number in range(2, len(paragraphs) + 2)))
        names = (f"par-{short_id(f'{paragraph.text}{salt}')}" for salt in salts)
        found.append(next(name for name in names if name not in found))
    known = {one.id: one for one in published}
    left = [one for name, one in known.items() if name not in found]
    if left:
        for number, name in _found_again(paragraphs, found, known, left):
            found[number] = name
    return found


def _found_again(
    paragraphs: Sequence[Paragraph], names: Sequence[str], known: dict[str, Published], left: Sequence[Published]
) -> Iterator[tuple[int, str]]:
    """The published ids of paragraphs that were edited, the most alike first."""
    new = [number for number, name in enumerate(names) if name not in known]
    pairs = sorted(
        (-likeness(paragraphs[number].sketch, one.note("sketch")), number, one.id) for number in new for one in left
    )
    given: set[object] = set()
    for unlike, number, name in pairs:
        if -unlike >= ALIKE and not {number, name} & given:
            given |= {number, name}
            yield number, name
