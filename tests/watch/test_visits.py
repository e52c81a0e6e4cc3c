"""What counts as a page view: what a stranger can do to "Most read"."""

from pathlib import Path

import pytest

from stoppress.edge.core.messages import FILE, PAGE, REDIRECT
from stoppress.home import HomeSettings, Proxies
from stoppress.watch.counters import EVENT, read_all
from stoppress.watch.counting import FOLDER, Counting
from stoppress.watch.visits import MOST_FROM_ONE_ADDRESS, Repeats, Visit, place_of
from tests.watch.counted import FIREFOX, GOOGLEBOT, edge_process

PIECE = "/harbour/2026/05/30/the-ferry/"
READER = Visit("192.0.2.1:4711", user_agent=FIREFOX)


def counted(run: Path) -> dict[str, int]:
    """Who was counted for what, without those that nobody was counted for."""
    cells, _running = read_all(run / FOLDER)
    kinds = ("person", "robot", "prefetch", "repeated", "unknown")
    return {kind: cells[EVENT[f"views_{kind}"]] for kind in kinds if cells[EVENT[f"views_{kind}"]]}


@pytest.mark.parametrize(
    ("visit", "as_what"),
    [
        (READER, "person"),
        (READER._replace(destination="document"), "person"),
        (READER._replace(if_none_match='"1-2-gzip"'), "person"),
        (READER._replace(if_none_match="*"), "robot"),
        (READER._replace(if_none_match=" * "), "robot"),
        (READER._replace(destination="image"), "robot"),
        (READER._replace(destination="iframe"), "robot"),
        (READER._replace(destination="empty"), "robot"),
        (READER._replace(purpose="prefetch"), "prefetch"),
        (READER._replace(purpose="prefetch;prerender", destination="document"), "prefetch"),
        (READER._replace(user_agent=GOOGLEBOT), "robot"),
        (READER._replace(user_agent="curl/8.5"), "robot"),
        (READER._replace(user_agent=None), "robot"),
    ],
)
def test_who_came_to_read_is_counted(visit: Visit, as_what: str, tmp_path: Path) -> None:
    with edge_process(tmp_path) as edge:
        edge.viewed(PIECE, visit)
        assert counted(tmp_path) == {as_what: 1}


@pytest.mark.parametrize(
    ("method", "status", "kind"),
    [
        ("HEAD", 200, PAGE),
        ("HEAD", 304, PAGE),
        ("GET", 404, PAGE),
        ("GET", 410, PAGE),
        ("GET", 206, FILE),
        ("GET", 200, FILE),
        ("GET", 304, FILE),
        ("GET", 301, REDIRECT),
    ],
)
def test_what_is_no_page_that_was_read_is_not_asked_about(
    method: str, status: int, kind: int
) -> None:
    assert not Counting.in_memory().saw(method, PIECE, status, kind, 0)


def test_one_stranger_counts_a_few_times_whatever_he_says(tmp_path: Path) -> None:
    with edge_process(tmp_path) as edge:
        for number in range(4_000):
            agent = f"Mozilla/5.0 (X11; Linux x86_64; rv:{number % 40}.0) Gecko/20100101 Firefox/1"
            edge.viewed(PIECE, Visit(f"203.0.113.9:{number}", user_agent=agent))
        assert counted(tmp_path)["person"] == MOST_FROM_ONE_ADDRESS
        edge.viewed("/harbour/", Visit("203.0.113.9:1", user_agent=FIREFOX))
        edge.viewed(PIECE, Visit("203.0.113.10:1", user_agent=FIREFOX))
        assert counted(tmp_path)["person"] == MOST_FROM_ONE_ADDRESS + 2


def test_a_reader_who_comes_back_the_next_hour_is_counted_again() -> None:
    now = 0.0
    repeats = Repeats(lambda: now)
    asked = [repeats.is_one_too_many("203.0.113.9", PIECE) for _ in range(10)]
    assert asked.count(False) == MOST_FROM_ONE_ADDRESS
    now = 3_601.0
    assert not repeats.is_one_too_many("203.0.113.9", PIECE)


NGINX_ELSEWHERE = Proxies.named(["127.0.0.1", "192.0.2.0/28", "2001:db8:ffff::/48"])


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "place"),
    [
        ("203.0.113.9:4711", None, "203.0.113.9"),
        ("[2001:db8:1:2::9]:4711", None, "2001:0db8:0001:0002"),
        ("[::ffff:203.0.113.9]:4711", None, "203.0.113.9"),
        # A named proxy says whose request it is; what stands before its word is the client's own.
        ("127.0.0.1:4711", "203.0.113.9", "203.0.113.9"),
        ("192.0.2.7:4711", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("[::ffff:192.0.2.7]:4711", "203.0.113.9", "203.0.113.9"),
        ("[2001:db8:ffff::1]:4711", "2001:db8:1:2::9", "2001:0db8:0001:0002"),
        # One after another.
        ("127.0.0.1:4711", "198.51.100.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        ("127.0.0.1:4711", "192.0.2.7", "192.0.2.7"),
        ("127.0.0.1:4711", None, "127.0.0.1"),
        ("127.0.0.1:4711", "203.0.113.9:1234", "203.0.113.9"),
        ("127.0.0.1:4711", "a:b:c", "a:b:c"),
        # From anybody else the header is a claim, however near.
        ("8.8.8.8:4711", "203.0.113.9", "8.8.8.8"),
        ("10.0.0.2:4711", "203.0.113.9", "10.0.0.2"),
        ("192.0.2.16:4711", "203.0.113.9", "192.0.2.16"),
        ("[::1]:4711", "203.0.113.9", "0000:0000:0000:0000"),
        ("[2606:4700::1]:4711", "203.0.113.9", "2606:4700:0000:0000"),
    ],
)
@pytest.mark.slow
def test_whose_request_it_is(peer: str, forwarded_for: str | None, place: str) -> None:
    assert place_of(Visit(peer, forwarded_for), NGINX_ELSEWHERE) == place


@pytest.mark.parametrize(
    ("peer", "place"),
    [("127.0.0.1:1", "203.0.113.9"), ("[::1]:1", "203.0.113.9"), ("10.0.0.2:1", "10.0.0.2")],
)
def test_when_none_is_named_those_of_this_machine_are_believed(peer: str, place: str) -> None:
    assert place_of(Visit(peer, "203.0.113.9"), HomeSettings().trusted_proxies) == place
