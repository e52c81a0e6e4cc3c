"""An origin that is silent is not waited for by everybody."""

import asyncio
import threading

from stoppress.edge.misses.breaker import FAILURES, PAUSE, Breaker
from stoppress.edge.misses.origin import Origin, Verdict
from stoppress.watch.counting import Counting
from tests.edge.serving import OriginDouble, running_origin


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_after_failures_in_a_row_one_tries_at_a_time() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    clock.now += PAUSE
    assert breaker.allows()
    assert not breaker.allows(), "the one who tries has not reported"
    breaker.failed()
    clock.now += PAUSE / 2
    assert not breaker.allows()
    clock.now += PAUSE / 2
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert breaker.allows()


def test_failures_with_answers_between_them_are_no_outage() -> None:
    breaker = Breaker(Clock())
    for _ in range(3 * FAILURES):
        breaker.failed()
        assert breaker.allows()
        breaker.succeeded()


def test_who_asks_a_silent_origin_hears_so_at_once_and_finds_it_when_it_is_back() -> None:
    woken = threading.Event()

    def silent(_: str) -> int:
        woken.wait(10)
        return 404

    async def story(double: OriginDouble) -> None:
        origin = Origin(double.url, Counting.in_memory(), timeout=0.3, patience=0.1)
        silent_ones = [origin.ask(f"/{number}/", 1, 1) for number in range(FAILURES)]
        assert set(await asyncio.gather(*silent_ones)) == {Verdict.UNAVAILABLE}
        assert await origin.ask("/another/", 1, 1) is Verdict.UNAVAILABLE
        assert "/another/" not in double.asked
        woken.set()
        await asyncio.sleep(PAUSE)
        assert await origin.ask("/another/", 1, 1) is Verdict.ABSENT
        await origin.close()

    with running_origin(silent) as double:
        asyncio.run(story(double))
        woken.set()
