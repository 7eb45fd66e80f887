"""What is stored of each page while Sphinx reads: the types, and the empty state. :mod:`letopis.domain` alone fills it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypedDict

from docutils import nodes

from letopis.diagnostics import Finding, SourceLocation
from letopis.model.archive import CitedAt, Mention, Quotation, Unsourced
from letopis.model.kinds import Record
from letopis.model.parts import Part
from letopis.model.texts import DocumentText, QuotedText
from letopis.page_store import PickledDict

ENV_VERSION = 14
"""Raise with every change to a record or to what is stored, or old pickles are misread."""


class ViewCall(NamedTuple):
    """A view on a page: which, with what options, and where it is called."""

    name: str
    options: dict[str, str]
    place: SourceLocation


class PageDigest(NamedTuple):
    """Digests of what a page tells others, made when it is read.

    ``records`` are those of its records in order; ``mentions`` of the links in its text and what is said around
    them; ``contents`` of its headings; ``all_`` of whatever is stored of it.
    """

    records: tuple[str, ...]
    mentions: str
    contents: str
    all_: str


class Data(TypedDict):
    """What the domain stores, by page.

    ``extension_code`` is a digest of the code of other extensions, ``elsewhere`` one of what is shown of other archives.
    """

    records: PickledDict[list[Record]]
    mentions: PickledDict[list[Mention]]
    views: dict[str, list[ViewCall]]
    cited: dict[str, list[tuple[str, int]]]
    cited_at: PickledDict[list[CitedAt]]
    quotations: dict[str, list[Quotation]]
    mixed_words: dict[str, list[tuple[SourceLocation, str]]]
    unsourced: dict[str, list[Unsourced]]
    told: dict[str, PageDigest]
    numbered: dict[str, nodes.Element]
    first_paragraphs: dict[str, str]
    minutes: dict[str, int]
    passages: dict[str, tuple[Any, ...]]
    broken: dict[str, list[str]]
    lost: dict[str, list[str]]
    unnamed: dict[str, list[tuple[Finding, str, tuple[str, ...]]]]
    parts: PickledDict[list[Part]]
    formers: dict[str, Any]
    elsewhere: str
    texts: dict[str, list[DocumentText]]
    quoted: dict[str, list[QuotedText]]
    extension_code: str


NOTHING_YET: Final = Data(
    records=PickledDict(),
    mentions=PickledDict(),
    views={},
    cited={},
    cited_at=PickledDict(),
    quotations={},
    mixed_words={},
    unsourced={},
    told={},
    numbered={},
    first_paragraphs={},
    minutes={},
    passages={},
    broken={},
    lost={},
    unnamed={},
    parts=PickledDict(),
    formers={},
    elsewhere="",
    texts={},
    quoted={},
    extension_code="",
)
"""What is stored before a page has been read. Sphinx copies it for each environment."""
