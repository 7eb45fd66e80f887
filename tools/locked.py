"""What requirements.lock says of some groups of dependencies, as a file that pip checks hash by hash.

pip checks hashes only if everything that it installs has one, so it is not given the lock as constraints but the part
of it that a task needs. The notes in the lock (`# via sphinx`) say which package asks for which. Standard library only:
make.py uses this before anything is installed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

PROJECT = "letopis (pyproject.toml{})"
"""Who asks, in the notes of the lock: the package itself, or with `:test` a group."""

CHECKED = ("--require-hashes", "--only-binary", ":all:")
"""Options for pip. A package that had to be built would bring what it is built with, and that without a hash."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==")


def blocks_of(lock: str) -> list[str]:
    """The entries of a lock: a version with its hashes and notes."""
    blocks: list[str] = []
    for line in lock.splitlines():
        if _NAME.match(line):
            blocks.append(line)
        elif blocks and line.strip():
            blocks[-1] += f"\n{line}"
    return blocks


def askers_of(block: str) -> set[str]:
    """Who asks for an entry: packages, and the project or its groups."""
    notes = block.partition("# via")[2].replace("#", " ").splitlines()
    return {note.strip() for note in notes if note.strip()}


def part_of(lock: str, groups: Iterable[str], *, package: bool) -> str:
    """The entries that groups of pyproject.toml need, and with ``package`` those of the package itself.

    Raises ``ValueError`` for a group of which the lock knows nothing, or for an entry without a hash.
    """
    wanted_by: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for block in blocks_of(lock):
        for asker in askers_of(block):
            wanted_by[asker].append((block.partition("==")[0], block))
    begun = [PROJECT.format(f":{group}") for group in groups] + [PROJECT.format("")] * package
    if unknown := [asker for asker in begun if asker not in wanted_by]:
        raise ValueError(f"requirements.lock knows nothing of {unknown[0]}. Run `python3 make.py lock`.")
    found: dict[str, str] = {}
    open_ = list(begun)
    while open_:
        for name, block in wanted_by.get(open_.pop(), ()):
            if block not in found:
                if "--hash=sha256:" not in block:
                    raise ValueError(f"{name} has no hash in requirements.lock. Run `python3 make.py lock`.")
                found[block] = name
                open_.append(name)
    return "\n".join(sorted(block.partition("\n    # via")[0] for block in found)) + "\n"
