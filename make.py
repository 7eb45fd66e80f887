#!/usr/bin/env python3
"""Runs one of the project's tasks: `python3 make.py build`, `python3 make.py tests`; alone, lists them all.

Needs Python 3.11 or newer and pip, and changes nothing outside this folder. It makes a small environment in
.nox/start, installs the task runner (nox) there at the version that requirements.lock gives, and hands over to it.
What follows `--` goes to the task: `python3 make.py tests -- -k dates`.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

from tools.locked import CHECKED, part_of

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
START = ROOT / ".nox" / "start"
PYTHON = START / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


def install_runner(runner: str) -> None:
    """Makes .nox/start anew, unless it already holds this version of nox for this Python."""
    stamp = START / "runner.txt"
    wanted = f"{runner}\nPython {sys.version}, {ROOT}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and PYTHON.exists():
        return
    print(f"Installing the task runner (nox) in {START.relative_to(ROOT)} ...", flush=True)
    # Without pip: Debian's Python can make such an environment even when python3-venv is not installed.
    venv.EnvBuilder(with_pip=False, clear=True, symlinks=os.name != "nt").create(START)
    START.mkdir(parents=True, exist_ok=True)
    (START / "requirements.txt").write_text(runner, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON)]
    subprocess.run([*pip, "install", "--quiet", *CHECKED, "-r", str(START / "requirements.txt")], check=True)
    stamp.write_text(wanted, encoding="utf-8")


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        print(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    try:
        install_runner(part_of(LOCK.read_text(encoding="utf-8"), ["start"], package=False))
    except subprocess.CalledProcessError as error:
        print("The task runner could not be installed: pip's message above says why.", file=sys.stderr)
        return error.returncode
    task = ["--session", *arguments] if arguments else ["--list"]
    try:
        return subprocess.call([str(PYTHON), "-m", "nox", "--noxfile", str(ROOT / "noxfile.py"), *task], cwd=ROOT)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
