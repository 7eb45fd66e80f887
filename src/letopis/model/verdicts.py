"""Scales on which claims are judged: the standard one of five, and what an archive may put in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Needs = Literal["", "for", "against", "both"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict of a scale."""

    key: str
    """What an author writes: lower-case letters and hyphens."""
    meaning: str
    """One sentence for the manual."""
    needs: Needs = ""
    """On which side sources must stand (``both``: on each); empty: it says nothing of sides."""
    rating: int | None = None
    """Its place from 1 (false) to 5 (true) in linked data; ``None``: it has none."""

    @property
    def words(self) -> str:
        """The verdict in running text."""
        return self.key.replace("-", " ")

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class VerdictScale:
    """The verdicts that claims of an archive may have, in the order in which lists show them."""

    verdicts: tuple[Verdict, ...]

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def read(self, text: str) -> Verdict:
        """One of the verdicts of the scale."""
        found = next((verdict for verdict in self.verdicts if verdict.key == text), None)
        if found is None:
            scale = ", ".join(verdict.key for verdict in self.verdicts)
            raise ValueError(f"expected one of {scale}, not {text!r}")
        return found


CONFIRMED = Verdict("confirmed", "Independent sources carry the claim as it stands.", "for", 5)
CONFIRMED_WITH_NUANCE = Verdict(
    "confirmed-with-nuance", "True in the main; the wording needs a qualification.", "for", 4
)
DISPUTED = Verdict("disputed", "Sources of weight stand on both sides.", "both", 3)
INACCURATE = Verdict("inaccurate", "The sources contradict the claim.", "against", 1)
UNVERIFIABLE = Verdict("unverifiable", "No source seen can decide it.")

STANDARD_SCALE = VerdictScale((CONFIRMED, CONFIRMED_WITH_NUANCE, DISPUTED, INACCURATE, UNVERIFIABLE))
