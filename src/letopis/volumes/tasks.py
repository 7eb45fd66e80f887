"""What is done with one volume, on this machine or another; every attempt works in a folder of its own.

So a volume may be begun twice, when the machine of the first attempt was lost: whichever is whole first counts.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Collection
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from letopis.building.lock import IsBuilding
from letopis.building.publish import BuildFailed, Project, build, publish
from letopis.volumes.keys import READ_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Job(NamedTuple):
    """One volume: its name and project, where it is put, what its outputs are dated with, and which are made."""

    name: str
    project: Project
    out: Path
    date: int
    builders: Collection[str]


class Outcome(NamedTuple):
    """What came of a job: the warnings of its build, and why it failed, or ``""``."""

    name: str
    said: str
    fault: str = ""


def read_keys(job: Job) -> Outcome:
    """Write the keys of a volume."""
    with _attempt(job) as folder:
        command = [*READ_KEYS, str(job.project.conf), str(job.project.docs), str(folder)]
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(job.date)}
        ran = subprocess.run(
            command, cwd=job.project.conf, env=environment, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            last = ran.stderr.strip().rpartition("\n")[2]
            return Outcome(job.name, "", f"its pages cannot be read: {last}")
    return Outcome(job.name, "")


def build_volume(job: Job) -> Outcome:
    """Build a volume as ``letopis build`` does. Raises ``OSError`` where a file cannot be written: try elsewhere."""
    said: list[str] = []
    run = partial(
        build, project=job.project, settings=("letopis_volume=1",), date=job.date, say=said.append, quiet=True
    )
    with _attempt(job) as folder:
        try:
            publish(folder, "1", run, project=job.project, builders=job.builders, tell=_in_silence)
        except (BuildFailed, IsBuilding) as failure:
            return Outcome(job.name, "".join(said), str(failure))
    return Outcome(job.name, "".join(said))


def _in_silence(_step: str) -> None:
    """Many volumes are built side by side, so the steps of each are not told."""


@contextmanager
def _attempt(job: Job) -> Iterator[Path]:
    """A folder for this attempt, which is then put in its place, if it was made and nobody was quicker."""
    folder = job.out.with_name(f"{job.name}@{socket.gethostname()}-{os.getpid()}")
    job.out.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    if folder.is_dir():
        try:
            folder.rename(job.out)
        except OSError:
            if not job.out.is_dir():
                raise
            shutil.rmtree(folder, ignore_errors=True)
