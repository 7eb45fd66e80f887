"""One build at a time into one folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

NAME: Final = ".building"
"""The file in the folder that a build holds. It stays there, and says nothing once nobody holds it."""


class IsBuilding(Exception):
    """Another process builds into this folder."""


@contextmanager
def only_build(out: Path) -> Iterator[None]:
    """Hold a folder (which must exist) while building into it; `IsBuilding` is raised if another process does."""
    with (out / NAME).open("ab") as file:
        try:
            _hold(file)
        except OSError:
            raise IsBuilding(
                f"Another build is writing into {out}. Wait for its end, or name another folder."
            ) from None
        # Given up when the file is closed, and by the system when the process is ended.
        yield


if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
