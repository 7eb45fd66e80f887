"""Illustrations: what their files are, smaller copies of them for every output, and where these are put."""

from __future__ import annotations

from sphinx.application import Sphinx

from letopis.illustrations.placing import PlaceCopies, give_lines, look_at_originals

__all__ = ["setup_illustrations"]


def setup_illustrations(app: Sphinx) -> None:
    """Look at each file when its page has been read, and put copies of the size that is shown into each output."""
    app.connect("doctree-read", give_lines, priority=50)
    # After the content policy (100), which takes out what may not be opened.
    app.connect("doctree-read", look_at_originals, priority=150)
    app.add_post_transform(PlaceCopies)
