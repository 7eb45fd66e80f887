"""Does what the tutorial says: from a wheel of this extension to a first archive, in a folder and environment of its own.

    python -m tools.beginning

Four commands: an environment, an installation, `letopis init`, a build. Ends with 1 if one fails, an output is missing,
or all of it takes more than five minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from flit_core.buildapi import build_wheel

ROOT: Final = Path(__file__).resolve().parent.parent
LONGEST: Final = 300.0
"""Seconds for the four commands."""

OUTPUTS: Final = ("html/index.html", "book/ships.pdf", "epub/ships.epub", "html/data/archive.json")
NAME_OF_BOOK: Final = ('letopis_book_slug = "archive"', 'letopis_book_slug = "ships"')
"""What the tutorial changes in `conf.py`."""


def begin(wheel: Path, folder: Path) -> list[str]:
    """Run the commands; what is missing of the outputs."""
    python = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    for command, where in (
        ([sys.executable, "-m", "venv", "env"], folder),
        ([str(python), "-m", "pip", "install", "--quiet", str(wheel)], folder),
        ([str(python), "-m", "letopis", "init", "archive", "--century", "17"], folder),
        ([str(python), "make.py", "build"], folder / "archive"),
    ):
        print("$", " ".join(command), flush=True)
        subprocess.run(command, cwd=where, check=True)
        if "init" in command:
            conf = folder / "archive" / "conf.py"
            conf.write_text(conf.read_text(encoding="utf-8").replace(*NAME_OF_BOOK), encoding="utf-8")
    subprocess.run([str(python), "make.py", "tests"], cwd=folder / "archive", check=True)
    return [name for name in OUTPUTS if not (folder / "archive" / "_build" / name).is_file()]


def main() -> int:
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = folder / build_wheel(name)
        try:
            missing = begin(wheel, folder)
        except subprocess.CalledProcessError as error:
            print(f"This command has failed: {' '.join(error.cmd)}", file=sys.stderr)
            return 1
    seconds = time.monotonic() - start
    print(f"{seconds:.0f} seconds; missing: {', '.join(missing) or 'nothing'}.")
    return 1 if missing or seconds > LONGEST else 0


if __name__ == "__main__":
    sys.exit(main())
