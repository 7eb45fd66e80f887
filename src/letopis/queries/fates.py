"""What became of the people of a vote: what each held on its day, and what came after."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.claims import SIDES, VoteSide
from letopis.model.dates import HistoricalDate, Tri, before, sort_key
from letopis.model.kinds import BODY, Person, Vote
from letopis.model.values import Fact, Membership, Tenure


class Post(NamedTuple):
    """A seat or an office that somebody held on the day of a vote or later."""

    fact: Fact[Membership] | Fact[Tenure]
    when: HistoricalDate


class Fate(NamedTuple):
    """A person, the side taken, and every post in order of time."""

    side: VoteSide
    person: Person
    posts: tuple[Post, ...]


def fates(archive: Archive, vote: Vote) -> list[Fate]:
    """The people of a vote by side, in the order the vote names them.

    Their seats are those in the body that voted; a seat or an office that was certainly over
    before the vote is left out.
    """
    day = archive.when(vote.date.value) if vote.date else None
    made: list[Fate] = []
    for side in SIDES:
        people = archive.people(getattr(vote, side.attribute))
        made += [Fate(side, person, _posts(archive, vote, person, day)) for person in people]
    return made


def _posts(archive: Archive, vote: Vote, person: Person, day: HistoricalDate | None) -> tuple[Post, ...]:
    body = archive.resolve(vote.body.value, BODY) if vote.body else None
    seats = [fact for fact in person.member if body and archive.resolve(fact.value.body, BODY) == body]
    held: tuple[Fact[Membership] | Fact[Tenure], ...] = (*seats, *person.held)
    found = [(fact, archive.when(fact.value.when)) for fact in held]
    posts = [Post(fact, when) for fact, when in found if when and day and before(when, day) is not Tri.YES]

    def order(post: Post) -> tuple[object, ...]:
        """What was held on the day first, and of it the seat first; then in order of time."""
        held = day is None or post.when.earliest is None or post.when.earliest <= (day.earliest or 0)
        return (not held, held and not isinstance(post.fact.value, Membership), sort_key(post.when))

    return tuple(sorted(posts, key=order))
