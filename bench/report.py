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
        "Only sentences in which a word of the lexicon stands with all the words that its conditions name are parsed (`etl.extract.triggers`); entities are "
        "looked for only where the parse still lets a condition hold; matrices are multiplied by NumPy's BLAS; what the model derives by rules is remembered "
        "(`etl.extract.tagging`); and the model is asked about many documents at once. Before all that it was 0.63 × plain spaCy, with byte for byte the "
        "same claims. What is left is half the model's (embedding and parse) and half ours, spread over a hundred functions of which none takes 5 %.",
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
        f"Two workers take {f['jobs2']['cpu'] / f['jobs1']['cpu']:.2f} × the CPU of one (both are forked from one process that has loaded model and registers, but "
        f"each warms its own caches), so that on two idle cores no more than {2 * f['jobs1']['cpu'] / f['jobs2']['cpu']:.2f} × is possible over this many articles. Wall times say little "
        "where the load below is above what two workers make themselves.",
    ]


def _archive(rows: list[dict[str, Any]]) -> list[str]:
    small, large = rows
    shown = [
        [
            r["articles"], r["words"], r["workers"], r["wall"], r["cpu"], round(1000 * r["cpu"] / r["articles"], 1),
            max(r["workers_peak_mb"]), r["peak_mb"], *(round(r[k] / 2**20, 1) for k in ("archive_bytes", "parquet_bytes", "claims_bytes")),
        ]
        for r in rows
    ]  # fmt: skip
    grown = large["articles"] / small["articles"]
    worker = max(large["workers_peak_mb"]) - max(small["workers_peak_mb"])
    return [
        "## A synthetic archive from end to end",
        "",
        f"Articles of {large['words'] / large['articles']:.0f} words that `bench/news.py` writes out of the registers' encounters, as JSON Lines: cut, read, "
        "extracted by a local cluster, merged into one claims file. Start of the cluster and loading included.",
        "",
        *table(
            ["articles", "words", "workers", "wall s", "CPU s", "CPU ms/article", "peak MB of a worker", "peak MB of the coordinator",
             "MB of archive", "MB of Parquet", "MB of claims file"],
            shown,
        ),
        "",
        f"With {grown:g} × the articles a worker's peak is {worker:+.0f} MB and the coordinator's {large['peak_mb'] - small['peak_mb']:+.0f} MB: a worker "
        "holds one shard beside model and registers, the coordinator one record a shard, and merging sorts runs of 48 MB and the rest on disk. "
        f"Of {large['items']:,} articles {large['failed']:,} could not be read.",
        *_archive_resolved(rows),
    ]  # fmt: skip


def _archive_resolved(rows: list[dict[str, Any]]) -> list[str]:
    """The same archive's way from its claims to the package."""
    if not all("build_wall" in r for r in rows):
        return []
    shown = [
        [
            r["articles"], r["rows"], r["people"], r["events"], r["build_steps"]["resolve"], r["build_steps"]["write and validate"], r["build_wall"],
            r["build_cpu"], r["build_peak_mb"], round(r["database_bytes"] / 2**20),
        ]
        for r in rows
    ]  # fmt: skip
    return [
        "",
        "Their claims, resolved with the registers', written, validated and published, in one process and the one that makes the database:",
        "",
        *table(["articles", "rows", "people", "events", "resolve s", "write and validate s", "all s", "CPU s", "peak MB", "MB of database"], shown),
    ]  # fmt: skip


def _accuracy(f: dict[str, Any]) -> list[str]:
    names = {"benchmark": "the open benchmark", "gold": "all annotated articles"}
    lines = [
        "## Accuracy",
        "",
        "F1 with its middle 95 % over bootstrap samples of the articles, beside a plain pipeline's (`bench/baseline.py`).",
    ]
    for kind in (k for k in names if k in f):
        rows = [
            [
                key.replace("_", " "),
                r["f1"],
                f"{r['low']}–{r['high']}",
                f"{r['worst_fold']}–{r['best_fold']}",
                r["baseline"],
            ]
            for key, r in f[kind].items()
            if isinstance(r, dict)
        ]
        head = [f"{names[kind]} ({f[kind]['articles']})", "F1", "95 %", "folds", "baseline"]
        lines += ["", *table(head, rows)]
    return lines


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


def _long(rows: list[dict[str, Any]]) -> list[str]:
    first, last = rows[0], rows[-1]
    growth = (last["cpu"] / last["words"]) / (first["cpu"] / first["words"])
    return [
        "## One long text",
        "",
        f"A text in which new people go on coming: **{growth:.2f} × the CPU a word** at {last['words']:,} words of what it takes at "
        f"{first['words']:,} (linear: 1).",
        "",
        *table(
            ["words", "CPU s", "people", "affiliations", "events", "peak MB"],
            [[r["words"], r["cpu"], r["people"], r["affiliations"], r["events"], r["peak_mb"]] for r in rows],
        ),
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
    "long": _long,
    "workers": _workers,
    "resolution": _resolution,
    "build": _build,
    "registers": _registers,
    "identity": _identity,
    "serve": _serve,
    "accuracy": _accuracy,
    "hundred_thousand": _archive,
}


def _far(kept: dict[str, Any]) -> list[str]:
    """What a larger archive would cost, extrapolated from what was measured."""
    f = kept["workers"]["figures"]
    lengths = [("White House briefings", f["jobs1"]["cpu"] / f["articles"], f["bytes"] / f["articles"], f["articles"])]
    if "hundred_thousand" in kept:
        small, large = kept["hundred_thousand"]["figures"]
        more = large["articles"] - small["articles"]
        per = (large["cpu"] - small["cpu"]) / more
        lengths.append(("short synthetic ones", per, large["parquet_bytes"] / large["articles"], large["articles"]))
    rows = [
        [label, kind, round(n * per / 3600, 1), round(n * per / 3600 / 2, 1), f"{n * stored / 2**30:,.2f}"]
        for label, n in (
            ("100,000", 100_000),
            ("1,000,000", 1_000_000),
            ("Common Crawl's news, taken as a billion", CC_NEWS),
        )
        for kind, per, stored, _ in lengths
    ]
    told = "; ".join(f"{1000 * per:.1f} ms an article of {kind}, measured on {n:,}" for kind, per, _, n in lengths)
    return [
        "## Further: extrapolated, not measured",
        "",
        f"Reading and extraction take CPU time that grows with the articles alone ({told}). HTML pages cost reading on top (see *Reading pages*): the "
        "briefings are Markdown, the synthetic articles JSON Lines. Real news is between the two in length.",
        "",
        *table(
            ["articles", "as", "core-hours", "hours on two cores at perfect division", "GB of Parquet claims"], rows
        ),
        "",
        "One coordinator cuts WARC files at some 4,600 records a second, which feeds about 300 cores; beyond that, one build for each part of the crawl.",
        "",
        "Resolution is not part of these figures; it is measured above, and is where one machine ends first: "
        "[resolution at scale](resolution-at-scale.md) says where, and what is to be done then.",
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
