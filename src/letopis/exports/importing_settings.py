"""The ``conf.py`` of an archive that was imported, from what the export says of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_FIXED: Final = '''"""Settings of an archive that was imported from its data."""

extensions = ["letopis", "myst_parser", "sphinxcontrib.bibtex"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist"]
myst_url_schemes = ["http", "https", "mailto"]
nitpicky = True
numfig = True
bibtex_bibfiles = ["references.bib"]
html_theme = "sphinx_book_theme"
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


def settings_file(data: Mapping[str, Any]) -> str:
    """The text of ``conf.py``. What is not a text, or a list of texts, is left out."""
    lines = [f"{name} = {data[key]!r}" for key, name in _NAMES.items() if _is_plain(data.get(key))]
    if relations := relation_kinds_of(data):
        lines.append(f"letopis_relations = {relations!r}")
    lines.append(f"letopis_licences = {_pairs(data.get('licences'), 'name')!r}")
    lines.append(f"letopis_downloads = {_pairs(data.get('downloads'), 'label')!r}")
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


def _is_plain(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
