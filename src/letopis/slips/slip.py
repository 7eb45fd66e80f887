"""What a slip is, and the words of a project that it can be told by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Slip(NamedTuple):
    """One slip: the code of its finding, its line (from 0), and what to write instead."""

    code: str
    line: int
    message: str


@dataclass(frozen=True)
class Words:
    """The names that a page can use: kinds of record, roles, and directives."""

    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    directives: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    """What a page may set at its head."""
    references: frozenset[str] = field(default=frozenset(), compare=False)
    """Labels that the page defines for links: ``[label]: address``."""
    substitutions: bool = False
    """Whether ``{{ name }}`` is read: what is wrong there is said when it is."""
