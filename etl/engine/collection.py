"""A collection of articles as one claims file: cut, done shard by shard, merged.

CACHE/shards/SHARD.parquet     claims of finished shards
CACHE/shards/SOURCE.json       the shards that make up the collection, in order, and the code that they were read with
STATE/set_aside/SOURCE.jsonl   documents that were set aside or failed, each with its reason
"""

from __future__ import annotations

import hashlib
import heapq
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.claims import Item, from_json, read_lines, write_lines
from etl.engine import store, work
from etl.engine.shards import Shard, cut
from etl.engine.spread import spread
from etl.engine.work import Done, Extractor, Task
from etl.extract.version import code
from etl.workspace import Workspace, write_atomically

if TYPE_CHECKING:
    from etl.sources.catalogue import Source

Report = Callable[..., Iterator[Any]]
Say = Callable[[str], None]
REPLACED = 24  # shards that have gone, up to which a new one looks for its entries in them


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading a collection came to: items in it, and how many were extracted now, reused, failed or set aside."""

    items: int
    extracted: int
    failed: int
    shards: int
    shards_done_now: int


def read_collection(
    workspace: Workspace,
    source: Source,
    archive: Path,
    target: Path,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    report: Report,
    say: Say,
    extract: Extractor = work.extract,
) -> Outcome:
    """Read a collection into the claims file `target`; what is finished from an earlier build, interrupted or not, is not done again.

    Articles that somebody added under this publisher stay in the file. What fails is said, with its name, and the rest goes on. Raises
    SourceError where the source's assertions fail, and then the file stays as it is.
    """
    folder = workspace.cache / "shards"
    folder.mkdir(parents=True, exist_ok=True)
    version = code() if extract is work.extract else f"{extract.__module__}.{extract.__qualname__}"
    plan = Plan(folder, source.source_id, version)
    scratch = workspace.cache / "unpacked"
    tasks = plan.tasks(cut(archive, scratch), extract)
    counts = _Counts()

    def ticks() -> Iterator[None]:
        pending = []
        for task in tasks:
            if store.path_of(folder, task.key).exists():
                _take_texts(workspace, folder, task.key)
                yield from [None] * counts.add(work.work(task), now=False)
            else:
                pending.append(task)
        for outcome in spread(pending, jobs=jobs, cluster=cluster):
            if isinstance(outcome, Done):
                _take_texts(workspace, folder, outcome.key)
                yield from [None] * counts.add(outcome, now=True)
            else:
                plan.give_up(outcome[0].key)
                say(f"{source.source_id}: {outcome[1]}")

    try:
        for _ in report(ticks(), source.source_id, source.expected):
            pass
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    paths = [store.path_of(folder, key) for key in plan.finished]
    _tell_failures(workspace, source.source_id, paths, say)
    _write(target, source, store.merged(paths, workspace.cache / "scratch"))
    plan.keep()
    return Outcome(counts.items, counts.items - counts.known, counts.failed, len(plan.finished), counts.now)


@dataclass(slots=True)
class _Counts:
    items: int = 0
    known: int = 0
    failed: int = 0
    now: int = 0

    def add(self, done: Done, *, now: bool) -> int:
        self.items += done.items
        self.known += done.known
        self.failed += done.failed
        self.now += now
        return done.items


class Plan:
    """Which shards make up a collection now, and which did before."""

    def __init__(self, folder: Path, source: str, version: str) -> None:
        self.folder, self.source, self.version = folder, source, version
        self.file = folder / f"{source}.json"
        self.keys: list[str] = []
        self._given_up: set[str] = set()
        try:
            before = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            before = {}
        self.before: list[str] = before.get("shards", [])
        self._reusable = before.get("version") == version

    def tasks(self, shards: Iterable[Shard], extract: Extractor) -> list[Task]:
        """A task for each shard; a new one is told which earlier shards are gone, for it may hold what they held."""
        cut_now = [(self._key(shard), shard) for shard in shards]
        self.keys = list(dict.fromkeys(key for key, _ in cut_now))
        here = set(self.keys)
        gone = tuple(key for key in self.before if key not in here) if self._reusable else ()
        gone = gone if len(gone) <= REPLACED else ()
        unique = dict(reversed(cut_now))
        return [Task(key, unique[key], self.source, self.version, str(self.folder), extract, gone) for key in self.keys]

    def _key(self, shard: Shard) -> str:
        parts = ("1", shard.form, shard.digest, self.source, self.version)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]

    def give_up(self, key: str) -> None:
        """Leave a shard out of this build; the next one tries it again."""
        self._given_up.add(key)

    @property
    def finished(self) -> list[str]:
        """The keys of the shards that this build has, in the collection's order."""
        return [key for key in self.keys if key not in self._given_up]

    def keep(self) -> None:
        """Make this the earlier plan of the next build, and remove the shards that no plan has any more."""
        finished = self.finished
        write_atomically(self.file, json.dumps({"version": self.version, "shards": finished}, indent=0))
        for key in set(self.before) - set(finished):
            for path in (store.path_of(self.folder, key), store.texts_of(self.folder, key)):
                path.unlink(missing_ok=True)


def _take_texts(workspace: Workspace, folder: Path, key: str) -> None:
    """Move a shard's texts into this machine's private database; after a kill in between, the next build does it."""
    from etl.private import keep_paragraphs

    path = store.texts_of(folder, key)
    if path.exists():
        keep_paragraphs(workspace.private, store.read_texts(path))
        path.unlink()


def _tell_failures(workspace: Workspace, source: str, paths: Sequence[Path], say: Say) -> None:
    """Say what failed or was set aside, in the collection's order, and keep it in a file for whoever looks later."""
    target = workspace.state / "set_aside" / f"{source}.jsonl"
    lines = []
    for path in paths:
        for row in store.read_failures(path):
            say(f"{source}: {'set aside: ' if row['state'] == 'aside' else ''}{row['reason']}")
            lines.append(json.dumps(row, ensure_ascii=False))
    if lines:
        write_atomically(target, "\n".join(lines) + "\n")
    else:
        target.unlink(missing_ok=True)


def _write(target: Path, source: Source, found: Iterator[tuple[str, str]]) -> None:
    """Write the claims file: what was found, and of what stood in it before, the keys that were not found."""
    before = read_lines(target) if target.exists() else iter(())
    part = target.with_name(f"{target.name}.new.part")
    try:
        written = write_lines(part, source.source_id, _united(found, before))
        source.check(from_json(Item, json.loads(line)) for line in written)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _united(found: Iterator[tuple[str, str]], before: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    last: str | None = None
    for key, _, line in heapq.merge(((k, 0, v) for k, v in found), ((k, 1, v) for k, v in before)):
        if key != last:
            yield key, line
        last = key
