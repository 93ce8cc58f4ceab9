"""What keeps one document from stopping a build: limits of time and memory, and a log that survives the process.

Three lines of defence. An exception is the document's failure and no more. A document that passes MAX_DOCUMENT_BYTES gets a MemoryError; one that
passes MAX_DOCUMENT_SECONDS an exception in a process of one's own, or the end of the worker in a cluster, by a timer that does not wait for Python.
And when the process ends anyhow, the log tells the next one which entry it was at: one that was begun MAX_DEATHS times and never done is set aside
unread.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from etl import limits
from etl.errors import LimitError

REMEDY = "look at the document; set EMBASSYROW_{} to allow more"
_one_at_a_time = (
    threading.Lock()
)  # the limits are a process's, so a worker with several threads reads one document at a time


def too_long(name: str | None) -> LimitError:
    """The error of a document that takes too long."""
    return LimitError(
        f"takes more than {limits.MAX_DOCUMENT_SECONDS} s (MAX_DOCUMENT_SECONDS)",
        file=name,
        remedy=REMEDY.format("MAX_DOCUMENT_SECONDS"),
    )


def too_large(name: str | None) -> LimitError:
    """The error of a document that takes too much memory."""
    return LimitError(
        f"takes more than {limits.MAX_DOCUMENT_BYTES:,} bytes of memory (MAX_DOCUMENT_BYTES)",
        file=name,
        remedy=REMEDY.format("MAX_DOCUMENT_BYTES"),
    )


def deadly(name: str | None) -> LimitError:
    """The error of a document that ended its process again and again."""
    return LimitError(
        f"ended {limits.MAX_DEATHS} processes that read it, by time, memory or a fault (MAX_DEATHS)",
        file=name,
        remedy=REMEDY.format("MAX_DOCUMENT_SECONDS or EMBASSYROW_MAX_DOCUMENT_BYTES"),
    )


@contextmanager
def limited(name: str | None) -> Iterator[None]:
    """Read one document within the limits.

    Raises LimitError for one that passes them, where the process lives to tell; in a worker's thread, time ends the process.
    """
    with _one_at_a_time, _memory():
        main = threading.current_thread() is threading.main_thread()
        before = signal.signal(signal.SIGALRM, _alarm) if main else None
        if main:
            signal.setitimer(signal.ITIMER_REAL, limits.MAX_DOCUMENT_SECONDS)
        else:
            with Path(os.devnull).open("w") as nowhere:
                faulthandler.dump_traceback_later(limits.MAX_DOCUMENT_SECONDS, exit=True, file=nowhere)
                try:
                    yield
                except MemoryError as error:
                    raise too_large(name) from error
                finally:
                    faulthandler.cancel_dump_traceback_later()
            return
        try:
            yield
        except MemoryError as error:
            raise too_large(name) from error
        except _TimeUpError as error:
            raise too_long(name) from error
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


class _TimeUpError(BaseException):
    """Not an Exception, so that no `except Exception` on the way takes it for its own."""


def _alarm(_number: int, _frame: FrameType | None) -> None:
    raise _TimeUpError


@contextmanager
def _memory() -> Iterator[None]:
    """Allow the process no more than MAX_DOCUMENT_BYTES beyond what it has now; nothing where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])  # data and stack, in pages
    except (OSError, ValueError, IndexError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = pages * resource.getpagesize() + limits.MAX_DOCUMENT_BYTES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


class Log:
    """Which entries of a shard were begun and which were done, line by line, in a file that outlives the process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._begun: Counter[str] = Counter()
        if path.exists():
            for line in path.read_text(encoding="ascii", errors="replace").splitlines():
                word, _, entry = line.partition(" ")
                self._begun[entry] += {"begin": 1, "done": -1}.get(word, 0)
        self._handle = path.open("ab", buffering=0)

    def is_deadly(self, entry: int) -> bool:
        """Whether processes ended at this entry again and again."""
        return self._begun[str(entry)] >= limits.MAX_DEATHS

    def is_begun(self, entry: int) -> bool:
        """Whether a process ended at this entry."""
        return self._begun[str(entry)] > 0

    @contextmanager
    def at(self, entry: int) -> Iterator[None]:
        """Be at an entry. Whatever way Python leaves it, it is done; only the end of the process leaves it begun."""
        self._handle.write(f"begin {entry}\n".encode())
        try:
            yield
        finally:
            self._handle.write(f"done {entry}\n".encode())

    def close(self, *, finished: bool) -> None:
        """Close the log; that of a finished shard is not needed any more."""
        self._handle.close()
        if finished:
            self.path.unlink(missing_ok=True)
