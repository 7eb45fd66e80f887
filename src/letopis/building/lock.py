"""One build at a time into one folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

NAME: Final = "lock"
"""The file that a build holds, in the folder that it works in."""


class IsBuilding(Exception):
    """Another process builds into this folder."""


@contextmanager
def only_build(work: Path, out: Path) -> Iterator[None]:
    """Make the folder that a build into ``out`` works in, and hold it; at the end it is removed, if it is empty.

    `IsBuilding` is raised if another process holds it. The system lets go of it when a process is ended in any way.
    """
    with _opened(work) as file:
        try:
            _hold(file)
        except OSError:
            raise IsBuilding(
                f"Another build is writing into {out}. Wait for its end, or name another folder: --out FOLDER"
            ) from None
        try:
            yield
        finally:
            with suppress(OSError):  # an open file cannot be removed everywhere; the next build uses it again
                (work / NAME).unlink()
                work.rmdir()


def _opened(work: Path) -> IO[bytes]:
    """The lock's file. A build that ends may remove the folder just after it was made: then it is made again."""
    while True:
        work.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            return (work / NAME).open("ab")


if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever held it before may have removed it between the opening and the holding.
        if not os.fstat(file.fileno()).st_nlink:
            raise OSError
