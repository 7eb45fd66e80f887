"""The kinds of record that judge: claims, the questions they answer, and votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from letopis.model.ballots import (
    RESULTS,
    CastingVote,
    Pair,
    Threshold,
    read_casting_vote,
    read_pairs,
    read_tally,
    read_threshold,
)
from letopis.model.fields import many, one, refs_in
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
    read_text,
    read_when,
)
from letopis.model.verdicts import STANDARD_SCALE, Verdict

SHORT_KEY = 4
"""Characters: the key of a claim no longer than this is a number, and shown as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """A statement that is judged. Its body is the reason for the verdict."""

    kind: ClassVar[str] = "claim"
    label: ClassVar[str] = "Claim"
    plural: ClassVar[str] = "Claims"
    own_page: ClassVar[bool] = False
    in_index: ClassVar[bool] = False
    schema_type: ClassVar[str] = "ClaimReview"

    statement: Fact[str] | None = one(read_text, "Statement", required=True, shown="head")
    verdict: Fact[Verdict] | None = one(STANDARD_SCALE.read, "Verdict", required=True, shown="head")
    judged: Fact[When] | None = one(read_when, "Judged", required=True, shown="head")
    made_in: Fact[MadeIn] | None = one(
        read_made_in, "Made in", kinds=DOCUMENT, inverse="Claims made here", shown="head"
    )
    answers: Fact[Ref] | None = one(read_ref, "Answers", kinds=QUESTION, inverse="Rival answers", shown="head")
    for_: tuple[Fact[SourceNote], ...] = many(read_source_note, "For", sourced=False, shown="elsewhere")
    against: tuple[Fact[SourceNote], ...] = many(read_source_note, "Against", sourced=False, shown="elsewhere")
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(read_refs, "About", shown="elsewhere", inverse="Claims about this")

    @classmethod
    def default_name(cls, key: str) -> str:
        """``claim P7`` for ``p7``."""
        return f"claim {key.upper() if len(key) <= SHORT_KEY else key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """Something sources answer differently; the answers are claims."""

    kind: ClassVar[str] = "question"
    label: ClassVar[str] = "Question"
    plural: ClassVar[str] = "Questions"
    folder: ClassVar[str] = "questions"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "Question"

    statement: Fact[str] | None = one(
        read_text, "Question", required=True, shown="head", example="the question, as a sentence"
    )
    about: tuple[Fact[tuple[Ref, ...]], ...] = many(
        read_refs, "About", shown="elsewhere", inverse="Questions about this"
    )


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
    """One of ``recorded``, ``reported``, ``reconstructed``, ``disputed``."""
    try:
        return Certainty(text)
    except ValueError:
        raise ValueError(f"expected one of {', '.join(Certainty)}, not {text!r}") from None


class VoteSide(NamedTuple):
    """Where somebody with a vote may stand: the field as written, its attribute, and its name on the page."""

    key: str
    attribute: str
    label: str


SIDES = (
    VoteSide("for", "for_", "For"),
    VoteSide("against", "against", "Against"),
    VoteSide("abstaining", "abstaining", "Abstaining"),
    VoteSide("present", "present", "Present, not voting"),
    VoteSide("paired", "paired", "Paired"),
    VoteSide("absent", "absent", "Absent"),
    VoteSide("unknown", "unknown", "Not known"),
)


def _side(label: str, inverse: str) -> Any:
    """A field that names everybody on one side of a vote."""
    return many(read_refs, label, kinds=PERSON, inverse=inverse, acts="is counted in a vote", shown="head")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Record):
    """A roll call: who stood where on one question in one body."""

    kind: ClassVar[str] = "vote"
    label: ClassVar[str] = "Vote"
    plural: ClassVar[str] = "Votes"
    schema_type: ClassVar[str] = "Event"
    in_index: ClassVar[bool] = False

    date: Fact[When] | None = one(read_when, "Date", required=True, times="date", schema="startDate endDate")
    body: Fact[Ref] | None = one(
        read_ref, "Body", required=True, kinds=BODY, inverse="Votes", existing="names", schema="organizer"
    )
    question: Fact[str] | None = one(read_text, "Put to the vote", required=True, shown="head", schema="about")
    certainty: Fact[Certainty] | None = one(read_certainty, "How sure", required=True)
    named: Fact[str] | None = one(read_choice("all", "some"), "Names known")
    reported: Fact[Tally] | None = one(read_tally, "Reported count")
    threshold: Fact[Threshold] | None = one(read_threshold, "Needed")
    result: Fact[str] | None = one(read_choice(*RESULTS), "Result")
    casting: Fact[CastingVote] | None = one(
        read_casting_vote, "Casting vote", kinds=PERSON, inverse="Casting vote in", acts="gives the casting vote"
    )
    parties: tuple[Fact[tuple[Ref, ...]], ...] = many(
        read_refs, "By party", kinds=BODY, inverse="Votes by party", shown="head", existing="counts"
    )
    for_: tuple[Fact[tuple[Ref, ...]], ...] = _side("For", "Voted for")
    against: tuple[Fact[tuple[Ref, ...]], ...] = _side("Against", "Voted against")
    abstaining: tuple[Fact[tuple[Ref, ...]], ...] = _side("Abstaining", "Abstained")
    present: tuple[Fact[tuple[Ref, ...]], ...] = _side("Present, not voting", "Present, not voting")
    paired: tuple[Fact[tuple[Pair, ...]], ...] = many(
        read_pairs, "Paired", kinds=PERSON, inverse="Paired in a vote", acts="is counted in a vote", shown="head"
    )
    absent: tuple[Fact[tuple[Ref, ...]], ...] = _side("Absent", "Absent from the vote")
    unknown: tuple[Fact[tuple[Ref, ...]], ...] = _side("Not known", "Vote not known")
    part_of: Fact[Ref] | None = one(
        read_ref, "Part of", kinds=EVENT, inverse="Votes", acyclic=True, schema="superEvent"
    )

    def named_voters(self) -> Iterator[tuple[str, Ref, int]]:
        """Everybody with a vote who is named: the side as written (``for``), who, and the line."""
        for side in SIDES:
            for fact in getattr(self, side.attribute):
                for ref in refs_in(fact.value):
                    yield side.key, ref, fact.line
