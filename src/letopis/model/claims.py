"""The kinds of record that judge: claims, the questions they answer, and votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from letopis.model.fields import many, one
from letopis.model.records import BODY, DOCUMENT, EVENT, PERSON, QUESTION, Record
from letopis.model.values import (
    Fact,
    MadeIn,
    Ref,
    SourceNote,
    Tally,
    When,
    read_choice,
    read_made_in,
    read_ref,
    read_refs,
    read_source_note,
    read_tally,
    read_text,
    read_when,
)


class Verdict(StrEnum):
    """The fixed scale on which claims are judged."""

    CONFIRMED = "confirmed"
    """Independent sources carry the claim as it stands."""
    CONFIRMED_WITH_NUANCE = "confirmed-with-nuance"
    """True in the main; the wording needs a qualification."""
    DISPUTED = "disputed"
    """Sources of weight stand on both sides."""
    INACCURATE = "inaccurate"
    """The sources contradict the claim."""
    UNVERIFIABLE = "unverifiable"
    """No source seen can decide it."""

    @property
    def words(self) -> str:
        """The verdict in running text."""
        return self.value.replace("-", " ")


def read_verdict(text: str) -> Verdict:
    """One of the five verdicts."""
    try:
        return Verdict(text)
    except ValueError:
        scale = ", ".join(Verdict)
        raise ValueError(f"expected one of {scale}, not {text!r}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """A statement that is judged. Its body is the reason for the verdict."""

    kind: ClassVar[str] = "claim"
    label: ClassVar[str] = "Claim"
    plural: ClassVar[str] = "Claims"

    statement: Fact[str] | None = one(read_text, "Statement", required=True)
    verdict: Fact[Verdict] | None = one(read_verdict, "Verdict", required=True)
    judged: Fact[When] | None = one(read_when, "Judged", required=True)
    made_in: Fact[MadeIn] | None = one(read_made_in, "Made in", kinds=DOCUMENT)
    answers: Fact[Ref] | None = one(read_ref, "Answers", kinds=QUESTION)
    for_: tuple[Fact[SourceNote], ...] = many(read_source_note, "For", sourced=False)
    against: tuple[Fact[SourceNote], ...] = many(read_source_note, "Against", sourced=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """Something sources answer differently; the answers are claims."""

    kind: ClassVar[str] = "question"
    label: ClassVar[str] = "Question"
    plural: ClassVar[str] = "Questions"

    statement: Fact[str] | None = one(read_text, "Question", required=True)


class Certainty(StrEnum):
    """How sure it is that a vote was cast as shown."""

    RECORDED = "recorded"
    """Minutes or a transcript record it."""
    REPORTED = "reported"
    """A source reports the count; no minute is known."""
    RECONSTRUCTED = "reconstructed"
    """The names are inferred from who was present and how they stood."""
    DISPUTED = "disputed"
    """Sources differ on whether or how it was cast."""


def read_certainty(text: str) -> Certainty:
    """One of the four degrees."""
    try:
        return Certainty(text)
    except ValueError:
        raise ValueError(f"expected one of {', '.join(Certainty)}, not {text!r}") from None


SIDES = {"for": "for_", "against": "against", "abstaining": "abstaining", "absent": "absent", "unknown": "unknown"}
"""Where somebody with a vote may stand: the field as written, and its attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Record):
    """A roll call: who stood where on one question in one body."""

    kind: ClassVar[str] = "vote"
    label: ClassVar[str] = "Vote"
    plural: ClassVar[str] = "Votes"

    date: Fact[When] | None = one(read_when, "Date", required=True)
    body: Fact[Ref] | None = one(read_ref, "Body", required=True, kinds=BODY)
    question: Fact[str] | None = one(read_text, "Put to the vote", required=True)
    certainty: Fact[Certainty] | None = one(read_certainty, "How sure", required=True)
    named: Fact[str] | None = one(read_choice("all", "some"), "Names known")
    reported: Fact[Tally] | None = one(read_tally, "Reported count")
    for_: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "For", kinds=PERSON)
    against: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "Against", kinds=PERSON)
    abstaining: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "Abstaining", kinds=PERSON)
    absent: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "Absent", kinds=PERSON)
    unknown: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "Not known", kinds=PERSON)
    part_of: Fact[Ref] | None = one(read_ref, "Part of", kinds=EVENT)

    def named_voters(self) -> Iterator[tuple[str, Ref, int]]:
        """Everybody named: the side as written (``for``), who, and the line."""
        for side, attribute in SIDES.items():
            for fact in getattr(self, attribute):
                for ref in fact.value:
                    yield side, ref, fact.line
