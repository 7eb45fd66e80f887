"""Builds the archive as web pages, PDF and EPUB, and publishes them in _build only if all three are whole.

    python -m tools.publish [--jobs N] [--out FOLDER] [--chapters]

Every page is read once, by the first builder; the others write from what it has stored. Everything is made in a fresh
folder inside _build and looked at there. Then the new outputs take the place of the old by renaming, all or none: a
build that fails, or is interrupted, leaves the last good one as it was.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from tools.build_lock import IsBuilding, only_build
from tools.check_outputs import faults_in_book, faults_in_epub, faults_in_site
from tools.sphinx_build import SPHINX_BUILD

ROOT = Path(__file__).resolve().parent.parent
BUILDERS = ("html", "typst", "epub")  # the first reads the pages
OUTPUTS = ("html", "book", "epub")  # the folders in _build; the book is what the typst builder makes
SHOWN = 40  # faults listed before the rest are counted

# A date for copies without a history, such as an unpacked archive: 18 June 1957 lies before the clock's beginning,
# so it is the first day that a zip file can hold.
NO_HISTORY = 315532800


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


def build(builder: str, fresh: Path, jobs: str) -> None:
    """Runs one of Sphinx's builders: all references checked, warnings as errors.

    The first reads every page and checks the archive. A warning ends everything, so that the others begin with pages
    that were read without one, and warn of nothing a second time.
    """
    command = [*SPHINX_BUILD, "-b", builder, "-n", "-W", "--keep-going", "-j", jobs]
    # Nothing is built again from these doctrees: what would make that quick is left out.
    command += ["-D", "letopis_incremental=0", *(["-E"] if builder == BUILDERS[0] else [])]
    # The doctrees lie outside the output: epubcheck would find them in the EPUB, and readers on the web site.
    folders = ["-c", str(ROOT), "-d", str(fresh / "doctrees"), str(ROOT / "docs"), str(fresh / builder)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(source_date(ROOT))}
    if subprocess.run([*command, *folders], cwd=ROOT, env=environment, check=False).returncode:
        raise BuildFailed(f"The {builder} build has failed: its warnings stand above, each with file and line.")


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
    shutil.rmtree(fresh / "epub")
    epub.rename(fresh / "epub")
    for folder in (book, fresh / "epub"):
        shutil.copytree(folder, downloads, dirs_exist_ok=True)
    return pages_read(fresh / "doctrees")


def pages_read(doctrees: Path) -> list[str]:
    """The pages that Sphinx read, by the trees it kept of them."""
    return sorted(path.relative_to(doctrees).with_suffix("").as_posix() for path in doctrees.rglob("*.doctree"))


def inspect(fresh: Path, docnames: list[str]) -> None:
    """Raises with every fault of the outputs, so that an author with nine mistakes learns of nine."""
    faults = [
        *faults_in_site(fresh / "html", docnames),
        *faults_in_book(fresh / "book"),
        *faults_in_epub(fresh / "epub"),
    ]
    if faults:
        more = [f"... and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise BuildFailed("\n  ".join(["What was built is not whole:", *faults[:SHOWN], *more]))


def swap(fresh: Path, out: Path) -> None:
    """Puts the new outputs in the place of the old; whatever goes wrong half-way, puts the old ones back."""
    aside = Path(tempfile.mkdtemp(prefix=".old-", dir=out))
    try:
        with ExitStack() as undo:
            for name in OUTPUTS:
                current = out / name
                if current.exists():
                    current.rename(aside / name)
                    undo.callback((aside / name).rename, current)
                (fresh / name).rename(current)
                undo.callback(current.rename, fresh / name)
            undo.pop_all()
    finally:
        shutil.rmtree(aside)


def publish(out: Path, jobs: str) -> str:
    """Builds, looks, publishes; returns a line that says what came out."""
    out.mkdir(parents=True, exist_ok=True)
    with only_build(out):
        return _publish(out, jobs)


def _publish(out: Path, jobs: str) -> str:
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=out))
    try:
        for number, builder in enumerate(BUILDERS, 1):
            print(f"\n[{number}/{len(BUILDERS)}] {builder}", flush=True)
            build(builder, fresh, jobs)
        print("\nLooking at what was built ...", flush=True)
        docnames = gather(fresh)
        inspect(fresh, docnames)
        swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    files = [*(out / "book").glob("*.pdf"), *(out / "epub").glob("*.epub")]
    listed = ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in sorted(files))
    return f"{len(docnames)} pages; {listed}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", default="auto", help="how many processes Sphinx may use (as many as there are cores)")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", help="where to publish (_build)")
    parser.add_argument(
        "--chapters", action="store_true", help="each chapter and page as a PDF, too (downloads/chapters)"
    )
    options = parser.parse_args()
    if options.chapters:
        os.environ["LETOPIS_BOOK_CHAPTERS"] = "1"  # conf.py reads it
    start = time.monotonic()
    try:
        result = publish(options.out, options.jobs)
    except (BuildFailed, IsBuilding) as failure:
        print(f"\n{failure}\nNothing was published: {options.out} is as it was.", file=sys.stderr)
        return 1
    print(f"\nBuilt in {time.monotonic() - start:.0f} seconds: {result}.\nOpen {options.out / 'html' / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
