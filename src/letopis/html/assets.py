"""The files that pages load: one style sheet made of several, two scripts; and what is not shipped.

The theme's own style sheet and scripts (a third of a megabyte, for controls that our pages do not
have) are neither loaded nor published. Those of other extensions are loaded where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from letopis.html.settings import keeps_its_theme

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
TEMPLATES: Final = HERE / "templates"
SEARCH_TEMPLATES: Final = HERE.parent / "search" / "templates"

STYLE: Final = "letopis/letopis.css"
RECORDS: Final = "letopis/records.css"
"""What records need under a theme of others; loaded by their pages alone."""

MOVED: Final = "letopis/moved.js"
"""Leads on from former addresses; loaded only by pages that parts have left."""

SCRIPTS: Final = ("letopis/reading.js", "letopis/citing.js", "letopis/previews.js")

THEIRS: Final = frozenset(
    "styles/theme.css styles/pydata-sphinx-theme.css styles/sphinx-book-theme.css"
    " scripts/fontawesome.js scripts/bootstrap.js scripts/pydata-sphinx-theme.js scripts/sphinx-book-theme.js"
    " documentation_options.js doctools.js sphinx_highlight.js".split()
)
"""Files of the theme and of Sphinx that our pages do without."""

WHERE_USED: Final = {
    "pygments.css": re.compile(r'class="[^"]*\bhighlight\b'),
}
"""Files that a page loads only if something of this kind is on it."""

LEFT_OUT: Final = (
    "**/*.map", "*webpack-macros.html", "styles/*", "scripts/*", "vendor/fontawesome/**/*", "images/logo_*",
    "locales/**/*", "file.png", "minus.png", "plus.png", "basic.css",
    "documentation_options.js", "doctools.js", "sphinx_highlight.js", "searchtools.js", "language_data.js", "*-stemmer.js",
)  # fmt: skip
"""What the theme and Sphinx put among the static files for pages that are not ours."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"(?<!\s)[^\S\n]*+\n\s*")


@cache
def style_sheet() -> str:
    """The style sheet: the parts in the order of their names, without comments and indentation."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "styles").glob("*.css"))]
    return compact("".join(parts)) + "\n"


def style_for_other_themes() -> str:
    """The style sheet of drawings, with inks that follow the theme, and of tables on narrow screens."""
    parts = (HERE / "styles" / "45-pictures.css", HERE / "other-themes.css")
    return compact("".join(path.read_text(encoding="utf-8") for path in parts)) + "\n"


def add_style_for_other_themes(app: Sphinx) -> None:
    """``builder-inited``: that style sheet, in web pages that another theme lays out and nowhere else."""
    if keeps_its_theme(app):
        path = Path(app.outdir, "_static", RECORDS)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(style_for_other_themes(), encoding="utf-8")
        app.add_css_file(RECORDS)


def compact(style: str) -> str:
    """A style sheet without its comments and indentation."""
    return _SPACE.sub("\n", _COMMENT.sub("", style)).strip()


@cache
def colour_scheme_script() -> str:
    """The script that must run before the page is drawn; it stands in the page itself, allowed by its hash."""
    return (HERE / "mode.js").read_text(encoding="utf-8").partition("\n\n")[2].strip()


@cache
def _version(name: str) -> str:
    content = style_sheet().encode() if name == STYLE else (STATIC / name).read_bytes()
    return sha256(content).hexdigest()[:8]


def versioned(name: str) -> str:
    """A static file's address with a mark of its content, so that a changed file is fetched anew."""
    return f"_static/{name}?v={_version(name)}"


def files_for(context: dict[str, Any], kind: str, body: str) -> Iterator[Any]:
    """The style sheets (``css_files``) or scripts (``script_files``) of others that this page needs."""
    for asset in context.get(kind, ()):
        name = str(getattr(asset, "filename", asset) or "").removeprefix("_static/")
        inline = (getattr(asset, "attributes", None) or {}).get("body", "")
        if name in THEIRS or "DOCUMENTATION_OPTIONS" in inline:
            continue
        used = WHERE_USED.get(name)
        if used is None or used.search(body):
            yield asset


def inline_scripts(assets: list[Any]) -> list[str]:
    """The texts of scripts that other extensions put into the page."""
    bodies = ((getattr(asset, "attributes", None) or {}).get("body", "") for asset in assets)
    return [body for body in bodies if body]


def write_style(app: Sphinx) -> None:
    """Put the style sheet among the static files."""
    path = Path(app.outdir) / "_static" / STYLE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(style_sheet(), encoding="utf-8")


def remove_unused(static: Path, *, copied: bool = True) -> None:
    """Take out what no page asks for: source maps, templates, the theme's own scripts.

    ``copied`` says whether the theme's files were copied at all; Sphinx's own always are.
    """
    for pattern in LEFT_OUT:
        for path in static.glob(pattern) if copied or "**" not in pattern else ():
            if path.is_file():
                path.unlink()
    for path in sorted(static.rglob("*"), reverse=True) if copied else ():
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
