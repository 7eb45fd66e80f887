"""The head of a chapter on its web page, and where its PDF lies."""

from __future__ import annotations

import posixpath
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from letopis.book.outline import is_chapter
from letopis.domain import app_of, builder_of, domain_of
from letopis.html.settings import uses_our_theme
from letopis.html.site import Site, site_of
from letopis.nodes import view
from letopis.rendering.chapters import draw_head, head_of
from letopis.rendering.page import Page


class HeadChapter(SphinxPostTransform):
    """Puts the head of a chapter below its title."""

    default_priority = 4
    """With the views (4): its links are resolved after it (10)."""

    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Change nothing on a page that is no chapter."""
        app = app_of(self.env)
        if not uses_our_theme(app):
            return
        site, docname = site_of(app), self.env.docname
        head = head_of(domain_of(self.env), site.chapters, docname)
        section = next(self.document.findall(nodes.section), None)
        if head is None or section is None:
            return
        page = Page(site.archive, builder_of(self.env), view("", docname=docname))
        section[1:1] = draw_head(page, head, chapter_file(site, docname))


def chapter_file(site: Site, docname: str) -> str:
    """Where the page's chapter of the book lies as a PDF, as seen from the page; empty if it is no chapter.

    A whole build puts it beside the book, so it is only linked where the book is offered for download, too.
    """
    config = site.app.config
    book = next((name for _, name in config.letopis_downloads if name.endswith(".pdf") and "://" not in name), "")
    if not book or not getattr(config, "letopis_book_chapters", False):
        return ""
    if not is_chapter(site.env, docname, config.letopis_book_omit):
        return ""
    return relative_uri(site.app.builder.get_target_uri(docname), f"{posixpath.dirname(book)}/chapters/{docname}.pdf")
