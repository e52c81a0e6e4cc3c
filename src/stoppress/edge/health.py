"""`/-/health`: whether this edge serves, and how far its store is."""

import json

from stoppress.edge.messages import Headers, Response
from stoppress.edge.policy import PAGE_HEADERS
from stoppress.store import Store

HEALTH = "/-/health"


def health(method: str, store: Store, streams: int) -> Response:
    """The answer to who watches; `streams` is the number of live streams that are open."""
    body = json.dumps({"sequence": store.sequence, "live": streams}).encode()
    headers: Headers = [
        ("content-type", "application/json"),
        ("content-length", str(len(body))),
        ("cache-control", "no-store"),
        *PAGE_HEADERS,
    ]
    return Response(200, headers, b"" if method == "HEAD" else body)
