"""Taking articles in: documents → items → claims, with what was read before left alone.

What a document says hangs on its bytes and on the code that reads and extracts, so that is the key of its cached claims.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.claim_files import ClaimFiles
from etl.claims import Item, from_json, read_items, to_json, write_items
from etl.errors import EmbassyRowError, InputError
from etl.pages.document import Document
from etl.processes import start
from etl.workspace import Workspace, lock, write_atomically

if TYPE_CHECKING:
    from etl.pipeline import BuildResult

Report = Callable[..., Iterator[Any]]
FEW = 8  # files of which a process of its own takes care while the claims are read
MUCH = 1 << 20  # bytes of claims from which on that pays
HELD = 200  # documents whose texts are held in memory before they are put into the private database


@dataclass
class Taken:
    """One article that was taken in."""

    file: str
    item: Item
    new: bool


@dataclass
class Outcome:
    """What `add` did: the articles taken in, what failed and why, and the build that followed."""

    taken: list[Taken] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    total: int = 0
    build: BuildResult | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "taken": [
                {"file": t.file, "source": t.item.source, "key": t.item.key, "new": t.new, **_found(t.item)}
                for t in self.taken
            ],
            "failed": self.failures,
            "build": self.build.as_json() if self.build else None,
        }


def _found(item: Item) -> dict[str, Any]:
    article = item.article
    return {"title": article.title if article else None, "published": article.published if article else None,
            "published_basis": article.published_basis if article else None, "people": len(item.people),
            "affiliations": len(item.affiliations), "events": len(item.events), "links": len(item.links)}  # fmt: skip


def describe(outcome: Outcome) -> str:
    """What was found, for a person."""
    lines = []
    for taken in outcome.taken:
        article = taken.item.article
        day = article.published if article and article.published else "undated"
        lines.append(
            f"{taken.file}: {article.title if article else ''} ({day}){'' if taken.new else ' — known already, read again'}"
        )
        lines.append(f"  {len(taken.item.people)} people, {len(taken.item.affiliations)} affiliations, {len(taken.item.events)} events, "
                     f"{len(taken.item.links)} links")  # fmt: skip
        names = {p.id: p.name for p in taken.item.people}
        for event in taken.item.events:
            who = ", ".join(names.get(p.who, p.who) for p in event.participants)
            where = event.places[0].name if event.places else event.country or ""
            lines.append(
                f"    {event.type}, {event.status}: {who}{f', {where}' if where else ''}{f', {event.date}' if event.date else ''}"
            )
    if outcome.build:
        lines.append(outcome.build.summary())
    return "\n".join(lines)


def add_articles(
    workspace: Workspace,
    sources: Sequence[str],
    *,
    url: str | None = None,
    published: str | None = None,
    report: Report,
) -> Outcome:
    """Take files, folders and addresses in, write their claims, and build.

    A file that fails is named in `failures` and the rest goes on; when nothing could be taken in, nothing is built. Raises InputError
    when `url` is given for more than one file.
    """
    from etl.pipeline import build
    from etl.private import keep_texts

    files = list(expand(sources))
    if url and len(files) != 1:
        raise InputError("--url goes with one file", remedy="add the files one by one")
    outcome = Outcome(total=len(files))
    claims = ClaimFiles(workspace.claims)
    read_ahead(workspace, claims, files, url, published)
    documents: list[Document] = []
    for file in report(files, "add", len(files)):
        inside: list[InputError] = []  # of single articles in a file of many
        try:
            for document in open_documents(workspace, file, url, inside):
                outcome.taken.append(Taken(str(file), extract_cached(workspace, document, published), True))
                documents.append(document)
                if len(documents) >= HELD:
                    keep_texts(workspace.private, documents)
                    documents.clear()
        except EmbassyRowError as error:
            outcome.failed.append(str(file))
            outcome.failures.append(str(error) if error.file else f"{file}: {error}")
        outcome.failures += [str(error) for error in inside]
        if inside and str(file) not in outcome.failed:
            outcome.failed.append(str(file))
    if not outcome.taken:
        return outcome
    with lock(workspace.state):
        keep_texts(workspace.private, documents)
        store(workspace, outcome.taken)
    outcome.build = build(workspace, claims=claims)
    return outcome


def read_ahead(
    workspace: Workspace, claims: ClaimFiles, files: Sequence[str | Path], url: str | None, published: str | None
) -> None:
    """Read the claims of all sources while a process of its own extracts the documents of a few files into the cache.

    To read a whole package's claims takes as long as to load the model. What goes wrong in that process goes wrong here again, and is
    said then.
    """
    from etl.pipeline import without_collector
    from etl.resolve import blocking

    paths = [file for file in files if isinstance(file, Path)]
    if not 0 < len(paths) == len(files) <= FEW or claims.bytes() < MUCH:
        return
    arguments: list[str | Path] = [workspace.root, url or "", published or "", *(path.resolve() for path in paths)]
    process = start(__name__, *arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with without_collector():
            claims.read_ahead()
        blocking.prepare()
    finally:
        process.wait()


def expand(sources: Sequence[str]) -> Iterator[str | Path]:
    """Addresses as they are, files as paths, folders as the files in them (hidden ones and README excepted), in name order."""
    for source in sources:
        if source.startswith(("http://", "https://")):
            yield source
        elif Path(source).is_dir():
            for path in sorted(Path(source).rglob("*")):
                if (
                    path.is_file()
                    and not path.name.startswith(".")
                    and path.stem.lower() not in ("readme", "licence", "license")
                ):
                    yield path
        else:
            yield Path(source)


def open_documents(
    workspace: Workspace, file: str | Path, url: str | None, errors: list[InputError] | None = None
) -> Iterator[Document]:
    """The documents of a file or an address. Raises EmbassyRowError for what cannot be read.

    Of a file of many, the errors of single articles are added to `errors`, and the rest goes on.
    """
    from etl import pages

    if isinstance(file, str):
        from etl.pages.web import fetch_documents

        yield from fetch_documents(file, workspace.cache / "web", errors)
        return
    try:
        yield from pages.read_file(file, url, errors)
    except EmbassyRowError as error:
        if not error.file or error.file == file.name:
            error.file = str(file)
        raise


def document_version(document: Document, published: str | None) -> str:
    """What a document's claims hang on: its bytes, its address, the day given, our code, and the registers that help with names."""
    import hashlib

    from etl.extract.version import code

    parts = (
        document.content_sha256,
        document.text_sha256,
        document.url or "",
        published or "",
        code(),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def extract_cached(workspace: Workspace, document: Document, published: str | None = None) -> Item:
    """The claims of a document, from the cache when neither it nor the code has changed."""
    from etl.extract import extract

    version = document_version(document, published)
    path = workspace.cache / "documents" / version[:2] / f"{version}.json"
    if path.exists():
        return from_json(Item, json.loads(path.read_text(encoding="utf-8")))
    item = finish(extract(document, published), document)
    write_atomically(path, json.dumps(to_json(item), ensure_ascii=False))
    return item


def finish(item: Item, document: Document) -> Item:
    """An extracted item with its source, its key and the sketch of its body."""
    from etl.pages import publisher_slug
    from etl.pages.shingles import sketch

    assert item.article is not None
    article = dataclasses.replace(item.article, shingles=tuple(sketch(document.body)))
    key = document.url or f"text:{document.text_sha256[:32]}"
    return dataclasses.replace(item, source=publisher_slug(document), key=key, article=article)


def store(workspace: Workspace, taken: Iterable[Taken]) -> None:
    """Put items into their sources' claims files; one that is there already under its key is replaced."""
    by_source: dict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        by_source[one.item.source].append(one)
    for source in sorted(by_source):
        path = workspace.claims / f"{source}.jsonl.gz"
        items = {item.key: item for item in read_items(path)} if path.exists() else {}
        for one in by_source[source]:
            one.new = one.item.key not in items
            items[one.item.key] = one.item
        write_items(path, source, items.values())


def main(arguments: list[str]) -> int:
    """Extract the documents of files into the workspace's cache; what `read_ahead` starts."""
    workspace, url, published, *files = arguments
    for file in files:
        for document in open_documents(Workspace(Path(workspace)), Path(file), url or None, []):
            extract_cached(Workspace(Path(workspace)), document, published or None)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
