"""Old addresses that lead to new ones, and the page for addresses that lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from letopis.addresses.whereabouts import whereabouts_of
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.html.assets import MOVED, versioned
from letopis.html.citation_data import address_of
from letopis.html.csp import content_policy
from letopis.html.settings import keeps_its_theme, uses_our_theme
from letopis.html.site import Site, site_of
from letopis.report import report

_OWN: Final = re.compile(
    r"(?:.*/)?index|search|404|opensearch|genindex(?:-.*)?|(?:[a-z]+-)?modindex|_.*|(?:data|downloads)/.*"
)
"""Pages and folders that every site has: front pages of folders, search, indexes, and what is no page."""

_PATH: Final = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*")
"""A page of the site: no way up, no other site."""

ExtraPage = tuple[str, dict[str, Any], str]


def extra_pages(app: Sphinx) -> Iterator[ExtraPage]:
    """``html-collect-pages``: a page for each old address, and ``404.html``.

    Another theme has neither, since they are of our layout; what is wrong with an old address is said all the same.
    """
    if not uses_our_theme(app):
        if keeps_its_theme(app):
            redirections(site_of(app))
        return
    site = site_of(app)
    for old, new in sorted(redirections(site).items()):
        yield old, _redirect(site, old, new), "letopis/redirect.html"
    yield "404", not_found(app, site), "letopis/404.html"


def _redirect(site: Site, old: str, new: str) -> dict[str, Any]:
    """What the page at an old address is given: where it leads, and where those of its parts lead that went elsewhere."""
    docname, _, anchor = new.partition("#")

    def link(page: str, name: str) -> str:
        uri = relative_uri(site.app.builder.get_target_uri(old), site.app.builder.get_target_uri(page))
        return f"{uri}#{name}" if name else uri

    places = whereabouts_of(site.env).led_on.get(old, {})
    parts = {name: link(*place) for name, place in places.items() if anchor or place != (docname, name)}
    return {
        "letopis_title": site.title(docname),
        "letopis_target": link(docname, anchor),
        "letopis_parts": json.dumps(parts, ensure_ascii=False),
        "letopis_moved": [
            (name, link(*place), site.title(place.docname))
            for name, place in places.items()
            if place.docname != docname
        ],
        "letopis_address": address_of(site, docname, anchor),
        "letopis_policy": content_policy(""),
        "letopis_script": versioned(MOVED),
    }


def redirections(site: Site, *, told: bool = False) -> dict[str, str]:
    """Old page to new: what `conf.py` and the pages say, and the pages of records that were renamed.

    What may not lead on is left out and reported, unless it has been ``told``.
    """
    moved = whereabouts_of(site.env).moved_pages
    found = {old: (f"{place.docname}#{place.id}" if place.id else place.docname) for old, (place, _) in moved.items()}
    return {old: new for old, new in sorted(found.items()) if not _fault(site, old, new, moved[old][1], told=told)}


def _fault(site: Site, old: str, new: str, place: SourceLocation | None, *, told: bool) -> bool:
    """Whether an address may not lead on, or not there; it is reported at the record, or at the setting."""
    if old in site.env.all_docs:
        message = f"there is a page {old!r}, so its address leads there. Take it out."
    elif _is_own(site, old):
        message = f"the address {old!r} is one of the site's own. Take it out."
    elif not _PATH.fullmatch(old):
        message = f"the address {old!r} is no page of this site. Write it as 'people/molotov'."
    elif new.partition("#")[0] not in site.env.all_docs:
        message = f"{old!r} leads to {new!r}, and there is no such page."
    else:
        return False
    said = "a former address" if place else "letopis_redirects"
    if not told:
        report(Finding(Code.REDIRECT, f"{said}: {message}", place or SourceLocation("", "conf.py", 1)))
    return True


def _is_own(site: Site, page: str) -> bool:
    """Whether a page is one that every site has, or that this one is given beside those of the archive."""
    indexes = {str(index[0]) for index in getattr(site.app.builder, "domain_indices", ())}
    return _OWN.fullmatch(page) is not None or page in indexes | set(site.app.config.html_additional_pages)


def not_found(app: Sphinx, site: Site) -> dict[str, Any]:
    """The page a server shows for addresses of any depth: its links start at the root, and it needs no other file."""
    path = urlsplit(app.config.html_baseurl or "").path.rstrip("/")
    # Where nobody has said in which folder the site lies, a script looks for it.
    script = "" if app.config.html_baseurl else NOT_FOUND_SCRIPT
    pages = [doc for branch in site.tree.branches for doc in branch.docnames]
    return {
        "letopis_home": f"{path}/{app.builder.get_target_uri(site.tree.root)}",
        "letopis_search": f"{path}/{app.builder.get_target_uri('search')}",
        "letopis_pages": [(f"{path}/{app.builder.get_target_uri(doc)}", site.title(doc)) for doc in pages],
        "letopis_style": NOT_FOUND_STYLE,
        "letopis_script": script,
        "letopis_policy": content_policy("", [script] if script else (), styles=[NOT_FOUND_STYLE]),
    }


NOT_FOUND_SCRIPT = """
(async () => {
  if (location.protocol === "file:") return;  // nobody is sent to this page there, and nothing can be asked for
  const folders = location.pathname.split("/").slice(0, -1);
  for (let depth = folders.length; depth > 1; depth -= 1) {
    const root = folders.slice(0, depth).join("/");
    const answer = await fetch(`${root}/_static/letopis/letopis.css`, { method: "HEAD" }).catch(() => null);
    if (answer && answer.ok) {
      for (const link of document.querySelectorAll("main a")) link.href = root + link.getAttribute("href");
      return;
    }
  }
})();
"""
"""Finds the folder in which the site lies: the nearest above the missing page that has our style sheet."""

NOT_FOUND_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 36rem; margin: 12vh auto; padding: 0 1.25rem; font: 1.125rem/1.55 Georgia, serif;
  color: light-dark(#211c18, #e9e2d6); background: light-dark(#fbf8f2, #191613); }
h1 { font-weight: 600; border-top: 4px solid light-dark(#8c1c1c, #d9736b); padding-top: 1rem; }
a { color: light-dark(#1d4a73, #93bbdf); }
li { margin: .35rem 0; }
"""
