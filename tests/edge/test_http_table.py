"""Requests and the answers they must get, over a real server and a real store (RFC 9110)."""

import gzip
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate

import pytest

from stoppress.store import Batch, Page
from tests.edge.serving import NOON, Served, made, running_edge, small_site

PAGE = "/ferry-returns/"
SAFETY = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    small_site(home)
    with running_edge(home) as served:
        yield served


@dataclass(frozen=True)
class Row:
    """A request and what must be true of its answer."""

    request: str
    status: int
    sent: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    """Expected headers; an empty value means that there must be none."""
    text: str = ""


TABLE = [
    # Methods
    Row("GET /", 200, text="Körfəz"),
    Row(f"GET {PAGE}", 200, headers={"content-type": "text/html; charset=utf-8"}, text="ferry"),
    Row(f"HEAD {PAGE}", 200),
    *(
        Row(f"{method} {path}", 405, headers={"allow": "GET, HEAD"})
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X")
        for path in (PAGE, "/nothing/", "/-/health", "/-/live/en", "/media/pier.jpg")
    ),
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
            "/a%00b/",
            "/%0d%0aSet-Cookie:x/",
            "/%7f/",
            "/%C2%85/",
            "/%ff/",
            "/%c0%ae%c0%ae/",
            "/%ed%a0%80/",
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


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.request[:40]} {row.sent}")
def test_table(served: Served, row: Row) -> None:
    method, path = row.request.split(" ", 1)
    head = f"{method} {path} HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n"
    sent = "".join(f"{name}: {value}\r\n" for name, value in row.sent.items())
    status, headers, body = parsed(served.raw(f"{head}{sent}\r\n".encode()))
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


def parsed(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        assert name.lower() not in headers, f"{name} twice"
        headers[name.lower()] = value
    return int(first.split(" ")[1]), headers, body


# Conditional requests


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_who_has_the_page_gets_304_without_body(served: Served, coding: str) -> None:
    full = served.get(PAGE, accept_encoding=coding)
    etag = full.headers["etag"]
    again = served.get(PAGE, accept_encoding=coding, if_none_match=etag)
    assert again.status_code == 304
    assert again.content == b""
    for name in ("etag", "cache-control", "vary", "last-modified", *SAFETY):
        assert again.headers[name] == full.headers[name]
    assert "content-type" not in again.headers
    assert "content-encoding" not in again.headers


def test_each_coding_has_a_strong_tag_of_its_own(served: Served) -> None:
    zipped = served.get(PAGE, accept_encoding="gzip").headers["etag"]
    plain = served.get(PAGE, accept_encoding="identity").headers["etag"]
    assert zipped != plain
    assert not zipped.startswith("W/")
    assert served.get(PAGE, accept_encoding="gzip", if_none_match=plain).status_code == 200


@pytest.mark.parametrize(
    ("template", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", {tag}', 304),
        ('"a,b",W/"c" ,{tag}', 304),
        (',, "a" ,, {tag},', 304),
        ("*", 304),
        ('"other"', 200),
        ("{bare}", 200),
        ('"{tag}"', 200),
        ("other {tag}", 200),
        ("w/{tag}", 200),
        ("", 200),
    ],
)
def test_if_none_match(served: Served, template: str, status: int) -> None:
    tag = served.get(PAGE, accept_encoding="gzip").headers["etag"]
    wanted = template.replace("{tag}", tag).replace("{bare}", tag.strip('"'))
    got = served.get(PAGE, accept_encoding="gzip", if_none_match=wanted)
    assert got.status_code == status
    assert served.ask("HEAD", PAGE, if_none_match="*").status_code == 304


@pytest.mark.parametrize(
    ("shift", "status"), [(0, 304), (1, 304), (86_400, 304), (-1, 200), (-86_400, 200)]
)
def test_if_modified_since(served: Served, shift: int, status: int) -> None:
    since = formatdate(NOON - 400_000_000 + shift, usegmt=True)
    assert served.get(PAGE, if_modified_since=since).status_code == status


@pytest.mark.parametrize(
    "since",
    ["", "yesterday", "0", "Sat, 99 Nov 2099 99:99:99 GMT", "Sat, 29 Feb 99999999999 00:00:00 GMT"],
)
def test_a_date_that_is_none_is_ignored(served: Served, since: str) -> None:
    assert served.get(PAGE, if_modified_since=since).status_code == 200


@pytest.mark.parametrize(
    "since", ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "1 Jan 2040 00:00"]
)
def test_old_formats_of_dates_are_read(served: Served, since: str) -> None:
    status = 304 if "2040" in since else 200
    assert served.get(PAGE, if_modified_since=since).status_code == status


