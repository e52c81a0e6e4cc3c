"""Asking for a picture or a page, never at an address that is not public.

The connection itself resolves the name, checks every address it has, and goes to one of those that
were checked: a name that changes its mind between check and connection gains nothing. One deadline
counts for all of it, redirects included, however slowly a server sends.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpcore
import httpx

from stoppress.intake.filing.public_addresses import Address, is_public

_REDIRECTS = 4
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 10.0
_HEADERS = (
    ("User-Agent", "Stoppress (news publishing; pictures named in a feed)"),
    ("Accept", "image/*"),
    ("Accept-Encoding", "identity"),
)
_HEADERS_OF_A_LOOK = (
    ("User-Agent", "Stoppress (news publishing; links in a text)"),
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),
)
_MOVED = frozenset({301, 302, 303, 307, 308})


#: What goes wrong with a connection and with what is sent over it.
_FAILURES = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpx.InvalidURL,
    OSError,
    ValueError,
)


class NotFetched(Exception):
    """It was not fetched. The message is the reason, a clause."""


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


def fetch(address: str, target: Path, limits: Limits | None = None) -> None:
    """Download ``address`` into the file ``target``, which is written only when all has come.

    Raises NotFetched when the address is not allowed, does not answer in time, answers with an
    error, or sends more than a picture may have.
    """
    limits = limits or Limits()
    backend = _CheckedBackend(limits)
    url = _url(address)
    with httpcore.ConnectionPool(network_backend=backend) as pool:
        for _redirect in range(_REDIRECTS + 1):
            found = _answer(pool, url, backend)
            if isinstance(found, bytes):
                target.write_bytes(found)
                return
            url = found
    raise NotFetched("it redirects too often")


def status_of(address: str, limits: Limits) -> int:
    """The status with which ``address`` answers in the end; what it sends is not read.

    Raises NotFetched when the address is not allowed, or does not answer in time.
    """
    backend = _CheckedBackend(limits)
    url = _url(address)
    with httpcore.ConnectionPool(network_backend=backend) as pool:
        for _redirect in range(_REDIRECTS + 1):
            try:
                with _stream(pool, url, _HEADERS_OF_A_LOOK) as response:
                    if response.status not in _MOVED:
                        return int(response.status)
                    url = _where_to(url, response)
            except _FAILURES as error:
                raise NotFetched(str(error) or type(error).__name__) from error
    raise NotFetched("it redirects too often")


def _answer(
    pool: httpcore.ConnectionPool, url: httpx.URL, backend: _CheckedBackend
) -> bytes | httpx.URL:
    """What is at ``url``, or where it redirects to."""
    whole = bytearray()
    try:
        with _stream(pool, url, _HEADERS) as response:
            if response.status in _MOVED:
                return _where_to(url, response)
            if response.status != httpx.codes.OK:
                raise NotFetched(f"it answers {response.status}")
            for part in response.iter_stream():
                whole += part
                if len(whole) > backend.limits.longest:
                    megabytes = backend.limits.longest // 1024 // 1024
                    raise NotFetched(f"it is larger than {megabytes} MB")
    except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
        backend.check_time()
        raise NotFetched(str(error) or type(error).__name__) from error
    except (httpcore.ProtocolError, httpx.InvalidURL, ValueError) as error:
        raise NotFetched(str(error) or type(error).__name__) from error
    return bytes(whole)


def _stream(
    pool: httpcore.ConnectionPool, url: httpx.URL, headers: tuple[tuple[str, str], ...]
) -> AbstractContextManager[httpcore.Response]:
    target = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    return pool.stream(
        "GET",
        target,
        headers=[("Host", url.netloc.decode("ascii")), *headers],
        extensions={"timeout": {"connect": _CONNECT_SECONDS, "read": _READ_SECONDS}},
    )


def _where_to(url: httpx.URL, response: httpcore.Response) -> httpx.URL:
    return _url(str(url.join(httpx.Headers(response.headers).get("location", ""))))


def _url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise NotFetched("it is no address") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise NotFetched("only addresses with http or https, and without a password, are fetched")
    return url


def allowed_addresses(host: str, port: int, limits: Limits) -> list[str]:
    """The IP addresses of ``host``.

    Raises NotFetched when it has none, or one that is not allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the name {host} has no address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not limits.allowed(ipaddress.ip_address(address.partition("%")[0])):
            raise NotFetched(f"{host} is at {address}, which is not a public address")
    return addresses


class _CheckedBackend(httpcore.NetworkBackend):
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

    def __init__(self, stream: httpcore.NetworkStream, backend: _CheckedBackend) -> None:
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
