"""The history of a page as its readers see it, and the edition that the pages belong to."""

from __future__ import annotations

from html import escape
from typing import Final

from letopis.html.history import Revision
from letopis.html.repository_links import commit_address
from letopis.html.site import Site

SHOWN: Final = 12
"""Older changes are counted; the repository has them all."""


def history_box(site: Site, docname: str) -> str:
    """The last changes of a page, to unfold: when, what and why. Empty if nothing is known."""
    commits = site.history(docname)
    if not commits:
        return ""
    options = site.app.builder.theme_options  # type: ignore[attr-defined]
    items = "".join(f"<li>{_line(one, commit_address(options, one.commit))}</li>\n" for one in commits[:SHOWN])
    count = "1 change" if len(commits) == 1 else f"{len(commits)} changes"
    older = f"<p>{len(commits) - SHOWN} more are in the repository.</p>\n" if len(commits) > SHOWN else ""
    head = f"History of this page: {count}, the last on {commits[0].words}"
    return (
        f'<details class="letopis-history"><summary>{head}</summary>\n<ol>\n{items}</ol>\n{older}</details>'
    )  # fmt: skip


def _line(one: Revision, address: str) -> str:
    day = f'<time datetime="{one.iso}">{one.words}</time>'
    linked = f'<a href="{escape(address)}">{day}</a>' if address else day
    why = f" <span>{escape(one.reasons)}</span>" if one.reasons else ""
    return f"{linked}: {escape(one.subject)}{why} <small>(+{one.added} −{one.removed} lines)</small>"


def edition_line(site: Site) -> tuple[str, str]:
    """The edition of the pages in words, and the address of the latest; both may be empty."""
    shown = site.edition
    config = site.app.config
    plain = config.letopis_edition or config.release
    words = shown.words if shown else (f"edition {plain}" if plain else "")
    return words, (config.letopis_latest or config.html_baseurl) if shown else ""
