"""``letopis volumes build`` and ``letopis volumes keys``.

The keys of all volumes are read first, and each volume is then built once. The other way, to build all of them twice,
would take twice as long, and the first of the two would be full of links that lead nowhere.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from letopis.building import lock, replace
from letopis.building.lock import only_build
from letopis.building.publish import (
    BUILDERS,
    OURS,
    OUTPUTS,
    BuildFailed,
    build,
    inspect,
    pages_read,
    place,
    reported,
    source_date,
)
from letopis.volumes.family import KEYS, Family, FamilyFault, read_family
from letopis.volumes.joint_search import ENTRIES
from letopis.volumes.running import NoCluster, executor_for, run_all
from letopis.volumes.tasks import Job, Outcome, build_volume, read_keys

PARTS: Final = "volumes"


def main(conf: Path, out: Path | None, jobs: int, cluster: str, *, only_keys: bool) -> int:
    """Build a family, or only read its keys; the exit code is 1 if anything failed, and then nothing has changed."""
    try:
        family = read_family(conf.resolve())
        target = out or conf / "_build"
        with executor_for(cluster, jobs or os.cpu_count() or 1) as executor:
            return reported(target, lambda: _build(family, target, executor, only_keys=only_keys))
    except (FamilyFault, NoCluster) as fault:
        print(f"letopis: {fault}", file=sys.stderr)
        return 2


def _build(family: Family, out: Path, executor: Executor, *, only_keys: bool) -> str:
    """Everything is made in a folder beside ``out``, and takes its place in one step; says what was made."""
    out = place(out, family.cover)
    out.parent.mkdir(parents=True, exist_ok=True)
    work = out.parent / f".{out.name}-building"
    with only_build(work, out):
        replace.tidy(out, work, OURS, lock.NAME)
        try:
            _read_keys(family, work, executor)
            if not only_keys:
                _build_volumes(family, work, executor)
                _join(family, work)
                replace.replace(out, work, OURS, lock.NAME)
        finally:
            replace.tidy(out, work, OURS, lock.NAME)
    count = len(family.volumes)
    if only_keys:
        return f"The keys of {count} volumes are read."
    return f"\n{count} volumes are built and joined.\nOpen {out / 'html' / 'index.html'}"


def _jobs(family: Family, into: Path) -> list[Job]:
    return [
        Job(name, project, into / name, source_date(project.conf), family.builders)
        for name, project in family.volumes.items()
    ]


def _read_keys(family: Family, work: Path, executor: Executor) -> None:
    """Read the keys of all volumes, and put them beside ``volumes.toml`` when all are read."""
    print(f"Reading the keys of {len(family.volumes)} volumes ...", flush=True)
    _done(run_all(executor, read_keys, _jobs(family, work / KEYS)), "read")
    target = family.cover.conf / KEYS
    target.mkdir(exist_ok=True)
    for name in family.volumes:
        shutil.rmtree(target / name, ignore_errors=True)
        shutil.move(work / KEYS / name, target / name)


def _build_volumes(family: Family, work: Path, executor: Executor) -> None:
    print(f"Building {len(family.volumes)} volumes ...", flush=True)
    _done(run_all(executor, build_volume, _jobs(family, work / PARTS)), "built")


def _done(outcomes: Collection[Outcome], what: str) -> None:
    """Show what was said of each volume; raise if one could not be done."""
    for outcome in outcomes:
        for line in outcome.said.splitlines():
            print(f"{outcome.name}: {line}", file=sys.stderr)
    failed = [f"  {one.name}: {one.fault}" for one in outcomes if one.fault]
    if failed:
        raise BuildFailed("\n".join([f"{len(failed)} of {len(outcomes)} volumes could not be {what}:", *failed]))


def _join(family: Family, work: Path) -> None:
    """Build the cover with what it makes of the volumes, put the volumes into its site, and look at the whole."""
    print("Joining the volumes ...", flush=True)
    fresh, parts, new = work / "fresh", work / PARTS, work / replace.NEW
    fresh.mkdir()
    settings = (f"letopis_parts={parts}",)
    build(BUILDERS[0], fresh, "1", family.cover, settings=settings, date=source_date(family.cover.conf), quiet=True)
    (fresh / "html" / ".buildinfo").unlink(missing_ok=True)
    for name in family.volumes:
        (parts / name / "html" / ENTRIES).unlink()
        (parts / name / "html").rename(fresh / "html" / name)
    inspect(fresh, pages_read(fresh / "doctrees"), BUILDERS[:1])
    new.mkdir()
    (fresh / "html").rename(new / "html")
    for output in OUTPUTS[1:]:
        (new / output).mkdir()
        for name in family.volumes:
            (parts / name / output).rename(new / output / name)
