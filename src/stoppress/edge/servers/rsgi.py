"""The edge under Granian, through its RSGI interface."""

import asyncio
import logging
from time import perf_counter_ns
from typing import TYPE_CHECKING

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.builtin import builtin_page
from stoppress.edge.core.messages import Missing, Request, Response
from stoppress.edge.core.paths import OWN_PATHS
from stoppress.edge.health import HEALTH, Health
from stoppress.edge.live.lists import LIVE
from stoppress.edge.live.rsgi_streams import RsgiStreams
from stoppress.edge.misses.on_demand import OnDemand
from stoppress.store import Store, StoreError
from stoppress.watch.counting import Counting
from stoppress.watch.visits import Visit

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

log = logging.getLogger(__name__)


class RsgiApp:
    """Takes requests from Granian, and brings together store, origin and live streams."""

    def __init__(
        self,
        store: Store,
        edge: Edge,
        on_demand: OnDemand,
        streams: RsgiStreams,
        counting: Counting,
        health: Health,
    ) -> None:
        self._store = store
        self._edge = edge
        self._on_demand = on_demand
        self._streams = streams
        self._counting = counting
        self._health = health

    async def __rsgi__(self, scope: "Scope", protocol: "HTTPProtocol") -> None:
        """Answer one request."""
        began = perf_counter_ns()
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
            own = None
            if request.path.startswith(OWN_PATHS):
                if await self._stream(request, scope, protocol):
                    return
                own = self._own(request)
            if own is not None:
                answer: Response | Missing = own
            else:
                answer = self._from_store(request)
            if isinstance(answer, Missing):
                answer = await self._on_demand.answer(request)
        except asyncio.CancelledError:  # the edge is ending
            answer = builtin_page(503, request.method)
        except StoreError as error:
            log.error("%s", error)
            answer = builtin_page(503, request.method)
        except Exception:
            log.exception("answering %r failed", request.path)
            answer = builtin_page(500, request.method)
        counting = self._counting
        if counting.saw(request.method, request.path, answer.status, answer.kind, began):
            forwarded_for = scope.headers.get_all(  # type: ignore[attr-defined] # but it has it
                "x-forwarded-for"
            )
            visit = Visit(
                scope.client,
                ",".join(forwarded_for),
                header("user-agent"),
                header("sec-purpose") or header("purpose"),
                header("sec-fetch-dest"),
                request.if_none_match,
            )
            counting.viewed(request.path, visit)
        _send(answer, protocol)

    def _from_store(self, request: Request) -> Response | Missing:
        if request.method == "GET":
            at_once = self._edge.at_once(self._store, request.path, *request[3:6])
            if at_once is not None:
                return at_once
        with self._store.snapshot() as snapshot:
            return self._edge.answer(request, snapshot)

    def _own(self, request: Request) -> Response | None:
        """Answer the edge's own paths; None when this is none of them."""
        if request.path == HEALTH and request.method in ("GET", "HEAD"):
            return self._health.answer(request.method)
        return None

    async def _stream(self, request: Request, scope: "Scope", protocol: "HTTPProtocol") -> bool:
        """Serve a live stream to its end; False when none was asked for, or there is none."""
        if request.method != "GET" or not request.path.startswith(LIVE):
            return False
        last = scope.headers.get("last-event-id")
        return await self._streams.serve(protocol, request.path, request.query, last)


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
