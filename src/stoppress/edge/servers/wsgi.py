"""The edge under FastPySGI, through WSGI (PEP 3333).

FastPySGI calls the application and sends what it returns, one request after another, so nothing
here may wait. A request that has to wait is handed over with its connection, see ``handover``.
"""

import logging
import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Protocol, Self

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.builtin import builtin_page
from stoppress.edge.core.messages import Headers, Missing, Request, Response
from stoppress.edge.core.paths import OWN_PATHS
from stoppress.edge.health import HEALTH, Health
from stoppress.edge.live.lists import LIVE, come_back
from stoppress.edge.servers.waiting_socket import Waits
from stoppress.store import Store, StoreError
from stoppress.watch.counting import Counting
from stoppress.watch.visits import Visit

log = logging.getLogger(__name__)

_LOOK_EVERY = 1_000_000_000  # nanoseconds between looks whether the store was replaced
_BLOCK = 128 << 10  # bytes of a file that are read at a time
_STATUS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

StartResponse = Callable[[str, Headers], Any]


class GivesAway(Protocol):
    """Hands over requests that have to wait."""

    def give(self, peer: str, waits: Waits) -> bool:
        """Give away the connection of the request that is being answered; False when it cannot."""


class GivenAway(Exception):
    """The request was handed over: another process answers it."""


class WsgiApp:
    """Takes requests from FastPySGI, and answers from the store."""

    def __init__(self, store: Store, edge: Edge, counting: Counting, health: Health) -> None:
        self._store = store
        self._edge = edge
        self._counting = counting
        self._health = health
        self._look_at = 0
        #: Set once the server is set up, before it takes its first connection.
        self.hand_over: GivesAway | None = None

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> bytes | Iterable[bytes]:
        """Answer one request."""
        began = perf_counter_ns()
        get = environ.get
        method: str = environ["REQUEST_METHOD"]
        path: str = environ["PATH_INFO"]
        body: bytes | Iterable[bytes]
        try:
            if began >= self._look_at:
                self._look_at = began + _LOOK_EVERY
                self._store.reopen_if_replaced()
            answer = None
            if method == "GET":
                answer = self._edge.at_once(
                    self._store,
                    path,
                    get("HTTP_ACCEPT_ENCODING"),
                    get("HTTP_IF_NONE_MATCH"),
                    get("HTTP_IF_MODIFIED_SINCE"),
                )
            if answer is None:
                answer = self._answer(environ)
            body = answer.chunks or answer.body
            if answer.file is not None:
                body = FileBlocks(answer.file, answer.offset, answer.length)
        except GivenAway:
            start_response(_STATUS[503], [])  # goes nowhere
            return b""
        except StoreError as error:
            log.error("%s", error)
            answer = builtin_page(503, method)
            body = answer.body
        except Exception:
            log.exception("answering %r failed", path)
            answer = builtin_page(500, method)
            body = answer.body
        counting = self._counting
        if counting.saw(method, path, answer.status, answer.kind, began):
            counting.viewed(path, _visit(environ))
        start_response(_STATUS[answer.status], answer.headers)
        return body

    def _answer(self, environ: dict[str, Any]) -> Response:
        """The answer from the store. Raises GivenAway when another process answers."""
        get = environ.get
        path: str = environ["PATH_INFO"]
        request = Request(
            environ["REQUEST_METHOD"],
            path if path.startswith("/") else _path_of(path),
            environ["QUERY_STRING"],
            get("HTTP_ACCEPT_ENCODING"),
            get("HTTP_IF_NONE_MATCH"),
            get("HTTP_IF_MODIFIED_SINCE"),
            get("HTTP_RANGE"),
            get("HTTP_IF_RANGE"),
        )
        if path.startswith(OWN_PATHS):
            own = self._own(request, environ)
            if own is not None:
                return own
        with self._store.snapshot() as snapshot:
            answer = self._edge.answer(request, snapshot)
        if isinstance(answer, Missing):
            self._give_away(request, environ)
            return builtin_page(503, request.method)
        if request.method == "HEAD":  # FastPySGI says of every one that its length is 0
            self._give_away(request, environ)
        return answer

    def _own(self, request: Request, environ: dict[str, Any]) -> Response | None:
        """Answer the edge's own paths; None when this is none of them."""
        if request.path == HEALTH and request.method == "GET":
            return self._health.answer(request.method)
        if request.path == HEALTH and request.method == "HEAD":
            self._give_away(request, environ)
        elif request.path.startswith(LIVE) and request.method == "GET":
            self._give_away(request, environ)
            return come_back()
        return None

    def _give_away(self, request: Request, environ: dict[str, Any]) -> None:
        """Hand the request over. Raises GivenAway when that was done; returns when it cannot be."""
        waits = Waits(request, _visit(environ), environ.get("HTTP_LAST_EVENT_ID"))
        if self.hand_over is not None and self.hand_over.give(environ["REMOTE_ADDR"], waits):
            raise GivenAway


def _visit(environ: dict[str, Any]) -> Visit:
    """What counting needs to know of a request."""
    get = environ.get
    return Visit(
        environ["REMOTE_ADDR"],
        get("HTTP_X_FORWARDED_FOR"),
        get("HTTP_USER_AGENT"),
        get("HTTP_SEC_PURPOSE") or get("HTTP_PURPOSE"),
        get("HTTP_SEC_FETCH_DEST"),
        get("HTTP_IF_NONE_MATCH"),
    )


def _path_of(target: str) -> str:
    """The path of a request target in absolute form (RFC 9112, section 3.2.2)."""
    scheme, separator, rest = target.partition("://")
    host, _, path = rest.partition("/")
    if not separator or scheme.lower() not in ("http", "https") or not host:
        return target
    return "/" + path


class FileBlocks:
    """A file, or a part of it; the server asks for a block when it has sent the one before.

    No generator: of one, FastPySGI would take 48 blocks at once.
    """

    def __init__(self, file: Path, offset: int, length: int | None) -> None:
        self._stream = file.open("rb", buffering=0)
        self._left = os.fstat(self._stream.fileno()).st_size if length is None else length
        self._stream.seek(offset)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        if self._left <= 0:
            self.close()
            raise StopIteration
        return self._read(min(_BLOCK, self._left))

    def _read(self, size: int) -> bytes:
        self._left -= size
        block = self._stream.read(size)
        if len(block) != size:
            self.close()
            raise OSError(f"{self._stream.name} became shorter while it was sent")
        return block

    def close(self) -> None:
        """Close the file; the server calls this when a reader went away."""
        self._stream.close()
