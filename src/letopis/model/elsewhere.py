"""Records of other archives, as a reference to them finds them: ``north:ada``.

A reference to another archive begins with the name that the settings give it. In a role the kind stands before:
``{person}`north:ada```. In a field it may stand between, ``north:person:ada``, where two kinds share the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from letopis.model.names import named, nearest
from letopis.model.values import Ref


class Elsewhere(NamedTuple):
    """A record of another archive: the name of the archive, kind, key, the record's name, and its web address."""

    archive: str
    kind: str
    key: str
    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.archive}:{self.kind}:{self.key}"


class Target(NamedTuple):
    """What a reference to another archive says: its name, the kind or ``""``, and the key."""

    archive: str
    kind: str
    key: str


@dataclass(frozen=True)
class OtherArchive:
    """The records of another archive by kind and key; ``is_known`` is false where its inventory could not be read."""

    name: str
    records: Mapping[Ref, Elsewhere] = field(default_factory=dict)
    is_known: bool = True

    def candidates(self, key: str, kinds: tuple[str, ...]) -> list[Elsewhere]:
        """The records with a key, of the kinds that are allowed (none: any)."""
        return sorted(one for ref, one in self.records.items() if ref.key == key and (not kinds or ref.kind in kinds))


def target_of(ref: Ref) -> Target | None:
    """What a reference says of another archive; ``None`` if nothing of it names one."""
    if ":" in ref.key:
        name, _, key = ref.key.partition(":")
        return Target(name, ref.kind, key)
    name, colon, kind = ref.kind.partition(":")
    return Target(name, kind if colon else "", ref.key) if name else None


def find_elsewhere(others: Mapping[str, OtherArchive], ref: Ref, kinds: tuple[str, ...] = ()) -> Elsewhere | None:
    """The one record of another archive that is meant, or ``None`` if there is none or more than one."""
    target = target_of(ref)
    if target is None or target.archive not in others:
        return None
    found = others[target.archive].candidates(target.key, (target.kind,) if target.kind else kinds)
    return found[0] if len(found) == 1 else None


def fault_elsewhere(
    others: Mapping[str, OtherArchive], ref: Ref, kinds: tuple[str, ...] = (), every_kind: Iterable[str] = ()
) -> str:
    """What is wrong with a reference to another archive, and what to write; ``""`` if nothing is.

    ``every_kind`` are the kinds of record there are: one of them may have been meant in the place of an archive.
    Of an archive whose inventory could not be read nothing is said: that is one finding of its own.
    """
    target = target_of(ref)
    assert target is not None
    if target.archive not in others:
        hint = named(nearest(target.archive, (*others, *every_kind)), "name") or "Add it, or mend the name."
        return f"'{ref}' is not in the archive, and letopis_archives names no other archive '{target.archive}'. {hint}"
    other = others[target.archive]
    wanted = (target.kind,) if target.kind else kinds
    found = other.candidates(target.key, wanted)
    if len(found) == 1 or not other.is_known:
        return ""
    if found:
        choices = " or ".join(f"'{one}'" for one in found)
        return f"'{ref}' is more than one record. Write {choices}."
    said = f"{' or '.join(wanted) or 'record'} '{target.key}' is not in the archive '{target.archive}'."
    if anywhere := other.candidates(target.key, ()):
        return f"{said} There it is a {anywhere[0].kind}."
    pool = [one.key for one in other.records if not wanted or one.kind in wanted]
    return f"{said} {named(nearest(target.key, pool)) or 'Mend the key, or take a newer copy of its inventory.'}"
