"""Illustrations on the pages of what they show, and on their own: the picture, its caption, and its credit."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from letopis.illustrations.files import Original, original_of
from letopis.illustrations.placing import COPY
from letopis.model.kinds import Illustration, Record
from letopis.rendering.page import Content, Page, flatten, joined, paragraph

SMALL: Final = 480
"""Points across, of the copy on the page of what is shown: half as many again as a screen gives it room."""

LARGE: Final = 1200
"""Points across, of the copy on an illustration's own page, and in the book."""

SHOWN: Final = 300
"""Pixels across and down that a small copy takes at most."""


def of_record(page: Page, record: Record) -> list[nodes.Node]:
    """What shows a record, or the illustration itself; nothing of one whose rights or file are missing."""
    if isinstance(record, Illustration):
        return _figure(page, record, LARGE) or [_not_shown(record)]
    return [
        node
        for relation in page.archive.relations_to(record)
        if isinstance(relation.record, Illustration) and relation.field == "shows"
        for node in _figure(page, relation.record, SMALL)
    ]


def _not_shown(record: Illustration) -> nodes.Node:
    why = "its rights are not stated" if record.rights is None else "its file cannot be shown"
    return paragraph(f"This illustration is not shown: {why}.", classes=["letopis-not-shown"])


def _figure(page: Page, record: Illustration, width: int) -> list[nodes.Node]:
    original = original_of(page.builder.env, record)
    if original is None or record.rights is None:
        return []
    image = nodes.image("", uri=original.path.name, alt=record.alt.value if record.alt else record.name)
    image[COPY] = (record.key, original, max(width, LARGE) if page.on_paper else width)
    image["classes"] = ["no-scaled-link"]
    if page.on_screen:
        across = _room(original, width)
        image["width"] = f"{across}px"
        image["shown-height"] = max(1, round(across * original.height / original.width))
    else:
        image["width"] = "60%"
    if page.on_web:
        image["loading"] = "lazy"
    image.source, image.line = page.marker.source, page.marker.line
    caption = nodes.caption("", "", *_caption(page, record))
    legend = nodes.legend("", paragraph(credit(page, record), classes=["letopis-credit"]))
    size = "large" if width == LARGE else "small"
    return [
        nodes.figure(
            "", image, caption, legend, ids=[f"shown-{record.key}"], classes=["letopis-illustrated", f"letopis-{size}"]
        )
    ]


def _room(original: Original, width: int) -> int:
    """Pixels across on a screen: of a tall picture fewer, so that it does not push the text off the page."""
    across = min(width, original.width)
    if width != SMALL:
        return across
    return max(1, min(across, SHOWN, round(SHOWN * original.width / original.height)))


def _caption(page: Page, record: Illustration) -> list[nodes.Node]:
    """The caption with its sources, or the name; on the page of what is shown it leads to the illustration."""
    words = record.caption.value if record.caption else record.name
    own = page.docname == record.origin.docname or page.on_paper
    return flatten(
        [words if own else page.link(record, words), page.cite(record.caption.sources if record.caption else ())]
    )


def credit(page: Page, record: Illustration) -> list[nodes.Node]:
    """Who is to be named, and the rights: as the record words it, or made of creator, date and holder."""
    parts: list[Content] = []
    if record.credit:
        parts.append(record.credit.value.rstrip("."))
    else:
        made: list[Content] = [joined([page.ref(one.value, ("person", "body")) for one in record.creator])]
        if record.date:
            made.append(page.date(record.date.value))
        if made := [one for one in made if one]:
            parts.append(joined(made))
        if record.holder:
            parts.append(page.ref(record.holder.value, ("person", "body")))
    if record.rights:
        rights = record.rights.value
        parts.append(nodes.reference("", rights.words, refuri=rights.address))
    return [*joined(parts, ". "), nodes.Text(".")]
