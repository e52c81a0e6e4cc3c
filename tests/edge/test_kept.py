"""What the edge keeps never shows: it answers as one that has just begun."""

import gzip
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoppress.edge.core import Edge, Missing, Request, Response
from stoppress.edge.core.files import Files
from stoppress.store import Asset, Batch, Page, Record, Redirect, Store, make_fragment
from stoppress.store.touched import KEPT

NOON = 1_780_000_000
SHARED = ("open", "masthead", "breaking", "latest", "footer")
OWN = tuple(f"{kind}/{number}" for kind in ("meta", "article", "also") for number in range(3))
PATHS = ("/", "/a/", "/b/", "/c/", "/-/404/en")

keys = st.sampled_from(SHARED + OWN)
texts = st.sampled_from(("", "one", "two", "three" * 50))
fragments = st.builds(lambda key, text: make_fragment(key, text.encode(), NOON), keys, texts)


@st.composite
def page_records(draw: st.DrawFn) -> Page:
    """A page, with any of its fragments declared as its own: truly or not."""
    named = tuple(draw(st.lists(keys, max_size=6)))
    own = frozenset(key for key in named if draw(st.booleans()))
    status = draw(st.sampled_from((200, 200, 200, 404, 410)))
    return Page(named, status=status, own=own)


records: st.SearchStrategy[Record] = st.one_of(
    page_records(),
    st.just(Redirect("/a/")),
    st.just(Asset("none.jpg", "image/jpeg", 7, "x")),
)
batches = st.builds(
    Batch,
    fragments=st.lists(fragments, max_size=4),
    pages=st.just({}) | st.dictionaries(st.sampled_from(PATHS), records, max_size=2),
    forget_fragments=st.just(set()) | st.sets(keys, max_size=2),
    forget_pages=st.just(set()) | st.sets(st.sampled_from(PATHS), max_size=1),
    forget_prefixes=st.just(set()) | st.sets(st.sampled_from(("", "article/", "latest"))),
    forget_page_prefixes=st.just(set()) | st.just({"/"}),
)
requests = st.builds(
    Request,
    method=st.sampled_from(("GET", "GET", "HEAD")),
    path=st.sampled_from((*PATHS, "/a", "/none/")),
    accept_encoding=st.sampled_from(("gzip", None)),
    if_none_match=st.none() | st.just("*"),
)


EACH_PAGE = [Request("GET", path, accept_encoding="gzip") for path in PATHS]


def everything() -> Batch:
    """Every fragment, and pages of them."""
    made = [make_fragment(key, key.encode(), NOON) for key in SHARED + OWN]
    pages: dict[str, Record] = {}
    for number, path in enumerate(PATHS):
        own = [f"meta/{number % 3}", f"article/{number % 3}"]
        named = ("open", own[0], "masthead", "breaking", own[1], "latest", "footer")
        pages[path] = Page(named, own=frozenset(own))
    return Batch(made, pages)


@dataclass
class Model:
    """What the store should hold, as plain dictionaries."""

    fragments: dict[str, bytes]
    pages: dict[str, Record]

    def apply(self, batch: Batch) -> None:
        for prefix in batch.forget_prefixes:
            self.fragments = {k: v for k, v in self.fragments.items() if not k.startswith(prefix)}
        for prefix in batch.forget_page_prefixes:
            self.pages = {k: v for k, v in self.pages.items() if not k.startswith(prefix)}
        for key in batch.forget_fragments:
            self.fragments.pop(key, None)
        for path in batch.forget_pages:
            self.pages.pop(path, None)
        self.fragments.update((fragment.key, fragment.raw()) for fragment in batch.fragments)
        self.pages.update(batch.pages)

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a page; None when there is none, or not all of it."""
        page = self.pages.get(path)
        if not isinstance(page, Page) or any(key not in self.fragments for key in page.fragments):
            return None
        return b"".join(self.fragments[key] for key in page.fragments)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(batches, st.lists(requests, max_size=3)), max_size=8))
def test_an_edge_that_kept_answers_as_a_new_one(
    history: list[tuple[Batch, list[Request]]],
) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "store", sync=False)
        files = Files(Path(folder))
        model = Model({}, {})
        edge = Edge(files, clock=lambda: NOON + 600.0)
        parted = Edge(files, clock=lambda: NOON + 600.0, parted=True)
        for batch, asked in [(everything(), EACH_PAGE), *history]:
            store.apply(batch)
            model.apply(batch)
            for request in [*asked, *EACH_PAGE]:
                same_answer(edge, Edge(files, clock=lambda: NOON + 600.0), store, request)
                same_answer(parted, Edge(files, clock=lambda: NOON + 600.0), store, request)
        for path in PATHS:
            with store.snapshot() as snapshot:
                answer = edge.answer(Request("GET", path, accept_encoding="gzip"), snapshot)
                assert set(snapshot.keys()) == set(model.fragments)
                for key, raw in model.fragments.items():
                    fragment = snapshot.fragment(key)
                    assert fragment is not None
                    assert fragment.raw() == raw
                assert snapshot.page(path) == model.pages.get(path)
            expected = model.bytes_of(path)
            if expected is not None:
                assert isinstance(answer, Response)
                assert gzip.decompress(answer.body) == expected
            elif isinstance(model.pages.get(path), Page):
                assert answer == Missing(path)
        assert list(store.verify()) == []


def same_answer(edge: Edge, new: Edge, store: Store, request: Request) -> None:
    """Ask both, the first one twice, for it to keep and to use what it kept."""
    with store.snapshot() as snapshot:
        expected = new.answer(request, snapshot)
        for _ in range(2):
            assert whole(edge.answer(request, snapshot)) == expected
        assert whole(edge.not_found(request, snapshot)) == new.not_found(request, snapshot)
    at_once = asked_at_once(edge, store, request)
    if at_once is not None and request.method == "GET":
        assert whole(at_once) == expected


def asked_at_once(edge: Edge, store: Store, request: Request) -> Response | None:
    """What the edge says to a GET without a snapshot."""
    return edge.at_once(store, request.path, *request[3:6])


def whole(answer: Response | Missing) -> Response | Missing:
    """An answer whose body is in one part."""
    if isinstance(answer, Missing) or not answer.chunks:
        return answer
    return answer._replace(body=b"".join(answer.chunks), chunks=())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two pages, with a fragment of their own each."""
    store = Store.open(tmp_path / "store", sync=False)
    made = [make_fragment(key, key.encode(), NOON) for key in ("open", "a/1", "a/2", "latest")]
    pages: dict[str, Record] = {
        f"/{n}/": Page(("open", f"a/{n}", "latest"), own=frozenset({f"a/{n}"})) for n in (1, 2)
    }
    store.apply(Batch(made, pages), sequence=1)
    return store


