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
from letopis.exports.data_page import has_data_page
from letopis.exports.linked_data import LinkedData, script
from letopis.exports.parts import article, dataset, website
from letopis.exports.settings import formats_of
from letopis.exports.writing import about_of, files_of
from letopis.html import assets
from letopis.html.cards import card_address
from letopis.html.chapters import chapter_file
from letopis.html.citation_data import address_of, citation_links, cite_page, work_of_page
from letopis.html.csp import content_policy
from letopis.html.feeds import FEEDS
from letopis.html.markup import marked
from letopis.html.metadata import About, coins, meta_elements, pdf_address, shorten
from letopis.html.navigation import page_contents
from letopis.html.page_history import edition_line, history_box
from letopis.html.page_styles import page_style
from letopis.html.report_box import report_box
from letopis.html.repository_links import forge_links
from letopis.html.settings import keeps_its_theme, uses_our_theme
from letopis.html.site import Site, site_of
from letopis.illustrations.copies import copy_name
from letopis.illustrations.files import original_of
from letopis.model.records import Illustration
from letopis.model.values import Ref
from letopis.rendering.illustrations import LARGE
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
    if keeps_its_theme(app):
        _describe(app, pagename, context, doctree)
    if not uses_our_theme(app) or templatename.startswith("letopis/"):
        return
    site = site_of(app)
    body = context.get("body", "")
    context["css_files"] = list(assets.files_for(context, "css_files", body))
    context["script_files"] = list(assets.files_for(context, "script_files", body))
    rules = page_style(body)
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
            styles=[rules] if rules else (),
        ),
        "rules": rules,
        "edition": edition_line(site)[0],
        "latest": edition_line(site)[1],
        "feeds": FEEDS if site.edition and app.config.html_baseurl else (),
        "tree": site.tree.draw(pagename),
        "data": has_data_page(app),
        "marked": partial(marked, language=app.config.letopis_native_language),
    }
    if written:
        context["letopis"] |= _about_page(site, pagename, doctree)


def _describe(app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Under another theme: what a page of the archive says to programs, and its citations as files beside it."""
    if doctree is None or pagename not in app.env.titles:
        return
    site = site_of(app)
    links = "" if site.tree.root == pagename else citation_links(site, pagename)
    context["metatags"] = "\n".join(filter(None, [context.get("metatags", ""), _head(site, pagename), links]))


def _scripts(body: str) -> tuple[str, ...]:
    """The scripts of a page; one of them is for pages that parts have left (`letopis.addresses.keeping`)."""
    has_left = 'class="letopis-moved' in body or 'class="letopis-away' in body
    return (*assets.SCRIPTS, assets.MOVED) if has_left else assets.SCRIPTS


def _about_page(site: Site, docname: str, document: nodes.document | None) -> dict[str, Any]:
    """What is said of one page of the archive."""
    tree, config = site.tree, site.app.config
    home = docname == tree.root
    path = site.env.doc2path(docname, base=False).as_posix()
    address = address_of(site, docname)
    revised = site.revised(docname)
    links = forge_links(site.app.builder.theme_options, path, site.title(docname), address)  # type: ignore[attr-defined]
    return {
        "head": _head(site, docname),
        "crumbs": [(tree.link(docname, above), site.title(above)) for above in site.above(docname)],
        "contents": page_contents(site.env.tocs.get(docname), document),
        "mentions": [
            (plural, [(_record_link(site, docname, record), record.name) for record in records])
            for plural, records in site.mentioned_on(docname)
        ],
        "cite": "" if home else cite_page(site, docname) + coins(work_of_page(site, docname)),
        "revised": revised,
        "history": "" if home else history_box(site, docname),
        "links": links,
        "report": "" if links else _report(site, docname),
        "pdf": chapter_file(site, docname),
        "address": address,
        "kind": next((record.kind for record in [site.main_record(docname)] if record), ""),
        "project": escape(config.project),
    }


def _report(site: Site, docname: str) -> str:
    """How a mistake on a page is reported where no repository has a form for it."""
    page = site.app.builder.get_target_uri(docname) or "index.html"
    return report_box(work_of_page(site, docname), page, site.app.config.letopis_report_address)


def _record_link(site: Site, docname: str, record: Any) -> str:
    """The address of a record as seen from a page."""
    page = record.origin.docname
    if place := site.divided.get(page, {}).get(record.anchor):
        return f"{site.app.builder.get_relative_uri(docname, place.part)}#{record.anchor}"
    return f"#{record.anchor}" if page == docname else f"{site.tree.link(docname, page)}#{record.anchor}"


def _head(site: Site, docname: str) -> str:
    """Descriptions and linked data for the head of a page."""
    config = site.app.config
    work = work_of_page(site, docname)
    record = site.main_record(docname)
    home = docname == site.tree.root
    kind = "website" if home else "profile" if record and record.kind == "person" else "article"
    whole = about_of(config)
    description = site.summary(docname) or (whole.description if home else "")
    page = site.app.builder.get_target_uri(docname)
    day = work.day.isoformat() if work.day else day_of(config.letopis_edition)
    about = About(
        title=work.title, site=work.site, description=description, language=config.language or "en",
        address=work.address, authors=work.authors, day=day, kind=kind,
        image=card_address(site, docname), pdf=pdf_address(whole), publisher=work.authors[0] if work.authors else "",
        licences=[licence.address for licence in whole.licences],
    )  # fmt: skip
    parts: list[dict[str, Any]] = []
    if home:
        parts = [website(whole), dataset(whole, files_of(config))]
    else:
        sort = "WebPage" if record else "Article"
        parts = [article(whole, work.title, page, shorten(description), about.day, kind=sort)]
        if record is not None and record.schema_type:
            parts[0]["mainEntity"] = {"@id": address_of(site, docname, record.anchor) or f"#{record.anchor}"}
    described = _describer(site, docname).page(domain_of(site.env).records_of(docname), parts)
    has_data = any(one.name == "records" for one in formats_of(config))
    data = f'<link rel="alternate" type="application/json" href="{record.anchor}.json">' if record and has_data else ""
    return "\n".join(filter(None, [meta_elements(about), data, script(described) if described else ""]))


def day_of(edition: str) -> str:
    """The day of an edition that is called by its date; else empty."""
    return edition if re.fullmatch(r"\d{4}-\d\d-\d\d", edition) else ""


def _describer(site: Site, docname: str) -> LinkedData:
    """What describes the records of a page: by their full addresses, or by places on it."""
    whole = about_of(site.app.config)
    reviewed = site.app.config.letopis_item_reviewed
    return LinkedData(
        site.archive,
        lambda record: address_of(site, record.origin.docname, record.anchor),
        whole.authors[0] if whole.authors else whole.title,
        Ref("document", reviewed.removeprefix("document:")) if reviewed else None,
        lambda record: site.expand(record.summary),
        lambda record: _picture_address(site, record, whole.base),
        is_full=bool(whole.base),
    )


def _picture_address(site: Site, record: Illustration, base: str) -> str:
    """The full address of the picture on the page of an illustration; empty without one, or without one of the site."""
    original = original_of(site.env, record) if base and record.rights else None
    return f"{base}{site.app.builder.imagedir}/{copy_name(original, record.key, LARGE)}" if original else ""


def tidy_output(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the style sheet, and take out what no page asks for."""
    if exception is None and uses_our_theme(app):
        builder: Any = app.builder
        assets.write_style(app)
        assets.remove_unused(app.outdir / "_static", copied=builder.theme_files_copied)
