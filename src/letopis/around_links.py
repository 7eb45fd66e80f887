"""The sentence around each link to a record and each citation in the running text of a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes

from letopis.bibliography.targets import targets_of
from letopis.plain_text import plain_text
from letopis.sentences import sentence_spans

_MARK: Final = re.compile("\x01(\\d+)\x01")

NAMED: Final = "\x03"
"""Around the key of a source that is named in the sentence: its name is put in when the sentence is shown."""

_IN_TEXT: Final = frozenset({"t", "ts", "ct", "cts", "author", "authors", "year"})
"""Citations that are words of their sentence."""


class Around(NamedTuple):
    """A sentence, and the place in it (characters from its beginning) of the link or the citation."""

    sentence: str
    place: int


def block_of(node: nodes.Node) -> nodes.Element:
    """The paragraph, title or other block that a link stands in."""
    block = cast("nodes.Element", node.parent)
    while isinstance(block, nodes.Inline):
        block = cast("nodes.Element", block).parent
    return block


def sentences_around(links: Iterable[addnodes.pending_xref]) -> dict[addnodes.pending_xref, Around]:
    """For each link the sentence that holds it; the text of a block is taken once for all its links.

    A link of which no text is taken, such as one in a note, has the whole text of its block.
    """
    within: dict[nodes.Element, list[addnodes.pending_xref]] = defaultdict(list)
    for link in links:
        within[block_of(link)].append(link)
    found: dict[addnodes.pending_xref, Around] = {}
    for block, some in within.items():
        found.update(_of_block(block, some))
    return found


def _of_block(block: nodes.Element, links: Sequence[addnodes.pending_xref]) -> Mapping[addnodes.pending_xref, Around]:
    text, places = _with_places(block, links)
    spans = sentence_spans(text)
    found: dict[addnodes.pending_xref, Around] = {}
    number = 0
    for link in sorted(links, key=lambda one: places.get(one, 0)):
        place = places.get(link)
        if place is None:
            found[link] = Around(text.strip(), 0)
            continue
        # A citation belongs to the sentence that it ends, a link to the one that it begins.
        while number + 1 < len(spans) and (spans[number][1] < place or (spans[number][1] == place and _is_word(link))):
            number += 1
        begin, end = spans[number]
        sentence = text[begin:end].rstrip()
        led = len(sentence) - len(sentence.lstrip())
        found[link] = Around(sentence[led:], min(max(0, place - begin - led), len(sentence) - led))
    return found


def _is_word(link: addnodes.pending_xref) -> bool:
    """Whether a link is a word of its sentence: to a record, or to a source that the sentence names."""
    return link.get("refdomain") != "cite" or link["reftype"] in _IN_TEXT


def _with_places(
    block: nodes.Element, links: Sequence[addnodes.pending_xref]
) -> tuple[str, dict[addnodes.pending_xref, int]]:
    """The text of a block without citations, and where in it each link stands."""
    marked = plain_text(block, {id(link): f"\x01{n}\x01{_name_of(link)}" for n, link in enumerate(links)})
    places: dict[addnodes.pending_xref, int] = {}
    pieces = _MARK.split(marked)
    parts = [pieces[0]]
    length = len(pieces[0])
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        link = links[int(number)]
        if not _is_word(link) and parts[-1].endswith(" ") and (not piece or not piece[0].isalnum()):
            # The citation is gone, and of the spaces around it one is too many.
            parts[-1] = parts[-1][:-1]
            length -= 1
        places[link] = length
        parts.append(piece)
        length += len(piece)
    return "".join(parts), places


def _name_of(link: addnodes.pending_xref) -> str:
    """What stands for the name of a source in a sentence that names it."""
    if link.get("refdomain") != "cite" or not _is_word(link):
        return ""
    return " ".join(f"{NAMED}{target.key}{NAMED}" for target in targets_of(link))
