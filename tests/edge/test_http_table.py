"""Requests and the answers they must get, over a real server and a real store (RFC 9110)."""

import gzip
from email.utils import formatdate

import pytest

from stoppress.store import Page
from tests.edge.rows import Row, check
from tests.edge.serving import NOON, Served

PAGE = "/ferry-returns/"
TABLE = [
    # Methods
    Row("GET /", 200, text="Körfəz"),
    Row(f"GET {PAGE}", 200, headers={"content-type": "text/html; charset=utf-8"}, text="ferry"),
    Row(f"HEAD {PAGE}", 200),
    *(
        Row(f"{method} {path}", 405, headers={"allow": "GET, HEAD"})
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
        for path in (PAGE, "/nothing/", "/-/health", "/-/live/en", "/media/pier.jpg")
    ),
    Row(f"X {PAGE}", 405, refused=400),
    # Content coding
    *(
        Row(f"GET {PAGE}", 200, {"accept-encoding": accepted}, {"content-encoding": coding})
        for accepted, coding in [
            ("gzip", "gzip"),
            ("gzip, deflate, br, zstd", "gzip"),
            ("GZIP", "gzip"),
            ("x-gzip", "gzip"),
            ("*", "gzip"),
            ("gzip;q=0.5", "gzip"),
            ("gzip; q=0.5, identity; q=0.5", "gzip"),
            ("identity;q=0", ""),
            ("identity;q=0, *", "gzip"),
            ("br;q=1, *;q=0.1", "gzip"),
            ("gzip;q=0", ""),
            ("gzip;q=0.000, *", ""),
            ("*;q=0", ""),
            ("gzip;q=0.1, identity", ""),
            ("gzip;q=x", ""),
            ("gzip;q=7", ""),
            ("deflate, br", ""),
            ("identity", ""),
            ("", ""),
            (",,;;q=1,", ""),
            ("gzipped", ""),
        ]
    ),
    Row(f"GET {PAGE}", 200, headers={"content-encoding": "", "vary": "Accept-Encoding"}),
    # What a page carries
    Row(
        f"GET {PAGE}",
        200,
        headers={
            "cache-control": "max-age=0, must-revalidate",
            "content-language": "en",
            "accept-ranges": "none",
            "last-modified": formatdate(NOON - 400_000_000, usegmt=True),
            "set-cookie": "",
            "location": "",
        },
    ),
    Row("GET /feed.rss", 200, headers={"content-type": "application/rss+xml"}, text="<rss/>"),
    Row("GET /feed.rss", 200, headers={"cache-control": "max-age=60"}),
    Row(f"GET {PAGE}", 200, {"range": "bytes=0-5"}, {"content-range": ""}),
    # Queries mean nothing to a page
    Row(f"GET {PAGE}?utm_source=x&a=%00", 200, text="ferry"),
    Row(f"GET {PAGE}?", 200, text="ferry"),
    # Paths
    Row("GET /az/k%C3%B6rf%C9%99z-%C3%BCz%C9%99rind%C9%99/", 200, text="Körfəz"),
    Row("GET /az/k%c3%b6rf%c9%99z-%c3%bcz%c9%99rind%c9%99/", 200, text="Körfəz"),
    Row("GET /%66erry-returns/", 200, text="ferry"),
    Row("GET /ferry-returns", 301, headers={"location": PAGE}),
    Row("HEAD /ferry-returns", 301, headers={"location": PAGE}),
    Row("GET /ferry-returns?a=b&c=%20d", 301, headers={"location": PAGE + "?a=b&c=%20d"}),
    Row(
        "GET /az/k%C3%B6rf%C9%99z-%C3%BCz%C9%99rind%C9%99",
        301,
        headers={"location": "/az/k%C3%B6rf%C9%99z-%C3%BCz%C9%99rind%C9%99/"},
    ),
    Row("GET /old/", 301, headers={"location": "/az/k%C3%B6rf%C9%99z-%C3%BCz%C9%99rind%C9%99/"}),
    Row("GET /old/", 301, headers={"cache-control": "max-age=0, must-revalidate"}),
    Row("GET /old", 301, headers={"location": "/old/"}),
    Row("GET /asked/", 302, headers={"location": "/search/?q=ferry#top"}),
    Row("GET /elsewhere/", 301, headers={"location": "/evil.example/x"}),
    *(
        Row(f"GET {path}", 400)
        for path in (
            "/%7f/",
            "/%C2%85/",
            "/%5c..%5c/",
            "/../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/media/%2e%2e/secret",
            "/a/..",
            "/./",
            "//evil.example/",
            "/ferry-returns//",
            "/" + "a" * 2000,
            "/" + "%C9%99" * 2001,
        )
    ),
    *(
        Row(f"GET {path}", 400, refused=400)
        for path in (
            "/a%00b/",
            "/%0d%0aSet-Cookie:x/",
            "/%ff/",
            "/%c0%ae%c0%ae/",
            "/%ed%a0%80/",
        )
    ),
    # Not there, taken down, cannot be made
    Row("GET /taken-down/", 410, headers={"etag": "", "last-modified": ""}, text="court"),
    Row("GET /taken-down/", 410, {"if-none-match": "*"}),
    Row("GET /nothing/", 503, headers={"retry-after": "10", "cache-control": "no-store"}),
    Row("GET /half/", 503, headers={"retry-after": "10"}),
    Row("HEAD /nothing/", 503),
    Row("GET /%252e%252e/", 503),
    Row("GET /a%2fb/", 503),
    Row("GET /-/404/en", 404, headers={"cache-control": "no-cache", "etag": ""}, text="Nothing"),
    Row("GET /-/404/en", 404, {"if-none-match": "*", "accept-encoding": "gzip"}),
    # Files
    Row("GET /media/pier.jpg", 200, {"accept-encoding": "gzip"}, {"content-encoding": ""}),
    Row("GET /media/pier.jpg", 200, headers={"etag": '"abc"', "vary": "", "content-length": "702"}),
    Row("GET /media/pier.jpg", 200, headers={"cache-control": "max-age=31536000, immutable"}),
    Row("HEAD /media/pier.jpg", 200, headers={"content-length": "702"}),
    Row("GET /media/pier.jpg", 304, {"if-none-match": 'W/"abc"'}, {"etag": '"abc"'}),
    Row("GET /media/pier.jpg", 200, {"if-none-match": '"abd"'}),
    Row("GET /media/secret", 503),
    Row("GET /media/lost.jpg", 503),
    # The edge's own
    Row("GET /-/health", 200, headers={"content-type": "application/json"}, text='"sequence": 5'),
    Row("HEAD /-/health", 200, headers={"cache-control": "no-store"}),
    Row("GET /-/live/xx", 503),
    Row("GET /-/live/../en", 400),
    Row("GET /-/press?path=/", 503),
]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_table(served: Served, row: Row) -> None:
    check(served, row)