def test_a_tag_that_does_not_match_outweighs_the_date(served: Served) -> None:
    since = formatdate(NOON, usegmt=True)
    got = served.get(PAGE, if_none_match='"other"', if_modified_since=since)
    assert got.status_code == 200


def test_head_has_the_headers_of_get(served: Served) -> None:
    for path in (PAGE, "/old/", "/taken-down/", "/nothing/", "/a%00/", "/media/pier.jpg"):
        for coding in ("gzip", "identity"):
            get = served.get(path, accept_encoding=coding)
            head = served.ask("HEAD", path, accept_encoding=coding)
            assert head.status_code == get.status_code
            assert head.content == b""
            unlike = {"date"}
            assert {k: v for k, v in head.headers.items() if k not in unlike} == {
                k: v for k, v in get.headers.items() if k not in unlike
            }


def test_a_query_makes_no_other_page(served: Served) -> None:
    tags = {served.get(PAGE + query).headers["etag"] for query in ("", "?", "?a=1", "?a=2&a")}
    assert len(tags) == 1


# Shapes of requests


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET http://elsewhere.example/ferry-returns/ HTTP/1.1\r\nHost: news.example\r\n", 200),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: \r\n", 200),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: a@b:99999/<script>\r\n", 200),
        (b"GET /ferry-returns HTTP/1.1\r\nHost: evil.example\r\n", 301),
        (b"GET /ferry-returns/ HTTP/1.0\r\n", 200),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: x\r\nIf-None-Match: \xff\xfe\r\n", 200),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: x\r\nCookie: sessionid=1\r\n", 200),
        (b"GET /ferry-returns/ HTTP/1.1\r\nHost: x\r\nX-Original-URL: /old/\r\n", 200),
        (b"GET * HTTP/1.1\r\nHost: x\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n", 405),
        (b"GET /ferry returns/ HTTP/1.1\r\nHost: x\r\n", 400),
        (
            b"GET /az/k\xc3\xb6rf\xc9\x99z-\xc3\xbcz\xc9\x99rind\xc9\x99/ HTTP/1.1\r\nHost: x\r\n",
            200,
        ),
    ],
)
def test_odd_requests(served: Served, request_bytes: bytes, status: int) -> None:
    answer = served.raw(request_bytes + b"Connection: close\r\n\r\n")
    assert answer.split(b" ")[1] == str(status).encode()
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


# Freshness


def test_what_is_published_is_in_the_next_answer_of_every_page(served: Served) -> None:
    before = {path: served.get(path, accept_encoding="gzip") for path in ("/", PAGE)}
    for turn in range(20):
        served.store.apply(Batch([made("latest/en", f"<aside>{turn}</aside>")]), sequence=6 + turn)
        for path in ("/", PAGE):
            now = served.get(
                path, accept_encoding="gzip", if_none_match=before[path].headers["etag"]
            )
            assert now.status_code == 200
            assert f"<aside>{turn}</aside>" in now.text
            before[path] = now


def test_a_date_is_not_given_in_the_second_in_which_it_may_still_be_wrong(served: Served) -> None:
    while time.time() % 1 > 0.3:
        time.sleep(0.05)
    served.store.apply(Batch([made("latest/en", "<aside>now</aside>", int(time.time()))]))
    fresh = served.get(PAGE)
    assert "last-modified" not in fresh.headers
    since = formatdate(time.time() + 3600, usegmt=True)
    assert served.get(PAGE, if_modified_since=since).status_code == 200
    time.sleep(1.1)
    later = served.get(PAGE)
    assert later.headers["etag"] == fresh.headers["etag"]
    assert served.get(PAGE, if_modified_since=later.headers["last-modified"]).status_code == 304


def test_a_page_forgotten_is_gone_at_once_and_back_at_once(served: Served) -> None:
    with served.store.snapshot() as snapshot:
        page = snapshot.page(PAGE)
    assert page is not None
    served.store.apply(Batch(forget_pages={PAGE}))
    assert served.get(PAGE).status_code == 503
    served.store.apply(Batch(pages={PAGE: page}))
    assert served.get(PAGE).status_code == 200
