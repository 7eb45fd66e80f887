"""The joint search: what can be found in the volumes is kept when they are built, and found by the search of the cover."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from letopis.search.entries import Entry
from letopis.volumes.parts import parts_of

ENTRIES: Final = "entries.json"
"""In the folder of a volume's web pages, until the volumes are joined."""


def keep_entries(app: Sphinx, entries: Iterable[Entry]) -> list[Entry]:
    """``letopis-search-entries``: write the entries of a volume, one a line."""
    if app.config.letopis_volume:
        lines = [json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True) for entry in entries]
        (Path(app.outdir) / ENTRIES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return []


def entries_of_volumes(app: Sphinx, _own: Iterable[Entry]) -> list[Entry]:
    """``letopis-search-entries``: those of all volumes, with their addresses in the joint site."""
    found: list[Entry] = []
    for part in parts_of(app):
        title = part.title
        for line in (part.site / ENTRIES).read_text(encoding="utf-8").splitlines():
            entry = _read(json.loads(line))
            found.append(replace(entry, address=f"{part.name}/{entry.address}", line=f"{entry.line}, in {title}"))
    return found


def _read(data: dict[str, Any]) -> Entry:
    """An entry as it was written: JSON has no tuples."""
    pairs = {name: tuple(map(tuple, data[name])) for name in ("names", "years")}
    return Entry(**data | pairs | {"labels": tuple(data["labels"])})
