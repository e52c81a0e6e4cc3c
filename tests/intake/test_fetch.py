"""Pictures are fetched only when asked for, and never from an address that is not public."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from stoppress.intake.filing import fetch as fetching
from stoppress.intake.filing.fetch import NotFetched, fetch, public_address


def resolves_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def resolve(host: str, port: int, **_options: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public_are_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolves_to(monkeypatch, address)
    with pytest.raises(NotFetched, match="not a public address"):
        public_address("pictures.example", 443)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    resolves_to(monkeypatch, "93.184.215.14", "127.0.0.1")
    with pytest.raises(NotFetched):
        public_address("pictures.example", 443)
    resolves_to(monkeypatch, "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    assert public_address("pictures.example", 443) == "93.184.215.14"


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
        "http://0x7f.1/x.jpg",
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
        elif self.path == "/missing":
            self.send_error(404)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers["Host"].encode() + b"x" * 5000)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on this machine that plays a public one; inside.example stays private."""
    http = HTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    real = fetching.public_address

    def play(host: str, port: int) -> str:
        return "127.0.0.1" if host == "pictures.example" else real(host, port)

    monkeypatch.setattr(fetching, "public_address", play)
    yield f"http://pictures.example:{http.server_port}"
    http.shutdown()


def test_a_picture_is_fetched_from_the_address_that_was_checked(
    server: str, tmp_path: Path
) -> None:
    fetch(f"{server}/a.jpg", tmp_path / "a")
    assert (tmp_path / "a").read_bytes().startswith(b"pictures.example:")


def test_redirects_are_checked_again(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolves_to_private = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.8", 80))]
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: resolves_to_private if "inside" in str(host) else real(host, *a, **k),
    )
    with pytest.raises(NotFetched, match=r"inside\.example is at 10\.0\.0\.8"):
        fetch(f"{server}/away", tmp_path / "a")


def test_errors_and_size_are_bounded(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFetched, match="404"):
        fetch(f"{server}/missing", tmp_path / "a")
    monkeypatch.setattr(fetching, "LONGEST", 1000)
    with pytest.raises(NotFetched, match="larger"):
        fetch(f"{server}/a.jpg", tmp_path / "a")
