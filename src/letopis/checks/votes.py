"""Rules about votes: who voted had a vote, nobody voted twice, and the sums agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.comparison import span_of
from letopis.model.composition import VOTING, SeatOnDay, composition
from letopis.model.dates import HistoricalDate, Tri
from letopis.model.datewords import in_words
from letopis.model.kinds import BODY, Body, Person, Vote
from letopis.model.values import Tally


class _RollCall(NamedTuple):
    """A vote in a body whose members the archive records: who voted when, and who sat there."""

    vote: Vote
    body: Body
    when: HistoricalDate
    seats: list[SeatOnDay]

    @property
    def in_full(self) -> bool:
        """Whether every member with a vote is recorded, so that absence from the records means no seat."""
        return self.body.roster is None or self.body.roster.value == "full"


def voters(archive: Archive, vote: Vote) -> list[tuple[str, Person, int]]:
    """Everybody named in a vote who is in the archive: the side, the person and the line."""
    return [(side, person, line) for side, ref, line in vote.named_voters() if (person := archive.person(ref))]


def is_whole(archive: Archive, vote: Vote) -> bool:
    """Whether everybody named is in the archive; an unknown key is reported once, not as a wrong sum too."""
    return all(archive.person(ref) for _, ref, _ in vote.named_voters())


def _roll_calls(archive: Archive) -> Iterator[_RollCall]:
    for vote in archive.all(Vote):
        body = archive.resolve(vote.body.value, BODY) if vote.body else None
        when = archive.when(vote.date.value) if vote.date else None
        if isinstance(body, Body) and when is not None and archive.seats(body):
            yield _RollCall(vote, body, when, composition(archive, body, when))


@rule(Code.VOTE_TWICE)
def nobody_votes_twice(archive: Archive) -> Iterator[Finding]:
    """Nobody stands on two sides of one vote, or twice on one.

    Keep the side that the sources give; if they differ, say so with ``:disputed:``.
    """
    for vote in archive.all(Vote):
        seen: dict[str, str] = {}
        for side, person, line in voters(archive, vote):
            first = seen.get(person.key)
            if first is not None:
                where = f"twice under ':{side}:'" if first == side else f"under ':{first}:' and ':{side}:'"
                yield finding(Code.VOTE_TWICE, vote, line, f"'{person.key}' stands {where}. Keep one.")
            seen.setdefault(person.key, side)


@rule(Code.NO_VOTE)
def voters_have_a_vote(archive: Archive) -> Iterator[Finding]:
    """Who votes is, on the day, a member of the body with a vote; a candidate has none.

    Correct the membership in the record of the person, or take the name out. Of a body with
    ``:roster: partial`` somebody whose membership is not recorded is let pass.
    """
    for call in _roll_calls(archive):
        ranks: dict[str, dict[str, Tri]] = {}
        for seat in call.seats:
            ranks.setdefault(seat.person.key, {})[seat.rank] = seat.sure
        for _, person, line in voters(archive, call.vote):
            held = ranks.get(person.key, {})
            if VOTING.isdisjoint(held) and (call.in_full or Tri.YES in held.values()):
                status = "only a candidate member" if held else "not a member"
                message = (
                    f"'{person.key}' was {status} of '{call.body.key}' {in_words(call.when)} and had no vote. "
                    "Correct the membership, or take the name out."
                )
                yield finding(Code.NO_VOTE, call.vote, line, message)


@rule(Code.VOTE_SUM)
def votes_add_up_to_the_body(archive: Archive) -> Iterator[Finding]:
    """For, against, abstaining, absent and not known add up to the members with a vote.

    The members come from the dated memberships of people. Somebody whose dates cannot tell, or who
    came or went on that very day, may be named or not. A vote with ``:named: some`` and a body with
    ``:roster: partial`` are not summed.
    """
    for call in _roll_calls(archive):
        vote = call.vote
        some = vote.named is not None and vote.named.value == "some"
        if vote.body is None or some or not call.in_full or not is_whole(archive, vote):
            continue
        most = {seat.person.key for seat in call.seats if seat.rank in VOTING}
        least = {seat.person.key for seat in call.seats if seat.rank in VOTING and _sat_throughout(archive, call, seat)}
        named = {person.key for _, person, _ in voters(archive, vote)}
        missing = sorted(least - named)
        if missing:
            count = str(len(most)) if least == most else f"{len(least)} to {len(most)}"
            message = (
                f"names {len(named)} people, but '{call.body.key}' had {count} members with a vote "
                f"{in_words(call.when)}. Not named: {', '.join(missing)}. "
                "Put them under ':absent:' or ':unknown:', or write ':named: some'."
            )
            yield finding(Code.VOTE_SUM, vote, vote.body.line, message)


def _sat_throughout(archive: Archive, call: _RollCall, seat: SeatOnDay) -> bool:
    """Whether a seat certainly began before the vote and ended after it."""
    if seat.sure is not Tri.YES:
        return False
    when, time = archive.when(seat.fact.value.when), span_of(call.when)
    changes = span_of(when) if when else time
    return not (
        time.begin_low <= changes.begin_high <= time.end_high or time.begin_low <= changes.end_low <= time.end_high
    )


@rule(Code.VOTE_TALLY)
def names_agree_with_the_reported_count(archive: Archive) -> Iterator[Finding]:
    """The names for, against and abstaining are as many as the count that sources report.

    A casting vote may be counted with the others or not. Correct the names or the count. With ``:named: some`` the
    names may be fewer.
    """
    for vote in archive.all(Vote):
        if vote.reported is None or not is_whole(archive, vote):
            continue
        side_of: dict[str, str] = {}
        for side, person, _ in voters(archive, vote):
            side_of.setdefault(person.key, side)
        sides = list(side_of.values())
        named = (sides.count("for"), sides.count("against"), sides.count("abstaining"))
        tally = vote.reported.value
        some = vote.named is not None and vote.named.value == "some"
        if not _agrees(named, tally, some=some) and not _agrees(_with_casting(vote, named), tally, some=some):
            abstaining = "" if tally.abstentions is None else f", {named[2]} abstaining"
            message = (
                f"the reported count is {str(tally).replace('–', '-')}, but the names give {named[0]} for "
                f"and {named[1]} against{abstaining}. Correct the names or the count."
            )
            yield finding(Code.VOTE_TALLY, vote, vote.reported.line, message)


def _agrees(named: tuple[int, int, int], tally: Tally, *, some: bool) -> bool:
    """Whether names and count agree; where some are named, whether they are no more than that."""
    reported = (tally.ayes, tally.noes, named[2] if tally.abstentions is None else tally.abstentions)
    if some:
        return all(one <= other for one, other in zip(named, reported, strict=True))
    return named == reported or not (named[0] or named[1])


def _with_casting(vote: Vote, named: tuple[int, int, int]) -> tuple[int, int, int]:
    if vote.casting is None:
        return named
    ayes = vote.casting.value.side == "for"
    return named[0] + ayes, named[1] + (not ayes), named[2]
