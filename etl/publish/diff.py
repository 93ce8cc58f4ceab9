"""What changed between two packages, fact by fact: added, changed, withdrawn, merged, and why.

A fact is a row of a table with an id of its own (an event, a person, an affiliation …). What hangs on it in other tables
(participants, names, evidence) is compared with it, whatever its numbering, and a change there is a change of the fact.
"""

from __future__ import annotations

import csv
import html
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.errors import InputError
from etl.schema import Schema, Table, load

Cells = dict[str, str]

FACTS = ("sources", "countries", "places", "organizations", "posts", "people", "affiliations", "articles", "events")
KINDS = ("added", "changed", "withdrawn", "merged")
SHOWN = 50  # facts of a table and kind that the text and the page list; the JSON has all
_EVIDENCE = ("event_evidence", "affiliation_evidence")
_HASHES = ("sha256", "content_sha256", "text_sha256")


@dataclass(frozen=True)
class Change:
    """One fact that is not as it was.

    `details` are (what, before, after): a column with its values, or a table with what was there and is not (before) or is
    there and was not (after). `reasons` say in words what brought it about, as far as the packages tell.
    """

    kind: str
    table: str
    id: str
    label: str
    details: tuple[tuple[str, str | None, str | None], ...] = ()
    reasons: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        details = [{"what": what, "before": before, "after": after} for what, before, after in self.details]
        return {"kind": self.kind, "table": self.table, "id": self.id, "label": self.label, "details": details,
                "reasons": list(self.reasons)}  # fmt: skip

    def lines(self) -> Iterator[str]:
        """The change in words, the fact first, then a line for each detail and reason."""
        yield f"{self.id}: {self.label}" if self.label != self.id else self.id
        for what, before, after in self.details:
            if before is not None and after is not None:
                yield f"    {what}: {before} → {after}"
            else:
                yield f"    {what}: {'+' if before is None else '−'} {after if before is None else before}"
        for reason in self.reasons:
            yield f"    because {reason}"


