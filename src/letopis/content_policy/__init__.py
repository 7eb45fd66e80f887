"""What a page may not do while it is built: run code, read or publish other files, hide text.

A page from a stranger is untrusted input. What it may hold stands on lists (:mod:`.allowed`), which the reader of
pages asks before it runs anything (:mod:`.parser`). Each offence is one finding with its line, and what offends does
not reach the output.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from letopis.content_policy.importing import ImportPath
from letopis.content_policy.pages import check_page, read_source
from letopis.content_policy.parser import GuardedParser
from letopis.content_policy.preflight import Preflight
from letopis.content_policy.refusing import check_setting

__all__ = ["setup_content_policy"]

ALLOWED_PURPOSE = "What pages may use beyond the built-in lists: for each list, names with the reason for each."


def setup_content_policy(app: Sphinx) -> None:
    """Put our reader in the place of MyST's, and connect what looks at files and at what was read."""
    app.add_config_value("letopis_allowed", {}, "env", frozenset({dict}), ALLOWED_PURPOSE)
    # First, so that its own reader does not stand in the way of ours later.
    app.setup_extension("myst_parser")
    app.add_source_parser(GuardedParser, override=True)
    app.connect("builder-inited", check_setting)
    Preflight().connect(app)
    ImportPath().connect(app)
    app.connect("source-read", read_source)
    # Before Sphinx's collectors (500) take note of pictures and downloads to copy.
    app.connect("doctree-read", check_page, priority=100)
