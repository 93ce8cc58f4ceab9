"""Where things lie in a checkout, and the one pointer that says which build is served.

A build is made in `.embassyrow/builds/ID` and becomes the current one when `.embassyrow/current` is replaced, which is one atomic
rename. `data/` and `datapackage.json` are brought up to it afterwards; a journal says so while that goes on, so that a start after a
kill finishes it. Whoever serves follows the pointer and never sees half of anything.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.errors import InputError

DATABASE = "embassyrow.db"
PACKAGE = "datapackage.json"


@dataclass(frozen=True)
class Workspace:
    """A checkout of Embassy Row."""

    root: Path

    @property
    def claims(self) -> Path:
        return self.root / "claims"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def curation(self) -> Path:
        return self.root / "curation"

    @property
    def private(self) -> Path:
        """Texts of articles, on this machine only."""
        return self.root / "private"

    @property
    def fetched(self) -> Path:
        """What `fetch` brought."""
        return self.root / "sources"

    @property
    def state(self) -> Path:
        return self.root / ".embassyrow"

    @property
    def cache(self) -> Path:
        return self.state / "cache"

    @property
    def builds(self) -> Path:
        return self.state / "builds"

    @property
    def pointer(self) -> Path:
        return self.state / "current"

    @property
    def journal(self) -> Path:
        return self.state / "publishing"

    def current(self) -> Path | None:
        """The folder of the current build, or None when there is none."""
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except OSError:
            return None
        folder = self.builds / Path(name).name
        return folder if name and folder.is_dir() else None

    def publish(self, build: Path) -> None:
        """Make a finished build the current one, then bring `data/` and `datapackage.json` up to it."""
        self.journal.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.journal, build.name)
        write_atomically(self.pointer, build.name)
        self._bring_up(build)

    def repair(self) -> bool:
        """Finish a publication that was cut short. True when there was something to finish."""
        if not self.journal.exists():
            return False
        current = self.current()
        if current is None or self.journal.read_text(encoding="utf-8").strip() != current.name:
            self.journal.unlink(missing_ok=True)  # killed before the pointer moved: the previous build stands
            return False
        self._bring_up(current)
        return True

    def _bring_up(self, build: Path) -> None:
        sync_folder(build / "data", self.data)
        if (build / PACKAGE).exists():
            write_atomically(self.root / PACKAGE, (build / PACKAGE).read_bytes())
        for page in sorted((build / "docs").glob("*.md")):  # pages that are made of the facts
            write_atomically(self.root / "docs" / page.name, page.read_bytes())
        self.journal.unlink(missing_ok=True)
        for old in sorted(self.builds.iterdir()):
            if old != build and not is_locked(old):
                shutil.rmtree(old, ignore_errors=True)


def find_root(start: Path | None = None) -> Path:
    """The checkout that the current folder lies in, or else the one this code runs from.

    Raises InputError when neither holds a datapackage.json beside an etl folder.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[1]):
        if (folder / PACKAGE).is_file() and (folder / "etl" / "schema.py").is_file():
            return folder
    raise InputError("not inside a checkout of Embassy Row", file=str(here), remedy="change into the cloned folder")


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file by a rename, so that a reader sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content.encode() if isinstance(content, str) else content)
    part.replace(path)


def sync_folder(source: Path, target: Path) -> None:
    """Make `target` hold what `source` holds: each file by a rename, only where it differs; files that left are removed."""
    target.mkdir(parents=True, exist_ok=True)
    wanted = {p.relative_to(source) for p in source.rglob("*") if p.is_file()}
    for relative in sorted(wanted):
        new = (source / relative).read_bytes()
        old = target / relative
        if not old.is_file() or old.read_bytes() != new:
            write_atomically(old, new)
    for path in sorted(target.rglob("*")):
        if path.is_file() and path.relative_to(target) not in wanted:
            path.unlink()


def hash_folder(folder: Path, pattern: str = "**/*") -> str:
    """SHA-256 over the names and bytes of a folder's files, in name order; of nothing when it is absent."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob(pattern)):
        if path.is_file() and not path.name.endswith(".part"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold a folder's lock file; two builds at a time are refused. The lock dies with its process."""
    import fcntl

    path.mkdir(parents=True, exist_ok=True)
    with (path / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError("another build is running here", file=str(path), remedy="wait until it is done") from error
        yield


def is_locked(folder: Path) -> bool:
    """Whether a running server or build holds the folder."""
    import fcntl

    lock_file = folder / ".lock"
    if not lock_file.exists():
        return False
    with lock_file.open("r") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
