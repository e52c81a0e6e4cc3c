"""The edge under FastPySGI, through WSGI (PEP 3333).

The server calls, and sends what comes back; nothing here may wait. Who has to wait is handed over.
"""

import logging
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

from stoppress.edge.answer import Edge
from stoppress.edge.builtin import builtin_page
from stoppress.edge.health import HEALTH, health
from stoppress.edge.live import LIVE, come_back
from stoppress.edge.messages import Headers, Missing, Request, Response
from stoppress.store import Store, StoreError

log = logging.getLogger(__name__)

OWN_PATHS = "/-/"
_LOOK_EVERY = 1.0  # seconds between looks whether the store was replaced
_BLOCK = 128 << 10  # bytes of a file that are read at a time
_STATUS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

StartResponse = Callable[[str, Headers], Any]


class GivesAway(Protocol):
    """Where readers who have to wait go."""

    def give(self, peer: str, request: Request, last_event_id: str | None = None) -> bool:
        """Give away the connection of the request that is answered just now."""


class WsgiApp:
    """Takes requests from FastPySGI, and answers from the store."""

    def __init__(self, store: Store, edge: Edge) -> None:
        self._store = store
        self._edge = edge
        self._look_at = 0.0
        self.hand_over: GivesAway | None = None
        """Set once the server is set up, before it takes its first connection."""

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> bytes | Iterator[bytes]:
        """Answer one request."""
        get = environ.get
        request = Request(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
            get("HTTP_ACCEPT_ENCODING"),
            get("HTTP_IF_NONE_MATCH"),
            get("HTTP_IF_MODIFIED_SINCE"),
            get("HTTP_RANGE"),
            get("HTTP_IF_RANGE"),
        )
        try:
            answer = self._answer(request, environ)
            body: bytes | Iterator[bytes] = answer.body
            if answer.file is not None:
                body = _blocks(answer.file, answer.offset, answer.length)
        except StoreError as error:
            log.error("%s", error)
            answer = builtin_page(503, request.method)
            body = answer.body
        except Exception:
            log.exception("answering %r failed", request.path)
            answer = builtin_page(500, request.method)
            body = answer.body
        start_response(_STATUS[answer.status], answer.headers)
        return body

    def _answer(self, request: Request, environ: dict[str, Any]) -> Response:
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + _LOOK_EVERY
            self._store.reopen_if_replaced()
        path = request.path
        if path.startswith(OWN_PATHS):
            own = self._own(request, environ)
            if own is not None:
                return own
        elif not path.startswith("/"):
            request = request._replace(path=_path_of(path))
        with self._store.snapshot() as snapshot:
            answer = self._edge.answer(request, snapshot)
        if not isinstance(answer, Missing):
            return answer
        self._given(request, environ)
        return builtin_page(503, request.method)  # reaches the reader when nobody took it over

    def _own(self, request: Request, environ: dict[str, Any]) -> Response | None:
        """Answer the edge's own paths; None when this is none of them."""
        if request.method not in ("GET", "HEAD"):
            return None
        if request.path == HEALTH:
            return health(request.method, self._store, 0)
        if request.path.startswith(LIVE) and request.method == "GET":
            self._given(request, environ, environ.get("HTTP_LAST_EVENT_ID"))
            return come_back()
        return None

    def _given(
        self, request: Request, environ: dict[str, Any], last_event_id: str | None = None
    ) -> bool:
        hand_over = self.hand_over
        return hand_over is not None and hand_over.give(
            environ["REMOTE_ADDR"], request, last_event_id
        )


def _path_of(target: str) -> str:
    """The path of a request target in absolute form (RFC 9112, section 3.2.2)."""
    scheme, separator, rest = target.partition("://")
    if not separator or scheme.lower() not in ("http", "https"):
        return target
    return "/" + rest.partition("/")[2]


def _blocks(file: Path, offset: int, length: int | None) -> Iterator[bytes]:
    """A file, or a part of it; the server asks for a block when it has sent the one before."""
    with file.open("rb", buffering=0) as stream:
        left = file.stat().st_size if length is None else length
        stream.seek(offset)
        while left > 0:
            block = stream.read(min(_BLOCK, left))
            if not block:
                raise OSError(f"{file} became shorter while it was sent")
            left -= len(block)
            yield block
