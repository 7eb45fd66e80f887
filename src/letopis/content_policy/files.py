"""One file that a build would read or copy: where it truly lies, what it is, and how large.

A name says little: a symbolic link may lead to a file of the system, a pipe never ends, and a file called a picture
may be a page with a script. So each is looked at before it is opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from letopis.content_policy.downloads import TABLES, book_fault, document_fault, other_kind_fault, table_fault
from letopis.content_policy.drawings import drawing_fault

LARGEST_FILE: Final = 30_000_000
"""Bytes of one picture, sound or download."""

LARGEST_PAGE: Final = 2_000_000
"""Bytes of one page: four for each character that a page may have, and some."""

BEGINNINGS: Final = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".pdf": (b"%PDF-",),
    ".epub": (b"PK\x03\x04",),
    ".woff": (b"wOFF",),
    ".woff2": (b"wOF2",),
}
"""How files of a kind begin; one that begins otherwise is of another kind than its name says."""

TEXTS: Final = frozenset({".md", ".bib", ".svg", ".json", ".geojson", ".txt"})
"""Kinds that a reader's program shows as they are written."""


def place_fault(path: Path, folders: Iterable[Path], largest: int = LARGEST_FILE) -> str:
    """Why a file may not be opened: it lies outside, is no ordinary file, or is too large; nothing if it may.

    ``folders`` are resolved; a file that does not exist has no fault.
    """
    try:
        true = path.resolve(strict=True)
        kept = true.stat()
    except FileNotFoundError:
        return "is a link that leads nowhere. Take it out." if path.is_symlink() else ""
    except (OSError, RuntimeError) as error:
        return f"cannot be opened ({getattr(error, 'strerror', None) or 'its links lead in a circle'}). Take it out."
    is_link = true != Path(os.path.normpath(path.absolute()))
    if not any(true.is_relative_to(folder) for folder in folders):
        if is_link:
            return "is a link that leads outside the source folder. Put a copy there."
        return "lies outside the source folder. Move it there."
    if stat.S_ISDIR(kept.st_mode):
        return "is a link to a folder. Put the folder itself there." if path.is_symlink() else ""
    if not stat.S_ISREG(kept.st_mode):
        return "is a pipe, a socket or a device. Take it out."
    if kept.st_size > largest:
        return f"has {kept.st_size:,} bytes; {largest:,} are allowed. Make it smaller."
    return ""


def content_fault(path: Path, types: frozenset[str]) -> str:
    """Why an ordinary file may not be copied into a site: it is of no kind in ``types``, or not of its own."""
    suffix = path.suffix.lower()
    if suffix not in types:
        return (
            f"is of the kind {suffix or 'without an ending'!r}, which is not allowed among the pages. Take it out, or "
            "name it in conf.py (letopis_allowed)."
        )
    if not path.is_file():
        return ""
    kept = path.stat()
    return _looked_into(path.resolve(), suffix, kept.st_mtime_ns, kept.st_size)


@lru_cache(maxsize=4096)
def _looked_into(path: Path, suffix: str, _changed: int, size: int) -> str:
    """A picture on many pages is opened once."""
    if beginnings := BEGINNINGS.get(suffix):
        with path.open("rb") as file:
            if size and not file.read(16).startswith(beginnings):
                return f"is not what its ending {suffix!r} says. Give it the ending of its kind."
    if suffix == ".svg" and (fault := drawing_fault(path.read_bytes())):
        return (
            f"is a drawing that holds {fault}. Save it as plain SVG, without scripts, styles from elsewhere or links."
        )
    return "" if suffix in TEXTS else _what_runs(path, suffix)


def _what_runs(path: Path, suffix: str) -> str:
    """Why a file may not be handed to readers: it would do more in their program than show itself."""
    if suffix == ".pdf":
        fault, remedy = document_fault(path), "Print it into a new PDF, which only shows."
    elif suffix in TABLES:
        fault, remedy = table_fault(path), "Write an apostrophe before the first sign of such a cell."
    elif suffix == ".epub":
        fault, remedy = book_fault(path), "Take the scripts out."
    else:
        fault, remedy = other_kind_fault(path), "Save it anew, with nothing else in it."
    return f"holds {fault}. {remedy}" if fault else ""
