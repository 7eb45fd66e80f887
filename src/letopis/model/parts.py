"""The parts of a page that can be linked to and cited by themselves."""

from __future__ import annotations

from typing import Final, NamedTuple

PAGE: Final = "page"
HEADING: Final = "heading"
PARAGRAPH: Final = "paragraph"
TABLE: Final = "table"
FIGURE: Final = "figure"
TERM: Final = "term"
RECORD: Final = "record"
SOURCE: Final = "source"


class Part(NamedTuple):
    """A heading, paragraph, table, figure or glossary term of a page.

    ``others`` are further ids that lead to it; ``under`` is the id of the heading it stands under (of a heading: of
    the one above), empty below none; ``sketch`` helps to find a paragraph again
    (:func:`letopis.model.ids.sketch_of`); ``words`` are those of a heading or caption.
    """

    kind: str
    id: str
    line: int
    under: str = ""
    words: str = ""
    sketch: str = ""
    others: tuple[str, ...] = ()
