"""What a preview need not write again: files of the theme, the general index and the inventory while they are the same.

Sphinx writes them at the end of every build. Those of a build that reads every page are always written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders import Builder

from letopis.html import assets
from letopis.html.settings import uses_our_theme
from letopis.incremental.build_stamps import is_preview, needs_writing, note_written
from letopis.incremental.outdated import archive_digest, digest

_METHODS: Final = ("copy_theme_static_files", "write_genindex", "dump_inventory")


def skip_unchanged(app: Sphinx, builder: Builder) -> None:
    """``write-started``: have the builder leave out what is there and would be the same."""
    if not uses_our_theme(app) or not is_preview(app):
        return
    out = Path(app.outdir)
    copies, index, inventory = _METHODS
    if (out / "_static" / assets.STYLE).exists():
        setattr(builder, copies, _no_op)
    if not needs_writing(app, index, _index(app), out / "genindex.html"):
        setattr(builder, index, _no_op)
    if not needs_writing(app, inventory, _objects(app), out / "objects.inv"):
        setattr(builder, inventory, _no_op)


def is_skipped(builder: Builder, name: str) -> bool:
    """Whether a method does nothing in this build."""
    return name in vars(builder)


def restore(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the next build, perhaps of the same builder, decides for itself."""
    for name in _METHODS:
        vars(app.builder).pop(name, None)
    if exception is None and uses_our_theme(app):
        note_written(app, "write_genindex", _index(app))
        note_written(app, "dump_inventory", _objects(app))


def _no_op(*_args: Any) -> None:
    """In the place of a method that is not wanted."""


def _index(app: Sphinx) -> str:
    """A digest of what the general index is made from."""
    return digest(archive_digest(app.env), sorted(app.env.domains.index_domain.entries.items()))


def _objects(app: Sphinx) -> str:
    """A digest of what the inventory is made from."""
    return digest(archive_digest(app.env), [sorted(domain.get_objects()) for domain in app.env.domains.sorted()])
