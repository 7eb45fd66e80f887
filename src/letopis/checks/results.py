"""Rules about the outcome of a vote: the casting vote, the majority that was needed, the parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from letopis.checks.registry import finding, rule
from letopis.checks.votes import is_whole, voters
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.ballots import Threshold
from letopis.model.composition import VOTING, composition
from letopis.model.dates import Tri
from letopis.model.kinds import BODY, Body, Vote
from letopis.model.parties import parties_on


class _Count(NamedTuple):
    """Votes for and against without a casting vote, and who else was present (``None``: not known)."""

    ayes: int
    noes: int
    others: int | None


def _counted(archive: Archive, vote: Vote) -> _Count | None:
    """The reported count, or the names where all are known; ``None`` if neither tells."""
    sides = Counter(side for side, _, _ in voters(archive, vote))
    all_named = is_whole(archive, vote) and not (vote.named and vote.named.value == "some") and not sides["unknown"]
    others = sides["abstaining"] + sides["present"] if all_named else None
    if vote.reported:
        ayes, noes, abstentions = vote.reported.value
        if vote.casting and abs(ayes - noes) == 1:  # some reports count the casting vote too
            ayes, noes = (ayes - 1, noes) if vote.casting.value.side == "for" else (ayes, noes - 1)
        return _Count(ayes, noes, others if abstentions is None else abstentions + sides["present"])
    return _Count(sides["for"], sides["against"], others) if all_named and (sides["for"] or sides["against"]) else None


@rule(Code.VOTE_CASTING)
def a_casting_vote_decides_a_tie(archive: Archive) -> Iterator[Finding]:
    """A casting vote is given where the votes for and against are even, and by somebody who has not voted yet.

    Correct the count or the names, or take the casting vote out.
    """
    for vote in archive.all(Vote):
        if vote.casting is None:
            continue
        caster = archive.person(vote.casting.value.person)
        sides = {person.key: side for side, person, _ in voters(archive, vote)}
        if caster and sides.get(caster.key) in {"for", "against"}:
            message = f"'{caster.key}' gives the casting vote, and stands under ':{sides[caster.key]}:' too. Keep one."
            yield finding(Code.VOTE_CASTING, vote, vote.casting.line, message)
        count = _counted(archive, vote)
        if count and count.ayes != count.noes:
            message = (
                f"a casting vote decides a tie, but the votes are {count.ayes} for and {count.noes} against. "
                "Correct the count, or take it out."
            )
            yield finding(Code.VOTE_CASTING, vote, vote.casting.line, message)


@rule(Code.VOTE_RESULT)
def the_result_follows_from_the_count(archive: Archive) -> Iterator[Finding]:
    """What is said to have passed had the votes that it needed, and what was rejected had not.

    A simple majority of those voting is taken for granted; ``:threshold: two-thirds of present`` says otherwise.
    Correct the result, the count, or what was needed.
    """
    for vote in archive.all(Vote):
        count = _counted(archive, vote) if vote.result else None
        if vote.result is None or count is None:
            continue
        right = _result(archive, vote, count)
        if right and right != vote.result.value:
            needed = vote.threshold.value if vote.threshold else Threshold("majority", "voting")
            casting = f" and a casting vote {vote.casting.value.side}" if vote.casting else ""
            message = (
                f"the result is '{vote.result.value}', but {count.ayes} for and {count.noes} against{casting} make "
                f"'{right}', where {needed} {'are' if needed.number else 'is'} needed. Correct one of them."
            )
            yield finding(Code.VOTE_RESULT, vote, vote.result.line, message)


def _result(archive: Archive, vote: Vote, count: _Count) -> str:
    """``passed``, ``rejected`` or ``tied``; empty if it cannot be told."""
    needed = vote.threshold.value if vote.threshold else Threshold("majority", "voting")
    side = vote.casting.value.side if vote.casting else ""
    ayes, noes = count.ayes + (side == "for"), count.noes + (side == "against")
    if needed.share == "majority" and needed.base == "voting" and ayes == noes:
        return "tied"
    base: int | None = ayes + noes
    if needed.base == "present":
        base = None if count.others is None else ayes + noes + count.others
    elif needed.base == "members":
        base = _members(archive, vote)
    if base is None:
        return ""
    return "passed" if needed.is_reached(ayes, base) else "rejected"


def _members(archive: Archive, vote: Vote) -> int | None:
    """How many members with a vote the body had on the day; ``None`` where the archive cannot tell."""
    body = archive.resolve(vote.body.value, BODY) if vote.body else None
    if not isinstance(body, Body) or vote.date is None or (body.roster and body.roster.value == "partial"):
        return None
    seats = [seat for seat in composition(archive, body, vote.date.value) if seat.rank in VOTING]
    return len({seat.person.key for seat in seats}) if seats and all(seat.sure is Tri.YES for seat in seats) else None


@rule(Code.VOTE_PARTY)
def voters_belong_to_one_party(archive: Archive) -> Iterator[Finding]:
    """On the day of a vote nobody is in two of the parties by which it is counted.

    Correct the dates of a membership, or leave one of the parties out.
    """
    for vote in archive.all(Vote):
        of_person = parties_on(archive, vote)
        named = dict.fromkeys(person.key for _, person, _ in voters(archive, vote))
        doubled = [key for key in named if len(of_person.get(key, [])) > 1]
        if doubled:
            parties = " and ".join(f"'{party.key}'" for party in of_person[doubled[0]])
            more = f" (and so with {', '.join(doubled[1:])})" if len(doubled) > 1 else ""
            message = f"'{doubled[0]}' was in {parties} on that day{more}. Correct the dates, or leave one party out."
            yield finding(Code.VOTE_PARTY, vote, vote.parties[0].line, message)
