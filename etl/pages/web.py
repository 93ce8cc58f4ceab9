"""Articles from the web, fetched politely: robots.txt is kept, one request at a time to a host and not too fast, nothing twice
that has not changed, within limits of size and time, and from no address inside the machine's own network.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import time
import urllib.robotparser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from etl import limits
from etl.errors import InputError, LimitError
from etl.pages import feed, reader
from etl.pages.document import Document
from etl.pages.links import safe_url
from etl.pages.net import Guard, GuardedTransport, RefusedError, public_only
from etl.pages.unpack import over

AGENT = "embassy-row/0.1 (open data on diplomacy)"
TOKEN = "embassy-row"  # by which robots.txt may address this reader
MAX_REDIRECTS = 5
MAX_ROBOTS_BYTES = 512 * 1024  # as RFC 9309 has it: at least 500 KiB are read
_TYPES = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/json",
    "application/feed",
)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether something changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: the address it came from in the end, its bytes, its type. `changed` is false where it is the one kept from before."""

    url: str
    data: bytes
    content_type: str
    changed: bool = True


class Kept:
    """What came from the web, kept in a folder (in memory without one): a response with its validators for each address."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._memory: dict[str, tuple[Validators, Fetched]] = {}

    def get(self, address: str) -> tuple[Validators, Fetched] | None:
        """Validators and response of an address, or None when there are none, or none that can be read."""
        if self._folder is None:
            return self._memory.get(address)
        path = self._path(address)
        try:
            head, _, data = path.read_bytes().partition(b"\n")
            fields = json.loads(head)
            validators = Validators(fields["etag"], fields["last_modified"])
            return validators, Fetched(fields["url"], data, fields["content_type"], changed=False)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, address: str, validators: Validators, response: Fetched) -> None:
        """Keep a response, in the place of any older one."""
        if self._folder is None:
            self._memory[address] = (validators, dataclasses.replace(response, changed=False))
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        fields = dataclasses.asdict(validators) | {"url": response.url, "content_type": response.content_type}
        path = self._path(address)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(json.dumps(fields).encode() + b"\n" + response.data)
        part.replace(path)

    def _path(self, address: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{hashlib.sha256(address.encode()).hexdigest()}.response"


class Fetcher:
    """Fetches addresses one after another.

    `kept` is what came before, for asking whether it has changed; `delay` is the least time in seconds between two requests to a
    host (its robots.txt may ask for more, up to a minute). `guard`, `sleep` and `clock` (seconds) are there to be replaced in tests.
    """

    def __init__(
        self,
        kept: Kept | None = None,
        guard: Guard = public_only,
        delay: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        max_bytes: int | None = None,
        max_seconds: float | None = None,
    ) -> None:
        self._kept = kept or Kept()
        self._delay, self._sleep, self._clock = delay, sleep, clock
        self._max_bytes = limits.MAX_FILE_BYTES if max_bytes is None else max_bytes
        self._max_seconds = limits.MAX_FETCH_SECONDS if max_seconds is None else max_seconds
        self._deadline = 0.0
        self._last: dict[str, float] = {}
        self._robots: dict[str, urllib.robotparser.RobotFileParser | None] = {}
        self._one_at_a_time = Lock()
        self._client = httpx.Client(
            transport=GuardedTransport(guard, lambda: self._deadline),
            headers={
                "User-Agent": AGENT,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/*;q=0.8",
            },
            timeout=httpx.Timeout(15.0),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, url: str) -> Fetched:
        """The response for an address, after at most five redirects, each checked like the first.

        Raises InputError for an address that is none or is refused (by robots.txt, by the guard, by the server), LimitError for a response
        that is too large or takes too long.
        """
        with self._one_at_a_time:
            address = safe_url(url)
            if address is None:
                raise InputError(
                    "is no address of the web",
                    file=url[:200],
                    remedy="give an http or https address without a user name",
                )
            for _ in range(MAX_REDIRECTS + 1):
                self._ask_robots(address)
                status, headers, data = self._get(address, self._max_bytes, self._conditions(address))
                if status in (301, 302, 303, 307, 308):
                    target = safe_url(headers.get("location"), address)
                    if target is None:
                        raise InputError(
                            "redirects to no address of the web", file=address, remedy="give the address it means"
                        )
                    address = target
                    continue
                return self._result(address, status, headers, data)
            raise InputError(
                f"redirects more than {MAX_REDIRECTS} times", file=url, remedy="give the address it leads to"
            )

    def _result(self, address: str, status: int, headers: httpx.Headers, data: bytes) -> Fetched:
        if status == 304 and (known := self._kept.get(address)):
            return known[1]
        if status != 200:
            raise InputError(f"answered with status {status}", file=address, remedy="see whether a browser opens it")
        kind = headers.get("content-type", "text/html").lower()
        if not kind.startswith(_TYPES):
            raise InputError(
                f"is of type {kind.split(';')[0][:60]}, not an article's text",
                file=address,
                remedy="give the article's page",
            )
        response = Fetched(address, data, kind)
        validators = Validators(headers.get("etag"), headers.get("last-modified"))
        if validators != Validators():
            self._kept.put(address, validators, response)
        return response

    def _conditions(self, address: str) -> dict[str, str]:
        known = self._kept.get(address)
        validators = known[0] if known else Validators()
        stated = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        return {name: value for name, value in stated.items() if value}

    def _wait(self, host: str) -> None:
        robots = self._robots.get(host)
        asked = robots.crawl_delay(TOKEN) if robots is not None else None
        pause = max(self._delay, min(float(asked or 0), 60.0))
        if host in self._last and (left := self._last[host] + pause - self._clock()) > 0:
            self._sleep(left)

    def _get(self, address: str, most: int, conditions: dict[str, str]) -> tuple[int, httpx.Headers, bytes]:
        host = urlsplit(address).netloc.lower()
        self._wait(host)
        self._deadline = time.monotonic() + self._max_seconds
        try:
            with self._client.stream("GET", address, headers=conditions) as response:
                data = bytearray()
                if response.status_code == 200:
                    for chunk in response.iter_bytes(1 << 14):
                        data += chunk
                        if len(data) > most:
                            raise over("MAX_FILE_BYTES", f"sends more than {most:,} bytes", address)
                        if time.monotonic() > self._deadline:
                            raise self._too_slow(address)
                return response.status_code, response.headers, bytes(data)
        except RefusedError as error:
            raise InputError(
                f"leads to {error}, which is not on the public internet", file=address, remedy="give a public address"
            ) from error
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise self._too_slow(address) from error
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            OSError,
            ValueError,
        ) as error:
            raise InputError(
                f"could not be fetched ({error or type(error).__name__})", file=address, remedy="try again later"
            ) from error
        finally:
            self._last[host] = self._clock()

    def _too_slow(self, address: str) -> LimitError:
        return over("MAX_FETCH_SECONDS", f"took more than {self._max_seconds:g} seconds", address)

    def _ask_robots(self, address: str) -> None:
        """Raise InputError where the host's robots.txt keeps this reader out (RFC 9309: no file means yes, a failing server no)."""
        parts = urlsplit(address)
        host = parts.netloc.lower()
        if host not in self._robots:
            self._robots[host] = self._fetch_robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        robots = self._robots[host]
        if robots is None:
            raise InputError(
                "may not be fetched: its host's robots.txt cannot be read",
                file=address,
                remedy="try again later, or save the page",
            )
        if not robots.can_fetch(TOKEN, address):
            raise InputError(
                "may not be fetched: its host's robots.txt forbids it",
                file=address,
                remedy="save the page yourself and add the file",
            )

    def _fetch_robots(self, address: str) -> urllib.robotparser.RobotFileParser | None:
        rules = urllib.robotparser.RobotFileParser()
        for _ in range(MAX_REDIRECTS + 1):
            try:
                status, headers, data = self._get(address, MAX_ROBOTS_BYTES, {})
            except LimitError:
                return None
            if status in (301, 302, 303, 307, 308):
                target = safe_url(urljoin(address, headers.get("location", "")))
                if target is None:
                    break
                address = target
                continue
            if status >= 500 or status == 429:
                return None
            rules.parse(data.decode("utf-8", "replace").splitlines() if status == 200 else [])
            return rules
        rules.parse([])
        return rules

    def documents(self, url: str, errors: list[InputError] | None = None) -> Iterator[Document]:
        """The article at an address; of a feed, the article of each entry, fetched where the feed has only a summary of it.

        What has not changed is read again from what was kept. Errors of a feed's entries are added to `errors`; other errors are raised.
        """
        got = self.fetch(url)
        if not feed.is_feed(got.data):
            yield reader.read(got.data, url=got.url)
            return
        met: list[InputError] = [] if errors is None else errors
        whole = {d.url: d for d in feed.documents(got.data, got.url, None, [])}
        for entry in feed.entries(got.data, got.url):
            if entry.url in whole:
                yield whole[entry.url]
            elif entry.url:
                try:
                    page = self.fetch(entry.url)
                    yield _dated(reader.read(page.data, url=page.url), entry.published)
                except InputError as error:
                    met.append(error)


def _dated(document: Document, published: str | None) -> Document:
    """The document with the day its feed states, where it states none itself."""
    if document.published or not published:
        return document
    return dataclasses.replace(document, published=published, published_basis="stated", published_from="feed")


def fetch_documents(url: str, folder: Path, errors: list[InputError] | None = None) -> Iterator[Document]:
    """The article at an address, or the articles of a feed, as `Fetcher.documents`; `folder` keeps what came and what to ask for next time.

    What has not changed since is read from the folder again. Raises InputError as `Fetcher.fetch` does.
    """
    with Fetcher(Kept(folder)) as fetcher:
        yield from fetcher.documents(url, errors)
