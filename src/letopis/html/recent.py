"""The view ``{recent}``: what was changed last on the pages for readers, from the history of the repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.domain import app_of, domain_of
from letopis.html.history import Revision, commits_to
from letopis.html.site import site_of
from letopis.registry import View
from letopis.rendering.page import Content, Page, bullets, joined, paragraph

NAME: Final = "recent"

MOST_CHANGES: Final = 40
"""So many changes are listed; each page lists its own at its foot."""

MOST_PAGES: Final = 6
"""Of a change to more pages than this, the others are counted."""


def files(written: str) -> str:
    """Files or folders, named from the top of the repository and divided by spaces; ``*`` stands for any letters."""
    if wrong := [name for name in written.split() if not re.fullmatch(r"[\w.*][\w./*-]*", name)]:
        raise ValueError(f"expected files or folders of the repository, such as 'src tools', not {wrong[0]!r}")
    return written


def render_recent(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The last changes by day, the latest first, each with the pages that it changed; without a history, a line.

    Pages for contributors (``letopis_search_guides``) are not listed, nor a change that ``except`` leaves out: one that
    also changed some of these files, such as a program beside the pages.
    """
    app = app_of(page.builder.env)
    left_out = commits_to(Path(app.srcdir), options.get("except", "").split())
    told = [item for item in changes_of(app).items() if item[0].commit not in left_out]
    found = sorted(told, key=lambda item: item[0].order)[:MOST_CHANGES]
    if not found:
        return [paragraph("The history of the pages is not part of this copy.", classes=["letopis-recent"])]
    made: list[nodes.Node] = []
    for day, changes in groupby(found, key=lambda item: item[0].words):
        made.append(paragraph(nodes.strong("", day)))
        lines: Iterable[Content] = ([f"{change.subject}: ", *_pages(page, docnames)] for change, docnames in changes)
        made.append(bullets(lines, ["letopis-recent"]))
    return made


def changes_of(app: Sphinx) -> dict[Revision, list[str]]:
    """Each commit with the pages for readers that it changed, in their order; empty without a history."""
    site = site_of(app)
    guides = app.config.letopis_search_guides
    found: dict[int, tuple[Revision, list[str]]] = {}
    for docname in sorted(app.env.all_docs):
        if any(fnmatchcase(docname, pattern) for pattern in guides):
            continue
        for change in site.history(docname):
            # Lines are counted by page, so that the commit is another value on each.
            found.setdefault(change.order, (change, []))[1].append(docname)
    return dict(found.values())


def _pages(page: Page, docnames: list[str]) -> Iterator[nodes.Node]:
    shown = docnames if len(docnames) <= MOST_PAGES else docnames[: MOST_PAGES - 1]
    yield from joined([page.document(docname) for docname in shown])
    if rest := len(docnames) - len(shown):
        yield nodes.Text(f" and {rest} more pages")


def write_recent_again(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """``env-updated``: the history may have grown without a change to the page that shows it."""
    views: dict[str, list[Any]] = domain_of(env).stored["views"]
    return [docname for docname, calls in views.items() if any(call.name == NAME for call in calls)]


RECENT: Final = View(name=NAME, render=render_recent, options={"except": files})
