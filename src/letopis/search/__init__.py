"""Search that knows the period: years and full dates, every romanization of a name, two alphabets.

The index is made from the records and from the text kept while pages are read; a page searches in
it by loading a few small scripts. No server, no request to anybody else, nothing before it is asked.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from letopis.search.collect import keep_passages
from letopis.search.page import MORE_ENTRIES, keep_link, write_search
from letopis.search.synonyms import DEFAULT

__all__ = ["setup_search"]


def setup_search(app: Sphinx) -> None:
    """Register it: what is kept while reading, and what is written at the end."""
    app.add_config_value(
        "letopis_synonyms",
        DEFAULT,
        "html",
        frozenset({str}),
        "The archive's own list of synonyms, a file beside conf.py.",
    )
    app.add_config_value(
        "letopis_search_guides", ["contributing/*", "letopis/*"], "html", frozenset({list, tuple}),
        "Pages for contributors, as patterns: the search shows them last, under a filter of their own.",
    )  # fmt: skip
    app.add_event(MORE_ENTRIES)
    app.connect("doctree-read", keep_passages)
    app.connect("html-page-context", keep_link)
    app.connect("html-collect-pages", write_search)
