"""The archive as data: JSON and CSV files beside the web pages, with a description of each.

Sorted, without a time of making, so that the same pages give the same bytes. ``FORMAT`` is
raised whenever a reader of the files would have to change.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from letopis.domain import domain_of
from letopis.export.package import data_package
from letopis.export.tables import FACTS, RECORDS, SOURCES, as_csv, as_json
from letopis.incremental.build_stamps import needs_writing, note_written
from letopis.incremental.outdated import archive_digest, digest

__all__ = ["write_data"]


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the files into ``data/`` of the web pages."""
    if exception is not None or app.builder.name not in {"html", "dirhtml"}:
        return
    archive = domain_of(app.env).archive
    if not archive.records:
        return
    folder = Path(app.outdir) / "data"
    folder.mkdir(exist_ok=True)
    builder = app.builder
    input_digest = digest(archive_digest(app.env), archive.cited, app.config.project, app.config.letopis_edition)
    if not needs_writing(app, "data", input_digest, folder / "datapackage.json"):
        return

    def address(docname: str) -> str:
        return builder.get_target_uri(docname)

    files = {
        "archive.json": as_json(archive, address, app.config.project, app.config.letopis_edition),
        "records.csv": as_csv(RECORDS, archive, address),
        "facts.csv": as_csv(FACTS, archive, address),
        "sources.csv": as_csv(SOURCES, archive, address),
    }
    files["datapackage.json"] = data_package(app.config.project, app.config.letopis_edition, files)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    note_written(app, "data", input_digest)
