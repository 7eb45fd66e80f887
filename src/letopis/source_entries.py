"""The sources of an archive, as the rules and pages look them up: from what sphinxcontrib-bibtex has read."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.environment import BuildEnvironment

from letopis.bibliography import LOST
from letopis.model.archive import Source

_ENTRY = re.compile(r"\s*@\w+\s*[{(]\s*([^\s,{}]+)\s*,")


def source_entries(env: BuildEnvironment, confdir: Path) -> dict[str, Source]:
    """The entries of all ``.bib`` files by key; the names of a role, such as ``author``, are a field like the others.

    Files are named as seen from ``confdir``, the folder of ``conf.py``.
    """
    data = env.get_domain("cite").bibdata  # type: ignore[attr-defined]
    lines: dict[str, tuple[str, int]] = {}
    for path in data.bibfiles:
        shown = os.path.relpath(path, confdir)
        for number, line in enumerate(_text_of(path).splitlines(), start=1):
            if match := _ENTRY.match(line):
                lines.setdefault(match[1].strip(), (shown, number))
    return {
        key: Source(key, entry.type, {**_names_of(entry), **entry.fields}, *lines.get(key, ("", 0)))
        for key, entry in data.data.entries.items()
    }


def lost_sources(env: BuildEnvironment) -> frozenset[str]:
    """The keys of entries that could not be read, or `EVERY_KEY`: a fault in them has been said."""
    lost: frozenset[str] = env.get_domain("cite").data.get(LOST, frozenset())
    return lost


def source_name(env: BuildEnvironment, key: str) -> str:
    """The short name of a source where a sentence names it, such as "Gale 1950"; its key, if it has none."""
    if "cite" not in env.domains:
        return key
    labels: Mapping[str, str] = getattr(env.get_domain("cite"), "labels", {})
    return labels.get(key, key)


def _text_of(path: Path) -> str:
    """The text of a file as far as it can be read."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _names_of(entry: Any) -> dict[str, str]:
    """By role, the people whom an entry of pybtex names, as BibTeX writes them."""
    return {role: " and ".join(str(one) for one in people) for role, people in entry.persons.items() if people}
