"""What was changed on each page, when, why and by whom: from the history of the repository, in one question for all."""

from __future__ import annotations

import datetime
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from letopis.model.months import MONTHS

_COMMIT: Final = "\x01"
_FIELD: Final = "\x02"
_END: Final = "\x03"
_NEXT: Final = "\x04"
_TRAILER: Final = "%(trailers:key={},valueonly,separator=%x04)"
_FORMAT: Final = "--format=" + _COMMIT + _FIELD.join(
    ["%cs", "%h", "%P", "%s", "%b", "%an", _TRAILER.format("Co-authored-by"), _TRAILER.format("Reviewed-by")]
) + _END  # fmt: skip
_TRAILERS: Final = re.compile(r"(?m)^(?:Co-authored-by|Reviewed-by|Signed-off-by):.*$", re.IGNORECASE)
"""Lines of a message that are no reasons: people, who are told as credits, with addresses that are nobody else's business."""
_ADDRESS: Final = re.compile(r"<[^<>]*>\s*$")


class Credits(NamedTuple):
    """Who has worked on a page, each once: whoever wrote it first, whoever changed it, whoever a commit names as reviewer."""

    written: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """``written by Ada Lovelace, edited by Charles Babbage``; ``""`` if nobody is known."""
        roles = {"written": self.written, "edited": self.edited, "reviewed": self.reviewed}
        return ", ".join(f"{role} by {_listed(names)}" for role, names in roles.items() if names)


class Revision(NamedTuple):
    """A commit that changed a page: its day, its short hash, its subject, its reasons, lines added and removed, people.

    ``order`` is its place in the history, the last commit first.
    """

    day: datetime.date
    commit: str = ""
    subject: str = ""
    reasons: str = ""
    added: int = 0
    removed: int = 0
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    order: int = 0

    @property
    def iso(self) -> str:
        """``2026-11-23``."""
        return self.day.isoformat()

    @property
    def words(self) -> str:
        """``23 November 2026``, never torn apart at a line's end."""
        return f"{self.day.day}\N{NO-BREAK SPACE}{MONTHS[self.day.month - 1]}\N{NO-BREAK SPACE}{self.day.year}"


def histories(folder: Path) -> dict[str, list[Revision]]:
    """For each file below ``folder`` the commits that changed it, the last one first; empty without a history.

    A shallow copy of a repository says less: its oldest commit seems to have made every file, and is left out; and nobody
    is named, since those who came before are not known.
    """
    shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip()
    if shallow not in {"true", "false"}:
        return {}
    log = _git(folder, "log", _FORMAT, "--numstat", "--no-renames", "--relative", "--", ".")
    found: defaultdict[str, list[Revision]] = defaultdict(list)
    for order, commit in enumerate(log.split(_COMMIT)[1:]):
        head, _, files = commit.partition(_END)
        day, short, parents, subject, reasons, author, helpers, reviewers = head.split(_FIELD)
        if shallow == "true" and not parents:
            continue
        made = Revision(
            datetime.date.fromisoformat(day), short, subject.strip(), " ".join(_TRAILERS.sub("", reasons).split()),
            authors=_names([author, *helpers.split(_NEXT)]) if shallow == "false" else (),
            reviewers=_names(reviewers.split(_NEXT)) if shallow == "false" else (), order=order,
        )  # fmt: skip
        for line in files.splitlines():
            added, _, rest = line.partition("\t")
            removed, _, name = rest.partition("\t")
            if name:
                counted = (int(added), int(removed)) if added.isdigit() and removed.isdigit() else (0, 0)
                found[name].append(made._replace(added=counted[0], removed=counted[1]))
    return dict(found)


def revisions(folder: Path) -> dict[str, Revision]:
    """For each file below ``folder`` the last commit that changed it; see :func:`histories`."""
    return {name: commits[0] for name, commits in histories(folder).items()}


def commits_to(folder: Path, names: Iterable[str]) -> set[str]:
    """The short hashes of the commits that changed one of some files or folders, named from the top of the repository."""
    places = [f":(top){name}" for name in names]
    return set(_git(folder, "log", "--format=%h", "--no-renames", "--", *places).split()) if places else set()


def credits_of(commits: Sequence[Revision]) -> Credits:
    """Who has worked on a page, from its commits, the last one first; nobody where there is no history."""
    if not commits:
        return Credits()
    written, *edited = [commit.authors for commit in reversed(commits)]
    others = dict.fromkeys(name for names in edited for name in names if name not in written)
    reviewed = dict.fromkeys(name for commit in reversed(commits) for name in commit.reviewers)
    return Credits(written, tuple(others), tuple(reviewed))


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    """Names without their addresses, each once."""
    return tuple(dict.fromkeys(name for text in texts if (name := _ADDRESS.sub("", text).strip())))


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _git(folder: Path, *arguments: str) -> str:
    """What git answers; nothing if there is no git, or no repository."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    try:
        # S603: the arguments are ours.
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
