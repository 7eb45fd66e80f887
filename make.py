#!/usr/bin/env python3
"""Runs one of the project's tasks: `python3 make.py build`, `python3 make.py tests`; alone, lists them all.

Needs Python 3.11 or newer and pip, and changes nothing outside this folder. It makes a small environment in
.nox/start, installs the task runner (nox) there at the version that requirements.lock gives, and hands over to it.
What follows `--` goes to the task: `python3 make.py tests -- -k dates`. The commands of Letopis, and `serve`, are never
run together with another task, so there `--` may be left out: `python3 make.py new person ada "Ada Lovelace"`.
"""

import subprocess
import sys
from pathlib import Path

from tools.environment import make_ready
from tools.locked import part_of

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
START = ROOT / ".nox" / "start"
OLDEST = (3, 11)
ALONE = {"new", "rename", "affects", "doctor", "todo", "sources", "serve", "baseline", "import", "links", "release"}


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        print(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    try:
        python = make_ready(
            START, part_of(LOCK.read_text(encoding="utf-8"), ["start"], package=False), "the task runner (nox)"
        )
    except subprocess.CalledProcessError as error:
        print("The task runner could not be installed: pip's message above says why.", file=sys.stderr)
        return error.returncode
    if arguments and arguments[0] in ALONE and "--" not in arguments:
        arguments = [arguments[0], "--", *arguments[1:]]
    task = ["--session", *arguments] if arguments else ["--list"]
    try:
        return subprocess.call([str(python), "-m", "nox", "--noxfile", str(ROOT / "noxfile.py"), *task], cwd=ROOT)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
