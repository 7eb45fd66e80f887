"""Read an archive without writing anything: what the commands stand on."""

from __future__ import annotations

import argparse
import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from letopis.diagnostics import Finding
from letopis.domain import domain_of
from letopis.model.archive import Archive
from letopis.model.kinds import Record
from letopis.model.schema import Schema
from letopis.registry import registry_of

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


class CommandError(Exception):
    """Something the user can mend; its text says what."""


class Reading(NamedTuple):
    """An archive that was read: the records, where its pages lie, and the warnings it gave.

    ``findings`` are those of the rules, known to the baseline or not; ``baseline`` is its file as ``conf.py`` names it.
    """

    archive: Archive
    source: Path
    warnings: list[str]
    findings: list[Finding]
    baseline: str


def source_folder(options: argparse.Namespace) -> Path:
    """The folder of the pages: what ``--source`` says, else ``docs`` beside ``conf.py``."""
    conf = Path(options.conf)
    source: Path = options.source or (conf / "docs" if (conf / "docs").is_dir() else conf)
    if not (conf / "conf.py").is_file():
        raise CommandError(f"there is no conf.py in '{conf}'. Name its folder: letopis --conf FOLDER …")
    if not source.is_dir():
        raise CommandError(f"there is no folder '{source}'. Name that of the pages: letopis --source FOLDER …")
    return source


def read_archive(options: argparse.Namespace) -> Reading:
    """Read every page afresh with the ``dummy`` builder and run every rule.

    Raises :class:`CommandError` if the project itself cannot be set up.
    """
    with reading_application(options) as (app, warnings):
        domain = domain_of(app.env)
        return Reading(domain.archive, source_folder(options), warnings, domain.findings(), app.config.letopis_baseline)


@contextmanager
def reading_application(options: argparse.Namespace) -> Iterator[tuple[Sphinx, list[str]]]:
    """The application that has read every page afresh, and the warnings it gave; it writes nothing.

    Raises :class:`CommandError` if the project itself cannot be set up.
    """
    log = io.StringIO()
    with _application(options, source_folder(options), log) as app:
        try:
            app.build(force_all=True)
        except SphinxError as error:
            raise CommandError(f"the archive cannot be read: {error}") from error
        yield app, [_COLOUR.sub("", line) for line in log.getvalue().splitlines() if line.strip()]


def read_schema(options: argparse.Namespace) -> Schema:
    """The kinds and fields of the project, those of its other extensions among them; no page is read.

    Raises :class:`CommandError` if the project itself cannot be set up.
    """
    with _application(options, source_folder(options), io.StringIO()) as app:
        return registry_of(app).schema


def check_kind(schema: Schema, kind: str) -> type[Record]:
    """The class of a kind. Raises :class:`CommandError` if there is none of that name."""
    if kind not in schema.kinds:
        raise CommandError(f"there is no kind '{kind}'. Write one of {', '.join(sorted(schema.kinds))}.")
    return schema.kinds[kind]


@contextmanager
def _application(options: argparse.Namespace, source: Path, warnings: io.StringIO) -> Iterator[Sphinx]:
    with tempfile.TemporaryDirectory() as folder, patch_docutils(options.conf), docutils_namespace():
        try:
            app = Sphinx(
                source, options.conf, folder, folder, "dummy", {"nitpicky": True}, status=None, warning=warnings,
                freshenv=True,
            )  # fmt: skip
        except SphinxError as error:
            raise CommandError(f"the archive cannot be read: {error}") from error
        yield app
