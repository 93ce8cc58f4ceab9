"""One task: a shard read, extracted, and written as Parquet. It runs in this process or in any worker, and always does the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from etl.claims import Item, to_line
from etl.engine import guard, store
from etl.engine.entries import Entry, documents, entries
from etl.engine.shards import Shard
from etl.engine.store import Row
from etl.engine.warm import warm
from etl.errors import InputError, LimitError, SourceError
from etl.extract.version import code
from etl.pages.document import Document

Extractor = Callable[[Document], Item]
TOGETHER = 10_000  # words of documents that are extracted together
GROUP = -1  # what the log calls them


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


def extract(document: Document) -> Item:
    """The item of a document: what the tasks of a build run."""
    return together([document])[0]


def together(documents: Sequence[Document]) -> list[Item]:
    """The items of several documents, as `extract` gives them."""
    from etl import extract as extraction
    from etl.intake import finish

    return [finish(i, d) for i, d in zip(extraction.together(documents), documents, strict=True)]


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
    if task.extract is extract:
        warm()
    known = store.by_entry(store.path_of(folder, key) for key in task.earlier)
    log = guard.Log(folder / f"{task.key}.log")
    reading = _Reading(task, log)
    try:
        for ordinal, entry in enumerate(entries(task.shard)):
            if entry.digest in known:
                reading.again(known[entry.digest], ordinal, entry)
            elif log.is_deadly(ordinal):
                reason = str(guard.deadly(entry.name))
                reading.rows.append(Row(entry.digest, ordinal, 0, "aside", entry.name, reason=reason))
            else:
                reading.read(ordinal, entry)
        reading.extract()
    except BaseException:
        log.close(finished=False)
        raise
    rows = sorted(reading.rows, key=lambda row: (row.ordinal, row.number))
    if task.texts:
        store.write(store.texts_of(folder, task.key), reading.texts, store.TEXTS)
    store.write(target, rows, store.ROWS)
    log.close(finished=True)
    items = _count(rows, "item")
    return Done(task.key, items, reading.reused, len(rows) - items)


def _count(rows: list[Row], state: str) -> int:
    return sum(row.state == state for row in rows)


class _Reading:
    """The rows of a shard. Documents wait until there are enough of them to be extracted together; where that fails, each is on its own.

    Nothing that a document does here is an error of the task.
    """

    def __init__(self, task: Task, log: guard.Log) -> None:
        self.task, self.log = task, log
        self.rows: list[Row] = []
        self.texts: list[dict[str, object]] = []
        self.reused = 0
        self._waiting: list[tuple[Row, Document]] = []  # each with the row that it has if it is set aside
        self._words = 0

    def again(self, known: list[Row], ordinal: int, entry: Entry) -> None:
        """Take over the rows of an entry that an earlier shard had."""
        rows = [dataclasses.replace(row, ordinal=ordinal, name=entry.name) for row in known]
        self.rows += rows
        self.reused += _count(rows, "item")

    def read(self, ordinal: int, entry: Entry) -> None:
        """Read the documents of an entry."""
        errors: list[InputError] = []
        stream = documents(entry, errors)
        number = 0
        while True:
            row = Row(entry.digest, ordinal, number, "aside", entry.name)
            try:
                with self.log.at(ordinal), guard.limited(entry.name):
                    document = next(stream, None)
            except Exception as error:  # a bug of ours that this document brings out must not stop the others
                if _is_refusal(error):
                    errors.append(error)
                    continue
                self.rows.append(dataclasses.replace(row, reason=_reason(error, entry.name)))
                number += 1
                continue
            if document is None:
                break
            number += 1
            self._waiting.append((dataclasses.replace(row, name=document.name or entry.name), document))
            self._words += document.words
            if self._words > TOGETHER or self.task.extract is not extract:
                self.extract()
        for n, failure in enumerate(errors, number):
            self.rows.append(Row(entry.digest, ordinal, n, "failed", entry.name, reason=str(failure)))

    def extract(self) -> None:
        """Extract the documents that wait."""
        waiting, self._waiting, self._words = self._waiting, [], 0
        items: list[Item] | None = None
        if len(waiting) > 1 and not self.log.is_begun(GROUP):
            with suppress(Exception), self.log.at(GROUP), guard.limited(waiting[0][0].name):
                items = together([document for _, document in waiting])
        for n, (row, document) in enumerate(waiting):
            done = self._alone(row, document) if items is None else self._item(row, items[n])
            self.rows.append(done)
            if self.task.texts and done.state == "item":
                self.texts += [
                    {"text_sha256": document.text_sha256, "number": p.number, "zone": p.zone, "text": p.text}
                    for p in document.paragraphs
                ]

    def _alone(self, row: Row, document: Document) -> Row:
        try:
            with self.log.at(row.ordinal), guard.limited(row.name):
                return self._item(row, self.task.extract(document))
        except Exception as error:  # as above
            if _is_refusal(error):
                return dataclasses.replace(row, state="failed", reason=str(error))
            return dataclasses.replace(row, reason=_reason(error, row.name))

    def _item(self, row: Row, item: Item) -> Row:
        item = dataclasses.replace(item, source=self.task.source)
        return dataclasses.replace(row, state="item", key=item.key, item=to_line(item))


def _is_refusal(error: Exception) -> TypeGuard[InputError]:
    """Whether an input is refused for what it is, and not for a limit that it passed."""
    return isinstance(error, InputError) and not isinstance(error, LimitError)


def _reason(error: Exception, name: str | None) -> str:
    if isinstance(error, LimitError):
        error.file = error.file or name
        return str(error)
    return f"{name}: {type(error).__name__}: {error}"[:500]
