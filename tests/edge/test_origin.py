"""What the store does not have: one question to the origin, and honest answers when it is dead."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stoppress.store import Batch, Page, Store
from tests.edge.serving import (
    OriginDouble,
    Served,
    made,
    running_edge,
    running_origin,
    small_site,
)
from tests.world.ports import free_port
from tests.world.servers import EACH_SERVER


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("missing")


@pytest.fixture(scope="module")
def store(home: Path) -> Store:
    return small_site(home)


@pytest.fixture(scope="module")
def double() -> Iterator[OriginDouble]:
    with running_origin(lambda _: 404) as double:
        yield double


@pytest.fixture(scope="module")
def served(store: Store, double: OriginDouble, home: Path) -> Iterator[Served]:
    with running_edge(home, double.url) as served:
        yield served


@pytest.fixture
def origin(double: OriginDouble) -> OriginDouble:
    """An origin that says 404, until a test says otherwise."""
    double.answer = lambda _: 404
    double.asked.clear()
    return double


def rendering(store: Store, *paths: str) -> None:
    batch = Batch([made("new", "<p>Just rendered</p>")], {path: Page(("new",)) for path in paths})
    store.apply(batch)


def test_many_readers_of_a_missing_page_make_one_question(
    served: Served, origin: OriginDouble, store: Store
) -> None:
    asked = threading.Event()

    def render(path: str) -> int:
        asked.wait(5)
        rendering(store, path)
        return 204

    origin.answer = render
    with ThreadPoolExecutor(40) as readers:
        waiting = [readers.submit(served.get, "/new/%C3%A4&b=c/") for _ in range(40)]
        time.sleep(0.5)
        assert served.get("/").status_code == 200  # others are not held up
        asked.set()
        answers = [reader.result() for reader in waiting]
    assert {answer.status_code for answer in answers} == {200}
    assert all("Just rendered" in answer.text for answer in answers)
    assert origin.asked == ["/new/ä&b=c/"]


def test_a_page_with_a_fragment_missing_is_asked_for_and_served(
    served: Served, origin: OriginDouble, store: Store
) -> None:
    def render(_: str) -> int:
        store.apply(Batch([made("article/missing", "<p>Whole again</p>")]))
        return 204

    origin.answer = render
    assert "Whole again" in served.get("/half/").text
    assert origin.asked == ["/half/"]


def test_what_is_nowhere_is_404_in_the_language_of_its_edition(
    served: Served, origin: OriginDouble
) -> None:
    for path, text in (("/nope/", "Nothing here"), ("/az/nope/", "Burada"), ("/xx/a/", "Nothing")):
        answer = served.get(path)
        assert answer.status_code == 404
        assert text in answer.text
        assert answer.headers["cache-control"] == "no-cache"
    assert served.ask("HEAD", "/nope/").status_code == 404


def test_a_negative_answer_holds_while_the_store_stays_the_same(
    served: Served, origin: OriginDouble, store: Store
) -> None:
    for _ in range(5):
        assert served.get("/soon/").status_code == 404
    assert origin.asked == ["/soon/"]
    store.apply(Batch(), sequence=99)
    assert served.get("/soon/").status_code == 404
    assert origin.asked == ["/soon/"] * 2
    rendering(store, "/soon/")
    assert served.get("/soon/").status_code == 200
    assert origin.asked == ["/soon/"] * 2


def test_who_asks_after_a_publish_does_not_wait_for_an_answer_from_before(
    served: Served, origin: OriginDouble, store: Store
) -> None:
    slow = threading.Event()
    published = threading.Event()

    def render(path: str) -> int:
        if published.is_set():
            rendering(store, path)
            return 204
        slow.wait(4)
        return 404

    origin.answer = render
    with ThreadPoolExecutor(2) as readers:
        early = readers.submit(served.get, "/piece/")
        time.sleep(0.3)
        published.set()
        store.apply(Batch(), sequence=100)
        assert served.get("/piece/").status_code == 200
        slow.set()
        assert early.result().status_code == 200
    assert served.get("/piece/").status_code == 200


def test_a_missing_slash_is_found_by_asking_for_both(
    served: Served, origin: OriginDouble, store: Store
) -> None:
    def render(path: str) -> int:
        if path != "/archive/":
            return 404
        rendering(store, path)
        return 204

    origin.answer = render
    answer = served.get("/archive")
    assert (answer.status_code, answer.headers["location"]) == (301, "/archive/")
    assert origin.asked == ["/archive", "/archive/"]
    assert served.get("/picture.jpg").status_code == 404
    assert origin.asked[2:] == ["/picture.jpg"]


@pytest.mark.parametrize("status", [200, 302, 400, 403, 500, 502, 503])
def test_an_origin_that_does_not_answer_as_it_should_is_503(
    served: Served, origin: OriginDouble, status: int
) -> None:
    origin.answer = lambda _: status
    answer = served.get(f"/unknown/{status}/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert served.get("/").status_code == 200
    origin.answer = lambda _: 404
    assert served.get(f"/unknown/{status}/").status_code == 404


def test_an_origin_that_says_stored_but_is_wrong_is_503(
    served: Served, origin: OriginDouble
) -> None:
    origin.answer = lambda _: 204
    assert served.get("/unknown/wrong/").status_code == 503
    assert len(origin.asked) == 1


def test_an_origin_that_sleeps_is_given_up_after_five_seconds(
    served: Served, origin: OriginDouble
) -> None:
    woken = threading.Event()

    def sleep(_: str) -> int:
        woken.wait(8)
        return 404

    origin.answer = sleep
    begun = time.monotonic()
    assert served.get("/unknown/slow/").status_code == 503
    assert 4 < time.monotonic() - begun < 7
    woken.set()


def test_with_the_origin_dead_what_is_stored_is_served(store: Store, home: Path) -> None:
    with running_edge(home) as served:
        assert served.get("/").status_code == 200
        answer = served.get("/unknown/")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert "<html" in answer.text


@pytest.mark.parametrize("server", EACH_SERVER)
def test_readers_wait_for_an_origin_that_starts_after_the_edge(tmp_path: Path, server: str) -> None:
    store = small_site(tmp_path / "home")
    port = free_port()

    def render(path: str) -> int:
        rendering(store, path)
        return 204

    with (
        running_edge(
            tmp_path / "home", f"http://127.0.0.1:{port}", server=server, patience=20
        ) as served,
        ThreadPoolExecutor(20) as readers,
    ):
        waiting = [readers.submit(served.get, "/new/") for _ in range(20)]
        for _ in range(20):  # what is stored is served meanwhile
            assert served.get("/").status_code == 200
        assert not any(reader.done() for reader in waiting)
        with running_origin(render, port) as double:
            answers = [reader.result() for reader in waiting]
        assert {answer.status_code for answer in answers} == {200}
        assert double.asked == ["/new/"]
        # The same when it is started again.
        late = readers.submit(served.get, "/late/")
        with running_origin(render, port):
            assert late.result().status_code == 200


def test_an_origin_that_does_not_come_is_waited_for_once(tmp_path: Path) -> None:
    small_site(tmp_path / "home")
    with running_edge(tmp_path / "home", patience=1) as served:
        begun = time.monotonic()
        assert served.get("/unknown/").status_code == 503
        assert time.monotonic() - begun >= 1
        begun = time.monotonic()
        for number in range(5):
            assert served.get(f"/unknown/{number}/").status_code == 503
        assert time.monotonic() - begun < 5  # seconds that waiting for each of them would take
