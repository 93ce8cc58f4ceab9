"""Small collections for the engine's tests, and extractors that take no model. The articles are made up."""

from __future__ import annotations

import json
import os
import signal
import zipfile
from pathlib import Path

from etl.claims import Article, Item
from etl.pages.document import Document
from etl.sources.catalogue import Source

PARAGRAPH = "Envoys of the two island states met at the old customs house and spoke of fishing, of ferries and of the price of salt."


def texts(count: int, first: int = 0) -> dict[str, str]:
    """Names and texts of made-up articles."""
    return {
        f"{n:04d}.txt": f"Harbour talks number {n}\n\n{PARAGRAPH}\n\nThe {n}th round ended before noon, as the tide would not wait for it.\n"
        for n in range(first, first + count)
    }


def pack(path: Path, files: dict[str, str]) -> Path:
    """A zip of texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])
    return path


def json_lines(path: Path, count: int) -> Path:
    """A JSON Lines file of articles."""
    lines = (
        json.dumps(
            {
                "url": f"https://harbour.example/{n}",
                "title": f"Harbour talks {n}",
                "text": text,
                "published": "1931-07-21",
            }
        )
        for n, text in enumerate(texts(count).values())
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def source(rows: tuple[int, int] = (0, 10**6)) -> Source:
    return Source("harbour", "publisher", "Harbour Daily", rows=rows)


def quick(document: Document) -> Item:
    """An item without a model: the article alone."""
    return Item(key=document.text_sha256[:24], source="", article=Article(title=document.title, words=document.words))


def _flag() -> Path:
    return Path(os.environ["EMBASSYROW_TEST_FLAGS"])


def counted(document: Document) -> Item:
    """As `quick`, leaving a mark for every document extracted."""
    with (_flag() / "extracted").open("a", encoding="utf-8") as marks:
        marks.write(f"{document.name}\n")
    return quick(document)


def dies_once(document: Document) -> Item:
    """As `quick`, but the first worker to come to number 40 is killed on the spot."""
    if "talks number 110" in (document.title or ""):
        mark = _flag() / "died"
        if not mark.exists():
            mark.write_text(str(os.getpid()), encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
    return quick(document)


def poisoned(document: Document) -> Item:
    """As `quick`, but number 7 kills whoever reads it, 13 fails, 21 eats memory and 27 never ends."""
    title = document.title or ""
    if title.endswith("number 7"):
        with (_flag() / "deaths").open("a", encoding="utf-8") as marks:
            marks.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return ill(document)


def ill(document: Document) -> Item:
    """As `quick`, but number 13 fails, 21 eats memory and 27 never ends."""
    title = document.title or ""
    if title.endswith("number 13"):
        raise ZeroDivisionError("thirteen")
    if title.endswith("number 21"):
        hoard = [bytearray(1 << 24)]
        while True:
            hoard.append(bytearray(1 << 24))
    while title.endswith("number 27"):
        pass
    return quick(document)
