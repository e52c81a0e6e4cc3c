"""What an edge's request says of whoever made it, and whether that counts as a page view.

The edge stores nothing about readers. But how often an address has asked for a page in this hour
can be known, and that bounds what one stranger can do to "Most read".
"""

import socket
import time
from collections.abc import Callable
from typing import NamedTuple

from stoppress.home import Proxies

#: Page views of one page, in one hour, that one address can give.
MOST_FROM_ONE_ADDRESS = 3

_WINDOW = 3600.0  # seconds
_PLACES = 1 << 20  # a power of two
_MAPPED = bytes(10) + b"\xff\xff"  # begins an address of IPv6 that stands for one of IPv4


class Visit(NamedTuple):
    """A request for a page, as far as counting needs to know it."""

    #: Address and port of the other side of the connection, ``192.0.2.1:4711`` or
    #: ``[2001:db8::1]:4711``.
    peer: str
    #: The header X-Forwarded-For.
    forwarded_for: str | None = None
    #: The header User-Agent.
    user_agent: str | None = None
    #: The header Sec-Purpose, or the older Purpose.
    purpose: str | None = None
    #: The header Sec-Fetch-Dest (W3C Fetch Metadata): what the browser wants the answer for.
    #: Browsers send it to secure addresses only.
    destination: str | None = None
    #: The header If-None-Match.
    if_none_match: str | None = None

    @property
    def is_prefetch(self) -> bool:
        """Whether a browser asks ahead of time, for a page that may never be read."""
        return self.purpose is not None and "prefetch" in self.purpose

    @property
    def is_for_reading(self) -> bool:
        """Whether the answer can come to stand in a window of its own.

        Not when another page shows it as a picture, in a frame, or asks for it by script; nor when
        the request claims to have any copy (``If-None-Match: *``), as no browser does that reads.
        """
        if self.destination not in (None, "document"):
            return False
        return self.if_none_match is None or self.if_none_match.strip() != "*"


def place_of(visit: Visit, proxies: Proxies) -> str:
    """The reader's address; of one in IPv6 the network of 64 bits, which one reader has alone.

    :param proxies: who is believed when they say whose request they pass on.
    """
    host = proxies.client(visit.peer, visit.forwarded_for)
    return _network_of(host) if ":" in host else host


class Repeats:
    """Counts how often an address asked for a page in this hour, without storing any address.

    A byte of a table stands for all pairs of address and page with the same hash, whose key is
    random in each process. Two pairs that share a byte share its count.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin()

    def is_one_too_many(self, address: str, path: str) -> bool:
        """Count a request; whether this address asked for the page often enough before."""
        if self._clock() >= self._until:
            self._begin()
        place = hash((address, path)) & _PLACES - 1
        before = self._seen[place]
        if before >= MOST_FROM_ONE_ADDRESS:
            return True
        self._seen[place] = before + 1
        return False

    def _begin(self) -> None:
        self._seen = bytearray(_PLACES)
        self._until = self._clock() + _WINDOW


def _network_of(host: str) -> str:
    """The network of an address of IPv6; one that stands for an address of IPv4 is that address."""
    try:
        packed = socket.inet_pton(socket.AF_INET6, host.partition("%")[0])
    except (OSError, ValueError):
        return host
    if packed.startswith(_MAPPED):
        return socket.inet_ntop(socket.AF_INET, packed[len(_MAPPED) :])
    return packed[:8].hex(":", 2)
