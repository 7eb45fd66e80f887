"""The addresses of pages and of their parts: how they are made, kept over the years, and led on to new ones."""

from __future__ import annotations

from sphinx.application import Sphinx

from letopis.addresses.former import FormerDirective
from letopis.addresses.keeping import KeepAddresses
from letopis.addresses.lost import report_lost
from letopis.addresses.naming import NameParts
from letopis.addresses.outside import SwitchDeadLinks, forget_archived_links
from letopis.addresses.whereabouts import forget_whereabouts

__all__ = ["setup_addresses"]


def setup_addresses(app: Sphinx) -> None:
    """Register what gives parts of pages their ids, and what keeps former addresses."""
    app.add_transform(NameParts)
    app.add_directive("former", FormerDirective)
    app.add_post_transform(KeepAddresses)
    app.add_post_transform(SwitchDeadLinks)
    app.connect("env-updated", forget_archived_links)
    app.connect("env-before-read-docs", forget_whereabouts)
    # After the sources are set (500), before pages are compared (900).
    app.connect("env-updated", forget_whereabouts, priority=600)
    app.connect("env-check-consistency", report_lost)
