"""Long pages on a narrow screen: sections of records, and letters of a list of sources, are folded until chosen.

Nothing is hidden on a wide screen or on paper, and a part that an address leads to is open without a script.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from docutils import nodes

from letopis.model.names import romanize
from letopis.nodes import folded
from letopis.page_nodes import PageNodes

MOST_RECORDS: Final = 20
"""A page that shows more records than this is folded by its sections."""

MOST_SOURCES: Final = 60
"""A list of more sources than this is divided by the letters with which they begin."""


def fold_long_page(found: PageNodes) -> None:
    """Fold what is long on a page. Changes the page; called once, when everything stands on it."""
    boxes = [
        box for box in found.with_class(nodes.container, "letopis-record") if isinstance(box.parent, nodes.section)
    ]
    if len(boxes) > MOST_RECORDS:
        for section in dict.fromkeys(box.parent for box in boxes):
            _fold_section(section)
    lists = [made for made in found.with_class(nodes.bullet_list, "letopis-bibliography") if len(made) > MOST_SOURCES]
    for number, made in enumerate(lists, start=1):
        _divide(made, f"letter-{number}" if len(lists) > 1 else "letter")


def _fold_section(section: nodes.Element) -> None:
    """Put the records of a section that has a title behind a line to choose."""
    boxes = [child for child in section.children if _is_record(child)]
    if isinstance(section.parent, nodes.document) or len(boxes) < 2:
        return
    first, last = section.index(boxes[0]), section.index(boxes[-1])
    part = section.children[first : last + 1]
    place = folded("", summary=f"Show {len(boxes)} entries", narrow="hidden")
    section[first : last + 1] = [place]
    place += part


def _is_record(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "letopis-record" in node["classes"]


def _divide(made: nodes.bullet_list, prefix: str) -> None:
    """A list of sources as one list for each letter, below links to the letters."""
    by_letter: dict[str, list[nodes.Node]] = {}
    for item in made.children:
        by_letter.setdefault(first_letter(item.astext()), []).append(item)
    links = nodes.container("", classes=["letopis-letters"])
    parts: list[nodes.Node] = [links]
    for letter, items in by_letter.items():
        name = f"{prefix}-{'figures' if letter == '#' else letter.lower()}"
        links += nodes.inline("", "", nodes.reference("", letter, refuri=f"#{name}", internal=True))
        heading = nodes.rubric("", letter, ids=[name], classes=["letopis-heading", "letopis-letter"])
        heading["heading-level"] = min(6, depth_of(made) + 1)
        parts.append(heading)
        group = nodes.bullet_list("", *items, **made.attributes)
        parts.append(folded("", group, summary=counted(items), narrow="hidden"))
    made.replace_self(parts)


def counted(items: Iterable[nodes.Node]) -> str:
    """What is chosen to see that many sources."""
    count = len(list(items))
    return f"Show {count} sources" if count > 1 else "Show 1 source"


def first_letter(text: str) -> str:
    """The letter under which a source is listed: its first, romanized and without accents; ``#`` for a figure."""
    sign = next((sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum()), "#")
    latin = unicodedata.normalize("NFD", romanize(sign, "ala-lc"))[:1].upper()[:1]
    return latin if latin.isalpha() else "#"


def depth_of(node: nodes.Node) -> int:
    """How many sections a node stands in."""
    depth = 0
    while node.parent is not None:
        node = node.parent
        depth += isinstance(node, nodes.section)
    return max(1, depth)
