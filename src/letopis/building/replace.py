"""Puts a new folder in the place of an old one, with everything in it, in one step.

A folder that has files in it cannot be replaced by an ordinary renaming. Linux and macOS can exchange two names at one
moment, on nearly all of their file systems. Elsewhere there are two renamings, and between them the folder is missing
for less than a millisecond; if a build is killed just then, the next one begins by putting the old folder back.
Symbolic links are not used.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

NEW: Final = "new"
"""In the folder that a build works in: what is to be published, and after an exchange what was published before."""

BEFORE: Final = "before"
"""There, too: what was published before, while there are two renamings."""

_AT_FDCWD: Final = -100  # Linux: paths are relative to the current folder
_EXCHANGE: Final = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at one moment; ``False``, and nothing done, where that is not possible."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux"):
        library = ctypes.CDLL(None)
        if hasattr(library, "renameat2"):
            return bool(library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0)
    if sys.platform == "darwin":
        library = ctypes.CDLL(None)
        if hasattr(library, "renamex_np"):
            return bool(library.renamex_np(*names, _EXCHANGE) == 0)
    return False


def replace(
    out: Path, work: Path, own: Iterable[str], keep: str, swap: Callable[[Path, Path], bool] = exchange
) -> None:
    """Put ``work/new`` in the place of ``out``; then :func:`tidy`. ``swap`` exchanges two folders, if it can."""
    new, before = work / NEW, work / BEFORE
    if not out.exists():
        new.rename(out)
    elif not swap(new, out):
        out.rename(before)
        try:
            new.rename(out)
        except OSError:
            before.rename(out)
            raise
    tidy(out, work, own, keep)


def tidy(out: Path, work: Path, own: Iterable[str], keep: str) -> None:
    """Bring back what a killed build left half-way; then remove what lies in ``work``, but for the file ``keep``.

    What lay in the old ``out`` under other names than those of ``own`` (patterns) is moved into the new one.
    """
    new, before = work / NEW, work / BEFORE
    if not out.exists() and before.exists():
        before.rename(out)
    for old in (new, before):
        for path in sorted(old.iterdir()) if old.is_dir() else []:
            if not any(fnmatch(path.name, name) for name in own) and not (out / path.name).exists():
                path.rename(out / path.name)
    for path in sorted(work.iterdir()):
        if path.name != keep:
            remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder; what cannot be removed now is left to the next build."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
