"""What was changed on each page, when and why: from the history of the repository, in one question for all pages."""

from __future__ import annotations

import datetime
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

from letopis.model.months import MONTHS

_COMMIT: Final = "\x01"
_FIELD: Final = "\x02"
_END: Final = "\x03"
_FORMAT: Final = f"--format={_COMMIT}%cs{_FIELD}%h{_FIELD}%P{_FIELD}%s{_FIELD}%b{_END}"


class Revision(NamedTuple):
    """A commit that changed a page: its day, its short hash, its subject, its reasons, and lines added and removed."""

    day: datetime.date
    commit: str = ""
    subject: str = ""
    reasons: str = ""
    added: int = 0
    removed: int = 0

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

    A shallow copy of a repository says less: its oldest commit seems to have made every file, and is left out.
    """
    shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip()
    if shallow not in {"true", "false"}:
        return {}
    log = _git(folder, "log", _FORMAT, "--numstat", "--no-renames", "--relative", "--", ".")
    found: defaultdict[str, list[Revision]] = defaultdict(list)
    for commit in log.split(_COMMIT)[1:]:
        head, _, files = commit.partition(_END)
        day, short, parents, subject, reasons = head.split(_FIELD)
        if shallow == "true" and not parents:
            continue
        made = Revision(datetime.date.fromisoformat(day), short, subject.strip(), " ".join(reasons.split()))
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


def _git(folder: Path, *arguments: str) -> str:
    """What git answers; nothing if there is no git, or no repository."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    try:
        # S603: the arguments are ours.
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
