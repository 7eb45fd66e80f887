"""How parties divided in a roll call, by the dated memberships of the people named."""

from __future__ import annotations

from collections import Counter

from letopis.model.archive import Archive
from letopis.model.claims import Vote
from letopis.model.composition import composition
from letopis.model.dates import Tri
from letopis.model.kinds import BODY, Body, Person


def parties_on(archive: Archive, vote: Vote) -> dict[str, list[Body]]:
    """The parties, of those that a vote names, in which each person certainly was on its day: by key of the person."""
    found: dict[str, list[Body]] = {}
    for fact in vote.parties if vote.date else ():
        for ref in fact.value:
            party = archive.resolve(ref, BODY)
            if isinstance(party, Body) and vote.date:
                for seat in composition(archive, party, vote.date.value, closing=True):
                    if seat.sure is Tri.YES:
                        found.setdefault(seat.person.key, []).append(party)
    return found


def parties_of(archive: Archive, vote: Vote) -> list[tuple[Body | None, Counter[str]]]:
    """Each party with how many of its members stood on each side; last (``None``) those of no party that is named."""
    if not vote.parties:
        return []
    of_person = parties_on(archive, vote)
    named = [archive.resolve(ref, BODY) for fact in vote.parties for ref in fact.value]
    parties = {party.key: party for party in named if isinstance(party, Body)}
    counts: dict[str, Counter[str]] = {key: Counter() for key in parties}
    for side, person in _named(archive, vote):
        party = next(iter(of_person.get(person.key, [])), None)
        counts.setdefault(party.key if party else "", Counter())[side] += 1
    return [(parties.get(key), count) for key, count in counts.items()]


def _named(archive: Archive, vote: Vote) -> list[tuple[str, Person]]:
    return [(side, person) for side, ref, _ in vote.named_voters() if (person := archive.person(ref))]
