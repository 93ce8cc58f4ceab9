"""The build: named steps from sources to a published package, each done again only when what it hangs on has changed."""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.claim_files import ClaimFiles
from etl.claims import write_items
from etl.errors import InputError, SourceError
from etl.workspace import DATABASE, PACKAGE, Workspace, hash_folder, lock, sync_folder, write_atomically

if TYPE_CHECKING:
    from etl.resolve.memory import Memory

Report = Callable[..., Iterator[Any]]
Say = Callable[[str], None]


def _quiet(items: Iterable[Any], label: str, length: int | None = None) -> Iterator[Any]:
    yield from items


@dataclass
class Step:
    """One step of a build as it went."""

    name: str
    seconds: float
    rows: int
    cached: bool = False


@dataclass
class BuildResult:
    """What a build made."""

    folder: Path
    database: Path
    rows: dict[str, int]
    steps: list[Step] = field(default_factory=list)
    unused_curation: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"folder": str(self.folder), "database": str(self.database), "rows": self.rows,
                "steps": [dataclasses.asdict(s) for s in self.steps], "unused_curation": self.unused_curation}  # fmt: skip

    def summary(self) -> str:
        """Lines for a person: each step's time, then the rows of the main tables."""
        lines = [
            f"{s.name:24s} {s.seconds:7.2f} s  {s.rows:>8,}{'  (nothing new)' if s.cached else ''}" for s in self.steps
        ]
        lines += [f"curation: {row} applies to nothing any more" for row in self.unused_curation]
        shown = ("articles", "people", "affiliations", "events", "event_participants", "checks")
        lines.append(", ".join(f"{self.rows.get(t, 0):,} {t.replace('_', ' ')}" for t in shown))
        return "\n".join([*lines, str(self.database)])


@cache
def code_version(*parts: str) -> str:
    """A hash of the code and the vocabularies that a step runs on; `parts` are paths under etl/."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for part in sorted({"claims.py", "edtf.py", *parts}):
        path = root / part
        files = (
            sorted(p for p in path.rglob("*") if p.suffix in (".py", ".csv", ".yml", ".txt", ".sql"))
            if path.is_dir()
            else [path]
        )
        for file in files:
            digest.update(
                file.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest()
            )
    return digest.hexdigest()


REGISTER_CODE = ("sources", "geo", "lexicon")
ARTICLE_CODE = ("pages", "extract", "geo", "lexicon")


def build(
    workspace: Workspace,
    sources_dir: Path | None = None,
    out: Path | None = None,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    accept_losses: bool = False,
    claims: ClaimFiles | None = None,
    report: Report = _quiet,
    say: Say = lambda line: None,
) -> BuildResult:
    """Sources → claims → facts → package and database.

    A source whose archive is not at hand, or has not changed, keeps the claims it has. With `out`, everything is made in that folder
    and the checkout is left alone; else the build becomes the current one and `data/` follows. Raises SourceError for a source that
    fails its assertions, CheckError for a package that is not sound or, without `accept_losses`, has lost much of what the one it takes the
    place of had; and then nothing is published. `claims` are the workspace's, where they have been read ahead.
    """
    workspace.repair()
    with lock(workspace.state):
        timer = _Timer()
        claims = claims or ClaimFiles(workspace.claims)
        if out:
            sync_folder(workspace.claims, out / "claims") if workspace.claims.is_dir() else (out / "claims").mkdir(
                parents=True, exist_ok=True
            )
            claims = ClaimFiles(out / "claims")
        read_sources(workspace, claims, sources_dir, timer, jobs=jobs, cluster=cluster, report=report, say=say)
        return resolve_and_publish(workspace, claims, out, timer, say, accept_losses=accept_losses)


class _Timer:
    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.start = time.perf_counter()

    def done(self, name: str, rows: int, cached: bool = False) -> None:
        now = time.perf_counter()
        self.steps.append(Step(name, now - self.start, rows, cached))
        self.start = now


def read_sources(
    workspace: Workspace,
    claims: ClaimFiles,
    sources_dir: Path | None,
    timer: _Timer,
    *,
    jobs: int,
    cluster: str | None,
    report: Report,
    say: Say,
) -> None:
    """Read every source that is at hand into its claims file. Raises SourceError where assertions fail."""
    from etl.engine import read_collection
    from etl.extract.version import code as article_code
    from etl.sources import catalogue

    folder = sources_dir or workspace.fetched
    for source in catalogue.load():
        if source.kind == "gazetteer" or not source.file:
            continue
        archive = source.find(folder) if folder.is_dir() else None
        if archive is None:
            if source.kind == "register" and not claims.path(source.source_id).exists():
                say(f"{source.source_id}: neither an archive nor claims at hand; left out")
            continue
        register = source.kind == "register"
        digest = source.digest(archive) if register else _sha256(archive)
        version = f"{source.source_id} {digest} {code_version(*REGISTER_CODE) if register else article_code()}"
        stamp = workspace.cache / "sources" / f"{source.source_id}.txt"
        target = claims.path(source.source_id)
        if target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == f"{version} {_sha256(target)}":
            timer.done(f"read {source.source_id}", 0, cached=True)
            continue
        if register:
            items = list(report(source.read(archive), source.source_id, source.expected))
            source.check(items)
            write_items(target, source.source_id, items)
            count = len(items)
        else:
            outcome = read_collection(
                workspace, source, archive, target, jobs=jobs, cluster=cluster, report=report, say=say
            )
            count = outcome.items
        write_atomically(stamp, f"{version} {_sha256(target)}")
        timer.done(f"read {source.source_id}", count)


def _sha256(path: Path) -> str:
    if path.is_dir():
        return hash_folder(path)
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@contextmanager
def without_collector() -> Iterator[None]:
    """Claims and facts have no cycles, and looking through millions of them for some, again and again, takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@without_collector()
