"""Measuring in a process of its own: wall and CPU seconds, peak memory, and what the machine was doing meanwhile."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def peak_mb() -> float:
    """The most memory that this process has had, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def cpu_of_all() -> float:
    """CPU seconds so far of this process and of those that it has started and that have ended."""
    children, own = resource.getrusage(resource.RUSAGE_CHILDREN), os.times()
    return own.user + own.system + children.ru_utime + children.ru_stime


@contextmanager
def clocked(into: dict[str, Any]) -> Iterator[None]:
    """Put the seconds of a block into `into`: `wall` and `cpu` (of this process alone)."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into |= {"wall": round(time.perf_counter() - wall, 2), "cpu": round(time.process_time() - cpu, 2)}


def apart(module: str, *arguments: object) -> Any:
    """Run `python -m MODULE ARGUMENTS` and give the JSON that it prints last."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was with other work."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "load": [round(x, 1) for x in os.getloadavg()],
    }
