"""Answers of the desk that stay open, such as streams of events, without a thread for each.

waitress gives each request a thread, and takes it back when the answer ends. An answer that has
the attribute ``when_open`` does not end: its thread is free at once, the connection stays, and
``when_open`` is called with an ``OpenAnswer``, through which any thread may add to it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import WSGITask

_TASK = "stoppress.task"


class OpenAnswer:
    """An answer that stays open until ``end`` is called.

    waitress drops a client that takes nothing for a while. It drops a silent connection too:
    something has to be sent more often than that.
    """

    def __init__(self, channel: _Channel, *, chunked: bool) -> None:
        self._channel = channel
        self._chunked = chunked

    def send(self, data: bytes) -> bool:
        """Add to the answer without waiting for the client; False when the client has gone."""
        if self._chunked:  # RFC 9112, section 7.1
            data = b"%X\r\n%b\r\n" % (len(data), data)
        return self._channel.add(data)

    def end(self) -> None:
        """End the answer and its connection."""
        self._channel.add(b"0\r\n\r\n" if self._chunked else b"", last=True)


class _Task(WSGITask):
    """A request whose answer may stay open."""

    when_open: Any = None

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[_TASK] = self
        return environ

    def finish(self) -> None:
        """End the answer, or hand it to ``when_open`` as an ``OpenAnswer``."""
        if self.when_open is None or not self.wrote_header or not self.has_body:
            super().finish()
            return
        self.channel.stays_open = True
        self.close_on_finish = False  # though no other request may come on this connection
        self.when_open(OpenAnswer(self.channel, chunked=self.chunked_response))


class _Channel(HTTPChannel):
    """A connection, which reads nothing more while its answer is open.

    waitress writes without a lock when no request is worked on. What is added waits for its loop.
    """

    task_class = _Task
    stays_open = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._added: deque[bytes] = deque()
        self._ends = False
        super().__init__(*args, **kwargs)

    def add(self, data: bytes, *, last: bool = False) -> bool:
        """Have the loop write ``data``; False when the client has gone. Any thread may call it."""
        self._added.append(data)
        self._ends = self._ends or last
        self.server.pull_trigger()
        return bool(self.connected and not self.will_close)

    def received(self, data: bytes) -> bool:
        return False if self.stays_open else bool(super().received(data))

    def writable(self) -> bool:
        return bool(self._added and not self.requests) or bool(super().writable())

    def handle_write(self) -> None:
        if not self.requests:
            ends = self._ends  # before what was added last
            while self._added:
                data = self._added.popleft()
                self.outbufs[-1].append(data)
                self.total_outbufs_len += len(data)
            if ends:
                self.close_when_flushed = True
        super().handle_write()


def allow_open_answers(servers: Iterable[Any]) -> None:
    """Enable open answers on ``servers``. Call it before they take a connection."""
    for server in servers:
        if isinstance(server, BaseWSGIServer):
            server.channel_class = _Channel


def with_open_answers(application: WSGIApplication) -> WSGIApplication:
    """Wrap ``application`` so that answers with an attribute ``when_open`` stay open."""

    def respond(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        task = environ.pop(_TASK, None)
        answer = application(environ, start_response)
        if task is not None and environ["REQUEST_METHOD"] == "GET":
            task.when_open = getattr(answer, "when_open", None)
        return answer

    return respond
