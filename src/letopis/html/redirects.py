"""Old addresses that lead to new ones, and the page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from letopis.html.citation_data import address_of
from letopis.html.csp import content_policy
from letopis.html.settings import uses_our_theme
from letopis.html.site import Site, site_of

logger = logging.getLogger(__name__)

ExtraPage = tuple[str, dict[str, Any], str]


def extra_pages(app: Sphinx) -> Iterator[ExtraPage]:
    """``html-collect-pages``: a page for each old address, and ``404.html``."""
    if not uses_our_theme(app):
        return
    site = site_of(app)
    for old, new in sorted(redirections(site).items()):
        docname, _, anchor = new.partition("#")
        target = relative_uri(app.builder.get_target_uri(old), app.builder.get_target_uri(docname))
        yield (
            old,
            {
                "letopis_title": site.title(docname),
                "letopis_target": f"{target}#{anchor}" if anchor else target,
                "letopis_address": address_of(site, docname, anchor),
                "letopis_policy": content_policy(""),
            },
            "letopis/redirect.html",
        )
    yield "404", not_found(app, site), "letopis/404.html"


def redirections(site: Site) -> dict[str, str]:
    """Old page to new: what `conf.py` says, and the pages of records that were renamed."""
    found: dict[str, str] = {}
    for record in site.archive.records:
        docname = record.origin.docname
        folder, _, name = docname.rpartition("/")
        if record.inline or name != record.key:
            continue
        for alias in record.alias:
            found[f"{folder}/{alias.value.key}" if folder else alias.value.key] = docname
    found |= site.app.config.letopis_redirects
    for old, new in sorted(found.items()):
        if old in site.env.all_docs:
            logger.warning("letopis_redirects: there is a page %r, so its address leads there. Take it out.", old,
                           type="letopis", subtype="redirect")  # fmt: skip
        if new.partition("#")[0] not in site.env.all_docs:
            logger.warning("letopis_redirects: %r leads to %r, and there is no such page.", old, new,
                           type="letopis", subtype="redirect")  # fmt: skip
    return {old: new for old, new in found.items()
            if old not in site.env.all_docs and new.partition("#")[0] in site.env.all_docs}  # fmt: skip


def not_found(app: Sphinx, site: Site) -> dict[str, Any]:
    """The page a server shows for addresses of any depth: its links start at the root, and it needs no other file."""
    path = urlsplit(app.config.html_baseurl or "").path.rstrip("/")
    pages = [doc for branch in site.tree.branches for doc in branch.docnames]
    return {
        "letopis_home": f"{path}/{app.builder.get_target_uri(site.tree.root)}",
        "letopis_search": f"{path}/{app.builder.get_target_uri('search')}",
        "letopis_pages": [(f"{path}/{app.builder.get_target_uri(doc)}", site.title(doc)) for doc in pages],
        "letopis_style": NOT_FOUND_STYLE,
        "letopis_policy": content_policy(f"<style>{NOT_FOUND_STYLE}</style>"),
    }


NOT_FOUND_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 36rem; margin: 12vh auto; padding: 0 1.25rem; font: 1.125rem/1.55 Georgia, serif;
  color: light-dark(#211c18, #e9e2d6); background: light-dark(#fbf8f2, #191613); }
h1 { font-weight: 600; border-top: 4px solid light-dark(#8c1c1c, #d9736b); padding-top: 1rem; }
a { color: light-dark(#1d4a73, #93bbdf); }
li { margin: .35rem 0; }
"""
