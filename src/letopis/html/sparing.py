"""What a preview need not write again: files of the theme, the general index and the inventory while they are the same.

Sphinx writes them at the end of every build. Those of a build that reads every page are always written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders import Builder

from letopis.ends import is_due, is_preview, note_written
from letopis.html import assets
from letopis.html.settings import is_dressed
from letopis.refresh import digest, known_of

_METHODS: Final = ("copy_theme_static_files", "write_genindex", "dump_inventory")


def spare(app: Sphinx, builder: Builder) -> None:
    """``write-started``: have the builder leave out what is there and would be the same."""
    if not is_dressed(app) or not is_preview(app):
        return
    out = Path(app.outdir)
    copies, index, inventory = _METHODS
    if (out / "_static" / assets.STYLE).exists():
        setattr(builder, copies, _nothing)
    if not is_due(app, index, _index(app), out / "genindex.html"):
        setattr(builder, index, _nothing)
    if not is_due(app, inventory, _objects(app), out / "objects.inv"):
        setattr(builder, inventory, _nothing)


def is_spared(builder: Builder, name: str) -> bool:
    """Whether a method does nothing in this build."""
    return name in vars(builder)


def spare_no_more(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the next build, perhaps of the same builder, decides for itself."""
    for name in _METHODS:
        vars(app.builder).pop(name, None)
    if exception is None and is_dressed(app):
        note_written(app, "write_genindex", _index(app))
        note_written(app, "dump_inventory", _objects(app))


def _nothing(*_args: Any) -> None:
    """In the place of a method that is not wanted."""


def _index(app: Sphinx) -> str:
    """A digest of what the general index is made from."""
    return digest(known_of(app.env), sorted(app.env.domains.index_domain.entries.items()))


def _objects(app: Sphinx) -> str:
    """A digest of what the inventory is made from."""
    return digest(known_of(app.env), [sorted(domain.get_objects()) for domain in app.env.domains.sorted()])
