"""Doubtful merges, one by one, on a terminal: the two side by side with their evidence, and a decision that survives every rebuild."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from etl.claims import Item, read_items
from etl.resolve.clusters import Cluster, People
from etl.resolve.curation import Curation
from etl.resolve.people import resolve_people
from etl.resolve.references import FIRST_DAY, Reference, references
from etl.workspace import Workspace, write_atomically

FIELDS = ("anchor_a", "anchor_b", "same", "reason", "source", "decided")


@dataclass(frozen=True)
class Pair:
    """Two references that may be one person."""

    reference: Reference
    other: Cluster
    why: str


def doubtful_pairs(people: People, by_anchor: dict[str, Reference], decided: set[frozenset[str]]) -> list[Pair]:
    """Undecided pairs, in anchor order: each doubtful reference with everyone it could be."""
    pairs = []
    for anchor, others, why in sorted(people.doubtful):
        for other in others:
            cluster = people.of[other]
            if frozenset((anchor, other)) not in decided and cluster is not people.of[anchor]:
                pairs.append(Pair(by_anchor[anchor], cluster, why))
    return pairs


def describe_reference(reference: Reference) -> list[str]:
    """A reference as lines: name, offices, days, where it stands."""
    lines = [reference.name]
    lines += [f"  {r.title or r.role_type}{f', {r.country}' if r.country else ''}" for r in reference.roles]
    if reference.first != FIRST_DAY:
        lines.append(f"  {reference.first} to {reference.last}")
    return [*lines, f"  {reference.anchor}"]


def describe_cluster(cluster: Cluster) -> list[str]:
    """A person as lines: names, offices with their years, how often named."""
    lines = sorted(cluster.names, key=lambda n: (-cluster.names[n], n))[:4]
    lines += [f"  {r.role_type}, {r.country or '—'}, {r.first[:4]}–{r.last[:4]}" for r in cluster.roles[:6]]
    return [*lines, f"  named {len(cluster.members)} times", f"  {cluster.anchor}"]


def review_pairs(
    workspace: Workspace,
    limit: int,
    ask: Callable[[], str] = lambda: click.prompt("same person? y/n/s(kip)/q(uit)", default="s", show_default=False),
    today: Callable[[], str] = lambda: date.today().isoformat(),
) -> int:
    """Show up to `limit` doubtful pairs; append each decision to curation/same_as.csv at once. Returns how many were decided."""
    items: list[Item] = [i for p in sorted(workspace.claims.glob("*.jsonl.gz")) for i in read_items(p)]
    curation = Curation.load(workspace.curation)
    all_references = list(references(curation.corrected(items)))
    people = resolve_people(all_references, curation.same_person)
    by_anchor = {r.anchor: r for r in all_references}
    decided = {frozenset((d.anchor_a, d.anchor_b)) for d in curation.same_person}
    pairs = doubtful_pairs(people, by_anchor, decided)
    click.echo(f"{len(pairs)} doubtful pairs")
    count = 0
    for number, pair in enumerate(pairs[:limit], 1):
        click.echo(f"\n{number} of {min(limit, len(pairs))}: {pair.why}")
        for line in side_by_side(describe_reference(pair.reference), describe_cluster(pair.other)):
            click.echo(line)
        answer = ask().strip().lower()[:1]
        if answer == "q":
            break
        if answer in ("y", "n"):
            reason = "reviewed: the same person" if answer == "y" else "reviewed: two people"
            append_decision(
                workspace.curation / "same_as.csv",
                pair.reference.anchor,
                pair.other.anchor,
                answer == "y",
                reason,
                today(),
            )
            count += 1
    click.echo(f"{count} decided; run `embassyrow build` to apply")
    return count


def side_by_side(left: list[str], right: list[str], width: int = 56) -> list[str]:
    """Two columns of text."""
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [f"{a[:width]:{width}s} │ {b[:width]}" for a, b in zip(left, right, strict=True)]


def append_decision(path: Path, anchor_a: str, anchor_b: str, same: bool, reason: str, day: str) -> None:
    """Append one decision; the file is made with its header when it is absent."""
    old = path.read_text(encoding="utf-8") if path.exists() else ",".join(FIELDS) + "\n"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([anchor_a, anchor_b, int(same), reason, "embassyrow review", day])
    write_atomically(path, old + out.getvalue())
