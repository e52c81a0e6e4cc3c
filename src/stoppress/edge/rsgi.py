"""The edge under Granian, through its RSGI interface."""

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from stoppress.edge.answer import Edge
from stoppress.edge.builtin import builtin_page
from stoppress.edge.live import Live
from stoppress.edge.messages import Missing, Request, Response
from stoppress.edge.origin import Origin, Verdict
from stoppress.edge.policy import PAGE_HEADERS
from stoppress.store import Store, StoreError

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

log = logging.getLogger(__name__)

OWN_PATHS = "/-/"
HEALTH = "/-/health"
LIVE = "/-/live/"


class RsgiApp:
    """Takes requests from Granian, and brings together store, origin and live streams."""

    def __init__(self, store: Store, edge: Edge, origin: Origin, live: Live) -> None:
        self._store = store
        self._edge = edge
        self._origin = origin
        self._live = live

    async def __rsgi__(self, scope: "Scope", protocol: "HTTPProtocol") -> None:
        """Answer one request."""
        header = scope.headers.get
        request = Request(
            scope.method,
            scope.path,
            scope.query_string,
            header("accept-encoding"),
            header("if-none-match"),
            header("if-modified-since"),
            header("range"),
            header("if-range"),
        )
        try:
            if request.path.startswith(OWN_PATHS) and await self._own(request, scope, protocol):
                return
            with self._store.snapshot() as snapshot:
                answer = self._edge.answer(request, snapshot)
                if isinstance(answer, Missing):
                    asked_at = (snapshot.number, snapshot.sequence)
            if isinstance(answer, Missing):
                answer = await self._fetch(request, answer.path, *asked_at)
        except asyncio.CancelledError:  # the edge is ending
            answer = builtin_page(503, request.method)
        except StoreError as error:
            log.error("%s", error)
            answer = builtin_page(503, request.method)
        except Exception:
            log.exception("answering %r failed", request.path)
            answer = builtin_page(500, request.method)
        _send(answer, protocol)

    async def _fetch(self, request: Request, path: str, number: int, sequence: int) -> Response:
        """Ask the origin, then answer from the store again."""
        verdict = await self._origin.ask(path, number, sequence)
        last_segment = path.rpartition("/")[2]
        if verdict is Verdict.ABSENT and last_segment and "." not in last_segment:
            verdict = await self._origin.ask(path + "/", number, sequence)
        with self._store.snapshot() as snapshot:
            answer = self._edge.answer(request, snapshot)
            if isinstance(answer, Missing) and verdict is Verdict.ABSENT:
                return self._edge.not_found(request, snapshot)
        if isinstance(answer, Missing):
            if verdict is Verdict.STORED:
                log.error("the origin says that %r is stored, but it cannot be read", path)
            return builtin_page(503, request.method)
        return answer

    async def _own(self, request: Request, scope: "Scope", protocol: "HTTPProtocol") -> bool:
        """Answer the edge's own paths; False when this is none of them."""
        if request.method not in ("GET", "HEAD"):
            return False
        if request.path == HEALTH:
            self._health(request, protocol)
            return True
        if request.path.startswith(LIVE) and request.method == "GET":
            edition = request.path.removeprefix(LIVE)
            last = scope.headers.get("last-event-id")
            return await self._live.serve(protocol, edition, request.query, last)
        return False

    def _health(self, request: Request, protocol: "HTTPProtocol") -> None:
        state = {"sequence": self._store.sequence, "live": self._live.connections}
        body = json.dumps(state).encode()
        headers = [
            ("content-type", "application/json"),
            ("content-length", str(len(body))),
            ("cache-control", "no-store"),
            *PAGE_HEADERS,
        ]
        protocol.response_bytes(200, headers, b"" if request.method == "HEAD" else body)


def _send(answer: Response, protocol: "HTTPProtocol") -> None:
    """Send an answer; files are read by Granian, block by block as the client takes them."""
    status, headers = answer.status, answer.headers
    if answer.file is None:
        protocol.response_bytes(status, headers, answer.body)
    elif answer.length is None:
        protocol.response_file(status, headers, str(answer.file))
    else:
        stop = answer.offset + answer.length
        protocol.response_file_range(status, headers, str(answer.file), answer.offset, stop)
