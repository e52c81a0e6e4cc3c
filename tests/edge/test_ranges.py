"""Parts of files, over a real server (RFC 9110 section 14)."""

from pathlib import Path

import pytest

from tests.edge.rows import Row, check
from tests.edge.serving import FILM, Served

TABLE = [
    Row("GET /media/pier.jpg", 200, headers={"accept-ranges": "bytes", "content-range": ""}),
    *(
        Row(
            "GET /media/pier.jpg",
            206,
            {"range": wanted},
            {
                "content-range": f"bytes {part}/702",
                "accept-ranges": "bytes",
                "etag": '"abc"',
                "content-type": "image/jpeg",
                "cache-control": "max-age=31536000, immutable",
                "content-encoding": "",
            },
        )
        for wanted, part in [
            ("bytes=0-1", "0-1"),
            ("bytes=0-0", "0-0"),
            ("bytes=0-", "0-701"),
            ("bytes=2-8", "2-8"),
            ("bytes=701-", "701-701"),
            ("bytes=700-9999", "700-701"),
            ("bytes=-1", "701-701"),
            ("bytes=-702", "0-701"),
            ("bytes=-99999", "0-701"),
            ("bytes=0-" + "9" * 99, "0-701"),
            ("bytes=-" + "9" * 99, "0-701"),
            ("Bytes= 0002-0008 ", "2-8"),
        ]
    ),
    *(
        Row(
            "GET /media/pier.jpg",
            416,
            {"range": wanted},
            {"content-range": "bytes */702", "etag": "", "cache-control": "no-store"},
        )
        for wanted in ("bytes=702-", "bytes=702-703", "bytes=-0", "bytes=-000", "bytes=9999999999-")
    ),
    *(
        Row(
            "GET /media/pier.jpg",
            200,
            {"range": wanted},
            {"content-range": "", "content-length": "702"},
        )
        for wanted in [
            "bytes=0-1,3-4",
            "bytes=0-1, 0-1",
            "bytes=" + "0-0," * 7_000 + "0-0",
            "bytes=" + "1" * 30_000 + "-",
            "items=0-1",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5",
            "bytes=5-3",
            "bytes=--1",
            "bytes=0--1",
            "bytes=0x1-2",
            "bytes=1.0-2",
            "bytes=a-b",
            "bytes=²-³",
            "bytes 0-1",
            "bytes=0 - 1",
            "0-1",
            "",
        ]
    ),
    *(
        Row(
            f"GET {path}",
            status,
            {"range": wanted, "if-range": tag},
            {"content-range": content_range},
        )
        for path, wanted, tag, status, content_range in [
            ("/media/pier.jpg", "bytes=1-2", '"abc"', 206, "bytes 1-2/702"),
            ("/media/pier.jpg", "bytes=900-", '"abc"', 416, "bytes */702"),
            ("/media/pier.jpg", "bytes=1-2", 'W/"abc"', 200, ""),
            ("/media/pier.jpg", "bytes=1-2", '"abd"', 200, ""),
            ("/media/pier.jpg", "bytes=900-", '"abd"', 200, ""),
            ("/media/pier.jpg", "bytes=1-2", "*", 200, ""),
            ("/media/pier.jpg", "bytes=1-2", "abc", 200, ""),
            ("/media/pier.jpg", "bytes=1-2", '"x", "abc"', 200, ""),
            ("/media/pier.jpg", "bytes=1-2", "", 200, ""),
            ("/media/pier.jpg", "bytes=1-2", "Sun, 06 Nov 1994 08:49:37 GMT", 200, ""),
            ("/media/draft.jpg", "bytes=1-2", 'W/"abc"', 200, ""),
            ("/media/draft.jpg", "bytes=1-2", '"abc"', 200, ""),
        ]
    ),
    Row(
        "GET /media/pier.jpg",
        304,
        {"range": "bytes=0-1", "if-none-match": '"abc"'},
        {"content-range": "", "accept-ranges": ""},
    ),
    Row("GET /media/pier.jpg", 304, {"range": "bytes=900-", "if-none-match": "*"}),
    Row("GET /media/pier.jpg", 206, {"range": "bytes=0-1", "if-none-match": '"abd"'}),
    *(
        Row(
            "HEAD /media/pier.jpg",
            200,
            {"range": wanted},
            {"content-length": "702", "content-range": "", "accept-ranges": "bytes"},
        )
        for wanted in ("bytes=0-1", "bytes=900-")
    ),
    Row("POST /media/pier.jpg", 405, {"range": "bytes=0-1"}),
    Row("GET /media/empty.txt", 200, headers={"content-length": "0"}),
    Row("GET /media/empty.txt", 416, {"range": "bytes=0-"}, {"content-range": "bytes */0"}),
    Row("GET /media/empty.txt", 200, {"range": "bytes=-5"}, {"content-range": ""}),
    Row("GET /media/short.mp4", 503, {"range": "bytes=0-1"}, {"content-range": ""}),
    Row("GET /media/lost.jpg", 503, {"range": "bytes=0-1"}),
    Row("GET /media/secret", 503, {"range": "bytes=0-1"}),
    Row("GET /nothing/", 503, {"range": "bytes=0-1"}),
    Row("GET /old/", 301, {"range": "bytes=0-1"}),
]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_table(served: Served, row: Row) -> None:
    check(served, row)


