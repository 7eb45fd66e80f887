"""Where the book's fonts lie: in Typst itself, in font wheels, in folders of the project."""

from __future__ import annotations

import importlib.util
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from letopis.book.diagnostics import BookError
from letopis.book.settings import slug

if TYPE_CHECKING:
    from letopis.book.settings import BookSettings

BUILT_IN = ("Libertinus Serif", "DejaVu Sans Mono")
"""Families inside the Typst wheel that fill the gaps of others: letters first, then signs."""


def families(settings: BookSettings, name: str) -> list[str]:
    """A family and those that stand in for it, sign by sign; the system's fonts never do."""
    return list(dict.fromkeys([name, settings.serif, *BUILT_IN]))


def font_folders(settings: BookSettings, confdir: Path) -> list[str]:
    """The folders to search: the project's, and those of installed ``fontpkg-*`` wheels we ask for."""
    wanted = {slug(name).replace("-", "_") for name in (settings.serif, settings.sans, settings.mono)}
    modules = [point.value for point in entry_points(group="fontpkg.family") if point.name in wanted]
    specs = [importlib.util.find_spec(module) for module in sorted(modules)]
    wheels = [str(Path(spec.origin).parent) for spec in specs if spec is not None and spec.origin]
    return [*(str(confdir / path) for path in settings.font_paths), *wheels]


def require_fonts(settings: BookSettings, folders: list[str]) -> None:
    """Stop if a family is not there: another would move every line and page of the book."""
    known = set(typst.Fonts(include_system_fonts=False, font_paths=folders).families())
    for kind in ("serif", "sans", "mono"):
        name = getattr(settings, kind)
        if name not in known:
            package = f"fontpkg-{slug(name)}"
            raise BookError(
                f"the font family {name!r} is not installed. Install it (pip install {package}, if there is such a "
                f"package), put its files in a folder of letopis_book_font_paths, or name another in letopis_book_{kind}."
            )
