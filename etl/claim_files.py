"""The claims of every source, as files of one folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl.claims import Item, read_items
from etl.workspace import hash_folder

_SUFFIX = ".jsonl.gz"


@dataclass
class ClaimFiles:
    """`FOLDER/SOURCE.jsonl.gz` of each source. Items that were read ahead are given again while their file stays the same."""

    folder: Path
    _ahead: dict[str, tuple[str, list[Item]]] = field(
        default_factory=dict, repr=False
    )  # source → digest of its file, items

    def path(self, source: str) -> Path:
        return self.folder / f"{source}{_SUFFIX}"

    def sources(self) -> list[str]:
        return sorted(p.name.removesuffix(_SUFFIX) for p in self.folder.glob(f"*{_SUFFIX}"))

    def bytes(self) -> int:
        """How much there is to read."""
        return sum(self.path(source).stat().st_size for source in self.sources())

    def digest(self, source: str) -> str:
        """SHA-256 of the source's file."""
        with self.path(source).open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()

    def read_ahead(self) -> None:
        """Read all items now, to be given by the next `read`."""
        for source in self.sources():
            self._ahead[source] = (self.digest(source), list(read_items(self.path(source))))

    def read(self) -> Iterator[Item]:
        """The items of all sources. Raises InputError for a file that is cut short."""
        for source in self.sources():
            digest, items = self._ahead.pop(source, ("", []))
            if digest and digest == self.digest(source):
                yield from items
            else:
                yield from read_items(self.path(source))

    def hash(self) -> str:
        """A digest of all of it."""
        return hash_folder(self.folder, f"*{_SUFFIX}")
