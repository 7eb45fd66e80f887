"""The builder of the EPUB: Sphinx's own, which sets each title once.

It is registered in the place of Sphinx's (``app.add_builder(..., override=True)``); no object of Sphinx is changed from
outside.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder


class EpubPages(Epub3Builder):
    """The builder ``epub``."""

    def init(self) -> None:
        """Settle what depends on the settings."""
        self._titles: dict[nodes.title, dict[str, str]] = {}
        super().init()

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """The title of a page is asked for by itself, its neighbours and all pages below it, and is set once."""
        if not isinstance(node, nodes.title):
            return super().render_partial(node)
        if node not in self._titles:
            self._titles[node] = super().render_partial(node)
        return self._titles[node]
