"""Runs a task for each volume: by threads that start processes here, or on the workers of a Dask cluster."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from letopis.volumes.tasks import Job, Outcome

RETRIES = 2
"""How often a volume is tried again after an error of the machine. A worker that is lost is the scheduler's affair: it
gives the volume to another one, up to three times (``distributed.scheduler.allowed-failures``)."""


class NoCluster(Exception):
    """Why the cluster cannot be used."""


@contextmanager
def executor_for(cluster: str, side_by_side: int) -> Iterator[Executor]:
    """Who runs the tasks: ``cluster`` is the address of a Dask scheduler, or ``""`` for this machine."""
    if not cluster:
        with ThreadPoolExecutor(side_by_side) as here:
            yield here
        return
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise NoCluster(f"the cluster needs '{error.name}'. Run: pip install 'letopis[cluster]'") from None
    try:
        client = distributed.Client(cluster, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(
            f"there is no scheduler at '{cluster}': {error}. Start one with 'dask scheduler', and give its address, such "
            "as tcp://192.0.2.1:8786."
        ) from None
    with client, client.get_executor(pure=False, retries=RETRIES) as there:
        yield there


def run_all(executor: Executor, task: Callable[[Job], Outcome], jobs: Iterable[Job]) -> list[Outcome]:
    """What came of each job, in their order; an error of a machine is an outcome too."""
    started = [(job, executor.submit(task, job)) for job in jobs]
    found: list[Outcome] = []
    for job, future in started:
        try:
            found.append(future.result())
        except Exception as error:  # noqa: BLE001  whatever a machine of a cluster may raise
            found.append(Outcome(job.name, "", f"{type(error).__name__}: {error}"))
    return found
