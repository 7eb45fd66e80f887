"""What an import wrote, kept beside its mapping file, so that the next one neither doubles nor overwrites anything.

One line for each record: what the tables know it by, its key, and the lines that were written. It belongs into the
history of the archive with the pages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from letopis.imports.tables import ImportFault


class Written(NamedTuple):
    """A record as the last import wrote it; its heading is one of the lines."""

    key: str
    lines: list[str]
    text: list[str]


@dataclass
class Kept:
    """The records of earlier imports, by kind and identity."""

    records: dict[tuple[str, str], Written] = field(default_factory=dict)


def kept_path(mapping: Path) -> Path:
    """Where it is kept: ``register.toml`` has ``register.kept.json`` beside it."""
    return mapping.with_suffix(".kept.json")


def read_kept(path: Path) -> Kept:
    """What is kept; nothing before the first import. Raises :class:`ImportFault` for a damaged file."""
    if not path.is_file():
        return Kept()
    try:
        found = json.loads(path.read_text("utf-8"))
        rows = found["records"]
        return Kept({(kind, identity): Written(key, lines, text) for kind, identity, key, lines, text in rows})
    except (ValueError, KeyError, TypeError):
        raise ImportFault(f"'{path}' is damaged. Take it back from the history of the archive.") from None


def kept_text(kept: Kept) -> str:
    """The text of the file: sorted, one record a line."""
    rows = [
        json.dumps([kind, identity, *written], ensure_ascii=False)
        for (kind, identity), written in sorted(kept.records.items())
    ]
    return '{"format": 1, "records": [\n' + ",\n".join(rows) + "\n]}\n"
