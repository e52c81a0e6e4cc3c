"""Handing a connection over to the waiting process.

FastPySGI calls the edge and takes its answer there and then; there is no "later". What is not there
yet, a page that the origin has to make or the next line of a live list, must not be waited for
either, since every reader of the process would wait too. So the connection itself is given away:

1. the request and the open socket go to the waiting process (``SCM_RIGHTS``, unix(7)), which writes
   the whole answer to the reader itself;
2. the server's own descriptor of it is exchanged for one whose other end is closed. What the server
   then writes comes to nothing, and it closes what it takes for a reader that went away.

Closing a descriptor does not close a connection that another process holds too. The socket leaves
the server's epoll set before the exchange, since epoll watches connections and not descriptors.
"""

import logging
import os
import select
import socket
import time
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from stoppress.edge.servers.waiting_socket import Waits, connect, encode_message

log = logging.getLogger(__name__)

_FULL_FOR = 20  # milliseconds that a full socket is waited for
_FULL_PAUSE = 1.0  # seconds in which it is not waited for again
_TELL_EVERY = 10.0  # seconds between two lines of the log that nobody takes over
_DESCRIPTORS = Path("/proc/self/fd")
_EPOLL = "anon_inode:[eventpoll]"


class HandOverImpossible(Exception):
    """This system or server cannot hand connections over; the message is a sentence."""


class HandOver:
    """The edge's end. Belongs to one process, after its server was set up."""

    def __init__(self, to: Path, port: int) -> None:
        """Find the server's event loop.

        :param to: the socket of the waiting process, which need not be there yet.
        :param port: where the server listens.
        """
        self._to = to
        self._port = port
        self._epoll = select.epoll.fromfd(_the_epoll())
        self._nobody, other = socket.socketpair()
        other.close()
        self._socket: socket.socket | None = None
        self._peers: dict[int, str] = {}
        self._descriptors: dict[str, int] = {}
        self._no_patience_until = 0.0
        self._silent_until = 0.0

    def give(self, peer: str, waits: Waits) -> bool:
        """Give away the connection of the request that is answered just now.

        :param peer: the reader's address and port, as WSGI's ``REMOTE_ADDR`` has it here.
        :returns: False when nobody takes it; then it has to be answered after all.
        """
        descriptor = self._descriptor_of(peer)
        if descriptor is None or not self._send(encode_message(waits), descriptor):
            return False
        with suppress(OSError):
            self._epoll.unregister(descriptor)
        os.dup2(self._nobody.fileno(), descriptor, inheritable=False)
        self._forget(descriptor)
        return True

    def _descriptor_of(self, peer: str) -> int | None:
        """The descriptor of the connection with this peer."""
        # First as it is known, then after learning those not met yet, then after learning all.
        for unlearned in (None, self._peers, ()):
            if unlearned is not None:
                self._learn(unlearned)
            descriptor = self._descriptors.get(peer)
            if descriptor is not None and self._peer_of(descriptor) == peer:
                return descriptor
        log.error("the connection of a reader cannot be found among those of the edge")
        return None

    def _learn(self, known: Container[int]) -> None:
        """Learn whose connections the server has, but for those that are known.

        Of all at once: when thousands come back together, each would look through thousands.
        """
        for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208
            descriptor = int(name)
            if descriptor not in known:
                self._forget(descriptor)
                peer = self._peer_of(descriptor)
                if peer:
                    self._peers[descriptor] = peer
                    self._descriptors[peer] = descriptor

    def _forget(self, descriptor: int) -> None:
        peer = self._peers.pop(descriptor, "")
        if self._descriptors.get(peer) == descriptor:
            del self._descriptors[peer]

    def _peer_of(self, descriptor: int) -> str:
        """Who is at the other end, as ``REMOTE_ADDR`` has it; empty when it is no reader."""
        try:
            connection = socket.socket(fileno=descriptor)
        except OSError:  # no socket
            return ""
        try:
            if connection.family not in (socket.AF_INET, socket.AF_INET6):
                return ""
            host, port = connection.getpeername()[:2]
            if connection.getsockname()[1] != self._port:
                return ""
            return f"[{host.partition('%')[0]}]:{port}" if ":" in host else f"{host}:{port}"
        except OSError:  # not connected
            return ""
        finally:
            connection.detach()

    def _send(self, message: bytes, descriptor: int) -> bool:
        for _attempt in range(2):  # the second after the waiting process was started again
            try:
                if self._socket is None:
                    self._socket = connect(self._to)
                return self._sent(self._socket, message, descriptor)
            except OSError as error:
                if self._socket is not None:
                    self._socket.close()
                    self._socket = None
                failure = error
        if time.monotonic() >= self._silent_until:  # all whose streams broke come at once
            self._silent_until = time.monotonic() + _TELL_EVERY
            log.warning("nobody takes over connections at %s: %s", self._to, failure.strerror)
        return False

    def _sent(self, to: socket.socket, message: bytes, descriptor: int) -> bool:
        """Send; when too many wait to be taken over, wait a moment, but not every time."""
        try:
            socket.send_fds(to, [message], [descriptor])
        except BlockingIOError:
            now = time.monotonic()
            if now < self._no_patience_until:
                return False
            poll = select.poll()
            poll.register(to, select.POLLOUT)
            poll.poll(_FULL_FOR)
            try:
                socket.send_fds(to, [message], [descriptor])
            except BlockingIOError:
                self._no_patience_until = now + _FULL_PAUSE
                return False
        return True


def _the_epoll() -> int:
    """The descriptor of the epoll set of this process's server, which has exactly one."""
    found = []
    with suppress(OSError):
        for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208
            with suppress(OSError):
                if str((_DESCRIPTORS / name).readlink()) == _EPOLL:
                    found.append(int(name))
    if len(found) != 1:
        raise HandOverImpossible(
            "Connections cannot be handed over on this system, which the server fastpysgi needs."
            " Start with `--server granian`."
        )
    return found[0]