# Shapes of requests


# The third value is FastPySGI's own, where it refuses what Granian lets through.
@pytest.mark.parametrize(
    ("request_bytes", "status", "strict"),
    [
        (
            b"GET http://elsewhere.example/ferry-returns/ HTTP/1.1\r\nHost: news.example\r\n",
            200,
            200,
        ),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: \r\n", 200, 400),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: a@b:99999/<script>\r\n", 200, 400),
        (b"GET /ferry-returns HTTP/1.1\r\nHost: evil.example\r\n", 301, 301),
        (b"GET /ferry-returns/ HTTP/1.0\r\nHost: news.example\r\n", 200, 200),
        (b"GET /ferry-returns/ HTTP/1.0\r\n", 200, 400),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: x\r\nIf-None-Match: \xff\xfe\r\n", 200, 200),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: x\r\nCookie: sessionid=1\r\n", 200, 200),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: x\r\nX-Original-URL: /old/\r\n", 200, 200),
        (b"GET * HTTP/1.1\r\nHost: x\r\n", 400, 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n", 405, 405),
        (b"GET /ferry returns/ HTTP/1.1\r\nHost: x\r\n", 400, 400),
        (
            b"GET /az/k\xc3\xb6rf\xc9\x99z-\xc3\xbcz\xc9\x99rind\xc9\x99/ HTTP/1.1\r\nHost: x\r\n",
            200,
            400,
        ),
    ],
)
def test_odd_requests(served: Served, request_bytes: bytes, status: int, strict: int) -> None:
    answer = served.raw(request_bytes + b"Connection: close\r\n\r\n")
    expected = strict if served.server == "fastpysgi" else status
    assert answer.split(b" ")[1] == str(expected).encode()
    assert b"evil.example" not in answer


def test_requests_in_one_packet_are_answered_in_order(served: Served) -> None:
    one = b"GET /ferry-returns/ HTTP/1.1\r\nHost: x\r\n\r\n"
    two = b"GET /old/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = served.raw(one + one + two)
    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert answer.index(b"HTTP/1.1 301") > answer.rindex(b"HTTP/1.1 200 OK")


def test_the_gzip_bytes_are_those_of_the_joined_fragments(served: Served) -> None:
    plain = served.get(PAGE, accept_encoding="identity").content
    with served.store.snapshot() as snapshot:
        page = snapshot.page(PAGE)
        assert isinstance(page, Page)
        fragments = [snapshot.fragment(key) for key in page.fragments]
        joined = b"".join(fragment.raw() for fragment in fragments if fragment is not None)
    assert plain == joined
    head = f"GET {PAGE} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n"
    raw = served.raw(f"{head}\r\n".encode())
    assert gzip.decompress(raw.partition(b"\r\n\r\n")[2]) == joined