def resolve_and_publish(
    workspace: Workspace, claims: ClaimFiles, out: Path | None, timer: _Timer, say: Say, *, accept_losses: bool = False
) -> BuildResult:
    """Facts from all claims, written as a package and a database, then published."""
    from etl.publish import publishing
    from etl.publish.quality import ACCURACY, write_quality
    from etl.publish.register_issues import write_register_issues
    from etl.resolve import load_curation, resolve
    from etl.sources import catalogue
    from etl.validate import require_sound

    key = hashlib.sha256(
        "\n".join(
            [claims.hash(), hash_folder(workspace.curation), code_version("resolve", "publish", "validate", "schema.py", "geo", "lexicon", "explore/prepare.py"),
             _descriptor_digest(workspace.root / PACKAGE), code_version("sources"), _digest_if_there(workspace.root / ACCURACY)]
        ).encode()
    ).hexdigest()[:16]  # fmt: skip
    current = workspace.current()
    if out is None and current and current.name == key and (current / DATABASE).exists():
        timer.done("resolve and publish", 0, cached=True)
        if hash_folder(workspace.data) != hash_folder(current / "data"):
            workspace.publish(current)
        return BuildResult(current, current / DATABASE, _row_counts(current), timer.steps)
    items = list(claims.read())
    if not items:
        raise SourceError(
            "no claims and no sources", file=str(claims.folder), remedy="run `embassyrow fetch`, or give --sources DIR"
        )
    timer.done("read claims", len(items))
    curation = load_curation(workspace.curation)
    folder = out or workspace.builds / key
    if out is None and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    previous = None if out or accept_losses else workspace.root
    package = publishing(folder, workspace.root / PACKAGE, meanwhile=lambda made: require_sound(made, previous))
    with package as files:
        tables, resolved = resolve(items, curation, catalogue.coverage(), _memory(workspace, claims), files.write)
        catalogue.add_source_rows(tables, resolved.items)
        counts = {name: len(rows) for name, rows in tables.items()}
        count = sum(counts.values())
        timer.done("resolve", count)
        for name in sorted(tables.keys() - files.done):
            files.write(name, tables[name])
    timer.done("write and validate", count)
    write_register_issues(folder / DATABASE, folder / "docs" / "register-issues.md")
    write_quality(folder / DATABASE, workspace.root / ACCURACY, folder / "docs" / "quality.md")
    if out is None:
        workspace.publish(folder)
    timer.done("publish", count)
    for line in curation.unused:
        say(f"curation: {line}")
    return BuildResult(folder, folder / DATABASE, counts, timer.steps, curation.unused)


def _memory(workspace: Workspace, claims: ClaimFiles) -> Memory:
    """What an earlier build knew of the people in the registers, if these, the decisions and the code are still the same."""
    from etl.resolve.memory import Memory
    from etl.sources import catalogue

    registers = [s.source_id for s in catalogue.load() if s.kind == "register" and claims.path(s.source_id).exists()]
    parts = [f"{source} {claims.digest(source)}" for source in sorted(registers)]
    parts += [hash_folder(workspace.curation), code_version("resolve", "geo", "lexicon")]
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return Memory(workspace.cache / "people.json", key, frozenset(registers))


def _digest_if_there(path: Path) -> str:
    return _sha256(path) if path.exists() else ""


def _descriptor_digest(path: Path) -> str:
    """A hash of what people write in datapackage.json, without what builds put in."""
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor.get("resources", []):
        for made in ("bytes", "hash"):
            resource.pop(made, None)
    descriptor.pop("version", None)
    return hashlib.sha256(json.dumps(descriptor, sort_keys=True).encode()).hexdigest()


def _row_counts(build_folder: Path) -> dict[str, int]:
    import csv

    counts = {}
    for path in sorted((build_folder / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            counts[path.stem] = sum(1 for _ in csv.reader(handle)) - 1
    return counts


def ensure_database(workspace: Workspace, say: Say = lambda line: None) -> Path:
    """The database of this `data/`: the current build's, or one made from `data/` now.

    Finishes a publication that was cut short first. Raises InputError when there is no data/ at all.
    """
    from etl.publish.sqlite import build_database

    workspace.repair()
    current = workspace.current()
    wanted = hash_folder(workspace.data)
    if current and (current / DATABASE).exists() and hash_folder(current / "data") == wanted:
        return current / DATABASE
    if not any(workspace.data.glob("*.csv")):
        raise InputError(
            "no data", file=str(workspace.data), remedy="run `git checkout -- data`, or `embassyrow build`"
        )
    say("building the database from data/ …")
    with lock(workspace.state):
        folder = workspace.builds / f"data-{wanted[:16]}"
        if folder.exists():
            shutil.rmtree(folder)
        (folder / "data").mkdir(parents=True)
        sync_folder(workspace.data, folder / "data")
        shutil.copyfile(workspace.root / PACKAGE, folder / PACKAGE)
        build_database(folder / "data", folder / DATABASE)
        write_atomically(workspace.pointer, folder.name)
    return folder / DATABASE
