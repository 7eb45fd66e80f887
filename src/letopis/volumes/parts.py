"""The volumes that have been built, as the cover finds them: one after the other, so that one fits into memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from letopis.exports.json_files import WHOLE
from letopis.volumes.family import FILE, read_family


@dataclass(frozen=True)
class Part:
    """A volume: its name, which is its folder in the site, and the folder in which its pages lie now."""

    name: str
    site: Path

    @cached_property
    def data(self) -> dict[str, Any]:
        """Its ``archive.json``; empty for a volume without records."""
        path = self.site / WHOLE
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return found

    @property
    def title(self) -> str:
        """What it is called, for readers."""
        return str(self.data.get("title") or self.name)


def parts_of(app: Sphinx) -> Iterator[Part]:
    """The volumes of the cover that is being built, in order; none in any other build."""
    folder: str = app.config.letopis_parts
    if folder:
        for name in read_family(Path(app.confdir)).volumes:
            yield Part(name, Path(folder) / name / "html")


def names_of_volumes(app: Sphinx) -> list[str]:
    """The names of the volumes of an archive that is a cover."""
    return [*read_family(Path(app.confdir)).volumes] if (Path(app.confdir) / FILE).is_file() else []
