"""Before a release: write down which ids things have, so that they keep them.

    python -m etl.resolve.release VERSION

Resolves the committed claims, appends the ids of all that is new to `curation/ids.csv`, and to `curation/redirects.csv` the ids that went
away since the release before, with VERSION as the release in which they first are gone. Rows that are there stay as they are.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from etl.claims import read_items
from etl.resolve import resolve
from etl.resolve.curation import Curation
from etl.sources import catalogue
from etl.workspace import Workspace, find_root, write_atomically

MOVED = ("old_id", "new_id", "kind", "release")


def write_ledger(workspace: Workspace, version: str) -> tuple[int, int]:
    """Append to the ledger and to the redirects; how many rows each got."""
    items = [item for path in sorted(workspace.claims.glob("*.jsonl.gz")) for item in read_items(path)]
    curation = Curation.load(workspace.curation)
    _, resolved = resolve(items, curation, catalogue.coverage())
    ledger = resolved.ledger
    text = ledger.appended()
    write_atomically(workspace.curation / "ids.csv", text)
    path = workspace.curation / "redirects.csv"
    old = path.read_text(encoding="utf-8") if path.exists() else ",".join(MOVED) + "\n"
    new = sorted((a, b or "", kind, version) for a, b, kind in ledger.redirects if (a, kind) not in curation.moved)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(new)
    if new:
        write_atomically(path, old + out.getvalue())
    return text.count("\n") - 1 - len(ledger.rows), len(new)


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    ids, moved = write_ledger(Workspace(find_root(Path.cwd())), given[0])
    print(f"{ids:,} ids and {moved:,} redirects written down")
    return 0


if __name__ == "__main__":
    sys.exit(main())
