"""The socket on which connections go from the edge's processes to the waiting process.

A connection travels as an open descriptor (``SCM_RIGHTS``, unix(7)), beside it what was asked on
it.
"""

import json
import os
import socket
import time
from pathlib import Path
from typing import NamedTuple

from stoppress.edge.core.messages import Request
from stoppress.watch.visits import Visit

#: Name of the socket in the home's ``run`` folder.
SOCKET = "waiting.sock"

_LARGEST = 60_000  # bytes of a message
_LOOK_EVERY = 0.02  # seconds
_QUEUE = 1 << 20  # bytes that the system may hold of messages


class Waits(NamedTuple):
    """A request that has to wait for its answer, and what counting needs to know of it."""

    request: Request
    visit: Visit
    last_event_id: str | None = None


class Taker:
    """The waiting process's end: connections of the edge's processes, and what comes on them."""

    def __init__(self, at: Path) -> None:
        """Listen at a path, in place of who listened there before."""
        at.parent.mkdir(parents=True, exist_ok=True)
        at.unlink(missing_ok=True)
        self.listener = _unix_socket()
        with _Folder(at) as short:
            self.listener.bind(short)
        at.chmod(0o600)
        self.listener.listen(64)

    def accept(self) -> socket.socket:
        """The connection of another process of the edge."""
        connection, _ = self.listener.accept()
        connection.setblocking(False)
        return connection

    @staticmethod
    def take(connection: socket.socket) -> tuple[Waits, socket.socket] | None:
        """The next reader handed over, with the connection to answer on; None at the end.

        Raises ``BlockingIOError`` when there is none just now.
        """
        message, descriptors, _, _ = socket.recv_fds(
            connection, _LARGEST, 1, socket.MSG_CMSG_CLOEXEC
        )
        if not message or not descriptors:
            for descriptor in descriptors:
                os.close(descriptor)
            return None
        reader = socket.socket(fileno=descriptors[0])
        reader.setblocking(False)
        request, visit, last_event_id = json.loads(message)
        return Waits(Request(*request), Visit(*visit), last_event_id), reader


def encode_message(waits: Waits) -> bytes:
    """What is sent beside the descriptor; of a request that is too long, the path alone."""
    message = json.dumps(waits).encode()
    if len(message) > _LARGEST:
        short = Request(waits.request.method, waits.request.path)
        message = json.dumps(Waits(short, Visit(waits.visit.peer))).encode()
    return message


def connect(to: Path) -> socket.socket:
    """Connect to the waiting process that listens at this path."""
    connection = _unix_socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _QUEUE)
    try:
        with _Folder(to) as short:
            connection.connect(short)
    except OSError:
        connection.close()
        raise
    return connection


def listens(at: Path, within: float) -> bool:
    """Whether the waiting process listens at this path, at the latest in so many seconds."""
    until = time.monotonic() + within
    while True:
        try:
            connect(at).close()
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(_LOOK_EVERY)
        else:
            return True


def _unix_socket() -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    made.setblocking(False)
    return made


class _Folder:
    """A short name for a socket, whose own path may be longer than the system allows (108)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> str:
        self._folder = os.open(self._path.parent, os.O_PATH | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._folder}/{self._path.name}"

    def __exit__(self, *_: object) -> None:
        os.close(self._folder)
