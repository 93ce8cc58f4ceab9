"""From bytes to documents: find out what they are, and give them to the reader of that form."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator

from etl import limits
from etl.errors import InputError, LimitError
from etl.pages import decode, htmlpage, markdown, text
from etl.pages.document import Document

READER_VERSION = "1"  # changes whenever the same bytes may be read differently


def form(data: bytes, name: str | None = None) -> str:
    """Which form the bytes have: html, markdown or text. By content first; the name decides where the content does not."""
    if decode.looks_html(data):
        return "html"
    suffix = (name or "").lower().rpartition(".")[2]
    if suffix in ("md", "markdown") or re.match(rb"(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n\w", data[:200]):
        return "markdown"
    return "text"


def read(data: bytes, url: str | None = None, name: str | None = None) -> Document:
    """Read one article from the bytes of a file or a response.

    `url` is its address, when known: it may state the day of publication and resolves the page's links. `name` is the file's name, used
    in errors. Raises InputError (of which LimitError is one) for bytes that are empty, binary, in another encoding, too large or no article.
    """
    where = name or url
    if not data.strip(b" \t\r\n\x00"):
        raise InputError("is empty", file=where, remedy="give a file with an article's text")
    if len(data) > limits.MAX_FILE_BYTES:
        raise LimitError(
            f"has {len(data):,} bytes, more than MAX_FILE_BYTES ({limits.MAX_FILE_BYTES:,})",
            file=where,
            remedy="set EMBASSYROW_MAX_FILE_BYTES",
        )
    decode.refuse_binary(data, where)
    kind = form(data, name)
    shown, notes = decode.html(data) if kind == "html" else decode.text(data, where)
    if len(shown) > limits.MAX_TEXT_CHARS:
        raise LimitError(
            f"has {len(shown):,} characters, more than MAX_TEXT_CHARS ({limits.MAX_TEXT_CHARS:,})",
            file=where,
            remedy="set EMBASSYROW_MAX_TEXT_CHARS",
        )
    reader = {"html": htmlpage.read, "markdown": markdown.read, "text": text.read}[kind]
    document = reader(shown, url=url, name=name)
    if not any(document.zone("body")):
        raise InputError(
            "is not an article: no paragraph of text was found in it", file=where, remedy="give the article's text"
        )
    return dataclasses.replace(
        document,
        content_sha256=hashlib.sha256(data).hexdigest(),
        reader_version=READER_VERSION,
        notes=document.notes + notes,
    )


def read_all(data: bytes, url: str | None = None, name: str | None = None) -> Iterator[Document]:
    """The documents of a file that may hold many, in its order."""
    yield read(data, url, name)
