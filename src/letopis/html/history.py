"""When each page was last changed, and by whom: from the history of the repository, in one question for all pages."""

from __future__ import annotations

import datetime
import re
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from letopis.model.months import MONTHS

_COMMIT: Final = "\x01"
_PART: Final = "\x02"
_NEXT: Final = "\x03"
_TRAILER: Final = "%(trailers:key={},valueonly,separator=%x03)"
_FORMAT: Final = _PART.join([f"{_COMMIT}%cs", "%an", _TRAILER.format("Co-authored-by"), _TRAILER.format("Reviewed-by")])
_ADDRESS: Final = re.compile(r"\s*<[^<>]*>\s*$")


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
    """The day a page was last changed, and who has worked on it."""

    day: datetime.date
    credits: Credits = Credits()

    @property
    def iso(self) -> str:
        """``2026-11-23``."""
        return self.day.isoformat()

    @property
    def words(self) -> str:
        """``23 November 2026``, never torn apart at a line's end."""
        return f"{self.day.day}\N{NO-BREAK SPACE}{MONTHS[self.day.month - 1]}\N{NO-BREAK SPACE}{self.day.year}"


def revisions(folder: Path) -> dict[str, Revision]:
    """For each file below ``folder`` the day of the last commit that changed it; empty without a history.

    A shallow copy of a repository knows only its newest commit, and would date every page with that:
    better no dates than false ones.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(folder, "log", f"--format={_FORMAT}", "--name-only", "--no-renames", "--relative", "--", ".")
    commits: dict[str, list[list[str]]] = {}
    commit: list[str] = []
    for line in log.split("\n"):
        if line.startswith(_COMMIT):
            commit = line[1:].split(_PART)
        elif line and commit:
            commits.setdefault(line, []).append(commit)
    return {
        path: Revision(datetime.date.fromisoformat(of_page[0][0]), _credits(of_page))
        for path, of_page in commits.items()
    }


def _credits(commits: list[list[str]]) -> Credits:
    """Who has worked on a page, from its commits, the newest first."""
    written, *edited = [_names([author, *helpers.split(_NEXT)]) for _, author, helpers, _ in reversed(commits)]
    reviewed = [name for _, _, _, names in reversed(commits) for name in _names(names.split(_NEXT))]
    others = dict.fromkeys(name for names in edited for name in names if name not in written)
    return Credits(tuple(written), tuple(others), tuple(dict.fromkeys(reviewed)))


def _names(texts: list[str]) -> dict[str, None]:
    """Names without their addresses, each once."""
    return dict.fromkeys(name for text in texts if (name := _ADDRESS.sub("", text).strip()))


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
