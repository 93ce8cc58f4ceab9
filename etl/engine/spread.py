"""Tasks over workers: in this process, on a local cluster of processes, or on a Dask cluster that runs.

Dask sees to workers that die: what they had goes to another. A task is not retried without end, though: a document that kills its workers is found
by the shard's log (`etl.engine.guard`) and set aside; a shard that fails otherwise is given up after TRIES and told, and the build goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from multiprocessing import forkserver
from typing import Any

from etl.engine.work import Done, Task, extract, work
from etl.errors import EmbassyRowError, InputError

TRIES = 3  # of a shard that fails by an exception
AHEAD = 3  # tasks given to the scheduler for each worker, so that none waits and the list of tasks is never in memory
CONNECT = 10  # seconds until a scheduler that does not answer is an error
PATIENCE = 60  # seconds without a single worker before a build gives up

_SETTINGS = {
    "distributed.scheduler.allowed-failures": 100,  # the log of a shard counts its deaths, entry by entry
    "distributed.scheduler.work-stealing": True,
    "distributed.worker.daemon": True,
    "distributed.worker.profile.enabled": False,  # a tree of calls for each second would be kept, an hour long
    "distributed.admin.log-format": "%(levelname)s %(message)s",
    "logging.distributed": "error",
}
PRELOAD = "etl.engine.preload"

Failed = tuple[Task, str]


def spread(
    tasks: Iterable[Task], *, jobs: int = 1, cluster: str | None = None, do: Callable[[Task], Done] = work
) -> Iterator[Done | Failed]:
    """Do the tasks and give each one's outcome as it comes: `Done`, or the task with the reason why it was given up.

    `jobs` processes on this machine, or the workers of the scheduler at `cluster` ("tcp://host:8786"), which must run this code and see the
    collection and the cache under the same paths. Raises EmbassyRowError as tasks raise it, and InputError for a cluster that cannot be
    reached or has lost its last worker.
    """
    if jobs == 1 and cluster is None:
        for task in tasks:
            yield _here(task, do)
        return
    todo = iter(tasks)
    first = next(todo, None)
    if first is None:
        return  # no cluster is started for nothing
    preload = PRELOAD if first.extract is extract else None
    with (
        nullcontext(cluster) if cluster else local(jobs, preload) as address,
        _client(address) as client,
        client.as_current(),
    ):
        yield from _on(client, _chain(first, todo), do)


@contextmanager
def local(jobs: int, preload: str | None = PRELOAD) -> Iterator[str]:
    """The address of a cluster of processes on this machine, one thread each, started anew when they end.

    They are forked from a process of their own that has imported Dask and the module `preload` once for all of them.
    """
    import dask
    from distributed import LocalCluster
    from distributed.utils import get_mp_context

    with dask.config.set({"distributed.worker.multiprocessing-method": "forkserver", **_SETTINGS}):
        get_mp_context().set_forkserver_preload(["distributed", *([preload] if preload else [])])
        try:
            with LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                scheduler_kwargs={
                    "dashboard_address": "127.0.0.1:0"
                },  # of its bare HTTP server, which there is all the same
                host="127.0.0.1",
                memory_limit=0,  # documents have their own limit; Dask's would stop the worker between them
                silence_logs=50,
            ) as cluster:
                yield cluster.scheduler_address
        finally:
            forkserver._forkserver._stop()  # type: ignore[attr-defined]  # it would keep the model in memory as long as this process lives


def _chain(first: Task, rest: Iterator[Task]) -> Iterator[Task]:
    yield first
    yield from rest


def _here(task: Task, do: Callable[[Task], Done]) -> Done | Failed:
    for attempt in range(1, TRIES + 1):
        try:
            return do(task)
        except EmbassyRowError:
            raise
        except Exception as error:
            if attempt == TRIES:
                return task, _reason(task, error)
    raise AssertionError("not reached")


def _reason(task: Task, error: BaseException) -> str:
    return f"{task.shard.path}: shard {task.shard.number} failed {TRIES} times: {type(error).__name__}: {error}"[:500]


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """A client connected to a scheduler."""
    import dask
    from distributed import Client

    with dask.config.set(_SETTINGS):
        try:
            client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError(
                f"no scheduler answers ({type(error).__name__})", file=address, remedy="start one with `dask scheduler`"
            ) from error
        with client:
            yield client


def _on(client: Any, tasks: Iterator[Task], do: Callable[[Task], Done]) -> Iterator[Done | Failed]:
    from distributed import KilledWorker, wait

    running: dict[Any, tuple[Task, int]] = {}
    idle = 0

    def give(task: Task, attempt: int) -> None:
        future = client.submit(do, task, key=f"embassyrow-{task.key}-{attempt}", pure=False, retries=0)
        running[future] = (task, attempt)

    try:
        while True:
            workers = len(client.scheduler_info(n_workers=-1)["workers"])
            while len(running) < AHEAD * max(1, workers) and (task := next(tasks, None)) is not None:
                give(task, 1)
            if not running:
                return
            try:
                finished = wait(list(running), timeout=2, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                idle = 0 if workers else idle + 1
                if idle * 2 > PATIENCE:
                    raise InputError(
                        "the cluster has no worker left",
                        file=client.scheduler.address,
                        remedy="start workers and build again: what is finished is kept",
                    ) from None
                continue
            for future in sorted(finished, key=lambda f: str(f.key)):
                task, attempt = running.pop(future)
                error = future.exception() if future.status != "finished" else None
                if error is None and future.status == "finished":
                    yield future.result()
                elif isinstance(error, EmbassyRowError):
                    raise error
                elif attempt >= TRIES and not isinstance(error, KilledWorker):
                    yield task, _reason(task, error or RuntimeError(future.status))
                else:
                    give(task, attempt + 1)
    finally:
        client.cancel(list(running))
