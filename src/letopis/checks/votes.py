"""Rules about votes: who voted had a vote, nobody voted twice, and the sums agree."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model import kinds as r
from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri
from letopis.model.datewords import in_words
from letopis.views.composition import SeatOnDay, composition

VOTING = {"full", "member"}
"""Ranks that carry a vote; a candidate may speak but not vote."""
SIDES = ("for", "against", "abstaining", "absent", "unknown")


def voters(archive: Archive, vote: r.Vote) -> list[tuple[str, r.Person, int]]:
    """Everybody named in a vote: the side, the person and the line."""
    return [
        (key, person, fact.line)
        for key, fact in vote.facts()
        if key in SIDES
        for person in (archive.person(ref) for ref in fact.value)
        if person is not None
    ]


def seats_on_the_day(archive: Archive, vote: r.Vote) -> tuple[r.Body, HistoricalDate, list[SeatOnDay]] | None:
    """The body that voted, when, and who sat in it; ``None`` if its members are not recorded."""
    body = archive.resolve(vote.body.value, r.BODY) if vote.body else None
    when = archive.when(vote.date.value) if vote.date else None
    if not isinstance(body, r.Body) or when is None or not archive.seats(body):
        return None
    return body, when, composition(archive, body, when)


@rule(Code.VOTE_TWICE)
def nobody_votes_twice(archive: Archive) -> Iterator[Finding]:
    """Nobody stands on two sides of one vote, or twice on one."""
    for vote in archive.all(r.Vote):
        seen: dict[str, str] = {}
        for side, person, line in voters(archive, vote):
            if person.key in seen:
                message = f"'{person.key}' stands under ':{seen[person.key]}:' and ':{side}:'."
                yield finding(Code.VOTE_TWICE, vote, line, message + " Keep one.")
            seen.setdefault(person.key, side)


@rule(Code.NO_VOTE)
def voters_have_a_vote(archive: Archive) -> Iterator[Finding]:
    """Who votes is, on the day, a member of the body with a vote; a candidate has none."""
    for vote in archive.all(r.Vote):
        found = seats_on_the_day(archive, vote)
        if found is None:
            continue
        body, when, seats = found
        ranks: dict[str, set[str]] = {}
        for seat in seats:
            ranks.setdefault(seat.person.key, set()).add(seat.rank)
        for _, person, line in voters(archive, vote):
            held = ranks.get(person.key, set())
            if held & VOTING or (body.key != "" and not held and not _known(archive, body, person)):
                continue
            status = "only a candidate member" if held else "not a member"
            message = (
                f"'{person.key}' was {status} of '{body.key}' {in_words(when)} and had no vote. "
                "Correct the membership, or take the name out."
            )
            yield finding(Code.NO_VOTE, vote, line, message)


def _known(archive: Archive, body: r.Body, person: r.Person) -> bool:
    """Whether the archive records the membership of a body in full, so that absence means no."""
    return not body.roster or body.roster.value == "full"


@rule(Code.VOTE_SUM)
def votes_add_up_to_the_body(archive: Archive) -> Iterator[Finding]:
    """For, against, abstaining, absent and not known add up to the members with a vote.

    The members come from the dated memberships of people. Where dates cannot tell who sat that
    day, the sum may lie between the least and the most. A vote with ``:named: some`` and a body
    with ``:roster: partial`` are not summed.
    """
    for vote in archive.all(r.Vote):
        found = seats_on_the_day(archive, vote)
        if found is None or vote.body is None or (vote.named and vote.named.value == "some"):
            continue
        body, when, seats = found
        if not _known(archive, body, None):  # type: ignore[arg-type]
            continue
        voting = {seat.person.key: seat.sure for seat in seats if seat.rank in VOTING}
        least = sum(sure is Tri.YES for sure in voting.values())
        named = {person.key for _, person, _ in voters(archive, vote)}
        if not least <= len(named) <= len(voting):
            missing = sorted(key for key, sure in voting.items() if sure is Tri.YES and key not in named)
            hint = f" Not named: {', '.join(missing)}." if missing else ""
            count = str(least) if least == len(voting) else f"{least} to {len(voting)}"
            message = (
                f"names {len(named)} people, but '{body.key}' had {count} members with a vote "
                f"{in_words(when)}.{hint} Put them under ':absent:' or ':unknown:'."
            )
            yield finding(Code.VOTE_SUM, vote, vote.body.line, message)


@rule(Code.VOTE_TALLY)
def names_agree_with_the_reported_count(archive: Archive) -> Iterator[Finding]:
    """The names for and against are as many as the count that sources report."""
    for vote in archive.all(r.Vote):
        if vote.reported is None:
            continue
        sides = [side for side, _, _ in voters(archive, vote)]
        ayes, noes = sides.count("for"), sides.count("against")
        tally = vote.reported.value
        if (ayes or noes) and (ayes, noes) != (tally.ayes, tally.noes):
            message = (
                f"the reported count is {tally.ayes}-{tally.noes}, but {ayes} are named for "
                f"and {noes} against. Correct the names or the count."
            )
            yield finding(Code.VOTE_TALLY, vote, vote.reported.line, message)
