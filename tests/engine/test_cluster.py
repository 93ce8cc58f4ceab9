"""Real processes on loopback: a scheduler and workers, killed midway; the bytes are those of one process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.engine.spread import local, spread
from etl.engine.work import Done, extract
from etl.errors import InputError
from tests.engine.make import dies_once, pack, poisoned, quick, texts
from tests.engine.test_collection import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def flags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "flags"
    folder.mkdir()
    monkeypatch.setenv("EMBASSYROW_TEST_FLAGS", str(folder))
    return folder


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def line_with(process: subprocess.Popen[str], word: str) -> str:
    """The first line of a process's standard error that has the word; it blocks until then."""
    assert process.stderr is not None
    for line in process.stderr:
        if word in line:
            return line
    raise AssertionError(f"ended without {word!r}")


@pytest.fixture
def cluster(flags: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its two workers, which nobody starts anew."""
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    workers: list[subprocess.Popen[str]] = []
    try:
        address = "tcp://127.0.0.1:" + line_with(scheduler, "Scheduler at:").rsplit(":", 1)[1].strip()
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0", "--host", "127.0.0.1")
        workers += [start("worker", address, *options) for _ in range(2)]
        for worker in workers:
            line_with(worker, "Registered to")
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=20)


def test_forked_workers_extract_as_one_process_does(tmp_path: Path) -> None:
    archive = pack(tmp_path / "a.zip", texts(90))
    _, alone, _ = run(tmp_path / "one", archive, extract)
    outcome, together, _ = run(tmp_path / "two", archive, extract, jobs=2)
    assert outcome.shards > 1 and outcome.extracted == 90
    assert alone == together


def test_a_worker_killed_midway_changes_no_byte(
    tmp_path: Path, flags: Path, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, workers = cluster
    archive = pack(tmp_path / "a.zip", texts(300))
    _, alone, _ = run(tmp_path / "one", archive, quick)
    outcome, together, said = run(tmp_path / "two", archive, dies_once, cluster=address)
    died = int((flags / "died").read_text(encoding="utf-8"))
    assert died in {w.pid for w in workers} and any(
        w.wait(timeout=20) == -signal.SIGKILL for w in workers if w.pid == died
    )
    assert together == alone and outcome.items == outcome.extracted == 300 and said == []


def test_local_processes_give_the_same_bytes_and_set_a_deadly_document_aside(
    tmp_path: Path, flags: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMBASSYROW_MAX_DOCUMENT_SECONDS", "1")
    monkeypatch.setenv("EMBASSYROW_MAX_DOCUMENT_BYTES", str(256 << 20))
    monkeypatch.setenv("EMBASSYROW_MAX_DEATHS", "2")
    outcome, made, said = run(tmp_path / "two", pack(tmp_path / "a.zip", texts(60)), poisoned, jobs=2)
    assert outcome.items == 56 and outcome.failed == 4
    assert [line.split(": ")[2] for line in said] == [f"a.zip/00{n}.txt" for n in ("07", "13", "21", "27")]
    assert (
        "MAX_DEATHS" in said[0]
        and "thirteen" in said[1]
        and "MAX_DOCUMENT_BYTES" in said[2]
        and "MAX_DEATHS" in said[3]
    )
    assert (flags / "deaths").read_text(encoding="utf-8") == "xx"
    rest = {n: t for n, t in texts(60).items() if n[2:4] not in ("07", "13", "21", "27")}
    _, alone, _ = run(tmp_path / "one", pack(tmp_path / "b.zip", rest), quick)
    assert made == alone


def test_a_worker_keeps_no_record_of_its_calls() -> None:
    """Dask's own profiler keeps a tree of calls for each second: hundreds of megabytes in an hour."""
    from distributed import Client

    with local(1, None) as address, Client(address, set_as_default=False) as client:
        assert client.submit(sum, range(10**6)).result() == 499999500000
        (kept,) = client.run(lambda dask_worker: "profile" in dask_worker.periodic_callbacks).values()
        assert kept is False


def test_a_cluster_that_does_not_answer_is_an_error_with_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.engine.spread.CONNECT", 1)
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9.*dask scheduler"):
        run(tmp_path, pack(tmp_path / "a.zip", texts(3)), quick, cluster="tcp://127.0.0.1:9")


def test_a_shard_that_fails_is_tried_again_and_then_given_up(tmp_path: Path) -> None:
    from etl.engine.shards import cut
    from etl.engine.work import Task

    tasks = [
        Task(str(s.number), s, "harbour", "1", str(tmp_path / "store"), quick)
        for s in cut(pack(tmp_path / "a.zip", texts(100)))
    ]
    tries: list[str] = []

    def flaky(task: Task) -> Done:
        tries.append(task.key)
        if task.key == "1" or (task.key == "0" and len(tries) < 3):
            raise RuntimeError("the disk is away")
        return Done(task.key, 1)

    outcomes = list(spread(tasks, do=flaky))
    assert [isinstance(o, Done) for o in outcomes] == [n != 1 for n in range(len(tasks))]
    assert tries.count("0") == tries.count("1") == 3 and "the disk is away" in str(outcomes[1])
