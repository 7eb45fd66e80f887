"""The whole site in one file, to read without a network: unpack it and open ``index.html``."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

_LEFT_OUT: Final = ("data/site.zip", "downloads/", "_sources/", "_static/letopis/cards/")
"""Itself; the book and the EPUB, which are taken by themselves; and the pictures that only networks show."""
_LEVEL: Final = 1
"""Packed quickly: at level 6 this archive would be a ninth smaller, and take half as long again."""
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file can hold; all files have it, so that the bytes are the same."""


def write_site(site: Path, target: Path, folder: str) -> None:
    """Pack the site into a zip file whose files all lie in ``folder``; the same files give the same bytes."""
    with zipfile.ZipFile(target, "w") as packed:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if path.is_file() and not name.startswith(_LEFT_OUT) and not path.name.startswith("."):
                entry = zipfile.ZipInfo(f"{folder}/{name}", _FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, path.read_bytes(), compresslevel=_LEVEL)
