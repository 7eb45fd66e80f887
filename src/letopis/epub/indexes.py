"""The three indexes of the book as pages of the EPUB. Where the book prints page numbers, these name pages."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from letopis.book.bookindex import entry_key, initial
from letopis.domain import domain_of
from letopis.printindex import indexes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from letopis.book.bookindex import BookIndex, IndexEntry

PREFIX = "index-of-"
"""The names of the pages begin with it."""


def index_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    """``html-collect-pages``: a page for each index that has entries."""
    if app.builder.name != "epub":
        return
    for name, index in indexes_of(domain_of(app.env).archive, set(app.env.found_docs)):
        if index.entries:
            context: dict[str, object] = {"title": index.title, "body": _body(app.env, index)}
            yield f"{PREFIX}{name}", context, "page.html"


def _body(env: BuildEnvironment, index: BookIndex) -> str:
    def order(entry: IndexEntry) -> tuple[str, ...]:
        return entry_key(entry, index.key)

    groups = ""
    for letter, group in groupby(sorted(index.entries, key=order), lambda entry: initial(entry, index.key)):
        items = "".join(f"<li>{_entry(env, entry)}</li>\n" for entry in group)
        groups += f"<h2>{escape(letter or '#')}</h2>\n<ul>\n{items}</ul>\n"
    return (
        f'<section epub:type="index" role="doc-index" class="letopis-index">\n<h1>{escape(index.title)}</h1>\n'
        f"<p>{escape(index.note.replace('Numbers in bold lead', 'Bold leads'))}</p>\n{groups}</section>\n"
    )


def _entry(env: BuildEnvironment, entry: IndexEntry) -> str:
    """An entry and the pages it stands on, each once, its own page first and bold."""
    places: dict[str, str] = {}
    for mention in entry.mentions:
        docname, _, anchor = mention.label.partition(":")
        if docname not in env.titles or docname in places:
            continue
        link = f'<a href="{escape(docname)}.xhtml#{escape(anchor)}">{escape(env.titles[docname].astext())}</a>'
        places[docname] = f"<b>{link}</b>" if mention.main else link
    parts = [escape(entry.label)]
    if places:
        parts.append("; ".join(places.values()))
    text = ": ".join(parts)
    if entry.see:
        text += f", <i>see</i> {escape('; '.join(entry.see))}"
    if entry.see_also:
        text += f"; <i>see also</i> {escape('; '.join(entry.see_also))}"
    if entry.entries:
        under = sorted(entry.entries, key=entry_key)
        text += "<ul>" + "".join(f"<li>{_entry(env, one)}</li>" for one in under) + "</ul>"
    return text
