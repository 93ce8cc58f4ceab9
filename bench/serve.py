"""How fast the pages are, held against Datasette's own, in the same run: `python -m bench.serve`.

Starts `embassyrow serve` on a free port, asks every page kind for many different entities (half of them the busiest of their kind, half
spread over all), with one client and with eight, and prints p50 and p95 in milliseconds. A page of one thing (person, event, article …)
may take twice the time of Datasette's row page; a page that is a list (country, place, pair, search) twice that of its table page.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

ENTITIES = {
    "person": ("people", "person_id", "select person_id from event_participants where person_id is not null group by 1 order by count(*) desc"),
    "event": ("events", "event_id", "select event_id from event_evidence group by 1 order by count(*) desc"),
    "article": ("articles", "article_id", "select article_id from mentions group by 1 order by count(*) desc"),
    "record": ("records", "record_id", "select record_id from event_evidence where record_id is not null group by 1 order by count(*) desc"),
    "post": ("posts", "post_id", "select post_id from affiliations where post_id is not null group by 1 order by count(*) desc"),
    "country": ("countries", "country", "select country from events where country is not null group by 1 order by count(*) desc"),
    "place": ("places", "place_id", "select place_id from event_places group by 1 order by count(*) desc"),
    "organization": ("organizations", "organization_id", "select organization_id from affiliations where organization_id is not null group by 1 order by count(*) desc"),
}  # fmt: skip
# Against what each kind is held: a row page or a table page of Datasette's own.
AGAINST = {
    **dict.fromkeys(("person", "event", "article", "record", "post"), "Datasette row"),
    **dict.fromkeys(
        ("country", "place", "organization", "pair", "search", "suggest", "year", "query"), "Datasette table"
    ),
}
MISSPELT = ("Lavrof", "Kery", "Tillersen", "Obama", "Clintn", "helsinky", "Merkle", "Gorbachov", "kissinger", "Thacher", "camp david", "moscow summit",
            "kerry lavrov", "paris", "foreign minister france", "NATO", "Angela", "treaty", "Netanyaho", "Khrushchev", "Chou", "sweden", "vienna", "xi")  # fmt: skip


def addresses(database: Path, number: int) -> dict[str, list[str]]:
    """Paths to ask for, by kind; the same ones every time."""
    conn = sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)
    dice = random.Random(1815)
    out: dict[str, list[str]] = {}

    def ids(kind: str) -> list[str]:
        table, key, busiest = ENTITIES[kind]
        top = [row[0] for row in conn.execute(busiest + f", 1 limit {number // 2}")]
        everyone = [row[0] for row in conn.execute(f"select {key} from {table} order by 1")]
        rest = dice.sample(everyone, min(number - len(top), len(everyone)))
        return list(dict.fromkeys(top + rest))

    chosen = {kind: ids(kind) for kind in ENTITIES}
    row = [f"/embassyrow/people/{quote(i)}" for i in chosen["person"]] + [
        f"/embassyrow/events/{quote(i)}" for i in chosen["event"]
    ]
    row += [f"/embassyrow/articles/{quote(i)}" for i in chosen["article"]]
    out["Datasette row"] = dice.sample(row, min(number, len(row)))
    countries = chosen["country"]
    out["Datasette table"] = [f"/embassyrow/events?country={c}" for c in countries][: number // 2]
    out["Datasette table"] += [f"/embassyrow/people?country={c}" for c in countries][: number // 2]
    out["home"] = ["/"] * number
    for kind in ENTITIES:
        out[kind] = [f"/{kind}/{quote(i, safe=':/')}" for i in chosen[kind]]
    pairs = conn.execute(
        f"select person_a, person_b from encounters group by 1, 2 order by count(*) desc, 1, 2 limit {number // 2}"
    ).fetchall()
    out["pair"] = [f"/pair/{a}/{b}" for a, b in pairs] + [f"/pair/US/{c}" for c in countries if c != "US"][
        : number // 2
    ]
    out["year"] = [f"/year/{year}" for year in range(2025 - number, 2025)]
    out["search"] = [f"/search?q={quote(q)}" for q in MISSPELT]
    out["suggest"] = [f"/search.json?suggest=1&q={quote(q[:n])}" for q in MISSPELT for n in (3, 5)]
    out["query"] = [f"/embassyrow/whom_did_they_meet?person={quote(i)}" for i in chosen["person"]]
    conn.close()
    return {kind: found for kind, found in out.items() if found}


def ask(port: int, paths: Sequence[str], times: list[float], failures: list[str]) -> None:
    """One client: ask for the paths one after the other over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            failures.append(f"{answer.status} {path}")
    connection.close()


def measure(port: int, paths: Sequence[str], clients: int) -> dict[str, float]:
    """p50 and p95 in milliseconds. With several clients each asks for its own share, beginning elsewhere."""
    times: list[float] = []
    failures: list[str] = []
    threads = [
        threading.Thread(
            target=ask,
            args=(port, [*paths[len(paths) * n // clients :], *paths[: len(paths) * n // clients]], times, failures),
        )
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"bench.serve: {len(failures)} failed, for instance {failures[0]}")
    ordered = sorted(times)
    return {
        "p50": statistics.median(ordered),
        "p95": ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
        "asked": len(ordered),
    }


def started(port: int, process: subprocess.Popen[bytes], since: float) -> float:
    """Seconds from the start of the process to the first home page."""
    while time.perf_counter() - since < 60:
        try:
            ask(port, ["/"], [], [])
            return time.perf_counter() - since
        except OSError:
            if process.poll() is not None:
                raise SystemExit("bench.serve: the server ended") from None
            time.sleep(0.02)
    raise SystemExit("bench.serve: the server did not start")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table; `--json FILE` keeps the figures. Status 1 where a page kind is slower than it may be."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=60, help="different pages of each kind (default 60)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args(arguments)
    from etl.pipeline import ensure_database
    from etl.workspace import Workspace, find_root

    database = ensure_database(Workspace(find_root()))
    wanted = addresses(database, options.pages)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from etl.cli import main; main()", "serve", "--port", str(port)]
    since = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        start = started(port, process, since)
        figures: dict[str, dict[str, dict[str, float]]] = {}
        for kind, paths in wanted.items():
            if kind.startswith("Datasette") or kind == "home":
                measure(port, paths[:3], 1)  # Datasette reads its schema once, the home page counts once
            figures[kind] = {"1": measure(port, paths, 1)}
            figures[kind]["8"] = measure(port, paths, 8)
    finally:
        process.terminate()
        process.wait(20)
    print(
        f"start to first page {start:.2f} s; database {database.stat().st_size / 1e6:.0f} MB; milliseconds, p50 / p95"
    )
    slow = ["home"] if figures["home"]["1"]["p95"] > 100 else []
    for kind, by_clients in figures.items():
        line = f"{kind:16s}" + "".join(
            f"  {n} client{'s' if n != '1' else ' '} {f['p50']:7.1f} / {f['p95']:7.1f}" for n, f in by_clients.items()
        )
        if kind in AGAINST:
            ratios = {n: by_clients[n]["p95"] / figures[AGAINST[kind]][n]["p95"] for n in by_clients}
            line += f"   p95 × {ratios['1']:.1f}, {ratios['8']:.1f} of {AGAINST[kind]}"
            slow += [kind] * (max(ratios.values()) > 2)
        print(line)
    print(f"slower than they may be: {', '.join(slow)}" if slow else "every page kind is as fast as it must be")
    if options.json:
        options.json.write_text(json.dumps({"start": start, "pages": figures}, indent=1) + "\n", encoding="utf-8")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
