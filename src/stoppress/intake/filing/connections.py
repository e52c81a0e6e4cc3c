"""Connections for requests to addresses that somebody wrote: never to one that is not public.

The connection itself resolves the name, checks every address it has, and goes to one of those that
were checked: a name that changes its mind between check and connection gains nothing. One deadline
counts for all that is sent over it, however slowly a server sends.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from stoppress.intake.filing.public_addresses import Address, is_public

#: What goes wrong with a connection and with what is sent over it.
FAILURES = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpx.InvalidURL,
    OSError,
    ValueError,
)


class NotFetched(Exception):
    """It was not fetched. The message is the reason, a clause."""


class NotAllowed(NotFetched):
    """It is no address that may be asked."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may take, and where it may come from.

    :param seconds: from its beginning to its end. Looking up a name is bounded by the system.
    :param longest: bytes.
    :param allowed: whether a connection may be made to an address.
    """

    seconds: float = 30.0
    longest: int = 25 * 1024 * 1024
    allowed: Callable[[Address], bool] = is_public


def url_of(address: str) -> httpx.URL:
    """Read an address. Raises NotAllowed for one that is not asked."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise NotAllowed("it is no address") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise NotAllowed("only addresses with http or https, and without a password, are fetched")
    return url


def allowed_addresses(host: str, port: int, limits: Limits) -> list[str]:
    """The IP addresses of ``host``.

    Raises NotFetched when it has none, NotAllowed when it has one that is not allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the name {host} has no address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not limits.allowed(ipaddress.ip_address(address.partition("%")[0])):
            raise NotAllowed(f"{host} is at {address}, which is not a public address")
    return addresses


class CheckedBackend(httpcore.NetworkBackend):
    """Makes connections to addresses that are allowed, and keeps one deadline for all of them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._until = time.monotonic() + limits.seconds
        self._backend = httpcore.SyncBackend()

    def check_time(self) -> float:
        """Seconds until the deadline. Raises NotFetched when it has passed."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise NotFetched(f"it took longer than {self.limits.seconds:g} seconds")
        return left

    def seconds(self, timeout: float | None) -> float:
        """How long one step may take."""
        left = self.check_time()
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of ``host`` that answers."""
        failure: Exception = NotFetched(f"the name {host} has no address")
        for address in allowed_addresses(host, port, self.limits):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self.seconds(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection of which no step goes on after the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, backend: CheckedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self._stream.read(max_bytes, self._backend.seconds(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send ``buffer``."""
        self._stream.write(buffer, self._backend.seconds(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Speak TLS from here on; the certificate has to be that of the name."""
        seconds = self._backend.seconds(timeout)
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, seconds), self._backend
        )

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)
