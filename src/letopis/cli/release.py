"""``letopis release``: freezes an edition of the archive."""

from __future__ import annotations

import argparse
import datetime
import os
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx

from letopis.addresses.deposit import citation_file, deposit_files
from letopis.addresses.editions import changes_between, content_digest, former_names
from letopis.addresses.ledger import Change, Edition, Ledger, LedgerError, read_ledger, text_of
from letopis.addresses.ledger_file import ledger_path
from letopis.addresses.publishing import brought_up_to_date, published_today
from letopis.addresses.whereabouts import whereabouts_of
from letopis.cli.problems import CommandError
from letopis.cli.reading import reading_application
from letopis.domain import domain_of

SUMS = "SHA256SUMS"
CFF = "CITATION.cff"


def release(options: argparse.Namespace) -> int:
    """Write the ledger, CITATION.cff and the files for a deposit; or, with ``--sums``, the checksums of what was built.

    Where nothing has changed since the last edition, the ledger stays, and what is told of that edition is written anew.
    The exit code is 1 if a check of the archive finds anything: such an archive is not released, and nothing is written.
    """
    if options.sums is not None:
        return write_sums(options.sums)
    with reading_application(options) as (app, warnings):
        if warnings:
            print(*warnings, sep="\n")
            print("An edition has no faults. Mend these, and run the command again; nothing was written.")
            return 1
        return _release(app, options)


def _release(app: Sphinx, options: argparse.Namespace) -> int:
    path = ledger_path(app)
    try:
        before = read_ledger(path)
    except LedgerError as error:
        raise CommandError(f"{path.name}:{error.line}: {error}") from error
    digest = content_digest(app.env)
    if before.latest and before.latest.digest == digest:
        return _tell_anew(app, options, before.latest, before.changes)
    number = before.latest.number + 1 if before.latest else 1
    edition = Edition(number, _day(options.date), str(app.config.release or app.config.version), digest)
    if before.latest and edition.day < before.latest.day:
        raise CommandError(f"edition {before.latest.number} is of {before.latest.day}; {edition.day} lies before it.")
    archive = domain_of(app.env).archive
    published = brought_up_to_date(before.published, published_today(whereabouts_of(app.env), number))
    changes = changes_between(before.published, published, number, former_names(archive)) if before.latest else []
    after = Ledger([*before.editions, edition], [*before.changes, *changes], published)
    path.write_text(text_of(after), encoding="utf-8")
    _write_told(app, options, edition, changes)
    told = {what: sum(change.what == what for change in changes) for what in ("added", "changed", "removed")}
    counted = ", ".join(f"{count} {what}" for what, count in told.items())
    print(
        f"Edition {number} of {edition.day}: {len(published)} addresses; {counted if before.latest else 'the first'}."
    )
    print(f"Written: {path.name}, {CFF}, and for a deposit the files in {_deposit(app, options)}.")
    _tell_of_the_address(app)
    print("Next: commit both files, tag the commit, build, and run 'letopis release --sums _build'.")
    return 0


def _tell_anew(app: Sphinx, options: argparse.Namespace, edition: Edition, changes: list[Change]) -> int:
    """Write anew what is told of the last edition: the settings may have changed since. The ledger stays as it is."""
    if not _write_told(app, options, edition, [change for change in changes if change.edition == edition.number]):
        raise CommandError(f"nothing has changed since edition {edition.number}.")
    print(f"The pages and sources are those of edition {edition.number} of {edition.day}, which stays.")
    print(f"Written anew for it: {CFF}, and for a deposit the files in {_deposit(app, options)}.")
    _tell_of_the_address(app)
    print(f"Next: commit {CFF}, tag the commit, build, and run 'letopis release --sums _build'.")
    return 0


def _write_told(app: Sphinx, options: argparse.Namespace, edition: Edition, changes: list[Change]) -> bool:
    """Write CITATION.cff and the files for a deposit; whether any of them was not there, or is another now."""
    cff, folder = Path(app.confdir, CFF), _deposit(app, options)
    told = {cff: citation_file(app.config, edition, cff)}
    told |= {folder / name: text for name, text in deposit_files(app.config, edition, changes).items()}
    new = {path: text for path, text in told.items() if not path.is_file() or path.read_text(encoding="utf-8") != text}
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in new.items():
        path.write_text(text, encoding="utf-8")
    return bool(new)


def _deposit(app: Sphinx, options: argparse.Namespace) -> Path:
    return Path(options.deposit or Path(app.confdir) / "_build" / "release")


def _tell_of_the_address(app: Sphinx) -> None:
    if not app.config.html_baseurl:
        print(
            "The site has no address: citations of this edition name none. Set html_baseurl in conf.py to the address at"
            " which readers will find it, and release again before you publish."
        )


def _day(written: str) -> datetime.date:
    """The day of the edition: as written, or that of SOURCE_DATE_EPOCH, or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if written:
            return datetime.date.fromisoformat(written)
    except ValueError as error:
        raise CommandError(f"'{written}' is no day. Write one such as 2026-12-01.") from error
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()


def write_sums(folder: Path) -> int:
    """Write the SHA-256 of every file below a folder into one file there, as ``sha256sum --check`` reads it."""
    if not folder.is_dir():
        raise CommandError(f"there is no folder '{folder}'. Build the archive first.")
    files = sorted(
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file() and path.name != SUMS and not path.relative_to(folder).parts[0].startswith(".")
    )
    lines = [f"{sha256((folder / path).read_bytes()).hexdigest()}  {path.as_posix()}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} checksums are in {folder / SUMS}.")
    return 0
