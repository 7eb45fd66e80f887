"""An environment of Python packages in a folder of .nox, made once and used until the lock changes.

Standard library only: make.py uses this before anything is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

from tools.locked import CHECKED


def python_of(place: Path) -> Path:
    """The Python of an environment."""
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_ready(place: Path, wanted: str, what: str, project: Path | None = None) -> Path:
    """The Python of the environment in ``place``, made anew unless it holds ``wanted`` (lines for pip) already.

    ``what`` says in a line to the person what is installed. ``project`` is a folder whose package is linked in.
    Raises ``subprocess.CalledProcessError`` if pip fails; the next call then begins anew.
    """
    python, stamp = python_of(place), place / "made-of.txt"
    described = project and (project / "pyproject.toml").read_text(encoding="utf-8")
    made_of = f"{wanted}\nPython {sys.version}, {place}\n{described or ''}"
    if python.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == made_of:
        return python
    print(f"Installing {what} in {place.parent.name}/{place.name} ...", file=sys.stderr, flush=True)
    pip = [*_created(place), "--disable-pip-version-check", "install", "--quiet"]
    (place / "requirements.txt").write_text(wanted, encoding="utf-8")
    subprocess.run([*pip, *CHECKED, "-r", str(place / "requirements.txt")], check=True)
    if project:
        # What it is built with is installed already, and so is all that it needs.
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(project)], check=True)
    stamp.write_text(made_of, encoding="utf-8")
    return python


def _created(place: Path) -> list[str]:
    """Make an empty environment; the beginning of a command of pip that installs into it."""
    if find_spec("pip"):
        # Without pip: Debian's Python can make such an environment even when python3-venv is not installed.
        venv.EnvBuilder(with_pip=False, clear=True, symlinks=os.name != "nt").create(place)
        place.mkdir(parents=True, exist_ok=True)
        return [sys.executable, "-m", "pip", "--python", str(python_of(place))]
    # The task runner has no pip, but virtualenv, which brings one.
    subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", "--clear", str(place)], check=True)
    return [str(python_of(place)), "-m", "pip"]