@dataclass(frozen=True)
class Diff:
    """All changes, in the order of FACTS, kind and id, and the versions compared."""

    old: str
    new: str
    changes: tuple[Change, ...] = ()
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)  # rows of each table, before and after

    def _grouped(self) -> Iterator[tuple[str, str, list[Change]]]:
        for table in FACTS:
            for kind in KINDS:
                found = [c for c in self.changes if c.table == table and c.kind == kind]
                if found:
                    yield table, kind, found

    def as_text(self) -> str:
        """The changes as text for a person; long lists are cut, and say so."""
        lines = [f"From {self.old} to {self.new}: {self._summary()}"]
        for table, kind, found in self._grouped():
            lines.append(f"\n{table} {kind}: {len(found)}")
            for change in found[:SHOWN]:
                lines += [f"  {line}" for line in change.lines()]
            if len(found) > SHOWN:
                lines.append(f"  … and {len(found) - SHOWN} more")
        return "\n".join(lines)

    def _summary(self) -> str:
        total = Counter(change.kind for change in self.changes)
        return ", ".join(f"{total[kind]} {kind}" for kind in KINDS if total[kind]) or "no fact changed"

    def as_json(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return {
            "old": self.old,
            "new": self.new,
            "rows": {name: {"before": a, "after": b} for name, (a, b) in self.counts.items()},
            "changes": [change.as_json() for change in self.changes],
        }

    def as_html(self) -> str:
        """A page that stands by itself, without scripts."""
        say = html.escape
        parts = [
            "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<meta name=viewport content='width=device-width'>",
            f"<title>Embassy Row: from {say(self.old)} to {say(self.new)}</title>",
            "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
            "pre{white-space:pre-wrap;margin:.3rem 0}td,th{text-align:right;padding:0 .8rem}th:first-child{text-align:left}"
            "summary{cursor:pointer}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}</style>",
            f"<h1>What changed from {say(self.old)} to {say(self.new)}</h1>\n<p>{say(self._summary())}.</p>",
            "<table><thead><tr><th>table<th>rows before<th>after</thead><tbody>",
            *(f"<tr><th scope=row>{say(n)}<td>{a:,}<td>{b:,}" for n, (a, b) in self.counts.items() if a != b),
            "</tbody></table>",
        ]
        for table, kind, found in self._grouped():
            parts.append(f"<h2>{say(table)} {kind}: {len(found)}</h2>")
            for change in found[:SHOWN]:
                head, *rest = change.lines()
                body = f"<pre>{say(chr(10).join(line.strip() for line in rest))}</pre>" if rest else ""
                parts.append(
                    f"<details><summary>{say(head)}</summary>{body}</details>" if rest else f"<p>{say(head)}</p>"
                )
            if len(found) > SHOWN:
                parts.append(f"<p>… and {len(found) - SHOWN} more, see the JSON form.</p>")
        return "\n".join(parts) + "\n</html>\n"


class _Package:
    """One package: its facts by id, and what hangs on each."""

    def __init__(self, folder: Path) -> None:
        self.schema: Schema = load(folder / "datapackage.json")
        self.version = str(self.schema.descriptor.get("version", folder.name))
        self.rows: dict[str, dict[str, Cells]] = {name: {} for name in FACTS}
        self.hanging: dict[tuple[str, str], list[tuple[str, Cells]]] = {}
        self.counts: dict[str, int] = {}
        self.redirects: dict[str, str] = {}
        self.told: dict[str, str] = {}  # piece of evidence → the fact it speaks for
        for table in self.schema.tables.values():
            self._read(folder, table)

    def _read(self, folder: Path, table: Table) -> None:
        path = folder / table.path
        if not path.is_file():
            raise InputError("is missing from the package", file=str(path), remedy="give the folder of a whole package")
        parent = self._parent(table)
        count = 0
        with path.open(encoding="utf-8", newline="") as lines:
            for count, row in enumerate(csv.DictReader(lines), 1):  # noqa: B007
                if table.name in FACTS:
                    self.rows[table.name][row[table.primary_key[0]]] = row
                elif table.name == "redirects":
                    self.redirects[row["old_id"]] = row["new_id"]
                elif parent:
                    fact, column = parent
                    self.hanging.setdefault((fact, row[column]), []).append((table.name, row))
                    if table.name in _EVIDENCE:
                        self.told[row["evidence_id"]] = row[column]
        self.counts[table.name] = count

    @staticmethod
    def _parent(table: Table) -> tuple[str, str] | None:
        """The fact on which a row of this table hangs: (its table, the column here that names it)."""
        for key in table.foreign_keys:
            if key.table in FACTS and len(key.columns) == 1 and table.name not in ("records", "checks", "coverage"):
                return key.table, key.columns[0]
        if table.name == "participant_capacities":
            return "events", "event_id"
        return None

    def label(self, table: str, row: Cells) -> str:
        name = self.schema.tables[table].label if table in self.schema.tables else None
        return (row.get(name) if name else None) or row[self.schema.tables[table].primary_key[0]]

    def sources(self, table: str, id: str) -> set[str]:
        """Who tells a fact: the records and articles of its evidence."""
        rows = self.hanging.get((table, id), ())
        return {row.get("record_id") or row.get("article_id") or "" for name, row in rows if name in _EVIDENCE}


def diff(old: Path, new: Path) -> Diff:
    """Compare the packages in two folders, each with datapackage.json and data/.

    Columns that only one of them has are not compared. Raises InputError for a folder that is no package.
    """
    before, after = _Package(old), _Package(new)
    changes: list[Change] = []
    for table in FACTS:
        had, has = before.rows[table], after.rows[table]
        changes += (_added(after, table, id) for id in sorted(has.keys() - had.keys()))
        changes += (c for id in sorted(had.keys() & has.keys()) if (c := _changed(before, after, table, id)))
        changes += (_gone(before, after, table, id) for id in sorted(had.keys() - has.keys()))
    names = {**before.counts, **after.counts}
    counts = {name: (before.counts.get(name, 0), after.counts.get(name, 0)) for name in names}
    order = {kind: position for position, kind in enumerate(KINDS)}
    ordered = sorted(changes, key=lambda c: (FACTS.index(c.table), order[c.kind], c.id))
    return Diff(before.version, after.version, tuple(ordered), counts)


def _added(after: _Package, table: str, id: str) -> Change:
    told = _listed(after.sources(table, id))
    return Change(
        "added", table, id, after.label(table, after.rows[table][id]), (), (f"it is told by {told}",) if told else ()
    )


def _changed(before: _Package, after: _Package, table: str, id: str) -> Change | None:
    had, has = before.rows[table][id], after.rows[table][id]
    details: list[tuple[str, str | None, str | None]] = [
        (name, had[name] or "nothing", has[name] or "nothing")
        for name in had
        if name in has
        and had[name] != has[name]
        and name not in _HASHES
        and not name.endswith(("_earliest", "_latest"))
    ]
    lost, gained = _hanging(before, after, table, id)
    details += [(name, text, None) for name, text in lost]
    details += [(name, None, text) for name, text in gained]
    if not details:
        return None
    return Change(
        "changed", table, id, after.label(table, has), tuple(details), tuple(_why(before, after, table, id, has))
    )


def _hanging(
    before: _Package, after: _Package, table: str, id: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What hung on a fact and does not, and what does and did not: (table, row in words)."""
    sides = []
    for package, other in ((before, after), (after, before)):
        sides.append(
            Counter(_said(package, other, table, name, row) for name, row in package.hanging.get((table, id), ()))
        )
    return sorted((sides[0] - sides[1]).elements()), sorted((sides[1] - sides[0]).elements())


def _said(package: _Package, other: _Package, fact: str, name: str, row: Cells) -> tuple[str, str]:
    """A hanging row in words, without its number, and without columns that the other package does not have."""
    parent = fact_column(package.schema.tables[name], fact)
    columns = other.schema.tables[name].names if name in other.schema.tables else ()
    kept = (f"{k}={v}" for k, v in row.items() if v and k in columns and k not in (parent, "number", *_HASHES))
    return name, ", ".join(kept)


def fact_column(table: Table, fact: str) -> str:
    """The column of `table` that names the fact on which its rows hang."""
    return next((k.columns[0] for k in table.foreign_keys if k.table == fact and len(k.columns) == 1), "event_id")


def _why(before: _Package, after: _Package, table: str, id: str, has: Cells) -> Iterator[str]:
    had_sources, has_sources = before.sources(table, id), after.sources(table, id)
    if new := _listed(has_sources - had_sources):
        yield f"it is now told by {new}"
    if gone := _listed(had_sources - has_sources):
        yield f"it is no longer told by {gone}"
    if has.get("date_basis") == "curated" or has.get("published_basis") == "curated":
        yield "an editor decided the date (curation)"
    if merged := sorted(i for i, to in after.redirects.items() if to == id and i not in before.redirects):
        yield f"{_listed(merged)} {'was' if len(merged) == 1 else 'were'} merged into it"


def _gone(before: _Package, after: _Package, table: str, id: str) -> Change:
    """A fact that is no longer there: merged, by a redirect or because another fact has its evidence now; else withdrawn."""
    row = before.rows[table][id]
    label = before.label(table, row)
    if to := after.redirects.get(id):
        return Change("merged", table, id, label, (("merged into", None, to),), ("a redirect says so",))
    evidence = [r["evidence_id"] for name, r in before.hanging.get((table, id), ()) if name in _EVIDENCE]
    moved = sorted({after.told[e] for e in evidence if e in after.told} - {id})
    if moved:
        return Change(
            "merged", table, id, label, (("merged into", None, _listed(moved)),), ("its evidence speaks for that now",)
        )
    told = _listed(before.sources(table, id))
    reason = f"it is no longer told by {told}" if told else "nothing refers to it any more"
    return Change("withdrawn", table, id, label, (), (reason,))


def _listed(names: Iterable[str]) -> str:
    """Names in order, the first few by name."""
    ordered = sorted(name for name in names if name)
    more = f" and {len(ordered) - 3} more" if len(ordered) > 3 else ""
    return ", ".join(ordered[:3]) + more
