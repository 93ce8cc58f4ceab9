"""Texts of articles, on the machine of whoever read them: `private/texts.db`. Never published, ignored by git.

One row a paragraph, under the hash of the text as read, which `articles.text_sha256` names. Datasette attaches it only locally.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.pages.document import Document

FILE = "texts.db"
_DDL = """
create table if not exists paragraphs (
    text_sha256 text not null, number integer not null, zone text not null, text text not null,
    primary key (text_sha256, number)
) strict, without rowid"""


def keep_texts(folder: Path, documents: Iterable[Document]) -> None:
    """Put the paragraphs of documents into the private database; texts it has already stay as they are."""
    keep_paragraphs(folder, ((d.text_sha256, p.number, p.zone, p.text) for d in documents for p in d.paragraphs))


def keep_paragraphs(folder: Path, rows: Iterable[tuple[str, int, str, str]]) -> None:
    """The same for paragraphs: text_sha256, number, zone, text."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / FILE)) as db, db:
        db.execute(_DDL)
        db.executemany("insert or ignore into paragraphs values (?, ?, ?, ?)", rows)
