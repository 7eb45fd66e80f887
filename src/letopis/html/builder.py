"""The builders of web pages: Sphinx's own, with our search, our layout, and less to do in a preview.

They are registered in the place of Sphinx's (``app.add_builder(..., override=True)``). Whatever they do is done by
methods that Sphinx's builders are made to have overridden; no object of Sphinx is changed from outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from html import escape
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from docutils.writers._html_base import HTMLTranslator
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _
from sphinx.util.fileutil import copy_asset

from letopis.domain import app_of
from letopis.garbage import looking_once
from letopis.html import assets
from letopis.html.divided_pages import PageDivider
from letopis.html.long_contents import contents_parts
from letopis.html.long_index import ON_ONE_PAGE, IndexPart, index_parts
from letopis.html.long_mentions import mention_parts
from letopis.html.long_tables import table_parts
from letopis.html.long_timelines import timeline_parts
from letopis.html.site import site_of
from letopis.html.template_folders import OwnTemplates
from letopis.incremental.build_stamps import in_view, is_preview, needs_writing, note_written
from letopis.incremental.outdated import archive_digest, digest, pages_to_write
from letopis.web_pages import has_our_search, lays_out

NOT_DRAWN: Final = (
    "article_header_start", "article_header_end", "secondary_sidebar_items", "footer_content_items", "navbar_persistent",
)  # fmt: skip
"""Parts of the theme that our layout does not show.

The theme renders each of them once for every page, only to learn whether it is empty; the tree of pages takes a time
that grows with the square of their number. The project's settings stay as they are: the page is told of no such parts.
"""

MANY_PAGES: Final = 1_000
"""More are written faster if Python looks for garbage once for many of them."""

PAGES_AT_A_TIME: Final = 2_000
"""Pages after which the workers are waited for, and what is no longer in use is let go.

