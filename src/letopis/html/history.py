"""When each page was last changed: from the history of the repository, in one question for all pages."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from letopis.model.months import MONTHS

_COMMIT: Final = "\x01"


class Revision(NamedTuple):
    """The day a page was last changed."""

    day: datetime.date

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
    log = _git(folder, "log", f"--format={_COMMIT}%cs", "--name-only", "--no-renames", "--relative", "--", ".")
    found: dict[str, Revision] = {}
    day: Revision | None = None
    for line in log.splitlines():
        if line.startswith(_COMMIT):
            day = Revision(datetime.date.fromisoformat(line[1:]))
        elif line and day is not None:
            found.setdefault(line, day)
    return found


def _git(folder: Path, *arguments: str) -> str:
    """What git answers; nothing if there is no git, or no repository."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    try:
        # S603: the arguments are ours.
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
