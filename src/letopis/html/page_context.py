"""The page itself: what our layout is given to show around the text."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from letopis.domain import domain_of
from letopis.html import assets
from letopis.html.citation_data import address_of, work_of_page
from letopis.html.citation_formats import cite_box
from letopis.html.csp import content_policy
from letopis.html.feeds import FEEDS
from letopis.html.linked_data import LinkedData, script
from letopis.html.markup import marked
from letopis.html.metadata import About, meta_elements
from letopis.html.navigation import page_contents
from letopis.html.page_history import edition_line, history_box
from letopis.html.repository_links import forge_links
from letopis.html.settings import uses_our_theme
from letopis.html.site import Site, site_of
from letopis.sphinx_internals import fill_in
from letopis.web_pages import THEME

PERMALINK = '<span aria-hidden="true">#</span>'
"""The sign of a heading's own link. Hidden from screen readers, which read the link's title instead."""


VIEWPORT = re.compile(r'<meta[^>]*name="viewport"[^>]*>')
"""docutils gives every page one, and so does our layout, which must have it for pages of other origins too."""


def own_list(_app: Sphinx, config: Config) -> None:
    """``config-inited``: the theme adds to this list, and Sphinx's empty one is shared by all projects of a process."""
    if config.html_theme == THEME:
        fill_in(config, "templates_path", [], theirs=[])


def choose_permalink(app: Sphinx) -> None:
    """``builder-inited``: our sign of a heading's own link in the place of the theme's, which sets it at 500."""
    if uses_our_theme(app):
        fill_in(app.config, "html_permalinks_icon", PERMALINK, theirs="#")


def add_edition(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """``html-page-context``: give the layout what it shows."""
    if not uses_our_theme(app) or templatename.startswith("letopis/"):
        return
    site = site_of(app)
    body = context.get("body", "")
    context["css_files"] = list(assets.files_for(context, "css_files", body))
    context["script_files"] = list(assets.files_for(context, "script_files", body))
    written = doctree is not None and pagename in app.env.titles
    context["letopis"] = {
        "home": site.tree.root == pagename,
        "metatags": VIEWPORT.sub("", context.get("metatags", "")),
        "written": written,
        "title": site.title(pagename) if written else "",
        "colour_scheme_script": assets.colour_scheme_script(),
        "style": assets.versioned(assets.STYLE),
        "scripts": [assets.versioned(name) for name in _scripts(body)],
        "policy": content_policy(
            body,
            [assets.colour_scheme_script(), *assets.inline_scripts(context["script_files"])],
            app.config.letopis_content_policy,
        ),
        "tree": site.tree.draw(pagename) if written else site.tree.draw(site.tree.root),
        "edition": edition_line(site)[0],
        "latest": edition_line(site)[1],
        "feeds": FEEDS if site.edition and app.config.html_baseurl else (),
        "marked": partial(marked, language=app.config.letopis_native_language),
    }
    if written:
        context["letopis"] |= _about_page(site, pagename)


def _scripts(body: str) -> tuple[str, ...]:
    """The scripts of a page; one of them is for pages that parts have left (`letopis.addresses.keeping`)."""
    return (*assets.SCRIPTS, assets.MOVED) if 'class="letopis-moved' in body else assets.SCRIPTS


def _about_page(site: Site, docname: str) -> dict[str, Any]:
    """What is said of one page of the archive."""
    tree, config = site.tree, site.app.config
    home = docname == tree.root
    path = site.env.doc2path(docname, base=False).as_posix()
    address = address_of(site, docname)
    revised = site.revised(docname)
    return {
        "head": _head(site, docname),
        "crumbs": [(tree.link(docname, above), site.title(above)) for above in tree.ancestors(docname)],
        "contents": page_contents(site.env.tocs.get(docname)),
        "mentions": [
            (plural, [(_record_link(site, docname, record), record.name) for record in records])
            for plural, records in site.mentioned_on(docname)
        ],
        "cite": "" if home else cite_box(work_of_page(site, docname), "Cite this page"),
        "revised": revised,
        "history": "" if home else history_box(site, docname),
        "links": forge_links(site.app.builder.theme_options, path, site.title(docname), address),  # type: ignore[attr-defined]
        "address": address,
        "kind": next((record.kind for record in [site.main_record(docname)] if record), ""),
        "project": escape(config.project),
    }


def _record_link(site: Site, docname: str, record: Any) -> str:
    """The address of a record as seen from a page."""
    page = record.origin.docname
    return f"#{record.anchor}" if page == docname else f"{site.tree.link(docname, page)}#{record.anchor}"


def _head(site: Site, docname: str) -> str:
    """Descriptions and linked data for the head of a page."""
    config = site.app.config
    work = work_of_page(site, docname)
    record = site.main_record(docname)
    home = docname == site.tree.root
    kind = "website" if home else "profile" if record and record.kind == "person" else "article"
    about = About(
        title=work.title, site=work.site, description=site.summary(docname), language=config.language or "en",
        address=work.address, authors=work.authors, day=work.day.isoformat() if work.day else "", kind=kind,
    )  # fmt: skip
    publisher = work.authors[0] if work.authors else work.site
    described = LinkedData(site.archive, lambda rec: address_of(site, rec.origin.docname, rec.anchor), publisher).page(
        domain_of(site.env).records_of(docname)
    )
    return meta_elements(about) + (f"\n{script(described)}" if described else "")


def tidy_output(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the style sheet, and take out what no page asks for."""
    if exception is None and uses_our_theme(app):
        builder: Any = app.builder
        assets.write_style(app)
        assets.remove_unused(app.outdir / "_static", copied=builder.theme_files_copied)
