"""Ports for the servers that tests start."""

import itertools
import os
import socket
from collections.abc import Iterator

#: Below the ports that the system gives to whoever asks for any (Linux: from 32768).
_FIRST, _EACH, _PROCESSES = 10_000, 2_500, 8


def _candidates() -> Iterator[int]:
    """The ports of this process of pytest, from one on that goes by its number."""
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _PROCESSES
    first, begin = _FIRST + process * _EACH, os.getpid() % _EACH
    return itertools.cycle([first + (begin + number) % _EACH for number in range(_EACH)])


_ports = _candidates()


def free_port() -> int:
    """A port of the loopback interface that nobody listens on, and that nobody else is told.

    A server takes seconds to listen. Another process of pytest, which asked the system for a free
    port meanwhile, was given the same; servers that share ports then share their readers too.
    """
    for port in itertools.islice(_ports, _EACH):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"none of this process's {_EACH} ports is free")
