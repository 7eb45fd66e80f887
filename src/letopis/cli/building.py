"""``letopis build`` and ``letopis serve``: all outputs of an archive, and its pages while they are written."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from letopis.building import publish
from letopis.cli.problems import CommandError
from letopis.cli.reading import source_folder


def build(options: argparse.Namespace) -> int:
    """Build web pages, book and EPUB; the exit code is 1 if one of them failed, and then nothing has changed."""
    project = _project(options)
    return publish.main(project, options.out or project.conf / "_build", options.jobs)


def serve(options: argparse.Namespace) -> int:
    """Show the pages in a browser, and again at each save."""
    try:
        # By name: the preview stands above the commands, and needs what only it needs.
        server = importlib.import_module("letopis.preview.server")
    except ImportError as error:
        raise CommandError(f"the live preview needs '{error.name}'. Run: pip install 'letopis[serve]'") from None
    conf, docs = _project(options)
    words = [*filter(None, [options.page]), "--port", str(options.port), "--conf", str(conf), "--docs", str(docs)]
    code: int = server.main([*words, *(["--no-browser"] if options.no_browser else [])])
    return code


def volumes(options: argparse.Namespace) -> int:
    """Build a family of volumes, or only read their keys; the exit code is 1 if something failed."""
    # By name: the volumes stand above the commands, as the preview does.
    command = importlib.import_module("letopis.volumes.command")
    only_keys = options.what == "keys"
    code: int = command.main(Path(options.conf), options.out, options.jobs, options.cluster, only_keys=only_keys)
    return code


def _project(options: argparse.Namespace) -> publish.Project:
    return publish.Project(Path(options.conf).resolve(), source_folder(options).resolve())
