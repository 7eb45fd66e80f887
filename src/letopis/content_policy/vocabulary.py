"""The names that a page can use, and what was meant by one that there is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sphinx.environment import BuildEnvironment

from letopis.content_policy.allowed import Allowed
from letopis.model.names import named, nearest
from letopis.slips.slip import Words

CITING: Final = frozenset("cite cite:p cite:t cite:ps cite:ts footcite footcite:p footcite:t".split())
"""Roles that cite sources."""

LISTING: Final = frozenset({"bibliography", "footbibliography"})

MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("people", "persons", "biography", "bio", "man", "woman", "actor", "individual", "figure-person"),
    "event": ("events", "meeting", "session", "occasion", "happening", "sitting"),
    "body": ("bodies", "organisation", "organization", "institution", "committee", "group", "company", "party"),
    "office": ("offices", "post", "position", "job"),
    "place": ("places", "location", "town", "city", "village", "site"),
    "document": ("documents", "paper", "letter", "file"),
    "book": ("books", "work"),
    "claim": ("claims-record", "statement", "assertion"),
    "question": ("questions", "problem"),
    "vote": ("ballot", "roll-call", "division"),
    "term": ("terms", "definition", "word"),
    "note": ("remark", "info", "comment", "box", "callout", "information", "notice", "observation"),
    "warning": ("warn", "alert"),
    "figure": ("img",),
    "illustration": ("illustrations", "picture", "photo", "photograph", "portrait"),
    "bibliography": ("references", "sources", "literature", "reflist"),
    "toctree": ("toc", "pages", "contents-list"),
}
"""Other words for kinds of record and for directives."""


def words_of(env: BuildEnvironment, allowed: Allowed) -> Words:
    """The names of a project: its kinds, roles and directives."""
    domain = env.domains["letopis"]
    kinds = frozenset(domain.object_types)
    return Words(
        kinds=kinds,
        roles=kinds | frozenset(domain.roles) | allowed.roles | CITING,
        directives=kinds | frozenset(domain.directives) | allowed.directives | LISTING,
        settings=allowed.front_matter,
    )


def unknown_directive(name: str, words: Words) -> tuple[str, str]:
    """What is said of a directive that there is not, and the one that was meant if there is only one."""
    meant = _meant(name, words.directives)
    said = f"there is no '{{{name}}}'."
    if meant:
        return f"{said} {named([f'{{{one}}}' for one in meant], 'name')}", meant[0] if len(meant) == 1 else ""
    kinds = ", ".join(sorted(words.kinds))
    return f"{said} The kinds of record are {kinds}; a remark is a '{{note}}'; other text needs no braces.", ""


def unknown_role(name: str, text: str, words: Words) -> tuple[str, str]:
    """What is said of a role that there is not, and the one that was meant if there is only one."""
    if text.strip() in words.kinds:
        return f"the key and the kind are exchanged. Write {{{text.strip()}}}`{name}`.", ""
    if name in words.directives:
        return (
            f"'{{{name}}}' is no word in a line: it stands on a line of its own, after ':::'. Write the words alone.",
            "",
        )
    meant = _meant(name, words.roles)
    said = f"there is no role '{{{name}}}'."
    if meant:
        return f"{said} {named([f'{{{one}}}' for one in meant], 'name')}", meant[0] if len(meant) == 1 else ""
    return f"{said} Write one of the kinds of record, such as {{person}}`key`, or take the braces out.", ""


def _meant(name: str, known: frozenset[str]) -> tuple[str, ...]:
    plain = name.lower().replace("_", "-")
    by_meaning = tuple(one for one, words in MEANINGS.items() if plain in words and one in known)
    return by_meaning or nearest(plain, known) or nearest(plain.replace("-", ""), known)
