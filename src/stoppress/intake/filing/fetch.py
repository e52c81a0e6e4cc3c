"""Asking for a picture or a page, never at an address that is not public.

One deadline counts for all of it, redirects included, however slowly a server sends.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import httpcore
import httpx

from stoppress.intake.filing.connections import (
    FAILURES,
    CheckedBackend,
    Limits,
    NotFetched,
    url_of,
)

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


def fetch(address: str, target: Path, limits: Limits | None = None) -> None:
    """Download ``address`` into the file ``target``, which is written only when all has come.

    Raises NotFetched when the address is not allowed, does not answer in time, answers with an
    error, or sends more than a picture may have.
    """
    limits = limits or Limits()
    backend = CheckedBackend(limits)
    url = url_of(address)
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
    backend = CheckedBackend(limits)
    url = url_of(address)
    with httpcore.ConnectionPool(network_backend=backend) as pool:
        for _redirect in range(_REDIRECTS + 1):
            try:
                with _stream(pool, url, _HEADERS_OF_A_LOOK) as response:
                    if response.status not in _MOVED:
                        return int(response.status)
                    url = _where_to(url, response)
            except FAILURES as error:
                raise NotFetched(str(error) or type(error).__name__) from error
    raise NotFetched("it redirects too often")


def _answer(
    pool: httpcore.ConnectionPool, url: httpx.URL, backend: CheckedBackend
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
    return url_of(str(url.join(httpx.Headers(response.headers).get("location", ""))))
