"""Who sat in a body or held an office, and when."""

from __future__ import annotations

from typing import NamedTuple

from letopis.model.archive import Archive
from letopis.model.dates import sort_key
from letopis.model.kinds import Body, Office, Person
from letopis.model.values import Fact, Membership, Tenure


class Term(NamedTuple):
    """A person's seat in a body, with its rank, or time in an office."""

    person: Person
    fact: Fact[Membership] | Fact[Tenure]

    @property
    def rank(self) -> str:
        """The rank of a seat; empty for an office."""
        return self.fact.value.rank if isinstance(self.fact.value, Membership) else ""


def terms(archive: Archive, key: str) -> tuple[Office | Body | None, list[Term]]:
    """The office or body with this key (``mayor``, or ``office:mayor``), and every term in order of time.

    Where an office and a body have one key and no kind is named, the office is meant.
    """
    office = archive.find(Office, key)
    if office is not None:
        return office, [Term(person, fact) for person, fact in archive.tenures(office)]
    body = archive.find(Body, key)
    if body is None:
        return None, []

    def order(term: Term) -> tuple[object, ...]:
        date = archive.when(term.fact.value.when)
        return (date is None, sort_key(date) if date else (), term.person.key)

    return body, sorted((Term(seat.person, seat.fact) for seat in archive.seats(body)), key=order)
