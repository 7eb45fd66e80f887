"""The built-in kinds of record, in the order in which lists show them. What ``__all__`` names, other extensions see."""

from __future__ import annotations

from letopis.model.claims import Certainty, Claim, Question, Vote
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
    Illustration,
    Office,
    Person,
    Place,
    Record,
    Term,
)
from letopis.model.verdicts import Verdict

__all__ = [
    "BODY", "DOCUMENT", "EVENT", "OFFICE", "PERSON", "PLACE", "QUESTION",
    "Body", "Book", "Certainty", "Claim", "Document", "Event", "Illustration", "Office",
    "Person", "Place", "Question", "Record", "Term", "Verdict", "Vote",
]  # fmt: skip

BUILT_IN: tuple[type[Record], ...] = (
    Person, Event, Body, Office, Place, Document, Book, Term, Claim, Question, Vote, Illustration,
)  # fmt: skip
