"""The core of the edge: from a request and a snapshot of the store to an answer."""

import time
from collections.abc import Callable
from http import HTTPStatus

from stoppress.edge.core.builtin import builtin_page
from stoppress.edge.core.conditions import matches, unchanged_since
from stoppress.edge.core.files import Files, quoted
from stoppress.edge.core.messages import FILE, REDIRECT, Headers, Missing, Request, Response
from stoppress.edge.core.negotiation import wants_gzip
from stoppress.edge.core.pages import NOT_FOUND_PAGES, ReadyPages
from stoppress.edge.core.paths import location_of, location_of_redirect, possible
from stoppress.edge.core.policy import PAGE_HEADERS
from stoppress.edge.core.ranges import asked_part, is_the_same
from stoppress.edge.core.ready import KeptPage, ReadyPage
from stoppress.store import FRESH_ALWAYS, Asset, Redirect, Snapshot, Store, StoredPage

PAGES_BUDGET = 128 << 20  # bytes, in each process
_NOT_FOR_304 = frozenset({"content-type", "content-length", "accept-ranges"})


class Edge:
    """Answers from the store alone: no network, no clock but the one given.

    What it keeps between requests is brought to the snapshot of each, so the same request and the
    same snapshot always give the same answer.
    """

    def __init__(
        self,
        files: Files,
        *,
        pages_budget: int = PAGES_BUDGET,
        clock: Callable[[], float] = time.time,
        parted: bool = False,
    ) -> None:
        """An edge of this process.

        :param parted: give the body of a page as ``Response.chunks``, which saves copying it.
        """
        self._files = files
        self._clock = clock
        self._pages = ReadyPages(pages_budget, parted=parted)

    @property
    def compositions(self) -> int:
        """How many bodies were joined so far."""
        return self._pages.joined

    def at_once(
        self,
        store: Store,
        path: str,
        accept_encoding: str | None,
        if_none_match: str | None,
        if_modified_since: str | None,
    ) -> Response | None:
        """What ``answer`` would say to a GET; None when a snapshot is needed to know it.

        It needs none when the page is kept and its shared parts are joined, and nothing was written
        to the store since all that is kept was brought up to date.
        """
        pages = self._pages
        if not store.is_at(pages.opening, pages.number):
            return None
        kept = pages.find(path)
        if kept is None:
            return None
        gzip = wants_gzip(accept_encoding)
        ready = kept.gzip if gzip else kept.plain
        if ready is None or ready.tail is not kept.shared.tail or not ready.dated:
            ready = pages.ready(kept, gzip, self._clock())
            if ready is None:
                return None
        if ready.status == 200 and _has_it(ready, if_none_match, if_modified_since):
            return ready.not_modified(kept)
        return pages.full(kept, ready)

    def answer(self, request: Request, snapshot: Snapshot) -> Response | Missing:
        """The answer to a request (RFC 9110), or the path that the origin should be asked for."""
        method = request.method
        if method not in ("GET", "HEAD"):
            return builtin_page(405)
        path = request.path
        self._pages.at(snapshot)
        kept = self._pages.find(path)
        if kept is not None:
            return self._page(request, kept, snapshot)
        try:
            record = snapshot.answering(path)
        except ValueError:  # no text that can be stored: no path that can be asked for
            return builtin_page(400, method)
        if record is None:
            if not possible(path):
                return builtin_page(400, method)
            if not path.endswith("/") and snapshot.page(path + "/") is not None:
                return _redirect(location_of(path + "/", request.query), 301, method)
            return Missing(path)
        if isinstance(record, StoredPage):
            kept = self._pages.keep(path, record, snapshot)
            return Missing(path) if kept is None else self._page(request, kept, snapshot)
        if isinstance(record, Redirect):
            location = location_of_redirect(record.location, request.query)
            return _redirect(location, record.status, method)
        return self._file(request, record)

    def not_found(self, request: Request, snapshot: Snapshot) -> Response:
        """The page that says so, in the language of the edition that the path begins with.

        The default edition speaks for one that is closed.
        """
        pages = self._pages
        pages.at(snapshot)
        editions = (snapshot.meta("editions") or "en").split(",")
        first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
        for edition in dict.fromkeys((first if first in editions else editions[0], editions[0])):
            path = NOT_FOUND_PAGES + edition
            kept = pages.find(path)
            if kept is None:
                record = snapshot.answering(path)
                if isinstance(record, StoredPage):
                    kept = pages.keep(path, record, snapshot)
            answer = None if kept is None else self._page(request, kept, snapshot)
            if isinstance(answer, Response) and answer.status == 404:
                return answer
        return builtin_page(404, request.method)

    def _page(self, request: Request, kept: KeptPage, snapshot: Snapshot) -> Response | Missing:
        gzip = wants_gzip(request.accept_encoding)
        ready = self._pages.ready(kept, gzip, self._clock(), snapshot)
        if ready is None:
            return Missing(request.path)
        if ready.status == 200 and _has_it(ready, request.if_none_match, request.if_modified_since):
            return ready.not_modified(kept)
        if request.method == "HEAD":
            return ready.without_body(kept)
        return self._pages.full(kept, ready) or Missing(request.path)

    def _file(self, request: Request, asset: Asset) -> Response | Missing:
        wanted, etag = request.if_none_match, quoted(asset.etag)
        if wanted is not None and matches(wanted, etag):
            kept = [h for h in self._files.headers(asset) if h[0] not in _NOT_FOR_304]
            return Response(304, kept, kind=FILE)
        if request.method == "HEAD" or request.range is None:
            part = None
        else:
            same = is_the_same(request.if_range, etag)
            part = asked_part(request.range, asset.length) if same else None
        answer = self._files.answer(asset, part)
        if answer is None:
            return Missing(request.path)
        return Response(200, answer.headers, kind=FILE) if request.method == "HEAD" else answer


def _has_it(ready: ReadyPage, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Whether the client has these bytes already (RFC 9110, section 13.2.2)."""
    if if_none_match is not None:
        return matches(if_none_match, ready.etag)
    return (
        if_modified_since is not None
        and ready.dated
        and unchanged_since(if_modified_since, ready.modified)
    )


def _redirect(location: str, status: int, method: str) -> Response:
    body = f"{status} {HTTPStatus(status).phrase}: {location}\n".encode()
    headers: Headers = [
        ("location", location),
        ("content-type", "text/plain; charset=utf-8"),
        ("content-length", str(len(body))),
        ("cache-control", FRESH_ALWAYS),
        *PAGE_HEADERS,
    ]
    return Response(status, headers, b"" if method == "HEAD" else body, kind=REDIRECT)
