"""Programs of the system that some checks need. Where everything is checked, a missing one is a failure."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ALL = "CI"
"""Set (to anything but "false") by `.ci/run` and by the hosts that run it: nothing may be left out there."""


def everything_must_run() -> bool:
    """Whether a missing program is a failure here, and no reason to leave a check out."""
    return os.environ.get(ALL, "").lower() not in {"", "0", "false"}


def chromium() -> Path | None:
    """The system's browser: the one that CHROME_PATH names, or the first there is."""
    named = os.environ.get("CHROME_PATH")
    found = shutil.which(named) if named else None
    names = ("chromium", "chromium-browser", "google-chrome")
    program = found or next(filter(None, map(shutil.which, names)), None)
    return Path(program) if program else None


def firefox() -> Path | None:
    """The system's Firefox: Debian's, or any other that is called so."""
    program = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
    return Path(program) if program else None
