"""What enemies send: each shape is a name and the bytes on the wire."""

from __future__ import annotations

import random
from dataclasses import dataclass

PAGE = "/ferry-returns/"
FILM = "/media/film.mp4"
SMUGGLED = b"GET /smuggled/ HTTP/1.1\r\nHost: news.example\r\n\r\n"


@dataclass(frozen=True)
class Shape:
    """A request, or what pretends to be one.

    :param answers: how many answers may come back at most; one more means that something was
        smuggled past a proxy that saw a single request.
    """

    group: str
    name: str
    sent: bytes
    answers: int = 1


def get(target: str = PAGE, *headers: str, host: str = "news.example") -> bytes:
    """A request for a target, with these headers behind the Host."""
    return _request("GET", target, *headers, host=host)


def _request(method: str, target: str, *headers: str, host: str = "news.example") -> bytes:
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def _body(framing: str, body: bytes) -> bytes:
    return _request("POST", PAGE, *framing.split("|")) + body


def _smuggling() -> list[tuple[str, bytes]]:
    inside = b"0\r\n\r\n" + SMUGGLED
    both = f"Content-Length: {len(inside)}|Transfer-Encoding: chunked"
    framings = [
        ("Content-Length and Transfer-Encoding, the body ends by chunks", both, inside),
        (
            "Transfer-Encoding and Content-Length, the body ends by length",
            "Transfer-Encoding: chunked|Content-Length: 4",
            b"5c\r\n" + SMUGGLED + b"0\r\n\r\n",
        ),
        (
            "two Transfer-Encodings, the second unknown",
            f"Content-Length: {len(inside)}|Transfer-Encoding: chunked|Transfer-Encoding: cow",
            inside,
        ),
        ("Transfer-Encoding: xchunked", both.replace("chunked", "xchunked"), inside),
        ("Transfer-Encoding: chunked, identity", both + ", identity", inside),
        ("a space before the colon", both.replace("Encoding:", "Encoding :"), inside),
        ("a tab before the value", both.replace("Encoding: ", "Encoding:\t"), inside),
        ("a vertical tab before the value", both.replace("Encoding: ", "Encoding:\x0b"), inside),
        ("Transfer_Encoding", both.replace("Transfer-", "Transfer_"), inside),
        ("Content-Length twice, the same", "Content-Length: 5|Content-Length: 5", b"hello"),
        (
            "Content-Length twice, different",
            f"Content-Length: 0|Content-Length: {len(SMUGGLED)}",
            SMUGGLED,
        ),
        ("Content-Length: 5, 5", "Content-Length: 5, 5", b"hello"),
        ("Content-Length: +5", "Content-Length: +5", b"hello"),
        ("Content-Length: -1", "Content-Length: -1", SMUGGLED),
        ("Content-Length: 0x5", "Content-Length: 0x5", b"hello"),
        ("Content-Length: 5 5", "Content-Length: 5 5", b"hello"),
        ("Content-Length above 2^64", "Content-Length: 18446744073709551617", b"hello"),
        ("a folded header line", "X-One: 1|\tContent-Length: 5", b""),
        ("chunks with extensions", "Transfer-Encoding: chunked", b"5;a=b\r\nhello\r\n0\r\n\r\n"),
        (
            "a chunk extension with a bare line feed",
            "Transfer-Encoding: chunked",
            b"2;\nxx\r\n0\r\n\r\n" + SMUGGLED,
        ),
        ("a chunk size above 2^64", "Transfer-Encoding: chunked", b"F" * 17 + b"\r\nhello"),
        ("a negative chunk size", "Transfer-Encoding: chunked", b"-1\r\nhello\r\n0\r\n\r\n"),
        (
            "a trailer that names a length",
            "Transfer-Encoding: chunked",
            b"0\r\nContent-Length: 90\r\n\r\n",
        ),
        ("Expect: 100-continue, and no body", "Content-Length: 5|Expect: 100-continue", b""),
    ]
    return [(name, _body(framing, body)) for name, framing, body in framings]