def body_of(edge: Edge, store: Store, path: str) -> bytes:
    """The body, asked for often enough to be kept."""
    with store.snapshot() as snapshot:
        for _ in range(3):
            answer = edge.answer(Request("GET", path), snapshot)
    assert isinstance(answer, Response)
    return answer.body


def test_a_publish_leaves_what_it_does_not_touch(store: Store, tmp_path: Path) -> None:
    edge = Edge(Files(tmp_path), clock=lambda: NOON + 60.0)
    body_of(edge, store, "/1/"), body_of(edge, store, "/2/")
    kept = dict(edge._pages._kept)
    store.apply(Batch([make_fragment("latest", b"later", NOON)]), sequence=2)
    assert body_of(edge, store, "/1/") == b"opena/1later"
    assert edge._pages._kept == kept
    store.apply(Batch([make_fragment("a/1", b"new", NOON)]), sequence=3)
    assert body_of(edge, store, "/1/") == b"opennewlater"
    assert edge._pages._kept["/2/"] is kept["/2/"]
    assert edge._pages._kept["/1/"] is not kept["/1/"]


def test_who_missed_more_than_the_store_remembers_forgets_all(store: Store, tmp_path: Path) -> None:
    edge = Edge(Files(tmp_path), clock=lambda: NOON + 60.0)
    assert body_of(edge, store, "/1/") == b"opena/1latest"
    store.apply(Batch([make_fragment("a/1", b"new", NOON)]))
    for sequence in range(KEPT + 1):
        store.apply(Batch(), sequence=sequence + 10)
    with store.snapshot() as snapshot:
        assert snapshot.touched_since(edge._pages.number) is None
    assert body_of(edge, store, "/1/") == b"opennewlatest"
    assert body_of(edge, store, "/2/") == b"opena/2latest"


def test_the_numbers_of_another_file_are_not_compared(store: Store, tmp_path: Path) -> None:
    edge = Edge(Files(tmp_path), clock=lambda: NOON + 60.0)
    assert body_of(edge, store, "/1/") == b"opena/1latest"
    other = Store.open(tmp_path / "other")
    page = Page(("open", "a/1"))
    other.apply(Batch([make_fragment(k, b"x", NOON) for k in page.fragments], {"/1/": page}))
    with store.snapshot() as ours, other.snapshot() as theirs:
        assert ours.number == theirs.number
    assert body_of(edge, other, "/1/") == b"xx"


def test_what_is_kept_needs_a_snapshot_only_after_a_change(store: Store, tmp_path: Path) -> None:
    edge = Edge(Files(tmp_path), clock=lambda: NOON + 60.0)
    request = Request("GET", "/1/", accept_encoding="gzip")
    for latest in ("latest", "later"):
        store.apply(Batch([make_fragment("latest", latest.encode(), NOON)]))
        assert asked_at_once(edge, store, request) is None
        with store.snapshot() as snapshot:
            for _ in range(2):  # what is asked for once is not kept
                answered = edge.answer(request, snapshot)
        assert isinstance(answered, Response)
        assert gzip.decompress(answered.body) == f"opena/1{latest}".encode()
        assert asked_at_once(edge, store, request) == answered
        tag = dict(answered.headers)["etag"]
        unmodified = asked_at_once(edge, store, request._replace(if_none_match=tag))
        assert unmodified is not None
        assert unmodified.status == 304


def test_more_layouts_than_there_is_room_for(store: Store, tmp_path: Path) -> None:
    edge = Edge(Files(tmp_path), pages_budget=0, clock=lambda: NOON + 60.0)
    pages: dict[str, Record] = {
        f"/own/{n}/": Page(("open", f"a/{n % 2 + 1}"), f"text/x-{n}") for n in range(200)
    }
    store.apply(Batch(pages=pages))
    edge._pages._budget_of_shared = 100_000
    for path in [*pages, *pages]:
        assert body_of(edge, store, path).startswith(b"opena/")
    assert edge._pages._shared_size < 150_000
    assert len(edge._pages._shared) < 20
    store.apply(Batch([make_fragment("open", b"shut", NOON)]))
    for path in pages:
        assert body_of(edge, store, path).startswith(b"shuta/")
