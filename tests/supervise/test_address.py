"""HOST:PORT on the command line."""

import socket

import pytest

from stoppress.supervise.address import Address, free_address, read_address
from stoppress.supervise.failure import NotDone


@pytest.mark.parametrize(
    ("text", "address", "url"),
    [
        ("127.0.0.1:8000", Address("127.0.0.1", 8000), "http://127.0.0.1:8000"),
        ("localhost:0", Address("localhost", 0), "http://localhost:0"),
        ("[::1]:80", Address("::1", 80), "http://[::1]:80"),
        (":8000", Address("127.0.0.1", 8000), "http://127.0.0.1:8000"),
        ("0.0.0.0:8000", Address("0.0.0.0", 8000), "http://127.0.0.1:8000"),
    ],
)
def test_an_address_is_read(text: str, address: Address, url: str) -> None:
    assert read_address(text, "--site") == address
    assert read_address(text, "--site").url == url


@pytest.mark.parametrize("text", ["", "8000", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:65536"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotDone, match="no HOST:PORT for --site"):
        read_address(text, "--site")


def test_port_0_is_any_free_port() -> None:
    assert free_address(Address("127.0.0.1", 0), "--site").port > 0


def test_a_taken_port_is_told_even_when_its_owner_would_share() -> None:
    with socket.socket() as owner:
        owner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        owner.bind(("127.0.0.1", 0))
        owner.listen()
        with pytest.raises(NotDone, match=r"is taken by another program.*--desk"):
            free_address(Address("127.0.0.1", owner.getsockname()[1]), "--desk")


def test_a_foreign_address_is_refused() -> None:
    with pytest.raises(NotDone, match="no address of this machine"):
        free_address(Address("192.0.2.1", 8000), "--site")
