"""A program that hears events, as a newsroom would write one, with faults that a test orders.

It checks signatures with the library of the standard, drops what it has by its id, and keeps what
each piece is by its latest event.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from tests.channels.bot_api import Fault

#: What ends a piece.
GONE = ("article.taken_down", "article.withdrawn")


@dataclass
class Box:
    """What one address has heard. ``secret`` is what it checks signatures with."""

    secret: str = ""
    #: Every event that was understood, doubles among them, and each of them once.
    heard: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    #: The pieces that stand, by their uri, and the sequence of each one's last event.
    pieces: dict[str, dict[str, Any]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    pings: int = 0
    forged: int = 0
    out_of_order: int = 0

    @property
    def headlines(self) -> list[str]:
        """The headlines of the pieces that stand."""
        return sorted(piece["headlines"][0]["value"] for piece in self.pieces.values())

    @property
    def types(self) -> list[str]:
        """The types of the events, in the order in which they were heard first."""
        return [event["type"] for event in self.events]

    def hear(self, body: bytes, headers: dict[str, str]) -> int:
        """Take an event; the status of the answer."""
        try:
            event = Webhook(self.secret).verify(body, headers)
        except WebhookVerificationError:
            self.forged += 1
            return 400
        if event["type"] == "ping":
            self.pings += 1
            return 204
        event["id"] = headers["webhook-id"]
        self.heard.append(event)
        self.ids[event["id"]] += 1
        if self.ids[event["id"]] > 1:
            return 200
        self.events.append(event)
        uri = event["data"]["uri"]
        if event["sequence"] < self.sequences.get(uri, 0):
            self.out_of_order += 1
            return 200
        self.sequences[uri] = event["sequence"]
        if event["type"] in GONE:
            self.pieces.pop(uri, None)
        else:
            self.pieces[uri] = event["data"]
        return 200


class Receiver:
    """A server with a box for each path."""

    def __init__(self) -> None:
        self.url = ""
        self.boxes: dict[str, Box] = {}
        self.faults: list[Fault] = []
        self.requests: list[str] = []
        self.changed = threading.Condition()

    def fault(self, *types: str, **what: Any) -> Fault:
        """Let something go wrong with the next event, or the next of these types."""
        fault = Fault(types, **what)
        self.faults.append(fault)
        return fault

    def answer(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Fault | None]:
        """The status of the answer to one request, and what goes wrong with it."""
        with self.changed:
            kind = json.loads(body)["type"]
            self.requests.append(kind)
            fault = next((f for f in self.faults if not f.methods or kind in f.methods), None)
            if fault:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
            status = 500
            if fault is None or fault.stored:
                status = self.boxes[path].hear(body, headers)
            if fault is not None:
                status = fault.status
                fault.met.set()
            self.changed.notify_all()
        return status, fault


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Serve on the loopback interface for the length of a ``with`` block."""
    hears = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:
                self.close_connection = True
                return  # whoever asked was killed meanwhile
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, fault = hears.answer(self.path, body, headers)
            if fault and fault.held:
                fault.held.wait(60)
            if not status:
                self.close_connection = True
                return
            said = (fault.description or "").encode() if fault else b""
            self.send_response(status)
            if fault and "retry_after" in fault.parameters:
                self.send_header("Retry-After", str(fault.parameters["retry_after"]))
            if fault and "location" in fault.parameters:
                self.send_header("Location", fault.parameters["location"])
            self.send_header("Content-Type", "text/plain")
            if status != 204:
                self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said if status != 204 else b"")

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # whoever asked is gone

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hears.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield hears
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
