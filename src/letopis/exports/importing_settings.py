"""The ``conf.py`` of an archive that was imported, from what the export says of the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_FIXED: Final = '''"""Settings of an archive that was imported from its data."""

from importlib.util import find_spec

extensions = ["letopis", "myst_parser", "sphinxcontrib.bibtex"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist"]
myst_url_schemes = ["http", "https", "mailto"]
nitpicky = True
numfig = True
bibtex_bibfiles = ["references.bib"]
# The reading edition comes with one theme alone: pip install "sphinx-book-theme==1.4.*".
html_theme = "sphinx_book_theme" if find_spec("sphinx_book_theme") else "alabaster"
html_copy_source = False
exclude_patterns = ["_build"]
'''

_NAMES: Final = {
    "project": "project",
    "author": "author",
    "version": "release",
    "language": "language",
    "title": "html_title",
    "homepage": "html_baseurl",
    "authors": "letopis_cite_authors",
    "description": "letopis_description",
    "edition": "letopis_edition",
    "nativeLanguage": "letopis_native_language",
    "itemReviewed": "letopis_item_reviewed",
}
"""What the export calls a setting, and what ``conf.py`` does."""

_BUILT: Final = {"letopis_book_slug": "pdf", "epub_basename": "epub"}
"""The settings that name a file of ``downloads/``, without its ending, and this."""


def settings_file(data: Mapping[str, Any]) -> str:
    """The text of ``conf.py``, with all that a build of web pages, book and EPUB asks for.

    What is not a text, or a list of texts, is left out. The book and the EPUB have the names by which the downloads
    link to them.
    """
    lines = [f"{name} = {data[key]!r}" for key, name in _NAMES.items() if _is_plain(data.get(key))]
    # Without these two Sphinx writes no EPUB.
    lines.append(f"version = {_text(data, 'version') or '0.1'!r}")
    lines.append(f"copyright = {_text(data, 'author', 'project', 'title') or 'unknown'!r}")
    if relations := relation_kinds_of(data):
        lines.append(f"letopis_relations = {relations!r}")
    lines.append(f"letopis_licences = {_pairs(data.get('licences'), 'name')!r}")
    downloads = _pairs(data.get("downloads"), "label")
    lines.append(f"letopis_downloads = {downloads!r}")
    lines += [f"{name} = {built!r}" for name, ending in _BUILT.items() if (built := _built(downloads, ending))]
    return "\n".join([_FIXED, *lines, ""])


def relation_kinds_of(data: Mapping[str, Any]) -> dict[Any, Any]:
    """The setting ``letopis_relations``, in the order in which the relations were declared; empty if there were none.

    What is no object with a key is left as it is: it is refused where the setting is read.
    """
    declared = data.get("relations")
    return {
        one.get("key", "") if isinstance(one, dict) else str(one): (
            {name: part for name, part in one.items() if name != "key"} if isinstance(one, dict) else one
        )
        for one in (declared if isinstance(declared, list) else [])
    }


def _pairs(value: object, name: str) -> list[tuple[str, str]]:
    """Pairs of a name and an address; what is none is left out."""
    pairs = (
        [(one.get(name), one.get("address")) for one in value if isinstance(one, Mapping)]
        if isinstance(value, list)
        else []
    )
    return [(words, address) for words, address in pairs if isinstance(words, str) and isinstance(address, str)]


def _built(downloads: list[tuple[str, str]], ending: str) -> str:
    """The name of the first file of this ending that the build puts among the downloads; empty if none is linked."""
    found = (re.fullmatch(rf"downloads/([\w-][\w.-]*)\.{ending}", address) for _, address in downloads)
    return next((match[1] for match in found if match), "")


def _text(data: Mapping[str, Any], *keys: str) -> str:
    """The first text under these keys that is not empty; empty if there is none."""
    return next((data[key] for key in keys if isinstance(data.get(key), str) and data[key]), "")


def _is_plain(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
