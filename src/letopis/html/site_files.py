"""Files that hosts and search engines look for beside the pages: site map, robots, headers, redirects.

What needs the full address of the site (``html_baseurl``) is left out where none is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from sphinx.application import Sphinx
from sphinx.util import logging

from letopis.html.citation_data import address_of
from letopis.html.feeds import feeds
from letopis.html.redirects import redirections
from letopis.html.settings import keeps_its_theme, uses_our_theme
from letopis.html.site import Site, site_of

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEADERS: Final = """\
# Read by Netlify, Cloudflare Pages and hosts that follow them; other hosts serve it as a text, which harms nothing.
{path}/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  X-Frame-Options: SAMEORIGIN
{path}/_static/*
  Cache-Control: public, max-age=86400
{path}/data/*
  Access-Control-Allow-Origin: *
"""

logger = logging.getLogger(__name__)


def write_site_files(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write them under any theme; without an address, say once what is missing for want of it."""
    if exception is not None or not (uses_our_theme(app) or keeps_its_theme(app)):
        return
    site = site_of(app)
    own = own_files(app)
    for name, text in site_files(site).items():
        if name in own:
            continue
        path = Path(app.outdir, name)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    if not app.config.html_baseurl and "sitemap.xml" not in own:
        Path(app.outdir, "sitemap.xml").unlink(missing_ok=True)
    if not app.config.html_baseurl:
        logger.info(
            "The site has no address: set html_baseurl in conf.py to the one at which readers will find it. Until then"
            " pages have no canonical links, no site map and no feeds, and cite themselves by the address they are read at."
        )


def own_files(app: Sphinx) -> frozenset[str]:
    """The names of the files that the project puts beside the pages itself (``html_extra_path``), which stay."""
    places = [Path(app.confdir, place) for place in app.config.html_extra_path]
    inside = (path.name for place in places if place.is_dir() for path in place.iterdir())
    return frozenset([*(place.name for place in places), *inside])


def site_files(site: Site) -> dict[str, str]:
    """By name the text of each file."""
    path = urlsplit(site.app.config.html_baseurl or "").path.rstrip("/")
    files = {
        ".nojekyll": "",  # GitHub Pages would leave out what begins with an underscore
        "_headers": HEADERS.format(path=path),
        "_redirects": _redirects(site, path),
        "robots.txt": "User-agent: *\nAllow: /\n",
    }
    if site.app.config.html_baseurl:
        files["robots.txt"] += f"\nSitemap: {site.app.config.html_baseurl.rstrip('/')}/sitemap.xml\n"
        files |= feeds(site)
        files["sitemap.xml"] = sitemap(site, sorted(site.env.found_docs))
    return files


def sitemap(site: Site, docnames: Iterable[str]) -> str:
    """Every page with the day of its last change, for search engines (sitemaps.org, version 0.9)."""
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for docname in docnames:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = address_of(site, docname)
        if revised := site.revised(docname):
            ET.SubElement(url, "lastmod").text = revised.iso
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _redirects(site: Site, path: str) -> str:
    """Former addresses of pages for hosts that lead on by themselves; a browser then keeps what stands after the #."""
    lines = []
    uri = site.app.builder.get_target_uri
    for old, new in sorted(redirections(site, told=True).items()):
        docname, _, name = new.partition("#")
        target = quote(uri(docname)) + (f"#{quote(name)}" if name else "")
        lines.append(f"{path}/{quote(uri(old))} {path}/{target} 301\n")
    return "".join(lines)
