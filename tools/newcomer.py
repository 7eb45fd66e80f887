"""Plays somebody who has never seen this repository: a clone, and nine commands, each as CONTRIBUTING names it.

    python -m tools.newcomer

What is committed is cloned into a folder of its own; everything is installed there anew. Nothing is left behind.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
PATIENCE: Final = 600.0

COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("new", "--", "source", "--title", "A book on dinners", "--author", "Fuegi, John", "--year", "2003"),
    ("new", "--", "person", "ada", "Ada Lovelace", "--born", "1915-12-10 [Fuegi2003]", "--summary", "A countess."),
    ("new", "--", "event", "dinner", "The dinner", "--date", "1957-06-05", "--participant", "ada | dined", "--source",
     "Fuegi2003"),
    ("new", "--", "claim", "ada-dined", "Ada dined", "--statement", "Ada dined.", "--verdict", "confirmed", "--for",
     "Fuegi2003", "--about", "ada"),
    ("new", "--", "term", "bigwig", "bigwig", "--summary", "Somebody of weight.", "--source", "Fuegi2003"),
    ("rename", "--", "person", "ada", "ada-lovelace"),
    ("doctor",),
)  # fmt: skip
"""After the clone, and before the preview."""


def main() -> int:
    """Run them, and ask the preview for the new page; the exit code is 1 if any of it fails."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "archive"
        print("1. git clone", flush=True)
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        for number, words in enumerate(COMMANDS, 2):
            print(f"{number}. python3 make.py {' '.join(words)}", flush=True)
            if code := subprocess.run([sys.executable, "make.py", *words], cwd=clone, check=False).returncode:
                return code
        print(f"{len(COMMANDS) + 2}. python3 make.py serve -- people/ada", flush=True)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        words = ("serve", "--", "people/ada", "--no-browser", "--port", str(port))
        # A group of its own, since the task runner and the server are to end with it.
        with subprocess.Popen([sys.executable, "make.py", *words], cwd=clone, start_new_session=True) as process:
            try:
                return 0 if shows(f"http://127.0.0.1:{port}/people/ada.html", "A countess.") else 1
            finally:
                os.killpg(process.pid, signal.SIGTERM)


def shows(address: str, words: str) -> bool:
    """Whether a page shows these words before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  our own server
                if words in answer.read().decode("utf-8"):
                    print(f"{address} shows “{words}”")
                    return True
        except OSError:
            pass
        time.sleep(1)
    print(f"{address} does not show “{words}”.", file=sys.stderr)
    return False


if __name__ == "__main__":
    sys.exit(main())
