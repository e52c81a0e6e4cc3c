"""Which proxies are believed when they say whose request they pass on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from stoppress.home.errors import HomeError


@dataclass(frozen=True, slots=True)
class Proxies:
    """Named proxies: what they say in X-Forwarded-For counts, what others say there does not."""

    networks: tuple[IPv4Network | IPv6Network, ...]

    @classmethod
    def named(cls, names: Iterable[str]) -> Proxies:
        """Proxies by their addresses or networks, such as ``192.0.2.7`` and ``10.0.0.0/24``.

        Raises HomeError when one is neither.
        """
        return cls(tuple(_network(name) for name in names))

    def __str__(self) -> str:
        """As the command line of the edge is told."""
        return ",".join(map(str, self.networks))

    def are_named(self, address: str) -> bool:
        """Whether ``address`` is that of a named proxy."""
        return _is_in(address, self.networks)

    def client(self, peer: str, forwarded_for: str | None) -> str:
        """The address that a request comes from, without its port.

        Each proxy writes whom it has the request from after what it was told itself, so this is
        the last address that is not a named proxy's.

        :param peer: address of the other side of the connection.
        :param forwarded_for: the header X-Forwarded-For.
        """
        client = _without_port(peer)
        before = forwarded_for.split(",") if forwarded_for else []
        while before and self.are_named(client):
            client = _without_port(before.pop().strip())
        return client


#: Those of this machine.
LOOPBACK = Proxies((IPv4Network("127.0.0.0/8"), IPv6Network("::1")))


@lru_cache(maxsize=256)
def _is_in(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in networks)


def _network(name: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(name)
    except ValueError as error:
        raise HomeError(
            f"{name!r} in trusted_proxies is no address and no network: {error}. Write for example"
            ' trusted_proxies = ["127.0.0.0/8", "::1", "192.0.2.7"].'
        ) from None


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
