"""Smaller copies of pictures, made once and kept beside the doctrees; the same file gives the same bytes.

A copy has no more points than the original, and nothing that a camera wrote beside the picture, such as the place.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from letopis.illustrations.files import Original

QUALITIES: Final = (80, 65, 50)
"""Of a photograph (JPEG); a lower one is taken only if the copy would have more bytes than the original."""

_SUFFIXES: Final = {"JPEG": ".jpg", "PNG": ".png"}


def copy_of(original: Original, name: str, width: int, folder: Path) -> Path:
    """A copy of at most ``width`` points across, never more than the original has; made if ``folder`` has it not yet.

    ``name`` begins the name of the file, and its digest ends it. A picture with one frame of many is a still one.
    """
    path = folder / copy_name(original, name, width)
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")  # others may make the same at the same time
        _write(original, min(width, original.width), _format(original), new)
        new.replace(path)
    return path


def copy_name(original: Original, name: str, width: int) -> str:
    """How that copy is called, in every output."""
    return f"{name}-{original.digest}-{min(width, original.width)}{_SUFFIXES[_format(original)]}"


def _format(original: Original) -> str:
    """What a copy is stored as: what is drawn, or has holes, without a loss; a photograph with a small one."""
    return "PNG" if original.format in {"PNG", "GIF"} or _is_transparent(original) else "JPEG"


def _is_transparent(original: Original) -> bool:
    if original.format == "JPEG":
        return False
    with Image.open(original.path) as image:
        return image.has_transparency_data


def _write(original: Original, width: int, format_: str, new: Path) -> None:
    with Image.open(original.path) as opened:
        stored = opened.info.get("icc_profile")
        image = ImageOps.exif_transpose(opened)
        image = image.convert(_mode(image, format_))
        profile = stored if image.mode in {"RGB", "RGBA"} and opened.mode in {"RGB", "RGBA"} else None
        if width < image.width:
            height = max(1, round(image.height * width / image.width))
            image = image.resize((width, height), Image.Resampling.LANCZOS)
        image.info.clear()
        most = original.path.stat().st_size
        if format_ == "PNG":
            image.save(new, format="PNG", optimize=True, icc_profile=profile)
            # A drawing of few colours takes less room as it is.
            if original.format == "PNG" and new.stat().st_size > most:
                shutil.copyfile(original.path, new)
            return
        for quality in QUALITIES:
            image.save(new, format="JPEG", quality=quality, optimize=True, icc_profile=profile)
            if new.stat().st_size <= most:
                return


def _mode(image: Image.Image, format_: str) -> str:
    """How the colours of the copy are stored."""
    if format_ == "PNG" and image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "L", "LA"} else "RGB"
