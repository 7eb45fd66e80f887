"""What only the web pages need: the reading edition, laid over sphinx-book-theme.

The theme stays the theme: its directives, options and hooks are in force. The page itself, its
style sheet and its two small scripts are ours (`templates/`, `styles/`, `static/`), and come with
the extension, so that every archive has them. Nothing here is needed by another builder.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from letopis.html import markup
from letopis.html.assets import add_style_for_other_themes
from letopis.html.builder import WebFolders, WebPages
from letopis.html.cards import write_cards
from letopis.html.chapters import HeadChapter
from letopis.html.page_context import add_edition, choose_permalink, own_list, tidy_output
from letopis.html.previews import write_previews
from letopis.html.recent import write_recent_again
from letopis.html.redirects import extra_pages
from letopis.html.settings import register_settings
from letopis.html.site import forget_site
from letopis.html.site_files import write_site_files
from letopis.html.source_lines import note_lines
from letopis.html.summaries import keep_first_paragraph, keep_minutes
from letopis.html.transforms import DecoratePage, ListValues
from letopis.nodes import uses

__all__ = ["setup_html"]


def setup_html(app: Sphinx) -> None:
    """Register all of it: settings, collectors, what is done to a page, and what is left at the end."""
    register_settings(app)
    app.connect("doctree-read", keep_first_paragraph)
    app.connect("doctree-read", keep_minutes)
    app.connect("doctree-resolved", note_lines)
    app.add_post_transform(HeadChapter)
    app.add_post_transform(ListValues)
    app.add_post_transform(DecoratePage)
    for node, (visit, depart) in markup.HANDLERS.items():
        app.add_node(node, override=True, html=(visit, depart))
    app.add_node(uses, html=(markup.visit_uses, None))
    app.add_builder(WebPages, override=True)
    app.add_builder(WebFolders, override=True)
    app.connect("config-inited", own_list)
    app.connect("builder-inited", choose_permalink, priority=600)
    app.connect("builder-inited", add_style_for_other_themes)
    app.connect("env-updated", forget_site)
    app.connect("env-updated", write_recent_again)
    app.connect("html-collect-pages", extra_pages)
    # Last of all: what other extensions have put on the page is then known.
    app.connect("html-page-context", add_edition, priority=900)
    app.connect("build-finished", write_previews)
    app.connect("build-finished", write_site_files)
    app.connect("build-finished", write_cards)
    # After the theme has written its colours of code (500).
    app.connect("build-finished", tidy_output, priority=900)
