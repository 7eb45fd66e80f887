"""``letopis init | build | serve | new | import | rename | affects | baseline | doctor | todo | sources``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from letopis.cli.affects import affects
from letopis.cli.asking import fields_as_options
from letopis.cli.baseline import baseline
from letopis.cli.building import build, serve, volumes
from letopis.cli.doctor import doctor
from letopis.cli.examples import AFFECTS, ALL, DOCTOR, NEW, RENAME
from letopis.cli.findings import FORMATS
from letopis.cli.importing import import_
from letopis.cli.initial import init
from letopis.cli.links import links
from letopis.cli.problems import CommandError, ExtensionFault
from letopis.cli.release import release
from letopis.cli.rename import rename
from letopis.cli.scaffold import new
from letopis.cli.sources import add_sources, check_sources
from letopis.cli.todo import todo
from letopis.version import VERSION

__all__ = ["main", "parser"]


COMMANDS: Final = frozenset(
    {
        "new",
        "import",
        "build",
        "serve",
        "volumes",
        "init",
        "rename",
        "affects",
        "baseline",
        "doctor",
        "todo",
        "sources",
        "links",
        "release",
    }
)
"""The words that begin a command; what stands before them are options of all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 if all is well, 1 if something was found, 2 on misuse."""
    try:
        options = parser().parse_args(_fields_as_options(sys.argv[1:] if arguments is None else arguments))
        code: int = options.run(options)
    except ExtensionFault as error:
        print(error, file=sys.stderr)
        return 2
    except CommandError as error:
        print(f"letopis: {error}", file=sys.stderr)
        return 2
    return code


def _fields_as_options(arguments: Sequence[str]) -> list[str]:
    """The fields of a record may be options of ``new``, whatever their names."""
    at = next((number for number, word in enumerate(arguments) if word in COMMANDS), len(arguments))
    if arguments[at : at + 1] != ["new"]:
        return list(arguments)
    return [*arguments[: at + 1], *fields_as_options(arguments[at + 1 :])]


def add(commands: Any, name: str, words: str, examples: str = "") -> argparse.ArgumentParser:
    """A command whose words stand in both helps: that of all commands and its own, which ends with examples."""
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=words,
        description=f"{words[0].upper()}{words[1:]}.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return made


def _of_the_whole_archive(commands: Any) -> None:
    """The commands that make, build and show an archive."""
    command = add(commands, "init", "make a new archive, with one record of each kind")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet, or is empty")
    command.add_argument("--title", default="", help="the title of the archive (default: made of the folder's name)")
    command.add_argument("--century", type=int, default=18, metavar="N", help="of which century (default: 18)")
    command.set_defaults(run=init)

    command = add(commands, "build", "build web pages, PDF and EPUB; the last good ones stay if it fails")
    command.add_argument("--out", type=Path, default=None, help="where to (default: _build beside conf.py)")
    command.add_argument("--jobs", default="auto", help="how many processes (default: as many as there are processors)")
    command.set_defaults(run=build)

    command = add(
        commands, "volumes", "build a family of archives side by side, and join their search, indexes and data"
    )
    command.add_argument("what", choices=["build", "keys"], help="keys: only what the volumes refer to in one another")
    command.add_argument("--out", type=Path, default=None, help="where to (default: _build beside conf.py)")
    command.add_argument("--jobs", type=int, default=0, help="volumes side by side (default: one for each processor)")
    command.add_argument("--cluster", default="", metavar="ADDRESS", help="of a Dask scheduler: build on its workers")
    command.set_defaults(run=volumes)

    command = add(commands, "serve", "show the pages in a browser while you write, and again at each save")
    command.add_argument("page", nargs="?", default="", help="the page to open (default: the one saved last)")
    command.add_argument("--port", type=int, default=8000, help="of the server on this machine (default: 8000)")
    command.add_argument("--no-browser", action="store_true", help="only serve")
    command.set_defaults(run=serve)


def _add_publishing(commands: Any) -> None:
    """The commands of those who publish the archive."""
    command = add(commands, "links", "follow the links to the outside, and say what to write where one is dead")
    command.add_argument("--out", type=Path, help="folder of the report and the cache (default: _build/links)")
    command.add_argument("--again", action="store_true", help="ask also for links that were alive not long ago")
    command.set_defaults(run=links)

    command = add(commands, "release", "freeze an edition: its addresses, what it changed, how it is cited")
    command.add_argument("--date", default="", help="the day of the edition (default: SOURCE_DATE_EPOCH, or today)")
    command.add_argument("--deposit", type=Path, help="folder for the files of a deposit (default: _build/release)")
    command.add_argument("--sums", type=Path, metavar="FOLDER", help="only write the checksums of what was built there")
    command.set_defaults(run=release)


def _add_import(commands: Any) -> None:
    """The command that takes in what others have made."""
    command = add(
        commands, "import", "take tables, lists of TEI or sources of others in; or make an archive of exported data"
    )
    command.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a mapping file (.toml), TEI (.xml), sources (.json), or an archive.json",
    )
    command.add_argument(
        "into",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="for an archive.json (data/archive.json of a site): a folder that is empty, or not there yet",
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would be made, changed and refused")
    command.add_argument(
        "--citing", default="", metavar="KEY", help="the source to name on each date, place and record taken from TEI"
    )
    command.add_argument(
        "--to", type=Path, help="for sources: the archive's .bib file (default: the one beside conf.py)"
    )
    command.set_defaults(run=import_)


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; the reference of commands is made from it."""
    parser = argparse.ArgumentParser(
        prog="letopis",
        description="Work on an archive of history.",
        epilog=ALL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"letopis {VERSION}")
    parser.add_argument("-c", "--conf", type=Path, default=Path(), help="folder of conf.py (default: here)")
    parser.add_argument("-s", "--source", type=Path, default=None, help="folder of the pages (default: docs)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _of_the_whole_archive(commands)
    command = add(commands, "new", "make a record, a term or a source; without options, it asks", NEW)
    command.add_argument("kind", nargs="?", help="person, event, body, …, a kind of the project's own, or source")
    command.add_argument(
        "key", nargs="?", help="lower-case letters, digits and hyphens; for ever (suggested if left out)"
    )
    command.add_argument("name", nargs="?", help="the name as it stands in running text")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="a field of the record; as well: --FIELD VALUE. Also the key, the name, the summary, and the page it goes into",
    )
    command.set_defaults(run=new)

    _add_import(commands)

    command = add(
        commands,
        "rename",
        "give a record another key on every page that means it; keep the old one as an alias",
        RENAME,
    )
    command.add_argument("kind", help="the kind of the record")
    command.add_argument("old", help="its key")
    command.add_argument("new", help="the key it is to have")
    command.set_defaults(run=rename)

    command = add(commands, "affects", "say in plain words what a change does", AFFECTS)
    command.add_argument(
        "since",
        nargs="*",
        metavar="REVISION | PAGE",
        help="a branch or commit with which the files here are compared (HEAD: what is not committed); or pages, "
        "such as docs/people/ada.md, of which is said what they hold and what mentions it",
    )
    command.set_defaults(run=affects)

    command = add(commands, "baseline", "write the baseline of data brought in, or take out what has gone")
    command.add_argument("--by", default="", help="who signs the first one")
    command.add_argument("--reason", default="", help="why the faults stay for now")
    command.set_defaults(run=baseline)

    command = add(commands, "doctor", "run every check and say in plain words what is wrong", DOCTOR)
    command.add_argument("--fix", action="store_true", help="change the lines for which there is one sure remedy")
    command.add_argument(
        "--suggest",
        action="store_true",
        help="propose links at the first plain mention of names and terms (with --fix: set those that can mean one "
        "record only), and point at prose that the style guide would not have; nothing of it counts as wrong",
    )
    command.add_argument(
        "--format", choices=FORMATS, default="text", help="text for a person; json; github or gitlab for a forge"
    )
    command.add_argument("--colour", choices=["auto", "always", "never"], default="auto", help="auto: in a terminal")
    command.set_defaults(run=doctor)

    command = add(commands, "todo", "list what is left to do: no source, one source, a stub, not reviewed")
    command.set_defaults(run=todo)

    _add_publishing(commands)

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
