"""A builder in a process of its own: a copy of this one where that can be had, else a new Python.

A new Python reads and runs the modules of Sphinx and Letopis anew, two seconds for each of the three outputs. A copy
(``fork``) of a process that has them begins at once. It is made only of a process that has done nothing else with
Sphinx and has no second thread: a command says so with :func:`allow_copies` as its first step.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from letopis.building import sphinx_build

_ALLOWED: Final[list[int]] = []
"""The number of the process of which copies may be made."""


def allow_copies() -> None:
    """Say that this process is that of a command, and has done nothing yet."""
    _ALLOWED[:] = [os.getpid()]


def run_builder(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run sphinx-build with arguments, in a folder; its exit code, and what it wrote to standard error.

    It ends as soon as this process does, however that ends.
    """
    if [os.getpid()] == _ALLOWED and hasattr(os, "fork") and threading.active_count() == 1:
        return _run_copy(arguments, folder, environment)
    command = [*sphinx_build.SPHINX_BUILD, sphinx_build.UNTIL_STDIN_ENDS, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=dict(environment), stdin=pipe, stderr=pipe) as process:
        assert process.stderr is not None
        said = process.stderr.read()
    return process.returncode, said.decode("utf-8", "replace")


def _run_copy(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    reading, errors = os.pipe()
    alive, held = os.pipe()  # `held` is closed when this process ends
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.dup2(alive, 0)
            os.dup2(errors, 2)
            os.closerange(min(reading, errors, alive, held), max(reading, errors, alive, held) + 1)
            code = _become_builder(arguments, folder, environment)
        except SystemExit as end:  # as Sphinx refuses arguments
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001 -- whatever it was: the copy goes no further
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.close(errors)
    os.close(alive)
    try:
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
    finally:
        os.close(held)
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.decode("utf-8", "replace")


def _become_builder(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """In the copy: stand where a new Python would, and build."""
    wanted = {str(Path(one).resolve()) for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one}
    # As with `python -P`: no module is looked for in the current folder, where the pages may lie.
    sys.path[:] = [one for one in sys.path if one and (one in wanted or Path(one).resolve() != Path.cwd())]
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    return sphinx_build.run(arguments)
