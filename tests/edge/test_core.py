"""The pure core: joining, negotiation and what is kept between requests."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.edge.core import Edge, Missing, Request, Response
from stoppress.edge.core.conditions import matches
from stoppress.edge.core.files import Files
from stoppress.edge.core.negotiation import wants_gzip
from stoppress.edge.core.pages import _SIZE_OF_PAGE
from stoppress.edge.core.paths import location_of, location_of_redirect, possible
from stoppress.edge.core.ranges import asked_part
from stoppress.store import Asset, Batch, Page, Store, make_fragment

NOON = 1_780_000_000


@given(st.text())
def test_any_accept_encoding_is_read(header: str) -> None:
    wants_gzip(header)


@given(st.text(), st.text())
def test_any_if_none_match_is_read(header: str, tag: str) -> None:
    matches(header, f'"{tag}"')


@given(st.text())
def test_a_location_stays_on_this_site(path: str) -> None:
    location = location_of(path, path)
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert location.isascii()
    assert not any(character <= " " for character in location)
    redirect = location_of_redirect(path, path)
    assert redirect.isascii()
    assert not redirect.startswith(("//", "/\\"))


def test_a_path_of_a_page_is_possible_whatever_its_language() -> None:
    for path in (
        "/",
        "/a/",
        "/a.b/",
        "/.well-known/x",
        "/ქარი/",
        "/a...b/",
        "/…/",
        "/a b/",
        "/%zz/",
    ):
        assert possible(path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "store")
    fragments = [make_fragment(key, key.encode(), NOON) for key in ("shell", "a/1", "a/2", "foot")]
    pages = {f"/{n}/": Page(("shell", f"a/{n}", "foot")) for n in (1, 2)}
    store.apply(Batch(fragments, dict(pages)))
    return store


@pytest.fixture
def edge(tmp_path: Path) -> Edge:
    return Edge(Files(tmp_path), clock=lambda: NOON + 60.0)


def answered(edge: Edge, store: Store, path: str, gzipped: bool = False) -> Response:
    with store.snapshot() as snapshot:
        request = Request("GET", path, accept_encoding="gzip" if gzipped else None)
        answer = edge.answer(request, snapshot)
    assert isinstance(answer, Response)
    return answer


def test_a_kept_page_is_the_same_answer_until_the_store_changes(edge: Edge, store: Store) -> None:
    answers = [answered(edge, store, "/1/") for _ in range(30)]
    assert answers[0] == answers[1]
    assert answers[-1] is answers[-2]
    store.apply(Batch([make_fragment("foot", b"new foot", NOON)]))
    assert answered(edge, store, "/1/").body == b"shella/1new foot"
    assert answered(edge, store, "/2/", gzipped=True).body != answers[0].body


def test_the_order_and_each_version_count_in_the_tag(edge: Edge, store: Store) -> None:
    before = dict(answered(edge, store, "/1/").headers)["etag"]
    store.apply(Batch(pages={"/1/": Page(("foot", "a/1", "shell"))}))
    after = dict(answered(edge, store, "/1/").headers)["etag"]
    store.apply(Batch([make_fragment("a/1", b"other", NOON)]))
    assert len({before, after, dict(answered(edge, store, "/1/").headers)["etag"]}) == 3


def test_what_is_kept_stays_within_its_budget(tmp_path: Path, store: Store) -> None:
    edge = Edge(Files(tmp_path), pages_budget=200_000, clock=lambda: NOON + 60.0)
    pages = {f"/many/{n}/": Page(("shell", "a/1", "foot")) for n in range(2000)}
    store.apply(Batch(pages=dict(pages)))
    for path in [*pages, *pages]:
        answered(edge, store, path, gzipped=True)
    kept = edge._pages
    sizes = [page.length + _SIZE_OF_PAGE for page in kept._kept.values()]
    assert sum(sizes) == kept._kept_size <= 200_000
    assert len(kept._kept) > 50
    assert answered(edge, store, "/many/0/").body == b"shella/1foot"


def test_readers_of_more_than_there_is_room_for_leave_most_of_what_is_kept(
    tmp_path: Path, store: Store
) -> None:
    edge = Edge(Files(tmp_path), pages_budget=200_000, clock=lambda: NOON + 60.0)
    paths = [f"/many/{n}/" for n in range(400)]
    page = Page(("shell", "a/1", "foot"))
    store.apply(Batch(pages=dict.fromkeys(paths, page)))
    kept = edge._pages._kept
    for path in [*paths, *paths]:
        answered(edge, store, path, gzipped=True)
    before = set(kept)
    assert 30 < len(before) < 200, "the test needs more pages than there is room for"

    for path in paths:
        if path not in before:
            answered(edge, store, path, gzipped=True)
    assert len(before & set(kept)) > len(before) / 2

    wanted = next(path for path in paths if path not in kept)
    for _ in range(20):
        answered(edge, store, wanted, gzipped=True)
    assert wanted in kept, "what is asked for much comes in"


def test_a_page_with_a_fragment_missing_is_missing(edge: Edge, store: Store) -> None:
    store.apply(Batch(forget_fragments={"a/1"}))
    with store.snapshot() as snapshot:
        assert edge.answer(Request("GET", "/1/"), snapshot) == Missing("/1/")
        assert isinstance(edge.answer(Request("GET", "/2/"), snapshot), Response)


def test_a_page_wins_over_the_headers_of_safety(edge: Edge, store: Store) -> None:
    own = Page(("a/1",), headers=(("Content-Security-Policy", "default-src 'none'"),))
    store.apply(Batch(pages={"/own/": own}))
    policies = [
        v for n, v in answered(edge, store, "/own/").headers if n.endswith("security-policy")
    ]
    assert policies == ["default-src 'none'"]


def test_without_a_stored_page_the_edge_says_itself_that_nothing_is_there(
    edge: Edge, store: Store
) -> None:
    with store.snapshot() as snapshot:
        answer = edge.not_found(Request("GET", "/x/"), snapshot)
    assert answer.status == 404
    assert b"Nothing is at this address" in answer.body


def test_a_file_must_lie_inside_the_folders_given(tmp_path: Path) -> None:
    media, other = tmp_path / "media", tmp_path / "static"
    for folder in (media, other):
        folder.mkdir()
        (folder / "a.txt").write_text("open")
    (tmp_path / "a.txt").write_text("shut")
    (media / "link.txt").symlink_to(tmp_path / "a.txt")

    def answer(file: str) -> Response | None:
        return Files(media, [other]).answer(Asset(file, "text/plain", 4, "x"))

    for file in ("a.txt", str(media / "a.txt"), str(other / "a.txt"), "../static/a.txt"):
        assert answer(file) is not None, file
    for file in ("../a.txt", str(tmp_path / "a.txt"), "link.txt", "/etc/passwd", "none.txt", "."):
        assert answer(file) is None, file


def test_a_large_file_is_left_to_the_server_to_read(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"\0" * (3 << 20))
    answer = Files(tmp_path).answer(Asset("film", "video/mp4", 3 << 20, "x"))
    assert answer is not None
    assert answer.file == tmp_path / "film"
    assert Files(tmp_path).answer(Asset("film", "video/mp4", 5 << 20, "x")) is None


def test_a_part_of_a_file_is_named_not_read(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(bytes(2000))
    files = Files(tmp_path)
    asset = Asset("film", "video/mp4", 2000, "x")
    answer = files.answer(asset, range(10, 15))
    assert answer is not None
    assert (answer.status, answer.body, answer.file) == (206, b"", tmp_path / "film")
    assert (answer.offset, answer.length) == (10, 5)
    files.answer(asset)
    kept = files.answer(asset, range(10, 15))
    assert kept is not None
    assert (kept.file, kept.body, kept.headers) == (None, bytes(5), answer.headers)
    assert files.answer(Asset(".", "x/y", tmp_path.stat().st_size, "x"), range(1)) is None


@given(st.text() | st.from_regex(r"bytes=[0-9]*-[0-9]*"), st.integers(0, 1 << 40))
def test_any_range_is_read_and_lies_within_the_file(wanted: str, length: int) -> None:
    part = asked_part(wanted, length)
    assert part is None or not part or 0 <= part.start < part.stop <= length
