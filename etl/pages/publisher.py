"""Who published a document, as the id of a source."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from etl.pages.document import Document

UNKNOWN = "unknown-publisher"
# Hosts whose name says nothing a reader would call their publisher by: suffix of the host → publisher.
_HOSTS = {
    "whitehouse.gov": "White House",
    "whitehouse.archives.gov": "White House",
    "bidenwhitehouse.archives.gov": "White House",
    "trumpwhitehouse.archives.gov": "White House",
    "obamawhitehouse.archives.gov": "White House",
    "georgewbush-whitehouse.archives.gov": "White House",
    "state.gov": "US Department of State",
    "foreignpolicy.com": "Foreign Policy",
    "voanews.com": "Voice of America",
    "news.un.org": "UN News",
}
_SECOND_LEVEL = {"co", "com", "org", "net", "gov", "gob", "gouv", "ac", "edu", "or", "go", "ne"}


def slug(name: str) -> str:
    """A name as an id: lower case, ASCII letters and digits, hyphens between words."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


def host_name(url: str | None) -> str | None:
    """The registered part of an address's host ("https://www.example.co.uk/x" gives "example"), or None."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    parts = [p for p in host.lower().split(".") if p]
    if len(parts) < 2 or all(p.isdigit() for p in parts):
        return None
    for start in range(len(parts) - 1):
        if (known := _HOSTS.get(".".join(parts[start:]))) is not None:
            return known
    at = -3 if len(parts) >= 3 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else -2
    return parts[at]


def publisher_slug(document: Document) -> str:
    """The source_id of a document's publisher: from a host that is known, else the page's own name for itself, else the host's name.

    An anonymous dump gives "unknown-publisher".
    """
    host = host_name(document.url)
    if host and host in _HOSTS.values():
        return slug(host)
    for name in (document.publisher, host):
        if name and (own := slug(name)):
            return own[:80].strip("-")
    return UNKNOWN
