"""HTTP on every kind of page, by RFC 9110: negotiation, HEAD, conditions, methods."""

import gzip
from dataclasses import dataclass

import httpx
import pytest

from tests.world.pages import Site
from tests.world.pieces import import_pieces, piece, with_headline
from tests.world.running import RunningNewsroom
from tests.world.waiting import until

pytestmark = pytest.mark.proof

CHANGES_EACH_TIME = {"date", "age", "connection"}
FILES = {
    "RSS": "/feed.rss",
    "Atom": "/feed.atom",
    "JSON Feed": "/feed.json",
    "sitemap": "/sitemap.xml",
    "news sitemap": "/sitemap-news.xml",
    "robots.txt": "/robots.txt",
    "manifest": "/manifest.webmanifest",
}
PAGE_KINDS = (
    *("article", "long read", "front", "section", "all news", "day", "month", "topic", "author"),
    *("not found", "gone", "Azerbaijani front", "Arabic article"),
)
KINDS = (*PAGE_KINDS, *FILES)
#: Only answers with 200 have conditions (RFC 9110 section 13.2.1).
UNCONDITIONAL = {"not found", "gone"}


@dataclass(frozen=True)
class Answer:
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


#: One client for all: what costs time is its certificates, which nothing here needs.
READER = httpx.Client(verify=False, timeout=20)


def dated(answer: "Answer") -> "Answer | None":
    """The answer, if it has a date."""
    return answer if "last-modified" in answer.headers else None


def ask(url: str, method: str = "GET", **headers: str) -> Answer:
    """Ask with exactly these headers; underscores stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("accept-encoding", "identity")
    with READER.stream(method, url, headers=named) as answer:
        body = b"".join(answer.iter_raw())
        return Answer(answer.status_code, dict(answer.headers), body)


def url_of(site: Site, kind: str) -> str:
    """Return the address of one page or file of this kind."""
    return site.root + (FILES[kind] if kind in FILES else site.page(kind).path)


@pytest.mark.parametrize("kind", KINDS)
def test_gzip_and_identity_are_the_same_bytes(site: Site, kind: str) -> None:
    packed = ask(url_of(site, kind), accept_encoding="gzip")
    plain = ask(url_of(site, kind), accept_encoding="identity")

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body)
    assert int(plain.headers["content-length"]) == len(plain.body)
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert "accept-encoding" in plain.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accepted", "coded"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("br", False),
        ("", False),
    ],
)
def test_gzip_comes_to_those_who_take_it(site: Site, accepted: str, coded: bool) -> None:
    answer = ask(url_of(site, "article"), accept_encoding=accepted)

    assert answer.status == 200
    assert ("content-encoding" in answer.headers) == coded


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize("kind", KINDS)
def test_head_says_what_get_says(site: Site, kind: str, coding: str) -> None:
    got = ask(url_of(site, kind), accept_encoding=coding)
    head = ask(url_of(site, kind), method="HEAD", accept_encoding=coding)

    assert head.status == got.status
    assert head.body == b""
    for name in CHANGES_EACH_TIME:
        head.headers.pop(name, None)
        got.headers.pop(name, None)
    assert head.headers == got.headers


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in UNCONDITIONAL])
def test_what_a_reader_has_is_not_sent_again(site: Site, kind: str, coding: str) -> None:
    url = url_of(site, kind)
    # Within the second in which a page changed it has no date yet: one could hide a later change.
    first = until(lambda: dated(ask(url, accept_encoding=coding)), "a date")
    tag, date = first.headers["etag"], first.headers["last-modified"]

    for condition in (
        {"if_none_match": tag},
        {"if_none_match": f'"other", {tag}'},
        {"if_none_match": f"W/{tag.removeprefix('W/')}"},
        {"if_none_match": "*"},
        {"if_modified_since": date},
        {"if_none_match": tag, "if_modified_since": "Thu, 01 Jan 2015 00:00:00 GMT"},
    ):
        again = ask(url, accept_encoding=coding, **condition)
        assert again.status == 304, condition
        assert again.body == b""
        for name in ("etag", "cache-control", "vary"):
            assert again.headers[name] == first.headers[name]
    for condition in (
        {"if_none_match": '"other"'},
        {"if_modified_since": "Thu, 01 Jan 2015 00:00:00 GMT"},
        {"if_modified_since": "yesterday"},
        {"if_none_match": '"other"', "if_modified_since": date},
    ):
        again = ask(url, accept_encoding=coding, **condition)
        assert again.status == 200, condition
        assert again.body == first.body


def test_each_coding_has_its_own_strong_tag(site: Site) -> None:
    packed = ask(url_of(site, "article"), accept_encoding="gzip").headers["etag"]
    plain = ask(url_of(site, "article"), accept_encoding="identity").headers["etag"]

    assert not packed.startswith("W/")
    assert packed != plain


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_is_read_and_nothing_else(site: Site, method: str) -> None:
    answer = ask(url_of(site, "article"), method=method)

    assert answer.status == 405
    assert {"GET", "HEAD"} <= {word.strip() for word in answer.headers["allow"].split(",")}


def test_a_missing_slash_is_added(site: Site) -> None:
    url = url_of(site, "article")

    answer = ask(url.rstrip("/"))

    assert answer.status == 301
    assert answer.headers["location"] in (url, url.removeprefix(site.root))


def test_what_a_link_was_shared_with_makes_no_new_page(site: Site) -> None:
    url = url_of(site, "article")

    plain, shared = ask(url), ask(f"{url}?utm_source=letter&fbclid=1")

    assert shared.status == 200
    assert shared.body == plain.body
    assert shared.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_pages_protect_their_readers(site: Site, kind: str) -> None:
    headers = ask(url_of(site, kind)).headers

    policy = headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/no-such-page/", "/az/yoxdur/", "/ar/no/such/page/"])
def test_a_page_that_never_was_is_404_and_useful(site: Site, path: str) -> None:
    answer = ask(site.root + path)

    assert answer.status == 404
    assert b'id="latest"' in answer.body


def test_a_piece_taken_down_is_410_with_its_reason(site: Site) -> None:
    answer = ask(url_of(site, "gone"))

    assert answer.status == 410
    assert "The names in this piece were wrong" in answer.body.decode()


def test_a_changed_page_is_sent_to_those_who_have_the_old_one(
    growing_newsroom: RunningNewsroom,
) -> None:
    old = piece("The school gets a new roof")
    path = import_pieces(growing_newsroom, old)[0].path
    lists = [path, "/", "/all-news/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemap-news.xml"]
    before = {one: ask(growing_newsroom.url(one)) for one in lists}

    import_pieces(growing_newsroom, with_headline(old, "The school gets a green roof"))

    for one, known in before.items():
        now = ask(growing_newsroom.url(one), if_none_match=known.headers["etag"])
        assert now.status == 200, one
        assert "The school gets a green roof" in now.body.decode(), one
        assert now.headers["etag"] != known.headers["etag"]


def test_a_page_asked_for_too_early_is_there_once_published(
    growing_newsroom: RunningNewsroom,
) -> None:
    first = piece("The market moves indoors", section="Town")
    other = piece("The market moves outdoors", section="Town")
    path = import_pieces(growing_newsroom, first)[0].path
    expected = path.replace("indoors", "outdoors")
    assert expected != path
    assert ask(growing_newsroom.url(expected)).status == 404

    import_pieces(growing_newsroom, other)

    assert ask(growing_newsroom.url(expected)).status == 200
