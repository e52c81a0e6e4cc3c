"""Downloading a picture, never from an address that is not public.

The name is resolved here, every address it has is checked, and the connection is made to the
address that was checked: a name that changes its mind between check and connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

LONGEST = 25 * 1024 * 1024
_SECONDS = 30.0
_REDIRECTS = 4
_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_USER_AGENT = "Stoppress (news publishing; pictures named in a feed)"


class NotFetched(Exception):
    """The picture was not downloaded. The message is the reason, a clause."""


def fetch(address: str, target: Path) -> None:
    """Download ``address`` into the file ``target``.

    :raises NotFetched: when the address is not public, does not answer in time, answers with an
        error, or sends more than a picture may have.
    """
    deadline = time.monotonic() + _SECONDS
    url = _url(address)
    with httpx.Client(timeout=_TIMEOUT, trust_env=False, follow_redirects=False) as client:
        for _redirect in range(_REDIRECTS + 1):
            try:
                with _answer(client, url) as response:
                    if response.is_redirect:
                        url = _url(str(url.join(response.headers.get("location", ""))))
                        continue
                    if response.status_code != httpx.codes.OK:
                        raise NotFetched(f"it answers {response.status_code}")
                    _save(response, target, deadline)
                    return
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise NotFetched(str(error) or type(error).__name__) from error
    raise NotFetched("it redirects too often")


def public_address(host: str, port: int) -> str:
    """An IP address of ``host``, if all of its addresses are public.

    :raises NotFetched: when it has none, or one that is private, loopback, link-local, of a
        cloud's metadata service, or otherwise not for everybody.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the name {host} has no address") from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        if not _is_public(ipaddress.ip_address(address)):
            raise NotFetched(f"{host} is at {address}, which is not a public address")
    return addresses[0]


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise NotFetched("it is no address") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise NotFetched("only addresses with http or https, and without a password, are fetched")
    return url


@contextmanager
def _answer(client: httpx.Client, url: httpx.URL) -> Iterator[httpx.Response]:
    """The answer to a request for ``url``, made to an address that was checked."""
    port = url.port or (443 if url.scheme == "https" else 80)
    request = client.build_request(
        "GET",
        url.copy_with(host=public_address(url.host, port)),
        headers={"Host": url.netloc.decode("ascii"), "User-Agent": _USER_AGENT},
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    response = client.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


def _save(response: httpx.Response, target: Path, deadline: float) -> None:
    size = 0
    with target.open("wb") as file:
        for piece in response.iter_bytes(64 * 1024):
            size += len(piece)
            if size > LONGEST:
                raise NotFetched(f"it is larger than {LONGEST // 1024 // 1024} MB")
            if time.monotonic() > deadline:
                raise NotFetched(f"it took longer than {_SECONDS:.0f} seconds")
            file.write(piece)
