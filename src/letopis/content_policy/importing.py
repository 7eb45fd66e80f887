"""While pages are read and written, Python imports nothing from where pages lie.

Started as `python -m sphinx`, Python looks for modules in the current folder first, and so finds `docs.name` in a
file that somebody put beside the pages.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

INSTALLED = ("stdlib", "platstdlib", "purelib", "platlib")
"""The folders of installed modules, by their names in ``sysconfig``. Its folder for data is the whole environment,
and a project may lie inside an environment.
"""


class ImportPath:
    """Takes folders out of ``sys.path`` for the time of a build."""

    def __init__(self) -> None:
        """Nothing is taken out before the first build."""
        self._before: list[str] | None = None

    def connect(self, app: Sphinx) -> None:
        """Close it before the first page is read, and open it again at the end: tests build in their own process."""
        app.connect("env-before-read-docs", self.close, priority=2)
        app.connect("build-finished", self.open, priority=999)

    def close(self, app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
        """``env-before-read-docs``: leave the folders that hold no page and lie in none."""
        if self._before is None:
            self._before = list(sys.path)
        source = Path(app.srcdir).resolve()
        sys.path[:] = [entry for entry in sys.path if not reaches(entry, source)]

    def open(self, _app: Sphinx, _exception: Exception | None) -> None:
        """``build-finished``: as it was."""
        if self._before is not None:
            sys.path[:] = self._before
            self._before = None


def reaches(entry: str, source: Path) -> bool:
    """Whether a module could be found among the pages from a folder of ``sys.path``."""
    folder = Path(entry or os.curdir).resolve()
    if any(folder.is_relative_to(Path(sysconfig.get_path(name)).resolve()) for name in INSTALLED):
        return False
    return source.is_relative_to(folder) or folder.is_relative_to(source)
