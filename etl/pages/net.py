"""Connections for fetching: only to addresses that the guard allows, checked at the moment of connecting, and never beyond a deadline.

Checking a host name first and connecting later leaves a gap in which its address can change (DNS rebinding). Here the name is resolved
once, every address it has is checked, and the connection goes to one of those.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import typing
from collections.abc import Callable

import httpcore
import httpx

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Guard = Callable[[IPAddress], bool]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(Exception):
    """A host whose address the guard does not allow."""


def public_only(address: IPAddress) -> bool:
    """Whether an address is of the public internet, also where it wraps another (IPv4-mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return public_only(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


class _Stream(httpcore.NetworkStream):
    """A connection whose reads and writes end at the deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Callable[[], float]) -> None:
        self._inner, self._deadline = inner, deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline() - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("over the time limit")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to a host by an address that the guard allows. A host of which any address is refused is refused."""

    def __init__(self, guard: Guard, deadline: Callable[[], float]) -> None:
        self._guard, self._deadline = guard, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: typing.Iterable[typing.Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host: {host}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for shown in addresses:
            if not self._guard(ipaddress.ip_address(shown.partition("%")[0])):
                raise RefusedError(shown)
        problem: Exception | None = None
        for shown in addresses[:4]:
            left = min(timeout or 30.0, self._deadline() - time.monotonic())
            if left <= 0:
                raise httpcore.ConnectTimeout("over the time limit")
            try:
                return _Stream(
                    self._plain.connect_tcp(shown, port, left, local_address, socket_options), self._deadline
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError(f"no address: {host}")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: typing.Iterable[typing.Any] | None = None
    ) -> httpcore.NetworkStream:
        raise RefusedError(path)


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over a guarded backend; no proxies, which would connect in our stead."""

    def __init__(self, guard: Guard, deadline: Callable[[], float]) -> None:
        super().__init__(trust_env=False, retries=0)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=4,
            max_keepalive_connections=0,
            network_backend=GuardedBackend(guard, deadline),
        )
