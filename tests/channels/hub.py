"""A WebSub hub on the loopback interface, which fetches each feed that it is told of."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import httpx


@dataclass(frozen=True)
class Told:
    """One ping: which feed, what stood in it, and when (``time.monotonic``)."""

    feed: str
    content: str
    at: float


@dataclass
class Hub:
    """The hub's memory, and how it answers."""

    #: Whether it fetches what it is told of, as a real one does.
    fetches: bool = True
    url: str = ""
    told: list[Told] = field(default_factory=list)
    #: Statuses of the next answers, and headers of all that are no 204; 0 cuts the connection.
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    #: Requests that were answered with one of those.
    refused: int = 0

    @property
    def feeds(self) -> list[str]:
        """The paths that it was told of, in order."""
        return [httpx.URL(told.feed).path for told in self.told]

    def hear(self, form: dict[str, list[str]]) -> None:
        """Take one ping."""
        assert form["hub.mode"] == ["publish"]
        [feed] = form["hub.url"]
        content = httpx.get(feed, timeout=30).text if self.fetches else ""
        self.told.append(Told(feed, content, time.monotonic()))


@contextmanager
def hub(*, fetches: bool = True) -> Iterator[Hub]:
    """A hub that answers 204 as long as nothing else is asked of it."""
    found = Hub(fetches)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = parse_qs(self.rfile.read(length).decode())
            status = found.answers.pop(0) if found.answers else 204
            if not status:
                found.refused += 1
                self.close_connection = True
                return
            if status == 204:
                found.hear(form)
            else:
                found.refused += 1
            self.send_response(status)
            for name, value in found.headers.items() if status != 204 else ():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
