"""The file of an illustration: where it lies, whether it is a picture that can be shown, and how large."""

from __future__ import annotations

import os
import warnings
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, UnidentifiedImageError
from sphinx.environment import BuildEnvironment

from letopis.content_policy.allowed import FILE_TYPES
from letopis.content_policy.files import content_fault, place_fault
from letopis.model.records import Illustration

FORMATS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
"""What each ending stands for (:data:`letopis.model.picturefiles.PICTURE_TYPES`)."""

MOST_POINTS: Final = 80_000_000
"""Points of a picture that is opened: one of 30 megabytes may unpack to more than a machine has."""

MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"})
"""Ways to store colours that can be made smaller without a loss of tones: at most 8 bits for each."""


class Original(NamedTuple):
    """The file of an illustration: its size in points as it is seen, and a digest of its bytes."""

    path: Path
    format: str
    width: int
    height: int
    digest: str


def original_of(env: BuildEnvironment, record: Illustration) -> Original | None:
    """The file of a record; ``None`` without one that may be opened and can be shown (that has been reported)."""
    if record.file is None:
        return None
    path = Path(env.relfn2path(record.file.value, record.origin.docname)[1])
    found = look_at(path, Path(env.srcdir))
    return found if isinstance(found, Original) else None


def look_at(path: Path, folder: Path) -> Original | str:
    """A picture below a source folder, or why it cannot be shown; an empty text if that is said elsewhere.

    The content policy and Sphinx say what lies outside, is of another kind, is too large, or is not there.
    """
    if not path.is_file() or place_fault(path, (folder,)) or content_fault(path, FILE_TYPES):
        return ""
    kept = path.stat()
    return _opened(path, kept.st_mtime_ns, kept.st_size)


@lru_cache(maxsize=4096)
def _opened(path: Path, _changed: int, _size: int) -> Original | str:
    """An illustration on many pages is opened once."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is lower
            with Image.open(path, formats=sorted(set(FORMATS.values()))) as image:
                width, height = image.size
                if width * height > MOST_POINTS:
                    return f"has {width:,} × {height:,} points; {MOST_POINTS:,} in all are allowed. Make it smaller."
                if image.mode not in MODES:
                    return f"stores its colours as {image.mode!r}. Save it with 8 bits for each colour."
                image.load()
                if is_turned(image):
                    width, height = height, width
                found = blake2b(path.read_bytes(), digest_size=6).hexdigest()
                return Original(path, image.format or "", width, height, found)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        said = " ".join(str(error).replace(os.fspath(path), "it").split()).rstrip(".")
        return f"cannot be opened as a picture ({said[:80]}). Save it anew."


def is_turned(image: Image.Image) -> bool:
    """Whether a camera held upright has stored the picture lying down (Exif, tag 274)."""
    return image.getexif().get(274, 1) in {5, 6, 7, 8}
