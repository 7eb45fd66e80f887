"""The values of a roll call: pairs, a casting vote, the majority that is needed, and whether it was reached."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from letopis.model.values import Ref, Tally, read_ref

SHARES: Final = {
    "majority": (1, 2),
    "three-fifths": (3, 5),
    "two-thirds": (2, 3),
    "three-quarters": (3, 4),
    "unanimity": (1, 1),
}
"""What part of the votes must be for: more than a half, and at least each of the others."""
BASES: Final = ("voting", "present", "members")
"""Of whom: of those who voted for or against, of those present, or of all who have a vote."""
RESULTS: Final = ("passed", "rejected", "tied")


class Pair(NamedTuple):
    """Two members who agreed not to vote, since one would have voted for and the other against."""

    for_: Ref
    against: Ref


class CastingVote(NamedTuple):
    """The vote of somebody who has none unless the others are even: ``for`` or ``against``."""

    person: Ref
    side: str


class Threshold(NamedTuple):
    """How many votes for are needed: a share of whom, or a number."""

    share: str
    base: str
    number: int = 0

    def __str__(self) -> str:
        if self.number:
            return f"{self.number} votes"
        whom = {"voting": "of those voting", "present": "of those present", "members": "of all members"}[self.base]
        return f"{self.share.replace('-', ' ')} {whom}"

    def is_reached(self, ayes: int, base: int) -> bool:
        """Whether so many votes for, of so many, are enough."""
        if self.number:
            return ayes >= self.number
        part, whole = SHARES[self.share]
        return ayes * whole > base * part if self.share == "majority" else ayes * whole >= base * part


def read_pairs(text: str) -> tuple[Pair, ...]:
    """``ada / bob; eve / joe``: of each pair first who would have voted for, then who against."""
    pairs: list[Pair] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        names = [name.strip() for name in part.split("/")]
        if len(names) != 2 or not all(names):
            raise ValueError(f"expected two people with a slash between, such as 'ada / bob', not {part!r}")
        pairs.append(Pair(read_ref(names[0]), read_ref(names[1])))
    return tuple(pairs)


def read_casting_vote(text: str) -> CastingVote:
    """``ada for`` or ``ada against``."""
    who, _, side = text.partition(" ")
    if side.strip() not in {"for", "against"}:
        raise ValueError(f"expected a person and 'for' or 'against', such as 'ada for', not {text!r}")
    return CastingVote(read_ref(who), side.strip())


def read_threshold(text: str) -> Threshold:
    """``majority``, ``two-thirds of present``, ``unanimity of members``, or a number of votes."""
    if re.fullmatch(r"[1-9][0-9]{0,5}", text):
        return Threshold("", "", int(text))
    share, _, base = text.partition(" of ")
    share, base = share.strip(), base.strip() or "voting"
    if share not in SHARES or base not in BASES:
        raise ValueError(
            f"expected a number of votes, or a share ({', '.join(SHARES)}) and of whom ({', '.join(BASES)}), "
            f"such as 'two-thirds of present', not {text!r}"
        )
    return Threshold(share, base)


def read_tally(text: str) -> Tally:
    """``for-against``, such as ``6-2``, or ``for-against-abstentions``: ``6-2-1``."""
    match = re.fullmatch(r"(\d{1,6})\s*[-–]\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", text)
    if match is None:
        raise ValueError(f"expected a count such as '6-2', or '6-2-1' with abstentions, not {text!r}")
    return Tally(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
