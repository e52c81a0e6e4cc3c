"""A site without a store: each article page rendered for each request, then compressed.

The same queries and templates as Stoppress's own; only nothing is kept. ``app`` is a WSGI
application; the environment names the home.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import Any

import django

django.setup()

from django.db import close_old_connections  # noqa: E402 - needs the set-up above
from django.template.loader import get_template  # noqa: E402

from stoppress.press.reading import one_snapshot  # noqa: E402
from stoppress.press.registry import kind_of  # noqa: E402
from stoppress.press.render import fragments_of, plan  # noqa: E402

Environ = dict[str, Any]


def app(environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer one request."""
    path = environ["PATH_INFO"].encode("latin-1").decode()
    close_old_connections()
    with one_snapshot():
        found = plan(path)
        if found is None:
            start_response("404 Not Found", [("content-length", "0")])
            return [b""]
        body = b"".join(map(rendered, fragments_of(found[1])))
    compressor = zlib.compressobj(6, zlib.DEFLATED, 31)
    packed = compressor.compress(body) + compressor.flush()
    headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-encoding", "gzip"),
        ("vary", "Accept-Encoding"),
        ("content-length", str(len(packed))),
    ]
    start_response("200 OK", headers)
    return [packed]


def rendered(key: str) -> bytes:
    """The raw bytes of one fragment."""
    kind = kind_of(key)
    made = kind.make(*kind.arguments(key))
    if made is None or isinstance(made, bytes):
        return made or b""
    with made["edition"].voice():
        return get_template(str(kind.template)).render(made).encode()
