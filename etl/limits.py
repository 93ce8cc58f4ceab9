"""Named limits on what is read. Passing one is a clear error for that document, and the batch goes on.

Every one can be set by an environment variable of the same name with the prefix EMBASSYROW_.
"""

from __future__ import annotations

import os


def _limit(name: str, default: int) -> int:
    return int(os.environ.get(f"EMBASSYROW_{name}", default))


MAX_FILE_BYTES = _limit("MAX_FILE_BYTES", 64 * 1024 * 1024)  # one document as received
MAX_UNPACKED_BYTES = _limit("MAX_UNPACKED_BYTES", 1024 * 1024 * 1024)  # an archive, unpacked
MAX_RATIO = _limit("MAX_RATIO", 200)  # unpacked bytes for one packed byte
MAX_MEMBERS = _limit("MAX_MEMBERS", 200_000)  # files in one archive
MAX_TEXT_CHARS = _limit("MAX_TEXT_CHARS", 4_000_000)  # text of one document
MAX_TITLE_CHARS = _limit("MAX_TITLE_CHARS", 500)  # a title; what is longer is no title
MAX_DEPTH = _limit("MAX_DEPTH", 250)  # nesting of a page's elements; the parser cuts at 255
MAX_TAGS = _limit("MAX_TAGS", 120_000)  # tags of one page; long ones have some 10,000
MAX_TAG_CHARS = _limit("MAX_TAG_CHARS", 16_384)  # of one tag; a longer one loses its attributes
MAX_PARAGRAPHS = _limit("MAX_PARAGRAPHS", 20_000)  # of one document
MAX_FETCH_SECONDS = _limit("MAX_FETCH_SECONDS", 60)  # for one response from the web, from connecting to its last byte
MAX_DOCUMENT_SECONDS = _limit("MAX_DOCUMENT_SECONDS", 120)  # for reading and extracting one document in a build
MAX_DOCUMENT_BYTES = _limit(
    "MAX_DOCUMENT_BYTES", 2 * 1024 * 1024 * 1024
)  # of memory that doing so may add to the process
MAX_DEATHS = _limit("MAX_DEATHS", 3)  # processes that may end at one document before it is set aside
