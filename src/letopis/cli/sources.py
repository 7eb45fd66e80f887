"""``letopis sources check`` and ``letopis sources add``: sources of others, looked at and taken in."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from letopis.bibliography.doubles import Double, Known
from letopis.bibliography.export import to_bibtex
from letopis.bibliography.importing import Import, read_sources
from letopis.bibliography.labels import letters
from letopis.bibliography.reading import BibReading, read_bib_files
from letopis.cli.problems import CommandError
from letopis.cli.reading import read_project
from letopis.model.source_keys import key_fault

_LOST: Final = frozenset({"bib-field", "bib-command", "bib-duplicate-field", "csl-value"})
_REFUSED: Final = frozenset(
    {"bib-syntax", "bib-duplicate-key", "bib-too-large", "bib-encoding", "bib-missing-file", "ris-syntax", "csl-syntax"}
)


def check_sources(options: argparse.Namespace) -> int:
    """Say what would be lost, refused or doubled, without building; the exit code is 1 if anything would be."""
    known = Known(_target(options)[1].data.entries.values()) if options.to or _beside(options) else Known()
    kept = _kept(options)
    found = False
    for path in options.files:
        read = read_sources(path, kept)
        doubles = list(_doubles(read, known))
        _tell(read, doubles)
        found = found or bool(read.reading.findings or doubles)
        codes = [finding.code for finding in read.reading.findings]
        lost, refused = (sum(code in kinds for code in codes) for kinds in (_LOST, _REFUSED))
        rest = len(codes) - lost - refused
        count = len(read.reading.data.entries)
        print(
            f"{path}: {read.form}, {count} {'entry' if count == 1 else 'entries'}; {lost} would lose something, "
            f"{refused} refused, {len(doubles)} double, {rest} to mend."
        )
    return 1 if found else 0


def add_sources(options: argparse.Namespace) -> int:
    """Take the entries of a file into the archive's own; the exit code is 1 if one could not be taken as it is."""
    target, own = _target(options)
    read = read_sources(options.file, _kept(options))
    _tell(read, [])
    known = Known(own.data.entries.values())
    taken = {key.lower() for key in own.lines}
    new: list[str] = []
    for key, entry in read.reading.data.entries.items():
        if double := known.double_of(entry):
            print(f"Here already: '{key}', as '{double.other}' (the same {double.shown_by}).")
            continue
        entry.key = _free(str(key), taken)
        taken.add(entry.key.lower())
        known.add(entry)
        new.append(to_bibtex(entry, omit=()))
        renamed = "" if entry.key == key else f" (in the file: {key!r})"
        print(f"{'Would add' if options.dry_run else 'Added'}: '{entry.key}'{renamed}.")
    if new and not options.dry_run:
        _append(target, new, own)
    print(
        f"{len(new)} of {len(read.reading.data.entries)} entries {'would go' if options.dry_run else 'went'} into {target}."
    )
    return 1 if read.reading.findings else 0


def _target(options: argparse.Namespace) -> tuple[Path, BibReading]:
    """The archive's ``.bib`` file, and what is in it."""
    path: Path | None = options.to
    if path is None:
        found = _beside(options)
        if len(found) != 1:
            raise CommandError(
                f"there is no .bib file in '{options.conf}'. Name yours: --to FILE"
                if not found
                else f"there are several .bib files in '{options.conf}'. Name the one that is meant: --to FILE"
            )
        path = found[0]
    if not path.is_file():
        raise CommandError(f"there is no file '{path}'.")
    return path, read_bib_files([path])


def _kept(options: argparse.Namespace) -> tuple[str, ...]:
    """The fields of sources that the project keeps for itself; none where there is no ``conf.py`` to say so."""
    return read_project(options).kept_fields if (Path(options.conf) / "conf.py").is_file() else ()


def _beside(options: argparse.Namespace) -> list[Path]:
    """The ``.bib`` files beside ``conf.py``, but for those that are to be read."""
    given = {
        path.resolve() for path in [*getattr(options, "files", []), *filter(None, [getattr(options, "file", None)])]
    }
    return [path for path in sorted(Path(options.conf).glob("*.bib")) if path.resolve() not in given]


def _doubles(read: Import, known: Known) -> Iterator[Double]:
    """What is in the archive already, or stands in the file twice."""
    inside = Known()
    for entry in read.reading.data.entries.values():
        if double := known.double_of(entry) or inside.double_of(entry):
            yield double
        inside.add(entry)


def _tell(read: Import, doubles: list[Double]) -> None:
    for finding in read.reading.findings:
        print(f"{finding.path}:{finding.line}: {finding.message} [{finding.code}]")
    for double in doubles:
        path, line = read.reading.lines.get(double.key.lower(), ("", 0))
        print(
            f"{path}:{line}: entry '{double.key}': it is '{double.other}' again (the same {double.shown_by}). [double]"
        )


def _free(key: str, taken: set[str]) -> str:
    """The key, or, where another source has it or no citation can hold it, one that is free: ``Gale1950a``."""
    base = "".join(sign for sign in key if not key_fault(f"x{sign}")).lstrip("!") or "source"
    if base.lower() not in taken:
        return base
    number = 0
    while (made := base + letters(number)).lower() in taken:
        number += 1
    return made


def _append(target: Path, new: list[str], own: BibReading) -> None:
    """Write the entries below those that are there, whose bytes stay; nothing is written that cannot be read again."""
    before = target.read_bytes()
    gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
    text = before + gap + "\n".join(new).encode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / target.name
        trial.write_bytes(text)
        again = read_bib_files([trial])
    if len(again.data.entries) != len(own.data.entries) + len(new):
        raise CommandError(f"'{target}' could not be read again with the new entries, and is left as it was.")
    target.write_bytes(text)
