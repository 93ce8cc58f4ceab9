"""Downloading one pinned file: resumable, checksummed, atomic, limited in size; from public HTTPS addresses only.

A server may cut the connection, send an error page with status 200, lie about the length, or redirect somewhere else. Whatever it
does, the target is either complete and of the pinned checksum, or as it was.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

from etl.errors import LimitError, SourceError
from etl.sources.archives import Archive
from etl.sources.catalogue import Pinned

MAX_REDIRECTS = 5
ATTEMPTS = 4
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_SLACK = 1 << 20  # bytes beyond one and a half times the pinned size, for another packing of the same files
_AGENT = "embassy-row (open data on diplomacy)"

Allow = Callable[[str], None]


def only_public_https(url: str) -> None:
    """Raise SourceError unless the address is https on a host whose every IP address is public."""
    try:
        parts, port = urlsplit(url), urlsplit(url).port or 443
    except ValueError as error:
        raise SourceError(f"not an address: {error}", file=url) from error
    if parts.scheme != "https" or not parts.hostname:
        raise SourceError("not an https address", file=url, remedy="correct the address in etl/sources/sources.yml")
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise SourceError(
            f"host not found: {error}", file=url, remedy="see whether you are connected, or use --from DIR"
        ) from error
    for *_, address in found:
        _refuse_private(str(address[0]), url)


def _refuse_private(address: str, url: str) -> None:
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise SourceError(
            f"leads to a private address ({address})", file=url, remedy="correct the address in etl/sources/sources.yml"
        )


class _CutShortError(Exception):
    """The connection ended before the file did; what came is kept."""


def download(pinned: Pinned, folder: Path, allow: Allow = only_public_https) -> Path:
    """Bring one file into `folder`, under its pinned name, and return its path.

    `allow` is asked about the address and about every redirect before it is followed; it raises SourceError. Half a download is kept in
    `NAME.part` and gone on with. Raises SourceError for what is not the pinned file, LimitError for what is larger.
    """
    part = receive(pinned, folder, allow)
    try:
        verify(pinned, part)
    except SourceError:
        part.unlink()
        raise
    return part.replace(folder / pinned.name)


def receive(pinned: Pinned, folder: Path, allow: Allow = only_public_https) -> Path:
    """Bring what is at the address into `NAME.part` of the folder, whole and within the limit of its size, unverified; its path."""
    if Path(pinned.name).name != pinned.name or pinned.name in (".", ".."):
        raise SourceError("not a plain file name", file=pinned.name, remedy="correct etl/sources/sources.yml")
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{pinned.name}.part"
    if part.is_symlink():
        part.unlink()  # never write through a link
    with httpx.Client(follow_redirects=False, timeout=_TIMEOUT, headers={"User-Agent": _AGENT}) as client:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                _attempt(client, pinned, part, allow)
                break
            except httpx.InvalidURL as error:
                raise SourceError(f"not an address: {error}", file=pinned.url) from error
            except (_CutShortError, httpx.TransportError) as error:
                if attempt == ATTEMPTS:
                    size = part.stat().st_size if part.exists() else 0
                    raise SourceError(
                        f"cut short {ATTEMPTS} times, at {size:,} of {pinned.bytes:,} bytes: {error or type(error).__name__}",
                        file=pinned.url,
                        remedy="run `embassyrow fetch` again: it goes on where it stopped",
                    ) from error
    return part


def verify(pinned: Pinned, path: Path) -> None:
    """Raise SourceError unless the file has the pinned checksum, or holds the very files that were pinned, packed in another way."""
    with path.open("rb") as raw:
        found = hashlib.file_digest(raw, "sha256").hexdigest()
    if found == pinned.sha256:
        return
    if pinned.content_sha256:
        try:
            if Archive(path).content_sha256 == pinned.content_sha256:
                return
        except SourceError:
            pass  # not an archive at all
    raise SourceError(
        f"not the pinned file: its sha256 is {found}, not {pinned.sha256}",
        file=pinned.url if path.suffix == ".part" else str(path),
        remedy="see whether the source has moved on; then pin its new version in etl/sources/sources.yml",
    )


def _attempt(client: httpx.Client, pinned: Pinned, part: Path, allow: Allow) -> None:
    """One request, from where the last one stopped."""
    have = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    url = pinned.url
    for _ in range(MAX_REDIRECTS + 1):
        allow(url)
        with client.stream("GET", url, headers=headers) as response:
            if response.is_redirect:
                url = urljoin(url, response.headers.get("location", ""))
                continue
            _check_peer(response, url, allow)
            if response.status_code == 416:
                part.unlink(missing_ok=True)
                raise _CutShortError("the server cannot go on from there")
            if response.status_code not in (200, 206):
                raise SourceError(
                    f"status {response.status_code}", file=url, remedy="try again later, or use --from DIR"
                )
            resumed = response.status_code == 206 and _starts_at(response) == have
            if response.status_code == 206 and not resumed:
                part.unlink(missing_ok=True)
                raise _CutShortError("the server sent another part than was asked for")
            _receive(response, pinned, part, url, have if resumed else 0)
            return
    raise SourceError(
        f"more than {MAX_REDIRECTS} redirects", file=pinned.url, remedy="correct the address in etl/sources/sources.yml"
    )


def _check_peer(response: httpx.Response, url: str, allow: Allow) -> None:
    """The address that was really connected to, for a name can resolve to another one a moment later."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None
    if peer and allow is only_public_https and not _proxied():
        _refuse_private(str(peer[0]), url)


def _proxied() -> bool:
    return any(os.environ.get(name) for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"))


def _starts_at(response: httpx.Response) -> int:
    match = re.match(r"bytes (\d+)-", response.headers.get("content-range", ""))
    return int(match[1]) if match else -1


def _receive(response: httpx.Response, pinned: Pinned, part: Path, url: str, offset: int) -> None:
    limit = pinned.bytes + pinned.bytes // 2 + _SLACK
    size = offset
    with part.open("ab" if offset else "wb") as sink:
        for block in response.iter_raw():
            if not size:
                _check_first(block, pinned, url)
            size += len(block)
            if size > limit:
                sink.close()
                part.unlink(missing_ok=True)
                raise LimitError(f"more than {limit:,} bytes, where {pinned.bytes:,} are expected", file=url,
                                 remedy="see whether the source has changed")  # fmt: skip
            sink.write(block)
        sink.flush()
        os.fsync(sink.fileno())
    length = response.headers.get("content-length")
    if length and length.isdigit() and size - offset < int(length):
        raise _CutShortError(f"{size - offset:,} of {int(length):,} bytes came")
    if size < pinned.bytes and pinned.content_sha256 is None:
        raise _CutShortError(f"{size:,} of {pinned.bytes:,} bytes came")


def _check_first(block: bytes, pinned: Pinned, url: str) -> None:
    """An error page that is served as success is told by its first bytes, before anything of it is kept."""
    page = re.match(rb"\s*<(!doctype|html|\?xml|head|body)", block, re.IGNORECASE)
    if page or (pinned.name.endswith(".zip") and not block.startswith(b"PK"[: len(block)])):
        raise SourceError("a page came instead of the file", file=url, remedy="try again later, or use --from DIR")
