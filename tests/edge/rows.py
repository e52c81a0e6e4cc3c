"""Rows of the table of requests and answers, and how one is checked."""

import gzip
from dataclasses import dataclass, field

from tests.edge.serving import Served

SAFETY = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
)


@dataclass(frozen=True)
class Row:
    """A request and what must be true of its answer."""

    request: str
    status: int
    sent: dict[str, str] = field(default_factory=dict)
    #: Expected headers; an empty value means that there must be none.
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    #: The status with which FastPySGI may refuse it before the edge sees it.
    refused: int = 0

    def __str__(self) -> str:
        return f"{self.request[:40]} {self.sent}"[:100]


def check(served: Served, row: Row) -> bytes:
    """Send the request as it stands, and compare the answer; its decoded body comes back."""
    method, path = row.request.split(" ", 1)
    head = f"{method} {path} HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n"
    sent = "".join(f"{name}: {value}\r\n" for name, value in row.sent.items())
    status, headers, body = parsed(served.raw(f"{head}{sent}\r\n".encode()))
    if served.server == "fastpysgi" and row.refused:
        assert (status, body) == (row.refused, b"")
        return body
    assert status == row.status
    for name, value in row.headers.items():
        assert headers.get(name, "") == value, name
    if method == "HEAD" or row.status == 304:
        assert body == b""
    else:
        assert int(headers["content-length"]) == len(body)
    if headers.get("content-encoding") == "gzip" and body:
        body = gzip.decompress(body)
    assert row.text in body.decode(errors="replace")
    for name in SAFETY:
        assert headers[name], name
    assert "unsafe" not in headers["content-security-policy"] or path.startswith("/media/")
    assert "set-cookie" not in headers
    assert "Traceback" not in body.decode(errors="replace")
    return body


def parsed(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        assert name.lower() not in headers, f"{name} twice"
        headers[name.lower()] = value
    return int(first.split(" ")[1]), headers, body