def _framing() -> list[tuple[str, bytes]]:
    return [
        ("a body on GET, by length", get(PAGE, "Content-Length: 5") + b"hello"),
        (
            "a body on GET, in chunks",
            get(PAGE, "Transfer-Encoding: chunked") + b"5\r\nhello\r\n0\r\n\r\n",
        ),
        ("lines that end with a bare line feed", get().replace(b"\r\n", b"\n")),
        ("a bare carriage return in a header", get(PAGE, "X-One: a\rX-Two: b")),
        ("NUL in a header", get(PAGE, "X-One: a\0b")),
        ("a header without a colon", get(PAGE, "nonsense")),
        ("a header without a name", get(PAGE, ": nameless")),
        ("a space in a header's name", get(PAGE, "X One: 1")),
        ("bytes above 127 in a header's name", get(PAGE, "X-\xe9: 1")),
        ("spaces before the first header", get().replace(b"Host", b" Host")),
        ("empty lines before the request", b"\r\n\r\n" + get()),
        ("two spaces in the request line", get().replace(b" /", b"  /")),
        ("tabs in the request line", get().replace(b" ", b"\t", 2)),
        ("no target", b"GET HTTP/1.1\r\nHost: news.example\r\n\r\n"),
        ("a target without a slash", get("ferry-returns/")),
        ("a whole URL of another host as target", get(f"http://evil.example{PAGE}")),
        ("HTTP/1.0 without Host", f"GET {PAGE} HTTP/1.0\r\n\r\n".encode()),
        ("HTTP/1.1 without Host", f"GET {PAGE} HTTP/1.1\r\n\r\n".encode()),
        ("HTTP/0.9", f"GET {PAGE}\r\n".encode()),
        ("HTTP/1.2", get().replace(b"HTTP/1.1", b"HTTP/1.2")),
        ("HTTP/9.9", get().replace(b"HTTP/1.1", b"HTTP/9.9")),
        ("HTTP/1.1 with a letter more", get().replace(b"HTTP/1.1", b"HTTP/1.1x")),
        ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9)),
        ("Upgrade: h2c", get(PAGE, "Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AA")),
        (
            "Upgrade: websocket",
            get(
                PAGE,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ),
        ),
        ("a TLS hello", bytes.fromhex("160301007a010000760303") + bytes(115)),
        ("the greeting of SSH", b"SSH-2.0-OpenSSH_9.6\r\n"),
        ("a thousand random bytes", random.Random(13).randbytes(1000)),
        ("a thousand NULs", bytes(1000)),
    ]


def _methods() -> list[tuple[str, bytes]]:
    methods = ("get", "G" * 10_000, "GET\0", "CONNECT", "TRACE", "PURGE", "BAN", "DEBUG", "ÄÖ", "(")
    rows = [(f"{m if len(m) < 20 else 'ten thousand letters'!r:}", m) for m in methods]
    return [
        *((f"the method {shown}", _request(method, PAGE)) for shown, method in rows),
        ("CONNECT to another host", _request("CONNECT", "evil.example:443")),
        ("OPTIONS *", _request("OPTIONS", "*")),
        ("X-HTTP-Method-Override: DELETE", get(PAGE, "X-HTTP-Method-Override: DELETE")),
    ]


def _sizes() -> list[tuple[str, bytes]]:
    ranges = ",".join(f"{n}-{n}" for n in range(10_000))
    return [
        ("a header of 1 MB", get(PAGE, "X-Long: " + "a" * (1 << 20))),
        ("10,000 headers", get(PAGE, *(f"X-{n}: {n}" for n in range(10_000)))),
        ("100 headers", get(PAGE, *(f"X-{n}: {n}" for n in range(100)))),
        ("a cookie of 30 kB", get(PAGE, "Cookie: " + "a" * 30_000)),
        ("a target of 60 kB", get("/" + "a" * 60_000)),
        ("a target of 1 MB", get("/" + "a" * (1 << 20))),
        ("a query of 60 kB", get(PAGE + "?" + "a" * 60_000)),
        ("a path of 20,000 slashes", get("/" * 20_000)),
        ("10,000 ranges", get(FILM, f"Range: bytes={ranges}")),
        ("a thousand overlapping ranges", get(FILM, "Range: bytes=" + ",".join(["0-"] * 1000))),
        ("a range that ends before it begins", get(FILM, "Range: bytes=9-1")),
        ("a range beyond 2^64", get(FILM, "Range: bytes=0-99999999999999999999")),
        ("a range of 5,000 digits", get(FILM, "Range: bytes=" + "9" * 5_000 + "-")),
        ("If-None-Match of 50 kB", get(PAGE, "If-None-Match: " + '"a",' * 12_500)),
        ("If-None-Match of 50,000 quotation marks", get(PAGE, "If-None-Match: " + '"' * 50_000)),
        ("Accept-Encoding of 50 kB", get(PAGE, "Accept-Encoding: " + "a;q=0," * 8_000)),
        ("If-Modified-Since of 50 kB", get(PAGE, "If-Modified-Since: " + "1" * 50_000)),
        ("If-Modified-Since in the year 99999", get(PAGE, _date("99999"))),
        ("Last-Event-ID of 50 kB", get("/-/live/en", "Last-Event-ID: " + "f" * 50_000)),
    ]


