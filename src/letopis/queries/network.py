"""Which posts the same people held: the web of offices and bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.kinds import Body, Office, Person
from letopis.model.names import collation_key
from letopis.queries.tenures import Term, terms


class Holding(NamedTuple):
    """One person at one post, with every term there in order of time."""

    post: Office | Body
    person: Person
    terms: tuple[Term, ...]


def holdings(archive: Archive, keys: Sequence[str], least: int = 2) -> list[Holding]:
    """Who held these posts, post by post; of people only those who held at least so many of them."""
    found: list[Holding] = []
    for key in keys:
        post, held = terms(archive, key)
        if post is None:
            continue
        people = {term.person.ref: term.person for term in held}
        for person in people.values():
            own = tuple(term for term in held if term.person == person)
            found.append(Holding(post, person, own))
    counts: dict[str, int] = {}
    for holding in found:
        counts[holding.person.key] = counts.get(holding.person.key, 0) + 1
    return [holding for holding in found if counts[holding.person.key] >= least]


def people_of(found: Sequence[Holding]) -> list[Person]:
    """The people of a web, by name."""
    people = {holding.person.ref: holding.person for holding in found}
    return sorted(people.values(), key=lambda person: (collation_key(person.index_name), person.key))
