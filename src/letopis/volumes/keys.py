"""Reads the pages of an archive and writes its keys: the inventory, and the data of each record for previews.

    python -P keys.py FOLDER-OF-CONF FOLDER-OF-PAGES OUT

Nothing is checked: what refers to another volume leads nowhere until the keys of all are known.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.inventory import InventoryFile

from letopis.exports.json_files import record_files
from letopis.exports.writing import material_of
from letopis.garbage import collect_seldom
from letopis.other_archives import INVENTORY

READ_KEYS: Final = (sys.executable, "-P", str(Path(__file__).resolve()))
"""The beginning of a command."""


def write_keys(conf: Path, docs: Path, out: Path) -> None:
    """Read every page as for the web, and write the keys into ``out``."""
    with tempfile.TemporaryDirectory() as folder, patch_docutils(conf), docutils_namespace():
        settings = {"letopis_incremental": False, "html_baseurl": ""}
        app = Sphinx(docs, conf, folder, folder, "html", settings, status=None, warning=io.StringIO(), freshenv=True)
        app.builder.read()
        out.mkdir(parents=True)
        InventoryFile.dump(str(out / INVENTORY), app.env, app.builder)
        for address, text in record_files(material_of(app)):
            path = out / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    collect_seldom()
    write_keys(*map(Path, sys.argv[1:]))
