"""What an archive holds beside its records: mentions, quotations, sources, and how records relate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from letopis.diagnostics import SourceLocation
from letopis.model.comparison import Span
from letopis.model.historical import HistoricalDate
from letopis.model.records import Person, Record
from letopis.model.values import Fact, Membership, Ref


@dataclass(frozen=True, slots=True)
class Mention:
    r"""A place in running text that points at a record.

    ``sentence`` holds the sentence around it, with each implicit link written as ``\x00kind:key\x00``, and a source
    that it names as ``\x03key\x03``; ``anchor`` is the id of the mention, ``near`` that of its paragraph.
    """

    target: Ref
    docname: str
    anchor: str
    near: str
    sentence: str
    line: int


class CitedAt(NamedTuple):
    """A place in running text that cites a source: its key, the page, the id of the paragraph, and the sentence.

    ``sentence`` is written as that of a :class:`Mention`, and cut where it is long.
    """

    key: str
    docname: str
    near: str
    sentence: str


class Quotation(NamedTuple):
    """A quotation in running text that is longer than allowed."""

    place: SourceLocation
    text: str
    words: int


class Unsourced(NamedTuple):
    """A paragraph of running text that cites nothing: page, paragraph id, its first words."""

    docname: str
    near: str
    text: str


class Source(NamedTuple):
    """An entry of the bibliography: key, type, fields as written, and where it stands."""

    key: str
    kind: str
    fields: dict[str, str]
    path: str
    line: int

    @property
    def keywords(self) -> set[str]:
        """The words of its ``keywords`` field."""
        return {word.strip() for word in self.fields.get("keywords", "").split(",")}


class Relation(NamedTuple):
    """``record`` points at ``target`` by ``field``; ``fact`` is the value that does so."""

    record: Record
    field: str
    fact: Fact[Any]
    target: Ref


class Seat(NamedTuple):
    """A person's membership of a body."""

    person: Person
    fact: Fact[Membership]


class DatedSeat(NamedTuple):
    """A person's membership of a body with its dates worked out, if they can be (else ``ANY_TIME``)."""

    person: Person
    fact: Fact[Membership]
    when: HistoricalDate | None
    span: Span


ANY_TIME = Span(-math.inf, math.inf, -math.inf, math.inf)
"""The span of which nothing is known."""
