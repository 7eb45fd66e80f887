"""What was changed on each page, when, why and by whom: from the repository's history, in one question for all pages."""

from __future__ import annotations

import datetime
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

from letopis.model.months import MONTHS

_COMMIT: Final = "\x01"
_PART: Final = "\x02"
_NEXT: Final = "\x03"
_END: Final = "\x04"
_TRAILER: Final = "%(trailers:key={},valueonly,separator=%x03)"
_TRAILERS: Final = (_TRAILER.format("Co-authored-by"), _TRAILER.format("Reviewed-by"))
_FORMAT: Final = _PART.join([f"{_COMMIT}%cs", "%h", "%P", "%an", *_TRAILERS, "%s", f"%b{_END}"])
_IS_TRAILER: Final = re.compile(r"(?:Co-authored-by|Reviewed-by|Signed-off-by):", re.IGNORECASE)
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


class Commit(NamedTuple):
    """A commit that changed a page: its day, short hash, subject and reasons, who made it, lines added and removed."""

    day: datetime.date
    commit: str
    subject: str
    reasons: str
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    added: int = 0
    removed: int = 0

    @property
    def when(self) -> Revision:
        """The day, to be written in either form."""
        return Revision(self.day)


class History(NamedTuple):
    """The commits that changed a page, the last one first, and whether they are all there are."""

    commits: tuple[Commit, ...]
    whole: bool = True

    @property
    def revision(self) -> Revision:
        """When the page was last changed; who has worked on it, where all of its history is known."""
        return Revision(self.commits[0].day, _credits(self.commits) if self.whole else Credits())


def histories(folder: Path) -> dict[str, History]:
    """For each file below ``folder`` its history; empty without one.

    A shallow copy of a repository says less: its oldest commit seems to have made every file, and is left out.
    """
    shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip()
    if shallow not in {"true", "false"}:
        return {}
    log = _git(folder, "log", f"--format={_FORMAT}", "--numstat", "--no-renames", "--relative", "--", ".")
    found: defaultdict[str, list[Commit]] = defaultdict(list)
    for text in log.split(_COMMIT)[1:]:
        head, _, files = text.partition(_END)
        parts = head.split(_PART)
        if shallow == "true" and not parts[2]:
            continue
        for line in files.split("\n"):
            added, _, rest = line.partition("\t")
            removed, _, name = rest.partition("\t")
            if name:
                found[name].append(_commit(parts, added, removed))
    return {name: History(tuple(commits), shallow == "false") for name, commits in found.items()}


def _commit(parts: list[str], added: str, removed: str) -> Commit:
    day, short, _, author, helpers, reviewers, subject, body = parts
    # What trailers say of people is told as credits.
    reasons = " ".join(line for line in body.split("\n") if not _IS_TRAILER.match(line)).split()
    counts = (int(added), int(removed)) if added.isdigit() and removed.isdigit() else (0, 0)
    authors, reviewed = _names([author, *helpers.split(_NEXT)]), _names(reviewers.split(_NEXT))
    return Commit(
        datetime.date.fromisoformat(day),
        short,
        subject.strip(),
        " ".join(reasons),
        tuple(authors),
        tuple(reviewed),
        *counts,
    )


def revisions(folder: Path) -> dict[str, Revision]:
    """For each file below ``folder`` when it was last changed, and by whom; see :func:`histories`."""
    return {name: history.revision for name, history in histories(folder).items()}


def _credits(commits: tuple[Commit, ...]) -> Credits:
    """Who has worked on a page, from its commits, the newest first."""
    written, *edited = [one.authors for one in reversed(commits)]
    reviewed = [name for one in reversed(commits) for name in one.reviewers]
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
