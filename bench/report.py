"""docs/performance.md and its plots, out of the figures that bench kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

CC_NEWS = 1_000_000_000  # pages of Common Crawl's news crawl, as issue and design take it
HEAD = """# Performance

Made by `make bench` (`python -m bench`); do not edit. Figures are one machine's: take the ratios, each of which was measured within one run.
Wall seconds where nothing else is said. A load above the number of cores means that other work ran meanwhile and wall times are too long.
"""


def write(kept: dict[str, Any], docs: Path) -> None:
    """Write the page, and the plots that it shows, into the folder `docs`."""
    lines = [HEAD]
    for part, show in SECTIONS.items():
        if part in kept:
            one = kept[part]
            lines += [*show(one["figures"]), "", _stamp(one), ""]
    if {"workers", "resolution"} <= kept.keys():
        lines += _far(kept)
    if "resolution" in kept:
        plot(kept["resolution"]["figures"], docs / "plots" / "resolution.svg")
    (docs / "performance.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _stamp(one: dict[str, Any]) -> str:
    m = one["machine"]
    load = " → ".join(str(x[0]) for x in (m["load"], one["load_after"]))
    versions = ", ".join(f"{k} {v}" for k, v in one["versions"].items())
    return f"*{one['date']}; {m['processor']}, {m['cores']} cores, {m['memory_gb']} GB, Python {m['python']}; load {load}; {versions}.*"


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """A Markdown table."""
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(map(_cell, r)) + " |" for r in rows),
    ]


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _pages(rows: list[dict[str, Any]]) -> list[str]:
    keys = list(dict.fromkeys(k for r in rows for k in r))
    return ["## Reading pages", "", *table(keys, [[r.get(k, "") for k in keys] for r in rows])]


def _extraction(f: dict[str, Any]) -> list[str]:
    rows = [
        [label, f[side]["words_per_s"], f[side]["cpu"], f[side]["peak_mb"]]
        for label, side in (("ours, to claims", "ours"), ("plain `nlp.pipe`, full pipeline, same model", "plain"))
    ]
    return [
        "## Extraction against plain spaCy",
        "",
        f"{f['articles']:,} articles of the White House's briefings, {f['words']:,} words, one process, CPU seconds: "
        f"**{f['ratio']} × the words per second of plain spaCy** (to reach: 2).",
        "",
        *table(["", "words/s", "CPU s", "peak MB"], rows),
        "",
        "Only sentences in which a word of the lexicon stands with all the words that its conditions name are parsed (`etl.extract.triggers`), and "
        "entities are looked for only where the parse has such a word: before that it was 0.63 × plain spaCy, with byte for byte the same claims.",
    ]


def _workers(f: dict[str, Any]) -> list[str]:
    rows = [
        [n, f[f"jobs{n}"]["wall"], f[f"jobs{n}"]["cpu"], round(f["articles"] / f[f"jobs{n}"]["wall"], 1)]
        for n in (1, 2)
    ]
    return [
        "## One worker and two",
        "",
        f"{f['articles']:,} articles in {f['jobs1']['shards']} shards, from archive to claims, start of the cluster and loading of the model included: "
        f"**{f['speedup']} ×** (to reach: 1.8); the bytes {'agree' if f['same_bytes'] else 'DIFFER'}.",
        "",
        *table(["workers", "wall s", "CPU s", "articles/s"], rows),
        "",
        f"Two workers take {f['jobs2']['cpu'] / f['jobs1']['cpu']:.2f} × the CPU of one (the cluster, and model and registers loaded twice), so that "
        f"on two idle cores no more than {2 * f['jobs1']['cpu'] / f['jobs2']['cpu']:.2f} × is possible over this many articles. Wall times say little "
        "where the load below is above what two workers make themselves.",
    ]


def _resolution(rows: list[dict[str, Any]]) -> list[str]:
    shown = [
        [r["claims"], r["items"], r["cpu"], r["wall"], r["peak_mb"], r["people"], r["events"], r.get("growth", "")]
        for r in rows
    ]
    return [
        "## Resolution",
        "",
        "Claims of a seeded generator with the real corpus's names, spellings, offices and dates (`bench/synthetic.py`). To reach: ten times the claims "
        "in at most 12 times the time; a million claims in at most 4 GB. Peak memory includes the items.",
        "",
        *table(["claims", "items", "CPU s", "wall s", "peak MB", "people", "events", "× time for ten times"], shown),
        "",
        "![seconds and memory against claims](plots/resolution.svg)",
    ]


def _build(f: dict[str, Any]) -> list[str]:
    rows = [
        ["full build", f["full"], ""],
        ["nothing new", f["nothing_new"], f"{100 * f['nothing_new'] / f['full']:.1f} % (to reach: 3)"],
        ["one article added", f["one_article"], f"{100 * f['one_article'] / f['full']:.1f} % (to reach: 5 % and 10 s)"],
    ]
    steps = [
        [k, v, f["nothing_new_steps"].get(k, ""), f["one_article_steps"].get(k, "")] for k, v in f["full_steps"].items()
    ]
    exports = [[k, v["seconds"], v["mb"]] for k, v in f["exports"].items()]
    return [
        "## Builds",
        "",
        f"All sources, one process, peak {f['peak_mb']:,} MB.",
        "",
        *table(["build", "seconds", "of the full one"], rows),
        "",
        *table(["step", "full", "nothing new", "one article"], steps),
        "",
        "## Exports",
        "",
        *table(["format", "seconds", "MB"], exports),
    ]


def _registers(f: dict[str, Any]) -> list[str]:
    return [
        "## The registers alone",
        "",
        f"From their archives to the finished database, one process: {f['seconds']} s (to reach: 60), {f['cpu']} s of CPU, peak {f['peak_mb']:,} MB "
        "(to reach: 1,000).",
        "",
        *table(["step", "seconds"], [[step, seconds] for step, seconds in f["steps"].items()]),
    ]


def _identity(f: dict[str, Any]) -> list[str]:
    rows = [[key.replace("_", " "), value] for key, value in f.items()]
    return [
        "## Who is who in the registers",
        "",
        "Pairs of references, against people known from elsewhere whom a name alone does not tell apart (`bench/identity.csv`). To reach: F1 0.97.",
        "",
        *table(["", ""], rows),
    ]


def _serve(f: dict[str, Any]) -> list[str]:
    rows = [
        [kind, *(x for n in ("1", "8") for x in (round(by[n]["p50"], 1), round(by[n]["p95"], 1)))]
        for kind, by in f["pages"].items()
    ]
    head = ["page", "p50, 1 client", "p95", "p50, 8 clients", "p95"]
    return [
        "## Pages served",
        "",
        f"Milliseconds; first page {f['start']:.2f} s after the start.",
        "",
        *table(head, rows),
    ]


SECTIONS = {
    "pages": _pages,
    "extraction": _extraction,
    "workers": _workers,
    "resolution": _resolution,
    "build": _build,
    "registers": _registers,
    "identity": _identity,
    "serve": _serve,
}


def _far(kept: dict[str, Any]) -> list[str]:
    """What a larger archive would cost, extrapolated from what was measured."""
    f = kept["workers"]["figures"]
    per = f["jobs1"]["cpu"] / f["articles"]
    stored = f["bytes"] / f["articles"]
    rows = [
        [label, round(n * per / 3600, 1), round(n * per / 3600 / 2, 1), f"{n * stored / 2**30:,.2f}"]
        for label, n in (
            ("100,000", 100_000),
            ("1,000,000", 1_000_000),
            ("Common Crawl's news, taken as a billion", CC_NEWS),
        )
    ]
    return [
        "## Further: extrapolated, not measured",
        "",
        f"Reading and extraction take {1000 * per:.0f} ms of CPU an article (measured on {f['articles']:,} articles, start-up included) and grow with the "
        f"articles alone; a shard's claims take {stored:,.0f} bytes an article as Parquet. The 100,000 articles were **not** run end to end: the first "
        "column is the measured rate times the number. HTML pages cost reading on top (see *Reading pages*); White House briefings are Markdown.",
        "",
        *table(["articles", "core-hours", "hours on two cores at perfect division", "GB of Parquet claims"], rows),
        "",
        "Memory: a worker holds one shard (at most 96 documents or 8 MB) beside model and registers; the coordinator one small record a shard (some 3 a "
        "hundred documents); merging sorts in DuckDB with 1 GB at most and spills to disk. One coordinator cuts WARC files at some 4,600 records a second, "
        "which feeds about 300 cores; beyond that, one build for each part of the crawl.",
        "",
        "Resolution holds all claims in memory and is where one machine ends first (see *Resolution*). It does not run as SQL yet. The plan for more: the "
        "shards' Parquet is what DuckDB or Spark reads as it is; references (person, block, skeleton of each word of the name) become a table, candidate "
        "pairs a self-join on (block, skeleton), and only blocks, which are small and independent, are judged in Python, one task a block.",
    ]


def plot(rows: list[dict[str, Any]], target: Path) -> None:
    """Seconds and memory of resolution against claims, as a small SVG that is the same for the same figures."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "embassy-row"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(8, 3))
    claims = [r["claims"] for r in rows]
    for axis, key, label in ((axes[0], "cpu", "CPU seconds"), (axes[1], "peak_mb", "peak MB")):
        axis.loglog(claims, [r[key] for r in rows], marker="o", color="#1f4e79")
        axis.set_xlabel("claims")
        axis.set_title(label)
        axis.grid(True, which="major", color="#dddddd")
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, format="svg", metadata={"Date": None})
    pyplot.close(figure)
