"""Every kind of record by its name: the list that directives, roles and exports follow."""

from __future__ import annotations

from letopis.model.claims import Certainty, Claim, Question, Verdict, Vote
from letopis.model.records import (
    BODY,
    DOCUMENT,
    EVENT,
    OFFICE,
    PERSON,
    PLACE,
    QUESTION,
    Body,
    Book,
    Document,
    Event,
    Location,
    Office,
    Person,
    Record,
    Term,
)

__all__ = [
    "BODY", "DOCUMENT", "EVENT", "KINDS", "OFFICE", "PERSON", "PLACE", "QUESTION",
    "Body", "Book", "Certainty", "Claim", "Document", "Event", "Location", "Office", "Person",
    "Question", "Record", "Term", "Verdict", "Vote",
]  # fmt: skip

KINDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Person, Event, Body, Office, Location, Document, Book, Term, Claim, Question, Vote,
    )
}  # fmt: skip
