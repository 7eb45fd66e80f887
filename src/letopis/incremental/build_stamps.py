"""What is written at the end of a build from all of the archive, and not again while that is the same.

A digest of what each was made from lies beside the doctrees, by output folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import cast
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_READ: WeakKeyDictionary[Sphinx, frozenset[str]] = WeakKeyDictionary()
"""The pages that the build under way has to read."""

_IN_VIEW: WeakKeyDictionary[Sphinx, frozenset[str]] = WeakKeyDictionary()
"""The pages that are looked at, where a live preview says so; all others are written once somebody looks at them."""


def show_only(app: Sphinx, docnames: Iterable[str]) -> None:
    """For a live preview: let the next builds write these pages alone."""
    _IN_VIEW[app] = frozenset(docnames)


def in_view(app: Sphinx) -> frozenset[str] | None:
    """The pages that the next build is to write; ``None``: all."""
    return _IN_VIEW.get(app)


def note_pages(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    """``env-before-read-docs``: take note of which pages are to be read."""
    _READ[app] = frozenset(docnames)


def pages_read(app: Sphinx) -> frozenset[str]:
    """The pages that were read in the build under way."""
    return _READ.get(app, frozenset())


def is_preview(app: Sphinx) -> bool:
    """Whether somebody writes, and wants to see the page: so the settings say, and only some pages were read."""
    return bool(app.config.letopis_preview) and 0 < len(pages_read(app)) < len(app.env.found_docs)


def nothing_was_read(app: Sphinx) -> bool:
    """Whether all pages are as they were in the last build; known once pages have been read."""
    return not pages_read(app)


def needs_writing(app: Sphinx, name: str, input_digest: str, target: Path) -> bool:
    """Whether something must be written: it is not there, or was made from something else (empty: unknown)."""
    return not input_digest or not target.exists() or _read(app).get(_key(app, name)) != input_digest


def note_written(app: Sphinx, name: str, input_digest: str) -> None:
    """Remember what it was made from, once it is there."""
    kept = _read(app) | {_key(app, name): input_digest}
    _file(app).write_text(json.dumps(kept, indent=0, sort_keys=True), encoding="utf-8")


def _key(app: Sphinx, name: str) -> str:
    return f"{name} of {app.builder.name}:{app.outdir}"


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "letopis-ends.json"


def _read(app: Sphinx) -> dict[str, str]:
    """What was kept; a file that is missing or spoilt only means that all is written again."""
    try:
        return cast("dict[str, str]", dict(json.loads(_file(app).read_text(encoding="utf-8"))))
    except (OSError, TypeError, ValueError):
        return {}
