"""Read an archive without writing anything: what the commands stand on."""

from __future__ import annotations

import argparse
import io
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from letopis.addresses.ledger_file import ledger_of
from letopis.building.faults import fault_of
from letopis.checks.manual import ManualEntry, manual
from letopis.cli.messages import Message, read_messages
from letopis.cli.problems import CommandError, ExtensionFault
from letopis.cli.quick import Project
from letopis.diagnostics import Finding
from letopis.domain import LetopisDomain, domain_of
from letopis.model.archive import Archive
from letopis.model.kinds import Record
from letopis.model.schema import Schema
from letopis.registry import registry_of


class Reading(NamedTuple):
    """An archive that was read: the records, where its pages lie, and what was said of it.

    ``findings`` are those of the rules, known to the baseline or not; ``baseline`` is its file as ``conf.py`` names it.
    ``pages`` are all pages with their titles; ``manual`` says what each rule demands, and ``manual_at`` is the address
    or the file of the page that explains them, or ``""``; ``style`` are the words that the project would not have.
    """

    archive: Archive
    source: Path
    messages: list[Message]
    findings: list[Finding]
    baseline: str
    pages: dict[str, str]
    manual: dict[str, ManualEntry]
    manual_at: str
    style: Mapping[str, str]


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
    with reading_application(options) as (app, messages):
        domain = domain_of(app.env)
        return Reading(
            domain.archive,
            source_folder(options),
            messages,
            domain.findings(),
            app.config.letopis_baseline,
            {docname: app.env.titles[docname].astext() for docname in sorted(app.env.found_docs)},
            {entry.code: entry for entries in manual(domain.registry.rules).values() for entry in entries},
            _manual_at(app, domain),
            app.config.letopis_style,
        )


@contextmanager
def reading_application(options: argparse.Namespace) -> Iterator[tuple[Sphinx, list[Message]]]:
    """The application that has read every page afresh, and the warnings it gave; it writes nothing.

    Raises :class:`CommandError` if the project itself cannot be set up.
    """
    log = io.StringIO()
    with _application(options, source_folder(options), log) as app:
        try:
            app.build(force_all=True)
        except Exception as error:
            _refuse(error)
            raise
        yield app, read_messages(log.getvalue())


def _manual_at(app: Sphinx, domain: LetopisDomain) -> str:
    """Where the rules are explained: the address of that page if it has been published (the ledger has it), else its file."""
    for docname, calls in sorted(domain.stored["views"].items()):
        if any(call.name == "rules" for call in calls):
            if app.config.html_baseurl and ledger_of(app).on(docname):
                return f"{app.config.html_baseurl.rstrip('/')}/{docname}.html"
            return Path(os.path.relpath(app.env.doc2path(docname))).as_posix()
    return ""


def read_project(options: argparse.Namespace) -> Project:
    """The kinds, fields, rules and views of the project, those of other extensions among them; no page is read.

    Raises :class:`CommandError` if the project itself cannot be set up.
    """
    source = source_folder(options)
    with _application(options, source, io.StringIO()) as app:
        registry = registry_of(app)
        bib_files = [Path(options.conf) / name for name in getattr(app.config, "bibtex_bibfiles", [])]
        kept = tuple(getattr(app.config, "letopis_sources_kept_fields", ()))
        return Project(source, registry.schema, dict(registry.rules), dict(registry.views), bib_files, kept)


def check_kind(schema: Schema, kind: str, also: Sequence[str] = ()) -> type[Record]:
    """The class of a kind. Raises :class:`CommandError` if there is none of that name."""
    if kind not in schema.kinds:
        raise CommandError(f"there is no kind '{kind}'. Write one of {', '.join(sorted([*schema.kinds, *also]))}.")
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
            if told := read_messages(warnings.getvalue()):
                raise CommandError(str(told[0])) from error
            _refuse(error)
            raise
        except Exception as error:
            _refuse(error)
            raise
        yield app


def _refuse(error: Exception) -> None:
    """Raise :class:`CommandError` for a mistake of the project. Any other error is one of Letopis, and goes on."""
    fault = fault_of(error)
    if re.match(r"(?:[A-Za-z]:)?[^:\n]+\.py:\d+: ", fault):
        raise ExtensionFault(fault) from error
    if fault:
        raise CommandError(f"the archive cannot be read: {fault}") from error
