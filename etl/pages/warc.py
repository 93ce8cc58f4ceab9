"""WARC and WARC.gz, as Common Crawl's news crawl lays them out: one HTTP response a record, each a gzip member of its own."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from etl import limits
from etl.errors import InputError
from etl.pages.links import safe_url
from etl.pages.unpack import over

logging.getLogger("fastwarc").setLevel(logging.CRITICAL)
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")


@dataclass(frozen=True, slots=True)
class Page:
    """One page out of a WARC."""

    url: str | None
    data: bytes
    charset: str | None
    number: int  # of the record in the file


def is_warc(data: bytes) -> bool:
    """Whether unpacked bytes begin a WARC record."""
    return data[:16].lstrip(b"\r\n").startswith(b"WARC/")


def pages(source: bytes | BinaryIO, name: str | None, errors: list[InputError]) -> Iterator[Page]:
    """The pages in a WARC: responses with status 200 that hold HTML or text, and resource records.

    A record that is cut short, has a false length or passes MAX_FILE_BYTES is an error of its own, added to `errors`; what cannot be read
    on from there ends the file with an error. Other records (requests, pictures, redirects) are left out, as they hold no article.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    number, any_record = 0, False
    iterator: Any = None
    try:
        iterator = iter(
            ArchiveIterator(
                stream,
                record_types=WarcRecordType.response | WarcRecordType.resource,
                parse_http=True,
                auto_decode="all",
                max_header_len=1 << 16,
                quirks_mode=True,
                fsspec_args=False,
            )
        )
        while True:
            record = next(iterator, None)
            if record is None:
                break
            number, any_record = number + 1, True
            page = _page(record, number, name, errors)
            if page is not None:
                yield page
    except InputError:
        raise
    except Exception as error:  # the reader raises OSError, ValueError and its own; all mean a broken file
        errors.append(
            InputError(
                f"is broken after record {number} ({type(error).__name__})", file=name, remedy="get the file again"
            )
        )
    if not any_record and not errors:
        errors.append(InputError("holds no response record", file=name, remedy="give a WARC of responses"))


def _page(record: Any, number: int, name: str | None, errors: list[InputError]) -> Page | None:
    url = safe_url(record.headers.get("WARC-Target-URI", "").strip("<>"))
    place = url or f"record {number}"
    charset = None
    if record.http_headers is not None:
        if record.http_headers.status_code not in (200, None):
            return None
        kind = (record.http_content_type or "text/html").lower()
        charset = record.http_charset
    else:
        kind = record.headers.get("Content-Type", "text/html").split(";")[0].strip().lower()
    if kind not in _PAGES:
        return None
    try:
        data = record.reader.read(limits.MAX_FILE_BYTES + 1)
    except Exception as error:  # a payload that does not unpack
        errors.append(
            InputError(
                f"has a broken body ({type(error).__name__})", file=name, place=place, remedy="get the file again"
            )
        )
        return None
    if len(data) > limits.MAX_FILE_BYTES:
        errors.append(over("MAX_FILE_BYTES", f"has more than {limits.MAX_FILE_BYTES:,} bytes", name, place))
        return None
    return Page(url, data, charset, number)
