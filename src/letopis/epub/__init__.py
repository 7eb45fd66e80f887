"""The EPUB's looks: a style sheet of its own, and a cover drawn from the archive's dates."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.fileutil import copy_asset

from letopis.domain import domain_of
from letopis.epub.builder import EpubPages
from letopis.epub.cover import COVER, draw_cover, strokes
from letopis.epub.indexes import index_pages
from letopis.sphinx_internals import fill_in

HERE = Path(__file__).parent
STYLE = "letopis-ebook.css"

__all__ = ["setup_ebook"]


def setup_ebook(app: Sphinx) -> None:
    """Register what only the ``epub`` builder uses."""
    app.add_builder(EpubPages, override=True)
    app.connect("config-inited", name_cover)
    app.connect("builder-inited", add_style)
    app.connect("html-collect-pages", add_cover)
    app.connect("html-collect-pages", index_pages)


def name_cover(_app: Sphinx, config: Config) -> None:
    """``config-inited``: our cover, unless the project has one of its own."""
    fill_in(config, "epub_cover", (f"_static/{COVER}", "epub-cover.html"), theirs=())


def add_style(app: Sphinx) -> None:
    """``builder-inited``: our style sheet in the EPUB, and nowhere else."""
    if app.builder.name == "epub":
        copy_asset(HERE / "static", Path(app.outdir, "_static"), force=True)
        app.add_css_file(STYLE)


def add_cover(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """``html-collect-pages``: draw the cover, now that every date is known. It adds no page."""
    if app.builder.name == "epub" and app.config.epub_cover[0] == f"_static/{COVER}":
        target = Path(app.outdir) / "_static" / COVER
        target.parent.mkdir(parents=True, exist_ok=True)
        marks = strokes(domain_of(app.env).archive)
        title = app.config.epub_title or app.config.project
        target.write_bytes(draw_cover(title, app.config.letopis_book_subtitle, app.config.epub_author, marks))
    return []