FILM_PATH = "/media/film.mp4"
LENGTH = len(FILM)


def film(wanted: str, start: int, stop: int) -> Row:
    part = {"content-range": f"bytes {start}-{stop - 1}/{LENGTH}", "content-type": "video/mp4"}
    return Row(f"GET {FILM_PATH}", 206, {"range": wanted}, part)


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=0-", 0, LENGTH),
        (f"bytes=0-{LENGTH - 1}", 0, LENGTH),
        (f"bytes=0-{LENGTH}", 0, LENGTH),
        ("bytes=131071-131073", 131_071, 131_074),
        ("bytes=1000000-5999999", 1_000_000, 6_000_000),
        ("bytes=-8", LENGTH - 8, LENGTH),
        (f"bytes={LENGTH - 1}-", LENGTH - 1, LENGTH),
    ],
)
def test_the_bytes_of_a_large_file(served: Served, wanted: str, start: int, stop: int) -> None:
    row = film(wanted, start, stop)
    got = served.get(FILM_PATH, range=wanted)
    assert got.status_code == 206
    assert got.headers["content-range"] == row.headers["content-range"]
    assert int(got.headers["content-length"]) == stop - start
    assert got.content == FILM[start:stop]
    check(served, row)


def test_a_large_file_whole(served: Served) -> None:
    got = served.get(FILM_PATH)
    assert got.status_code == 200
    assert got.headers["accept-ranges"] == "bytes"
    assert got.content == FILM
    head = served.ask("HEAD", FILM_PATH, range="bytes=0-1")
    assert head.status_code == 200
    assert int(head.headers["content-length"]) == LENGTH


def test_a_small_file_in_parts_before_and_after_it_is_kept_in_memory(served: Served) -> None:
    picture = served.get("/media/pier.jpg").content
    for _ in range(2):
        parts = [
            served.get("/media/pier.jpg", range=wanted).content
            for wanted in ("bytes=0-99", "bytes=100-", "bytes=-2")
        ]
        assert parts == [picture[:100], picture[100:], picture[-2:]]
        served.get("/media/pier.jpg")


def test_what_a_player_asks_over_one_connection(served: Served) -> None:
    """Two bytes first, then everything from an offset; the connection stays good."""
    head = f"GET {FILM_PATH} HTTP/1.1\r\nHost: x\r\n"
    end = "Connection: close\r\n"
    first, second, third = (
        f"{head}Range: bytes=0-1\r\n\r\n",
        f"{head}Range: bytes={LENGTH}-\r\n\r\n",
        f"{head}Range: bytes={LENGTH - 70_000}-\r\n{end}\r\n",
    )
    answer = served.raw((first + second + third).encode())
    statuses = [answer.index(f"HTTP/1.1 {status}".encode()) for status in (206, 416)]
    assert statuses == sorted(statuses)
    assert answer.count(b"HTTP/1.1 206") == 2
    assert answer.endswith(FILM[-70_000:])


def test_two_range_lines_are_harmless(served: Served) -> None:
    lines = "Range: bytes=0-1\r\n" * 50
    head = f"GET /media/pier.jpg HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{lines}\r\n"
    answer = served.raw(head.encode())
    assert answer.split(b" ")[1] in (b"200", b"206")
    assert b"multipart" not in answer


def test_memory_does_not_grow_with_what_is_sent(served: Served) -> None:
    process = Path(f"/proc/{served.process.pid}")

    def highest() -> int:
        return int((process / "status").read_text().partition("VmHWM:")[2].split()[0])  # KiB

    served.get(FILM_PATH, range="bytes=0-99")
    (process / "clear_refs").write_text("5")  # the highest so far is that of now
    before = highest()
    for wanted in ("bytes=0-", f"bytes=1-{LENGTH}", "items=0-1"):
        assert len(served.get(FILM_PATH, range=wanted).content) >= LENGTH - 1
    assert highest() - before < LENGTH // 2 // 1024