def _date(year: str) -> str:
    return f"If-Modified-Since: Sat, 29 Feb {year} 00:00:00 GMT"


def _paths() -> list[tuple[str, bytes]]:
    targets = [
        "/../../../../etc/passwd",
        "/media/../secret",
        "/media/..%2fsecret",
        "/media/%2e%2e/secret",
        "/media/%252e%252e/secret",
        "/media/..%5csecret",
        "/media/..\\secret",
        "/media/.%00./secret",
        "/media/%c0%ae%c0%ae/secret",
        "/media/%e0%80%ae/secret",
        "/media//etc/passwd",
        "/media/secret",
        "/media/pier.jpg%00.html",
        "/media/pier.jpg/",
        "//evil.example/",
        "/\\evil.example/",
        "/%2f%2fevil.example/",
        "/./ferry-returns/",
        "/ferry-returns/;admin=1",
        "/ferry-returns%2f",
        "/%66erry-returns/",
        "/ferry-returns/#top",
        "/ferry-returns/%0d%0aSet-Cookie:%20a=b",
        "/old%0d%0aLocation:%20x/",
        "/old/?x=%0d%0aSet-Cookie:%20a=b",
        "/%ff%fe/",
        "/%",
        "/%zz/",
        "/%u002e/",
        "/ferry-returns/\x7f",
        "/az/k\xc3\xb6rf\xc9\x99z/",
        "/%01/",
        "/-/404/en",
        "/-/press?path=/",
        "/-/live/../../secret",
        "/-/live/" + "a" * 300,
        "/store/data.mdb",
        "/*",
        "/?",
        "/" + "a/" * 2_000,
    ]
    shown = [
        target if len(target) < 60 else f"{target[:12]}… ({len(target):,})" for target in targets
    ]
    return [(repr(name)[1:-1], get(target)) for name, target in zip(shown, targets, strict=True)]


def _lies() -> list[tuple[str, bytes]]:
    hosts = ["evil.example", "news.example:99999", "user@news.example", "a b", "", "[::1", "a/b"]
    headers = [
        "X-Forwarded-Host: evil.example",
        "X-Host: evil.example",
        "X-Forwarded-Server: evil.example",
        "X-Forwarded-Proto: nothttps",
        "X-Forwarded-Scheme: http",
        "X-Forwarded-Prefix: /evil",
        "Forwarded: host=evil.example;proto=http",
        "X-Original-URL: /-/press?path=/",
        "X-Rewrite-URL: /taken-down/",
        "X-Forwarded-For: 127.0.0.1",
        "Cookie: sessionid=admin",
        "Authorization: Basic YWRtaW46YWRtaW4=",
        "Accept-Language: xx",
        "Surrogate-Capability: abc=ESI/1.0",
        "Connection: close, Host",
        "TE: trailers",
        "X-Accel-Redirect: /secret",
        "Content-Type: application/x-www-form-urlencoded",
    ]
    queries = ["?utm_source=x", "?path=/taken-down/", "?callback=alert", "?_method=DELETE", "?%00"]
    return [
        *((f"Host: {host}", get(host=host)) for host in hosts),
        ("Host twice", get(PAGE, "Host: evil.example")),
        *((header, get(PAGE, header)) for header in headers),
        *((PAGE + query, get(PAGE + query)) for query in queries),
    ]


#: The shapes of this group are answered with the page itself or refused; nothing else.
SAME_PAGE = "Lies about the host, and what would poison a cache"

SHAPES = [
    *(Shape("Request smuggling", name, sent) for name, sent in _smuggling()),
    *(Shape("Framing and versions", name, sent) for name, sent in _framing()),
    *(Shape("Methods", name, sent) for name, sent in _methods()),
    *(Shape("Sizes", name, sent) for name, sent in _sizes()),
    *(Shape("Paths", name, sent) for name, sent in _paths()),
    *(Shape(SAME_PAGE, name, sent) for name, sent in _lies()),
    Shape("Pipelining", "100 requests at once", get() * 100, answers=100),
    Shape("Pipelining", "10 requests, the sixth broken", get() * 5 + b"\0\r\n\r\n" + get() * 4, 10),
    Shape("Pipelining", "a request and half of another", get() + get()[:20]),
    Shape("Pipelining", "a refused method, then a page", _request("POST", PAGE) + get(), 2),
]
