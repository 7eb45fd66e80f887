"""``letopis build`` and ``letopis serve``: all outputs of an archive, and its pages while they are written."""

from __future__ import annotations

import argparse
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
        from letopis.building import serve as server  # noqa: PLC0415  needs what only this command needs
    except ImportError as error:
        raise CommandError(f"the live preview needs '{error.name}'. Run: pip install 'letopis[serve]'") from None
    return server.main(_project(options), options.page, options.port, browser=not options.no_browser)


def _project(options: argparse.Namespace) -> publish.Project:
    return publish.Project(Path(options.conf).resolve(), source_folder(options).resolve())
