"""A small HTTP client that keeps its connection, quick enough to check a busy edge's replies."""

from __future__ import annotations

import socket
import zlib
from dataclasses import dataclass
from typing import Self

TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one request."""

    status: int
    #: By name in lower case.
    headers: dict[str, str]
    #: As sent; in gzip when the headers say so.
    body: bytes

    def text(self) -> bytes:
        """The body without its coding. Raises zlib.error when length or CRC are wrong."""
        if self.headers.get("content-encoding") == "gzip":
            return zlib.decompress(self.body, 31)
        return self.body

    @property
    def closing(self) -> bool:
        """Whether the server closes the connection after this reply."""
        return self.headers.get("connection", "").lower() == "close"


class Client:
    """One connection to a server on this machine, made anew when the server closes it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._buffer = b""

    def get(self, path: str) -> Reply:
        """Ask for a path (percent-encoded), gzip accepted; again when a kept connection died."""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept-Encoding: gzip\r\n\r\n"
        ).encode()
        reused = self._socket is not None
        try:
            reply = self._exchange(request)
        except (ConnectionError, EOFError):
            self.close()
            if not reused:
                raise
            reply = self._exchange(request)
        if reply.closing:
            self.close()
        return reply

    def _exchange(self, request: bytes) -> Reply:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=TIMEOUT)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            self._more()
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        self._buffer = self._buffer[end + 4 :]
        if headers.get("transfer-encoding") == "chunked":
            body = b"".join(iter(self._chunk, b""))
        else:
            body = self._take(int(headers.get("content-length", "0")))
        return Reply(int(first.split(" ", 2)[1]), headers, body)

    def _chunk(self) -> bytes:
        while (end := self._buffer.find(b"\r\n")) < 0:
            self._more()
        length = int(self._buffer[:end].partition(b";")[0], 16)
        return self._take(end + 2 + length + 2)[end + 2 : -2]

    def _take(self, length: int) -> bytes:
        while len(self._buffer) < length:
            self._more()
        taken, self._buffer = self._buffer[:length], self._buffer[length:]
        return taken

    def _more(self) -> None:
        assert self._socket is not None
        part = self._socket.recv(1 << 17)
        if not part:
            raise EOFError("the server closed the connection before the end of a reply")
        self._buffer += part