The first process resolves the links of a page in half the time that a worker takes to write it; what it has resolved
waits in its memory, a quarter of a megabyte for each page.
"""

_X: Final = "\N{WHITE CHESS KING}"
"""A word that no part of a page has but the one that it is put into."""


class WebPages(StandaloneHTMLBuilder):
    """The builder ``html``."""

    is_letopis = True
    """Told from a builder that another extension has put in its place: see `letopis.html.settings.lays_out`."""

    def init(self) -> None:
        """Settle what depends on the settings."""
        # Sphinx's index holds no years and grows with the archive; ours is written in `letopis.search`.
        self.search = not has_our_search(self)
        self.theme_files_copied = True
        self._outdated: set[str] | None = None
        self._titles: dict[nodes.title, dict[str, str]] = {}
        self._title_of_x: dict[str, str] | None = None
        super().init()

    def create_template_bridge(self) -> None:
        """Templates of ours lie between the project's own and the theme's."""
        if self.config.template_bridge:
            super().create_template_bridge()
        else:
            folders = [assets.SEARCH_TEMPLATES] if has_our_search(self) else []
            folders += [assets.TEMPLATES] if lays_out(self) else []
            self.templates = OwnTemplates(folders)

    def get_outdated_docs(self) -> Iterator[str]:
        """Sphinx's own answer, taken note of."""
        self._outdated = set(super().get_outdated_docs())
        self._titles.clear()
        return iter(self._outdated)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write pages, without those that are there only because a page they list was edited and that show the same."""
        if self._outdated is not None:
            docnames = pages_to_write(self.env, docnames, self._outdated)
        if (looked_at := in_view(app_of(self.env))) is not None:
            docnames &= looked_at
        names = sorted(docnames)
        for start in range(0, len(names), PAGES_AT_A_TIME) or (0,):
            with looking_once() if len(names) > MANY_PAGES else nullcontext():
                super().write_documents(set(names[start : start + PAGES_AT_A_TIME]))

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page, and its parts if it is long."""
        places = site_of(app_of(self.env)).divided if lays_out(self) else {}
        parts = PageDivider(self, places, docname).parts(doctree) if places else []
        parts += table_parts(self, docname, doctree)
        parts += timeline_parts(self, docname, doctree)
        parts += contents_parts(self, docname, doctree)
        whole = [(docname, doctree), *((part.name, part.document) for part in parts)]
        parts += [found for name, document in whole for found in mention_parts(self, docname, name, document)]
        super().write_doc(docname, doctree)
        for part in parts:
            part.document.settings = self.docsettings
            visitor: Any = self.create_translator(part.document, self)
            part.document.walkabout(visitor)
            context = self.get_doc_context(docname, "".join(visitor.fragment), "")
            context |= {"title": part.title, "sourcename": "", "prev": None, "next": None, "toc": "", "meta": {}}
            self.handle_page(part.name, context, "page.html")

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """The title of a page is asked for by itself, its neighbours and all pages below it, and is set once.

        The headings of a page, which Sphinx sets for every page, are in our layout set by `letopis.html.navigation`.
        """
        if isinstance(node, nodes.bullet_list) and lays_out(self) and not self.config.templates_path:
            return {"fragment": "", "title": ""}
        if not isinstance(node, nodes.title):
            return super().render_partial(node)
        if node not in self._titles:
            plain = all(type(child) is nodes.Text for child in node.children)
            self._titles[node] = self._plain_title(node.astext()) if plain else super().render_partial(node)
        return self._titles[node]

    def _plain_title(self, words: str) -> dict[str, str]:
        """A title without emphasis or links: as Sphinx has set another one, with these words."""
        if self._title_of_x is None:
            self._title_of_x = super().render_partial(nodes.title("", _X))
        encoded = words.translate(HTMLTranslator.special_characters)
        return {name: text.replace(_X, encoded) for name, text in self._title_of_x.items()}

    def update_page_context(self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any) -> None:
        """Tell the theme of nothing that our layout does not show."""
        super().update_page_context(pagename, templatename, ctx, event_arg)
        if lays_out(self):
            ctx["sidebars"] = []
            ctx |= {f"theme_{name}": [] for name in NOT_DRAWN}

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy the theme's files; in a preview, not again."""
        there = Path(self.outdir, "_static", assets.STYLE).exists()
        self.theme_files_copied = not (self._may_skip() and there)
        if self.theme_files_copied:
            super().copy_theme_static_files(context)

    def copy_html_static_files(self, context: dict[str, Any]) -> None:
        """Copy the project's files, and ours."""
        super().copy_html_static_files(context)
        if lays_out(self):
            copy_asset(assets.STATIC, Path(self.outdir, "_static"), force=True)

    def write_genindex(self) -> None:
        """Write the general index; in a preview, only if anything in it is new."""
        entries = sorted(self.env.domains.index_domain.entries.items())
        if not self._is_new("write_genindex", entries, Path(self.get_output_path("genindex"))):
            return
        if sum(len(found) for found in self.env.domains.index_domain.entries.values()) <= ON_ONE_PAGE:
            super().write_genindex()
            return
        parts = index_parts(IndexEntries(self.env).create_index(self))
        contents = [(part.label, part.docname) for part in parts]
        if not lays_out(self):
            self._write_index_of_another_theme(parts)
            return
        self.handle_page("genindex", {"genindexentries": [], "parts": contents}, "genindex.html")
        for part in parts:
            context = {"genindexentries": [(part.label, part.entries)], "parts": contents, "part": part.docname}
            self.handle_page(part.docname, context, "genindex.html")

    def _write_index_of_another_theme(self, parts: list[IndexPart]) -> None:
        """A page that links the parts, and the parts as the theme sets an index."""
        links = "".join(
            f'<a href="{escape(self.get_relative_uri("genindex", part.docname))}">{escape(part.label)}</a> '
            for part in parts
        )
        title = _("Index")
        body = f'<h1>{escape(title)}</h1><nav class="letopis-letters" aria-label="{escape(title)}">{links}</nav>'
        empty: dict[str, Any] = {"sourcename": "", "prev": None, "next": None, "toc": "", "meta": {}, "metatags": ""}
        self.handle_page("genindex", empty | {"title": title, "body": body}, "page.html")
        for part in parts:
            above = {"title": title, "link": self.get_relative_uri(part.docname, "genindex")}
            context = {"genindexentries": [(part.label, part.entries)], "parents": [above]}
            self.handle_page(part.docname, context, "genindex.html")

    def dump_inventory(self) -> None:
        """Write the inventory; in a preview, only if anything in it is new."""
        objects = [sorted(domain.get_objects()) for domain in self.env.domains.sorted()]
        if self._is_new("dump_inventory", objects, Path(self.outdir, "objects.inv")):
            super().dump_inventory()

    def _may_skip(self) -> bool:
        return lays_out(self) and is_preview(app_of(self.env))

    def _is_new(self, name: str, content: object, target: Path) -> bool:
        """Whether a file must be written that is made from ``content``; always, unless this is a preview."""
        app = app_of(self.env)
        known = archive_digest(self.env)
        input_digest = digest(known, content) if known else ""
        if self._may_skip() and not needs_writing(app, name, input_digest, target):
            return False
        note_written(app, name, input_digest)
        return True


class WebFolders(WebPages, DirectoryHTMLBuilder):
    """The builder ``dirhtml``: each page in a folder of its own."""

    name = "dirhtml"
