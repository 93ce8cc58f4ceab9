"""One task: a shard read, extracted, and written as Parquet. It runs in this process or in any worker, and always does the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.claims import Item, to_line
from etl.engine import guard, store
from etl.engine.entries import Entry, documents, entries
from etl.engine.shards import Shard
from etl.engine.store import Row
from etl.errors import InputError, LimitError, SourceError
from etl.pages.document import Document

Extractor = Callable[[Document], Item]


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to be done: whose it is, by what code, where its claims go, and the shards in whose place it stands."""

    key: str
    shard: Shard
    source: str
    version: str
    store: str
    extract: Extractor
    earlier: tuple[str, ...] = ()
    texts: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is done: how many items it gave, how many of them were known from earlier shards, what failed."""

    key: str
    items: int
    known: int = 0
    failed: int = 0


@lru_cache(maxsize=1)
def code() -> str:
    """A hash of all that reading hangs on besides the document: our code and vocabularies, and the registers that help with names."""
    from etl.extract import gazetteer
    from etl.pipeline import ARTICLE_CODE, code_version

    return f"{code_version(*ARTICLE_CODE)} {gazetteer.digest()}"


def extract(document: Document) -> Item:
    """The item of a document: what the tasks of a build run."""
    from etl.extract import extract as extract_document
    from etl.intake import finish

    return finish(extract_document(document), document)


def work(task: Task) -> Done:
    """Do a shard, unless it is done already: its Parquet file is there afterwards, whole.

    Raises SourceError in a worker that runs other code than the one that gave the task; InputError where it cannot see the collection.
    """
    folder = Path(task.store)
    target = store.path_of(folder, task.key)
    if target.exists():
        before = store.read(target)
        items = _count(before, "item")
        return Done(task.key, items, items, len(before) - items)
    if task.extract is extract and task.version != code():
        raise SourceError(
            "a worker runs other code or other registers", remedy="install the same version on every machine"
        )
    known = store.by_entry(store.path_of(folder, key) for key in task.earlier)
    rows: list[Row] = []
    texts: list[dict[str, object]] = []
    reused = 0
    log = guard.Log(folder / f"{task.key}.log")
    try:
        for ordinal, entry in enumerate(entries(task.shard)):
            if entry.digest in known:
                again = [dataclasses.replace(row, ordinal=ordinal, name=entry.name) for row in known[entry.digest]]
                rows += again
                reused += _count(again, "item")
            elif log.is_deadly(ordinal):
                rows.append(Row(entry.digest, ordinal, 0, "aside", entry.name, reason=str(guard.deadly(entry.name))))
            else:
                with log.at(ordinal):
                    rows += _read(task, ordinal, entry, texts)
    except BaseException:
        log.close(finished=False)
        raise
    if task.texts:
        store.write(store.texts_of(folder, task.key), texts, store.TEXTS)
    store.write(target, rows, store.ROWS)
    log.close(finished=True)
    items = _count(rows, "item")
    return Done(task.key, items, reused, len(rows) - items)


def _count(rows: list[Row], state: str) -> int:
    return sum(row.state == state for row in rows)


def _read(task: Task, ordinal: int, entry: Entry, texts: list[dict[str, object]]) -> list[Row]:
    """The rows of one entry. Nothing that a document does here is an error of the task."""
    rows: list[Row] = []
    errors: list[InputError] = []
    stream = documents(entry, errors)
    while True:
        name: str | None = entry.name
        row = Row(entry.digest, ordinal, len(rows), "aside", name)
        try:
            with guard.limited(name):
                document = next(stream, None)
                if document is None:
                    break
                name = document.name or name
                item = dataclasses.replace(task.extract(document), source=task.source)
            rows.append(dataclasses.replace(row, state="item", name=name, key=item.key, item=to_line(item)))
            if task.texts:
                texts += [
                    {"text_sha256": document.text_sha256, "number": p.number, "zone": p.zone, "text": p.text}
                    for p in document.paragraphs
                ]
        except LimitError as error:
            error.file = error.file or name
            rows.append(dataclasses.replace(row, name=name, reason=str(error)))
        except InputError as error:
            errors.append(error)
        except Exception as error:  # a bug of ours that this document brings out must not stop the others
            rows.append(dataclasses.replace(row, name=name, reason=f"{name}: {type(error).__name__}: {error}"[:500]))
    for failure in errors:
        rows.append(Row(entry.digest, ordinal, len(rows), "failed", entry.name, reason=str(failure)))
    return rows
