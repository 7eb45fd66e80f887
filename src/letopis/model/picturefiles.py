"""The name of a picture's file, as the record of an illustration gives it. No Sphinx here, and no look at the file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

PICTURE_TYPES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Endings of files that can be illustrations: what is made of points, which every output can show when it is smaller."""


class PictureFile(str):
    """The name of a file, seen from the page of its record; with a ``/`` before it, from the source folder."""

    __slots__ = ()


def read_picture_file(text: str) -> PictureFile:
    """The name of a picture beside the page (``ada.jpg``, ``pictures/ada.png``), or seen from the source folder (``/…``).

    It ends in ``.png``, ``.jpg``, ``.jpeg``, ``.gif`` or ``.webp``. Raises ``ValueError`` for anything else.
    """
    if "://" in text or text.startswith(("//", "\\")) or "\\" in text:
        raise ValueError(f"expected the name of a file below the source folder, not {text!r}. Put a copy there")
    suffix = PurePosixPath(text).suffix.lower()
    if suffix not in PICTURE_TYPES:
        allowed = f"{', '.join(PICTURE_TYPES[:-1])} or {PICTURE_TYPES[-1]}"
        raise ValueError(f"expected the name of a file that ends in {allowed}, not {text!r}")
    return PictureFile(text)
