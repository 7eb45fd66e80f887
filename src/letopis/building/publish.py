"""Builds the archive as web pages, PDF and EPUB, and publishes them in _build only if all three are whole.

Every page is read once, by the first builder; the others write from what it has stored. Everything is made in a fresh
folder beside _build and looked at there. Then the new _build takes the place of the old in one step: a build that
fails, or is ended at any moment, leaves the last good one as it was, and the next build removes what it left behind.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from letopis.building import lock, replace
from letopis.building.faults import ends_with_error, fault_in_output
from letopis.building.lock import IsBuilding, only_build
from letopis.building.outputs import faults_in_book, faults_in_epub, faults_in_site
from letopis.building.own_process import run_builder

BUILDERS = ("html", "typst", "epub")  # the first reads the pages
OUTPUTS = ("html", "book", "epub")  # the folders in _build; the book is what the typst builder makes
SHOWN = 40  # faults listed before the rest are counted

# What is never moved into a new _build: the outputs of the build before, and what older versions left there.
OURS = (*OUTPUTS, ".building", ".new-*", ".old-*")

FULL_OR_CLOSED = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
FAILED_WRITE = re.compile(r"\[Errno (\d+)\]")

# A date for copies without a history, such as an unpacked archive: 18 June 1957 lies before the clock's beginning,
# so it is the first day that a zip file can hold.
NO_HISTORY = 315532800


class Project(NamedTuple):
    """A project of Sphinx: the folder of its ``conf.py``, and that of its pages."""

    conf: Path
    docs: Path


def project_in(conf: Path) -> Project:
    """The project whose ``conf.py`` lies in a folder, with its pages in ``docs``, or else beside it."""
    conf = conf.resolve()
    return Project(conf, conf / "docs" if (conf / "docs").is_dir() else conf)


class BuildFailed(Exception):
    """Why there is nothing new to publish."""


def source_date(root: Path) -> int:
    """The moment all outputs are dated with: SOURCE_DATE_EPOCH, or the last commit, or a fixed day."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    try:
        log = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return NO_HISTORY
    return int(log.stdout) if log.stdout.strip() else NO_HISTORY


def say_here(text: str) -> None:
    """Show what a build said of the pages."""
    print(text, end="", file=sys.stderr, flush=True)


def tell_here(step: str) -> None:
    """Show what is being done."""
    print(step, flush=True)


def build(
    builder: str,
    fresh: Path,
    jobs: str,
    project: Project | None = None,
    *,
    settings: Iterable[str] = (),
    date: int | None = None,
    say: Callable[[str], None] = say_here,
    quiet: bool = False,
) -> None:
    """Runs one of Sphinx's builders (on the project here): all references checked, warnings as errors.

    The first reads every page and checks the archive. A warning ends everything, so that the others begin with pages
    that were read without one, and warn of nothing a second time. ``settings`` (``name=value``) go before those of
    ``conf.py``; ``date`` is what the outputs are dated with (else :func:`source_date`); ``say`` takes the warnings;
    ``quiet``: nothing else is said.
    """
    command = ["-b", builder, "-n", "-W", "--keep-going", "-j", jobs]
    # Nothing is built again from these doctrees: what would make that quick is left out.
    command += [word for one in ("letopis_incremental=0", *settings) for word in ("-D", one)]
    command += [*(["-q"] if quiet else []), *(["-E"] if builder == BUILDERS[0] else [])]
    project = project or project_in(Path())
    # The doctrees lie outside the output: epubcheck would find them in the EPUB, and readers on the web site.
    command += ["-c", str(project.conf), "-d", str(fresh / "doctrees"), str(project.docs), str(fresh / builder)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(source_date(project.conf) if date is None else date)}
    code, said = run_builder(command, project.conf, environment)
    failed = code != 0
    if failed and (number := unwritable(said)):
        raise OSError(number, os.strerror(number))
    before, fault = fault_in_output(said) if failed else (said, "")
    say(before)
    if failed:
        raise BuildFailed(fault or f"The {builder} build has failed: {_what_stands_above(said)}")


def _what_stands_above(said: str) -> str:
    if ends_with_error(said):
        return "it ended with an error, which stands above."
    return "its warnings stand above, each with file and line."


def unwritable(said: str) -> int:
    """The number of the system's error if a build could not write its files, else 0."""
    numbers = [int(found) for found in FAILED_WRITE.findall(said)]
    return next((number for number in numbers if number in FULL_OR_CLOSED), 0)


def gather(fresh: Path) -> list[str]:
    """Lays out what will be published: site, book, EPUB; the last two also among the site's downloads."""
    site, book, epub, downloads = fresh / "html", fresh / "book", fresh / "epub-file", fresh / "html" / "downloads"
    for folder in (book, epub, downloads):
        folder.mkdir(exist_ok=True)
    for path in sorted((fresh / "typst").rglob("*.pdf")):
        target = book / path.relative_to(fresh / "typst")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for path in sorted((fresh / "epub").glob("*.epub")):
        shutil.copyfile(path, epub / path.name)
    # Of use to an incremental build only, and this one never is.
    (site / ".buildinfo").unlink(missing_ok=True)
    with suppress(OSError):
        (site / "_sources").rmdir()  # Sphinx makes it even where no sources are copied, and then it is empty
    shutil.rmtree(fresh / "epub", ignore_errors=True)
    epub.rename(fresh / "epub")
    for folder in (book, fresh / "epub"):
        shutil.copytree(folder, downloads, dirs_exist_ok=True)
    return pages_read(fresh / "doctrees")


