"""`embassyrow fetch`: the archives of the registers, from upstream or from a folder, each checked before it counts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from etl.errors import EmbassyRowError, SourceError
from etl.sources import catalogue
from etl.sources.archives import Archive
from etl.sources.catalogue import Source
from etl.sources.download import Allow, download, only_public_https, verify


def fetch(
    dest: Path,
    from_dir: Path | None = None,
    sources: Iterable[Source] | None = None,
    allow: Allow = only_public_https,
) -> list[Path]:
    """Bring the archives of the catalogue into `dest`, and return their paths there.

    An archive that is there already and is the pinned one stays. With `from_dir`, they are copied from there, found by file name at any
    depth, and article collections with them. Raises SourceError for what cannot be had or is not what is pinned; what was complete
    before stays, and nothing is left half-written; a download that fails does not keep the others from being brought.
    """
    chosen = list(catalogue.load() if sources is None else sources)
    if from_dir is not None:
        return _copy_all(dest, from_dir, [source for source in chosen if source.file])
    brought: list[Path] = []
    failed: list[EmbassyRowError] = []
    for source in chosen:
        if source.archive is None:
            continue
        target = dest / source.archive.name
        try:
            brought.append(target if _is_pinned(source, target) else download(source.archive, dest, allow))
        except EmbassyRowError as error:
            failed.append(error)  # one source that has moved on does not keep the others away
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise SourceError("; ".join(map(str, failed)), file=f"{len(failed)} sources")
    return brought


def _is_pinned(source: Source, path: Path) -> bool:
    if source.archive is None or path.is_symlink() or not path.is_file():
        return False
    try:
        verify(source.archive, path)
    except SourceError:
        return False
    return True


def _copy_all(dest: Path, from_dir: Path, sources: list[Source]) -> list[Path]:
    found = [(source, path) for source in sources if (path := source.find(from_dir))]
    missing = [
        source.source_id
        for source in sources
        if source.archive and source.source_id not in {s.source_id for s, _ in found}
    ]
    if missing:
        raise SourceError(
            f"no archive of {', '.join(missing)}",
            file=str(from_dir),
            remedy="put them there, or fetch them without --from",
        )
    for source, path in found:
        _check(source, path)  # all of them, before the first is copied
    return [_copy(path, dest / path.name) for _, path in found]


def _check(source: Source, path: Path) -> None:
    if source.archive is None:
        _ = Archive(path).names  # opens it, within the limits
    elif path.is_dir():
        if Archive(path).content_sha256 != source.archive.content_sha256:
            raise SourceError("not the pinned files", file=str(path), remedy="unpack the pinned archive there")
    else:
        verify(source.archive, path)


def _copy(path: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and path.resolve() == target.resolve():
        return target
    if path.is_dir():
        return _copy_folder(path, target)
    handle, part = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
    try:
        with path.open("rb") as source, os.fdopen(handle, "wb") as sink:
            shutil.copyfileobj(source, sink)
            sink.flush()
            os.fsync(sink.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(target)
    finally:
        Path(part).unlink(missing_ok=True)
    return target


def _copy_folder(path: Path, target: Path) -> Path:
    """The files of a folder, which `Archive` has found to be safe, in a new folder that takes the place of the old one whole."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, data in Archive(path).files():
            file = fresh / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if target.exists():
            shutil.rmtree(target)
        fresh.replace(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target
