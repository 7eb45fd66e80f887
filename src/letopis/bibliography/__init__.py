"""The sources: read with care, cited as (Kramer 1999, p. 3), listed in Chicago's author-date form.

`setup_bibliography` registers all of it; `conf.py` needs only ``bibtex_bibfiles``. The rest are
pure functions on one entry of a `.bib` file: how it is cited, how it is listed, how it is handed on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import sphinxcontrib.bibtex.plugin
from sphinx.util import logging
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from letopis.bibliography.citation_index import CitationDomain
from letopis.bibliography.export import to_bibtex, to_csl, to_ris
from letopis.bibliography.labels import label_of, labels_of, sort_key
from letopis.bibliography.reading import BibFinding, BibReading, read_bib, read_bib_files
from letopis.bibliography.referencing import AuthorDateReferences
from letopis.bibliography.settings import AUTHOR_DATE, setup_settings
from letopis.bibliography.settings import register_styles as register_formatting_styles
from letopis.bibliography.source_lists import SetSources, SourcesDirective, source_list
from letopis.bibliography.style import format_entry
from letopis.sphinx_internals import fill_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = [
    "STYLE",
    "BibFinding",
    "BibReading",
    "check_bib_files",
    "format_entry",
    "label_of",
    "labels_of",
    "read_bib",
    "read_bib_files",
    "register_styles",
    "setup_bibliography",
    "sort_key",
    "to_bibtex",
    "to_csl",
    "to_ris",
]

STYLE: Final = AUTHOR_DATE
"""The value of ``bibtex_default_style`` and of ``bibtex_reference_style``; set when a project sets neither."""

_THEIR_DEFAULTS: Final = {"bibtex_default_style": "alpha", "bibtex_reference_style": "label"}

_FAULTLESS: Final = "letopis-faultless"
"""Where it is kept what was read without a fault: the encoding, and the age of each file."""

LOST: Final = "letopis-lost"
"""Where the keys are kept of entries that could not be read: that they are cited, or not, is no further finding."""

logger = logging.getLogger(__name__)


def setup_bibliography(app: Sphinx) -> None:
    """Load sphinxcontrib-bibtex, give it our styles, and read the `.bib` files in its place.

    Everything is registered before Sphinx forks its workers, so any number of them knows it.
    """
    register_styles()
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(CitationDomain, override=True)
    app.add_directive("bibliography", SourcesDirective, override=True)
    app.add_node(source_list)
    app.add_post_transform(SetSources)
    app.connect("config-inited", _choose_styles)
    setup_settings(app)
    # sphinxcontrib-bibtex reads at 500 and lets a misplaced brace end the build in a traceback.
    app.connect("builder-inited", check_bib_files, priority=400)


def register_styles() -> None:
    """Make the two styles known by name, whether or not this package is installed; harmless twice."""
    register_formatting_styles()
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", STYLE, AuthorDateReferences, force=True
    )


def _choose_styles(_app: Sphinx, config: Config) -> None:
    """``config-inited``: our styles where the project names none; no sources where it lists no file."""
    for name, theirs in _THEIR_DEFAULTS.items():
        fill_in(config, name, STYLE, theirs=theirs)
    fill_in(config, "bibtex_bibfiles", [], theirs=None)
    fill_in(config, "bibtex_bibliography_id", "sources-{bibliography_count}", theirs="")


def check_bib_files(app: Sphinx) -> None:
    """``builder-inited``: read the `.bib` files, warn of each fault, and hand the good entries on.

    A fault is logged as ``letopis.bib-…`` with file and line. sphinxcontrib-bibtex finds its data
    present and as old as the files, and does not read them again; nor do we, if there was no fault.
    """
    folder = Path(app.confdir)
    paths = [(folder / name).resolve() for name in app.config.bibtex_bibfiles]
    stored = app.env.get_domain("cite").data
    ages = {path: get_mtime(path) for path in paths}
    kept = tuple(app.config.letopis_sources_kept_fields)
    if stored.get(_FAULTLESS) == (app.config.bibtex_encoding, ages, kept):
        return
    reading = read_bib_files(paths, app.config.bibtex_encoding, kept)
    for finding in reading.findings:
        path = Path(finding.path)
        shown = path.relative_to(folder) if path.is_relative_to(folder) else path
        logger.warning(
            "%s",
            finding.message,
            location=f"{shown}:{finding.line}",
            type="letopis",
            subtype=finding.code,
        )
    files = {path: BibFile(ages[path], dict.fromkeys(reading.keys.get(path, ()))) for path in paths}
    stored[LOST] = frozenset(reading.lost)
    stored["bibdata"] = BibData(app.config.bibtex_encoding, files, reading.data)
    # What is wrong is told in every build.
    stored[_FAULTLESS] = None if reading.findings else (app.config.bibtex_encoding, ages, kept)
