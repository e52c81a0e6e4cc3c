"""Requests that never end do not keep the desk from editors."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from tests.world.running import RunningNewsroom

pytestmark = pytest.mark.slow

SLOW = 50
HEAD = (
    "POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=a"
)


@pytest.fixture
def stuck(newsroom: RunningNewsroom) -> Iterator[list[socket.socket]]:
    """Fifty posts to the sign-in form whose bodies never come to their end."""
    at = urlsplit(newsroom.desk)
    with ExitStack() as stack:
        begun = []
        for _ in range(SLOW):
            one = stack.enter_context(socket.create_connection((at.hostname, at.port), 10))
            one.sendall(HEAD.encode())
            begun.append(one)
        yield begun


@pytest.mark.long
def test_an_editor_is_answered_within_a_second_beside_fifty_posts_that_never_end(
    newsroom: RunningNewsroom, stuck: list[socket.socket]
) -> None:
    address = f"{newsroom.desk}/login/"
    httpx.get(address, trust_env=False)  # the first of a thread loads what all need
    began = time.monotonic()

    answer = httpx.get(address, trust_env=False)

    assert answer.status_code == 200
    assert time.monotonic() - began < 1
    for one in stuck:
        one.settimeout(60)
    assert {one.recv(1) for one in stuck} == {b""}, "they are let go of after a while"
