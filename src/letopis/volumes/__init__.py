"""Families of volumes: a work too large for one machine, as archives that build by themselves and are joined.

The volumes are built side by side, by processes on one machine or on many through Dask distributed. Then one more
archive, the cover, is built, and gets the joint search, the joint indexes and the joint data, made from the parts.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from letopis.api import add_view
from letopis.search.page import MORE_ENTRIES
from letopis.volumes.joint_data import write_joint_data
from letopis.volumes.joint_pages import VOLUMES, joint_pages
from letopis.volumes.joint_search import entries_of_volumes, keep_entries

__all__ = ["setup_volumes"]


def setup_volumes(app: Sphinx) -> None:
    """Register what a volume keeps for the others, and what the cover makes of the volumes."""
    app.add_config_value(
        "letopis_volume", False, "", frozenset({bool}),
        "Set by ``letopis volumes build`` for a volume: what the joint search needs is kept.",
    )  # fmt: skip
    app.add_config_value(
        "letopis_parts", "", "html", frozenset({str}),
        "Set by ``letopis volumes build`` for the cover: the folder in which the volumes lie that have been built.",
    )  # fmt: skip
    add_view(app, VOLUMES)
    app.connect(MORE_ENTRIES, keep_entries)
    app.connect(MORE_ENTRIES, entries_of_volumes)
    app.connect("html-collect-pages", joint_pages)
    app.connect("build-finished", write_joint_data)
