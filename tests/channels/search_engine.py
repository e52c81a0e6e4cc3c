"""A search engine that takes part in IndexNow, on the loopback interface, with ordered faults."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """What the next request gets. A status of 0 cuts the connection."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class SearchEngine:
    """What it was told, request by request, and what it answers next; then 200."""

    url: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        """Every path that it was told of with success or not, in order."""
        return [
            address.removeprefix("https://news.example")
            for request in self.told
            for address in request["urlList"]
        ]


@contextmanager
def search_engine() -> Iterator[SearchEngine]:
    """Run one inside the block."""
    engine = SearchEngine()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            engine.told.append(json.loads(self.rfile.read(length)))
            engine.types.append(self.headers["Content-Type"])
            answer = engine.answers.pop(0) if engine.answers else Answer(200)
            if answer.status == 0:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    engine.url = f"http://127.0.0.1:{server.server_port}/indexnow"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield engine
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
