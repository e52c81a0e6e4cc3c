"""Pictures are fetched only when asked for, from public addresses, and until a deadline."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from stoppress.intake.filing.connections import Limits, NotFetched, allowed_addresses
from stoppress.intake.filing.fetch import fetch
from stoppress.intake.filing.public_addresses import Address, is_public


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "233.252.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:0:7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:168.63.129.16",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::a83f:8110",
        "64:ff9b:1::5db8:d70e",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:5db8:d70e::1",
        "3fff::1",
        "3fff:fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "100.63.255.255",
        "168.63.129.15",
        "172.32.0.1",
        "192.0.1.1",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "2001:4860:4860::8888",
        "::ffff:93.184.215.14",
        "64:ff9b::5db8:d70e",
    ],
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


Resolve = Callable[..., None]


@pytest.fixture
def resolves(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Let a name have addresses; each further set is the answer to a further question."""
    real = socket.getaddrinfo
    known: dict[str, list[tuple[str, ...]]] = {}

    def answer(host: str, port: int, *arguments: Any, **options: Any) -> list[Any]:
        if host not in known:
            return real(host, port, *arguments, **options)
        addresses = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

    def give(host: str, *addresses: tuple[str, ...]) -> None:
        known[host] = list(addresses)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return give


def test_one_private_address_among_public_ones_is_enough(resolves: Resolve) -> None:
    resolves("pictures.example", ("93.184.215.14", "127.0.0.1"))
    with pytest.raises(NotFetched, match="not a public address"):
        allowed_addresses("pictures.example", 443, Limits())
    resolves("pictures.example", ("93.184.215.14",))
    assert allowed_addresses("pictures.example", 443, Limits()) == ["93.184.215.14"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://a.example/x",
        "gopher://a.example/",
        "//a.example/x",
        "http://user:word@a.example/",
        "http://",
        "http://localhost/x.jpg",
        "http://127.1/x.jpg",
        "http://2130706433/x.jpg",
        "http://[::1]/x.jpg",
        "http://[::ffff:127.0.0.1]/x.jpg",
        "http://0x7f.1/x.jpg",
        "http://0177.0.0.1/x.jpg",
    ],
)
def test_odd_addresses_are_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(NotFetched):
        fetch(address, tmp_path / "x")
    assert not (tmp_path / "x").exists()


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://inside.example/secret")
            self.end_headers()
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
        elif self.path == "/missing":
            self.send_error(404)
        elif self.path == "/drip":
            self._drip(b"HTTP/1.0 200 OK\r\n\r\n", b"x")
        elif self.path == "/drip-headers":
            self._drip(b"HTTP/1.0 200 OK\r\nX-Long: ", b"x")
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers["Host"].encode() + b"x" * 5000)

    def _drip(self, beginning: bytes, part: bytes) -> None:
        """Send a byte every few milliseconds, until the other side has enough of it."""
        with suppress(OSError):
            self.wfile.write(beginning)
            while True:
                self.wfile.write(part)
                time.sleep(0.01)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def loopback(address: Address) -> bool:
    """Allow this machine instead of the public internet."""
    return address.is_loopback


HERE = Limits(allowed=loopback)


@pytest.fixture
def server(resolves: Resolve) -> Iterator[str]:
    """A server on this machine that is called pictures.example."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    resolves("pictures.example", ("127.0.0.1",))
    yield f"http://pictures.example:{http.server_port}"
    http.shutdown()
    http.server_close()


def test_a_picture_is_fetched_under_its_name(server: str, tmp_path: Path) -> None:
    fetch(f"{server}/a.jpg", tmp_path / "a", HERE)
    assert (tmp_path / "a").read_bytes().startswith(b"pictures.example:")
    with pytest.raises(NotFetched, match=r"pictures\.example is at 127\.0\.0\.1"):
        fetch(f"{server}/a.jpg", tmp_path / "b")


def test_redirects_are_checked_again(server: str, tmp_path: Path, resolves: Resolve) -> None:
    resolves("inside.example", ("10.0.0.8",))
    with pytest.raises(NotFetched, match=r"inside\.example is at 10\.0\.0\.8"):
        fetch(f"{server}/away", tmp_path / "a", HERE)
    with pytest.raises(NotFetched, match="redirects too often"):
        fetch(f"{server}/round", tmp_path / "a", HERE)


def test_the_address_that_was_checked_is_the_one_that_is_connected(
    server: str, tmp_path: Path, resolves: Resolve
) -> None:
    """A name that has another address at the next question is asked once a connection."""
    resolves("pictures.example", ("127.0.0.1",), ("10.0.0.8",))
    fetch(f"{server}/a.jpg", tmp_path / "a", HERE)
    assert (tmp_path / "a").exists()
    with pytest.raises(NotFetched, match=r"10\.0\.0\.8"):
        fetch(f"{server}/a.jpg", tmp_path / "b", HERE)


def test_the_next_address_is_tried_when_one_does_not_answer(
    server: str, tmp_path: Path, resolves: Resolve
) -> None:
    resolves("pictures.example", ("127.0.0.77", "127.0.0.1"))
    fetch(f"{server}/a.jpg", tmp_path / "a", HERE)
    assert (tmp_path / "a").exists()


def test_errors_and_size_are_bounded(server: str, tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match="404"):
        fetch(f"{server}/missing", tmp_path / "a", HERE)
    with pytest.raises(NotFetched, match="larger"):
        fetch(f"{server}/a.jpg", tmp_path / "a", Limits(allowed=loopback, longest=1000))
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("path", ["drip", "drip-headers"])
def test_one_deadline_counts_however_slowly_a_server_sends(
    server: str, tmp_path: Path, path: str
) -> None:
    began = time.monotonic()
    with pytest.raises(NotFetched, match=r"longer than 0\.5 seconds"):
        fetch(f"{server}/{path}", tmp_path / "a", Limits(allowed=loopback, seconds=0.5))
    assert time.monotonic() - began < 5
    assert not (tmp_path / "a").exists()
