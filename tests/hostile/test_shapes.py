"""No shape of a request breaks the edge, says what it should not, or reaches the next reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.edge.serving import OriginDouble, Served, running_edge, running_origin, small_site
from tests.hostile.shapes import PAGE, SAME_PAGE, SHAPES, Shape, get
from tests.hostile.table import rows
from tests.hostile.wire import Outcome, send, send_all
from tests.world.servers import EACH_SERVER

pytestmark = pytest.mark.slow

#: Bytes that a process may grow by in another round of everything.
FLAT = 12 << 20
ABOVE_499 = {501, 505}
#: From so many bytes on a refusal may be lost: its sender does not read while it writes.
BIG = 60_000


class Attacked:
    """An edge after every shape was sent to it."""

    def __init__(self, served: Served, origin: OriginDouble) -> None:
        self.served = served
        self.origin = origin
        self.before = send(served.port, Shape("", "", get()))
        self.outcomes = send_all(served.port, SHAPES)

    def memory(self) -> int:
        """Bytes that its processes hold."""
        processes = {self.served.process.pid, self.served.holder.pid}
        return sum(int(psutil.Process(pid).memory_info().rss) for pid in processes)


@pytest.fixture(scope="module", params=EACH_SERVER)
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Attacked]:
    home: Path = tmp_path_factory.mktemp("hostile") / "home"
    small_site(home)
    with (
        running_origin(lambda _: 404) as origin,
        running_edge(home, origin.url, server=request.param) as served,
    ):
        yield Attacked(served, origin)


def _body(outcome: Outcome) -> bytes:
    return outcome.received.partition(b"\r\n\r\n")[2]


def _named(attacked: Attacked) -> Iterator[tuple[Shape, Outcome]]:
    return zip(SHAPES, attacked.outcomes, strict=True)


def test_nobody_gets_more_answers_than_requests(attacked: Attacked) -> None:
    final = [
        (shape.name, outcome.words)
        for shape, outcome in _named(attacked)
        if len([status for status in outcome.statuses if status >= 200]) > shape.answers
    ]
    assert final == []


def test_no_status_says_that_something_broke(attacked: Attacked) -> None:
    broken = [
        (shape.name, outcome.words)
        for shape, outcome in _named(attacked)
        if any(status >= 500 and status not in ABOVE_499 for status in outcome.statuses)
    ]
    assert broken == []


def test_a_lie_changes_no_byte_of_the_page(attacked: Attacked) -> None:
    assert attacked.before.statuses == (200,)
    changed = [
        shape.name
        for shape, outcome in _named(attacked)
        if shape.group == SAME_PAGE
        and outcome.statuses != (400,)
        and _body(outcome) != _body(attacked.before)
    ]
    assert changed == []
    assert not [
        shape.name for shape, outcome in _named(attacked) if b"evil" in outcome.received.lower()
    ]
    after = send(attacked.served.port, Shape("", "", get()))
    assert _body(after) == _body(attacked.before)


def test_nothing_is_sent_that_is_not_published(attacked: Attacked) -> None:
    secret = (b"\r\n\r\nsecret", b"root:", b"\nset-cookie")
    leaks = [
        shape.name
        for shape, outcome in _named(attacked)
        if any(words in outcome.received.lower() for words in secret)
    ]
    assert leaks == []


def test_the_origin_is_asked_only_for_what_stands_in_a_request_line(attacked: Attacked) -> None:
    assert "/smuggled/" not in attacked.origin.asked
    assert not [path for path in attacked.origin.asked if "evil.example" in path.strip("/")[13:]]
    assert PAGE not in attacked.origin.asked


def test_the_table_says_what_came_back(attacked: Attacked) -> None:
    documented = rows(attacked.served.server)
    assert len(documented) == len(SHAPES), "run `python -m tests.hostile.table`"
    differ = [
        (shape.name, outcome.words, said)
        for (shape, outcome), said in zip(_named(attacked), documented, strict=True)
        if outcome.words != said and not (len(shape.sent) > BIG and outcome.words == "closed")
    ]
    assert differ == [], "run `python -m tests.hostile.table` and see what changed"


def test_memory_stays_flat_and_readers_are_answered(attacked: Attacked) -> None:
    before = attacked.memory()
    send_all(attacked.served.port, SHAPES)
    assert attacked.memory() - before < FLAT
    assert attacked.served.process.poll() is None
    assert attacked.served.get(PAGE).status_code == 200
    assert attacked.served.get("/-/health").status_code == 200
