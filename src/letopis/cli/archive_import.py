"""``letopis import FILE FOLDER``: an archive made of the data that another build has exported."""

from __future__ import annotations

import argparse
from pathlib import Path

from letopis.cli.problems import CommandError
from letopis.exports.importing import ImportFault, check_empty, files_of, read_export, write_files
from letopis.model.schema import Schema


def import_archive(options: argparse.Namespace) -> int:
    """Make the pages, sources and settings of an archive from its ``archive.json``, in an empty folder.

    A dry run reads everything and writes nothing.
    """
    path: Path = options.file
    if not path.is_file():
        raise CommandError(f"there is no file '{path}'.")
    try:
        data = read_export(path)
        files = files_of(data, Schema())
        check_empty(options.into)
        if not options.dry_run:
            write_files(files, options.into)
    except ImportFault as fault:
        raise CommandError(str(fault)) from None
    went = "would go" if options.dry_run else "went"
    print(
        f"{len(data['records'])} records and {len(data['sources'])} sources {went} into {len(files)} files in {options.into}."
    )
    return 0
