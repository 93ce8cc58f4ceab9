"""Who is who in the registers, remembered from one build to the next: it hangs on the registers alone, and takes a third of resolution.

A memory holds anchors and reasons, as JSON, and no code: it is worth what its file says, and can be deleted at any time. Whoever makes one
gives the key of what it hangs on: the registers' claims, the human decisions, our own code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.resolve.clusters import Cluster, Merge, People
from etl.resolve.references import Reference
from etl.workspace import write_atomically


@dataclass
class Memory:
    """The people of the registers under a key. `path` is a file that only we write; without one it lasts as long as the object."""

    path: Path | None = None
    key: str = ""
    sources: frozenset[str] | None = None  # the registers that the key stands for; None for all
    _held: dict[str, Any] | None = field(default=None, repr=False)

    def recall(self, references: Sequence[Reference]) -> People | None:
        """The people that these references are, or None where they are not remembered."""
        held = self._held or self._read()
        if held is None or self._elsewhere(references):
            return None
        try:
            people = _people(held, {r.anchor: r for r in references})
        except (KeyError, TypeError, ValueError):  # another form, or other entries
            return None
        return people if len(people.of) == len(references) else None

    def keep(self, people: People, references: Sequence[Reference]) -> None:
        """Remember what was found of these references; memories of other keys are forgotten."""
        if self._elsewhere(references):
            return
        self._held = {
            "key": self.key,
            "clusters": [
                [[m.anchor for m in c.members], [[m.name, m.rule, m.score, m.decided_by] for m in c.merges]]
                for c in people.clusters
            ],
            "doubtful": [list(d) for d in people.doubtful],
        }
        if self.path is not None:
            write_atomically(self.path, json.dumps(self._held, ensure_ascii=False, separators=(",", ":")))

    def _read(self) -> dict[str, Any] | None:
        try:
            held = json.loads(self.path.read_text(encoding="utf-8")) if self.path else None
        except (OSError, ValueError):
            return None
        if not isinstance(held, dict) or held.get("key") != self.key:
            return None
        self._held = held
        return held

    def _elsewhere(self, references: Iterable[Reference]) -> bool:
        """Whether a reference is of a source that the key knows nothing of."""
        return self.sources is not None and any(r.source not in self.sources for r in references)


def _people(held: dict[str, Any], references: dict[str, Reference]) -> People:
    """The people, brought together in the order in which they were found. Raises KeyError for a reference that is not there."""
    people = People()
    for number, (anchors, merges) in enumerate(held["clusters"]):
        cluster = Cluster(serial=number, merges=[Merge(*merge) for merge in merges])
        people.clusters.append(cluster)
        for anchor in anchors:
            cluster.add(references[anchor])
            people.of[anchor] = cluster
    people.doubtful = [(anchor, list(others), why) for anchor, others, why in held["doubtful"]]
    return people
