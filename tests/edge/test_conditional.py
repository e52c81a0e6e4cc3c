"""Conditional requests over a real server (RFC 9110 section 13)."""

from email.utils import formatdate

import pytest

from tests.edge.rows import SAFETY
from tests.edge.serving import NOON, Served

PAGE = "/ferry-returns/"


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
    for path in (PAGE, "/old/", "/taken-down/", "/nothing/", "/a%7f/", "/media/pier.jpg"):
        for coding in ("gzip", "identity"):
            get = served.get(path, accept_encoding=coding)
            head = served.ask("HEAD", path, accept_encoding=coding)
            assert head.status_code == get.status_code
            assert head.content == b""
            unlike = {"date", "connection"}
            assert {k: v for k, v in head.headers.items() if k not in unlike} == {
                k: v for k, v in get.headers.items() if k not in unlike
            }


def test_a_query_makes_no_other_page(served: Served) -> None:
    tags = {served.get(PAGE + query).headers["etag"] for query in ("", "?", "?a=1", "?a=2&a")}
    assert len(tags) == 1