def pages_read(doctrees: Path) -> list[str]:
    """The pages that Sphinx read, by the trees it kept of them."""
    return sorted(path.relative_to(doctrees).with_suffix("").as_posix() for path in doctrees.rglob("*.doctree"))


def faults(folder: Path, docnames: list[str], builders: Collection[str] = BUILDERS) -> list[str]:
    """What is wrong with the outputs in a folder."""
    return [
        *faults_in_site(folder / "html", docnames),
        *(faults_in_book(folder / "book") if "typst" in builders else ()),
        *(faults_in_epub(folder / "epub") if "epub" in builders else ()),
    ]


def inspect(fresh: Path, docnames: list[str], builders: Collection[str] = BUILDERS) -> None:
    """Raises with every fault of the outputs, so that an author with nine mistakes learns of nine."""
    if found := faults(fresh, docnames, builders):
        more = [f"... and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        raise BuildFailed("\n  ".join(["What was built is not whole:", *found[:SHOWN], *more]))


def place(out: Path, project: Project | None = None) -> Path:
    """Where the outputs go, as it can be replaced. Raises ``BuildFailed`` where it cannot be."""
    out = out.resolve()
    conf, docs = project or project_in(Path())
    if conf.is_relative_to(out) or docs.is_relative_to(out) or os.path.ismount(out):
        raise BuildFailed(f"{out} cannot be replaced as a whole. Name a folder in it: --out {out / '_build'}")
    if out.exists() and not out.is_dir():
        raise BuildFailed(f"{out} is a file. Name a folder: --out FOLDER")
    return out


def publish(
    out: Path,
    jobs: str,
    run: Callable[[str, Path, str], None] | None = None,
    swap: Callable[[Path, Path], bool] = replace.exchange,
    project: Project | None = None,
    builders: Collection[str] = BUILDERS,
    tell: Callable[[str], None] = tell_here,
) -> str:
    """Builds, looks, publishes; returns a line that says what came out.

    ``run`` runs one builder, as ``build`` does; ``swap`` lets two folders change places. ``builders`` begin with the
    web pages; those that are left out leave their folder empty. ``tell`` takes a line about each step.

    Raises ``BuildFailed``, ``IsBuilding``, or ``OSError`` where a file cannot be written; ``out`` is then as it was.
    """
    out = place(out, project)
    run = run or (lambda builder, fresh, jobs: build(builder, fresh, jobs, project))
    out.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, and so on the same disk: only there is renaming possible.
    work = out.parent / f".{out.name}-building"
    with only_build(work, out):
        replace.tidy(out, work, OURS, lock.NAME)
        try:
            docnames = make(work, jobs, run, builders, tell)
            replace.replace(out, work, OURS, lock.NAME, swap)
        finally:
            replace.tidy(out, work, OURS, lock.NAME)
    files = [*(out / "book").glob("*.pdf"), *(out / "epub").glob("*.epub")]
    listed = ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in sorted(files))
    return f"{len(docnames)} page{'' if len(docnames) == 1 else 's'}; {listed}"


def make(
    work: Path,
    jobs: str,
    run: Callable[[str, Path, str], None],
    builders: Collection[str] = BUILDERS,
    tell: Callable[[str], None] = tell_here,
) -> list[str]:
    """Builds everything into ``work/new``, and looks whether it is whole; returns the pages."""
    fresh, new = work / "fresh", work / replace.NEW
    fresh.mkdir()
    for number, builder in enumerate(builders, 1):
        tell(f"\n[{number}/{len(builders)}] {builder}")
        run(builder, fresh, jobs)
    tell("\nLooking at what was built ...")
    docnames = gather(fresh)
    inspect(fresh, docnames, builders)
    new.mkdir()
    for name in OUTPUTS:
        (fresh / name).rename(new / name)
    return docnames


def cannot_write(error: OSError, out: Path) -> str:
    """One line for a disk that is full, or closed to us."""
    where = f" ('{error.filename}')" if error.filename else ""
    remedy = "Make room or name another folder: --out FOLDER"
    return f"Nothing could be written for {out}: {error.strerror}{where}. It is as it was. {remedy}"


def reported(out: Path, work: Callable[[], str]) -> int:
    """Do something that publishes into ``out``: print what it returns, or why nothing was published; the exit code."""
    try:
        result = work()
    except (BuildFailed, IsBuilding) as failure:
        print(f"\n{failure}\nNothing was published: {out} is as it was.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{cannot_write(error, out)}", file=sys.stderr)
        return 1
    print(result)
    return 0


def main(project: Project, out: Path, jobs: str) -> int:
    """Publish, and say what came out or why nothing did; the exit code of the command."""
    start = time.monotonic()

    def work() -> str:
        result = publish(out, jobs, project=project)
        return f"\nBuilt in {time.monotonic() - start:.0f} seconds: {result}.\nOpen {out / 'html' / 'index.html'}"

    return reported(out, work)
