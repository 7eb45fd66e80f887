"""``letopis new | rename | affects | baseline | doctor | …``: for contributors who need not know Sphinx."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from letopis.cli.affects import affects
from letopis.cli.baseline import baseline
from letopis.cli.doctor import doctor
from letopis.cli.links import links
from letopis.cli.reading import CommandError
from letopis.cli.release import release
from letopis.cli.rename import rename
from letopis.cli.scaffold import new
from letopis.cli.sources import add_sources, check_sources

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 if all is well, 1 if something was found, 2 on misuse."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except CommandError as error:
        print(f"letopis: {error}", file=sys.stderr)
        return 2
    return code


def add(commands: Any, name: str, words: str) -> argparse.ArgumentParser:
    """A command whose words stand in both helps: that of all commands and its own."""
    made: argparse.ArgumentParser = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    return made


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; the reference of commands is made from it."""
    parser = argparse.ArgumentParser(prog="letopis", description="Work on an archive of history.")
    parser.add_argument("-c", "--conf", type=Path, default=Path(), help="folder of conf.py (default: here)")
    parser.add_argument("-s", "--source", type=Path, default=None, help="folder of the pages (default: docs)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = add(commands, "new", "make a page for a new record")
    command.add_argument("kind", help="person, event, body, …, or a kind of the project's own")
    command.add_argument("key", help="lower-case letters, digits and hyphens; for ever")
    command.add_argument("name", help="the name as it stands in running text")
    command.set_defaults(run=new)

    command = add(commands, "rename", "give a record another key everywhere; keep the old one as an alias")
    command.add_argument("kind", help="the kind of the record")
    command.add_argument("old", help="its key")
    command.add_argument("new", help="the key it is to have")
    command.set_defaults(run=rename)

    command = add(commands, "affects", "what a change to some pages touches")
    command.add_argument("pages", nargs="+", type=Path, help="files of pages, such as docs/people/ada.md")
    command.set_defaults(run=affects)

    command = add(commands, "baseline", "write the baseline of data brought in, or take out what has gone")
    command.add_argument("--by", default="", help="who signs the first one")
    command.add_argument("--reason", default="", help="why the faults stay for now")
    command.set_defaults(run=baseline)

    command = add(commands, "doctor", "run every check and say in plain words what is wrong")
    command.set_defaults(run=doctor)

    command = add(commands, "links", "follow the links to the outside, and say what to write where one is dead")
    command.add_argument("--out", type=Path, help="folder of the report and the cache (default: _build/links)")
    command.add_argument("--again", action="store_true", help="ask also for links that were alive not long ago")
    command.set_defaults(run=links)

    command = add(commands, "release", "freeze an edition: its addresses, what it changed, how it is cited")
    command.add_argument("--date", default="", help="the day of the edition (default: SOURCE_DATE_EPOCH, or today)")
    command.add_argument("--deposit", type=Path, help="folder for the files of a deposit (default: _build/release)")
    command.add_argument("--sums", type=Path, metavar="FOLDER", help="only write the checksums of what was built there")
    command.set_defaults(run=release)

    sources = commands.add_parser("sources", help="look at sources from elsewhere, or take them in").add_subparsers(
        required=True, metavar="WHAT"
    )
    command = sources.add_parser("check", help="say what of a .bib, RIS or CSL-JSON file would be lost or refused")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files in BibTeX, RIS or CSL-JSON")
    command.add_argument("--to", type=Path, help="the archive's .bib file (default: the one beside conf.py)")
    command.set_defaults(run=check_sources)
    command = sources.add_parser("add", help="take the entries of such a file into the archive's .bib file")
    command.add_argument("file", type=Path, metavar="FILE", help="a file in BibTeX, RIS or CSL-JSON")
    command.add_argument("--to", type=Path, help="the archive's .bib file (default: the one beside conf.py)")
    command.add_argument("--dry-run", action="store_true", help="only say what would be done")
    command.set_defaults(run=add_sources)
    return parser
