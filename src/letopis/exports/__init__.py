"""The archive as data: files beside the web pages in many formats, all from the same records, each with its schema.

Sorted, without a time of making, so that the same pages give the same bytes. What is exported as JSON can be
imported again: the same comes out, byte for byte.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from letopis.exports.data_page import data_page
from letopis.exports.settings import check_reviewed, check_settings, register_settings
from letopis.exports.writing import forget_material, pack_site, write_data

__all__ = ["setup_exports"]


def setup_exports(app: Sphinx) -> None:
    """Register the settings, the page of the data, and what is written at the end."""
    register_settings(app)
    app.connect("config-inited", check_settings)
    app.connect("env-check-consistency", check_reviewed)
    app.connect("env-updated", forget_material)
    app.connect("html-collect-pages", data_page)
    app.connect("build-finished", write_data)
    # Last of all: the pages must be in their final form.
    app.connect("build-finished", pack_site, priority=990)
