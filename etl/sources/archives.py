"""An archive of a source, opened safely: a zip file as its owner publishes it, the folder it unpacks to, or one plain file.

Everything in it is untrusted. Members are never written to disk: they are read into memory, one at a time, within the limits of
`etl.limits`. What no honest archive holds is refused whole, before anything is read: absolute paths, paths that climb out,
links, two members of one name, more members or bytes than the limits allow.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from etl import limits
from etl.errors import LimitError, SourceError

_PLAIN = {".yaml", ".yml", ".csv", ".json", ".xml"}  # a source that is one file
_GET_IT_AGAIN = "fetch the source again, or take it from its owner"


class Archive:
    """A zip file, a folder or one plain file (`executive.yaml`), read as a sorted set of files.

    Names are relative POSIX paths without the one folder that wraps everything in GitHub's archives, so that a zip and the folder
    it came from read alike. Raises SourceError for what is missing, broken or unsafe, and LimitError for what is too big; both name
    the archive, the member and the remedy.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        if self.path.is_dir():
            self._members = self._list_folder()
        elif self.path.is_file() and self.path.suffix in _PLAIN:
            self._members = {self.path.name: ""}
        elif self.path.is_file():
            self._members = self._list_zip()
        else:
            raise SourceError(
                "no such archive", file=str(self.path), remedy="run `embassyrow fetch`, or name a folder that has it"
            )

    @property
    def _plain(self) -> bool:
        return self.path.is_dir() or self.path.suffix in _PLAIN

    def __repr__(self) -> str:
        return f"Archive({str(self.path)!r})"

    @property
    def names(self) -> list[str]:
        """The names of all files in it, sorted."""
        return list(self._members)

    def files(self, pattern: str = "*") -> Iterator[tuple[str, bytes]]:
        """Name and bytes of every file whose name matches, sorted by name. `*` in the pattern matches any run of characters, `/` too."""
        wanted = fnmatch.filter(self._members, pattern)
        if self._plain:
            for name in wanted:
                yield name, self._read_plain(name)
            return
        with self._zip() as archive:
            for name in wanted:
                yield name, self._read_member(archive, self._members[name])

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises SourceError when it is not there."""
        if name not in self._members:
            raise SourceError("no such file in the archive", file=str(self.path), place=name, remedy=_GET_IT_AGAIN)
        if self._plain:
            return self._read_plain(name)
        with self._zip() as archive:
            return self._read_member(archive, self._members[name])

    @cached_property
    def sha256(self) -> str:
        """Of the archive's bytes; of a folder, `content_sha256`."""
        if self.path.is_dir():
            return self.content_sha256
        with self.path.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()

    @cached_property
    def content_sha256(self) -> str:
        """Of the names and bytes of the files in it, however they are packed."""
        digest = hashlib.sha256()
        for name, data in self.files():
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest()

    # --- folders

    def _list_folder(self) -> dict[str, str]:
        found: dict[str, str] = {}
        total = 0
        for folder, folders, names in os.walk(self.path, onerror=self._unreadable):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in (*folders, *sorted(names)):
                path = Path(folder) / name
                relative = path.relative_to(self.path).as_posix()
                if path.is_symlink():
                    raise self._refuse("a link, which could lead out of the folder", relative)
                if name.startswith(".") or name in folders:
                    continue
                total += path.stat().st_size
                found[relative] = relative
                self._check_totals(len(found), total)
        return dict(sorted(self._unwrap(found).items()))

    def _unreadable(self, error: OSError) -> None:
        raise SourceError(
            f"cannot be read: {error.strerror}", file=str(self.path), place=str(error.filename)
        ) from error

    def _read_plain(self, name: str) -> bytes:
        path = self.path / self._members[name]
        try:
            if path.stat().st_size > limits.MAX_FILE_BYTES:
                raise self._too_big(name, path.stat().st_size)
            return path.read_bytes()
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}", file=str(self.path), place=name) from error

    # --- zip files

    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            message = f"not a zip archive, or cut short: {error}"
            raise SourceError(message, file=str(self.path), remedy=_GET_IT_AGAIN) from error

    def _list_zip(self) -> dict[str, str]:
        found: dict[str, str] = {}
        total = 0
        with self._zip() as archive:
            entries = archive.infolist()
            if len(entries) > limits.MAX_MEMBERS:
                self._check_totals(len(entries), 0)
            for entry in entries:
                name = entry.filename
                self._check_name(name)
                if stat.S_ISLNK(entry.external_attr >> 16):
                    raise self._refuse("a link, which could lead out of the archive", name)
                if entry.flag_bits & 0x1:
                    raise self._refuse("an encrypted member", name)
                if entry.is_dir():
                    continue
                if name in found:
                    raise self._refuse("two members of one name", name)
                if entry.file_size > limits.MAX_FILE_BYTES:
                    raise self._too_big(name, entry.file_size)
                # Small members of repeated text compress well; the ratio tells only of those that fill memory.
                if entry.file_size > 1 << 20 and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1):
                    raise self._over(
                        "MAX_RATIO", f"unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}", name
                    )
                total += entry.file_size
                found[name] = name
                self._check_totals(len(found), total)
        return dict(sorted(self._unwrap(found).items()))

    def _read_member(self, archive: zipfile.ZipFile, member: str) -> bytes:
        declared = archive.getinfo(member).file_size
        try:
            with archive.open(member) as stream:
                data = stream.read(declared + 1)  # the directory may lie about the size: never more than it says
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise SourceError(f"broken: {error}", file=str(self.path), place=member, remedy=_GET_IT_AGAIN) from error
        if len(data) != declared:
            raise SourceError(
                f"holds {len(data):,} bytes, its directory says {declared:,}",
                file=str(self.path), place=member, remedy=_GET_IT_AGAIN,
            )  # fmt: skip
        return data

    # --- both

    @staticmethod
    def _unwrap(found: dict[str, str]) -> dict[str, str]:
        """Names without the one folder that holds everything, as in GitHub's archives."""
        tops = {name.partition("/")[0] for name in found}
        if len(tops) == 1 and all("/" in name for name in found):
            return {name.partition("/")[2]: member for name, member in found.items()}
        return found

    def _check_name(self, name: str) -> None:
        path = PurePosixPath(name)
        bad = (
            path.is_absolute()
            or ".." in path.parts
            or "\\" in name
            or "\0" in name
            or (len(name) > 1 and name[1] == ":")
        )
        if bad or not path.parts:
            raise self._refuse("a path that leaves the archive", name)

    def _check_totals(self, members: int, total: int) -> None:
        if members > limits.MAX_MEMBERS:
            raise self._over("MAX_MEMBERS", f"more than {limits.MAX_MEMBERS:,} files", None)
        if total > limits.MAX_UNPACKED_BYTES:
            raise self._over("MAX_UNPACKED_BYTES", f"unpacks to more than {limits.MAX_UNPACKED_BYTES:,} bytes", None)

    def _too_big(self, name: str, size: int) -> LimitError:
        return self._over("MAX_FILE_BYTES", f"{size:,} bytes, more than {limits.MAX_FILE_BYTES:,}", name)

    def _over(self, limit: str, message: str, name: str | None) -> LimitError:
        remedy = f"if the archive is right, set EMBASSYROW_{limit} higher"
        return LimitError(message, file=str(self.path), place=name, remedy=remedy)

    def _refuse(self, what: str, name: str) -> SourceError:
        return SourceError(f"unsafe archive: {what}", file=str(self.path), place=name, remedy=_GET_IT_AGAIN)
