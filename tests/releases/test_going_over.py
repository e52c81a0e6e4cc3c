"""How fast pages go over to a new release: fast while it helps readers, else at a rate."""

from __future__ import annotations

import threading
from unittest import mock

import pytest

from stoppress.releases.going_over import Hurry
from stoppress.releases.pace import Pace

WHOLE_PROCESSOR, HALF_A_PROCESSOR = 0.95, 0.5


@pytest.fixture
def clock() -> list[float]:
    """A clock that the test sets: its only item is the time."""
    return [1_000.0]


def hurrying(misses: list[int], clock: list[float], processor: float, done: int) -> bool:
    with mock.patch("stoppress.releases.going_over.time.monotonic", side_effect=lambda: clock[0]):
        hurry = Hurry(lambda: misses.pop(0))
        hurry.made(done, done)
        found = False
        while misses:
            clock[0] += 1.0
            found = hurry(processor)
        return found


@pytest.mark.parametrize(
    ("misses", "processor", "done", "expected"),
    [
        pytest.param([0, 0], WHOLE_PROCESSOR, 10, True, id="the first ones"),
        pytest.param([0, 0], WHOLE_PROCESSOR, 5_000, False, id="the rest"),
        pytest.param([0, 7], WHOLE_PROCESSOR, 5_000, True, id="readers wait"),
        pytest.param([0, 7, 7, 7], WHOLE_PROCESSOR, 5_000, True, id="they waited just now"),
        pytest.param([0, 7, *[7] * 8], WHOLE_PROCESSOR, 5_000, False, id="nobody waits any more"),
        pytest.param([0, 7], HALF_A_PROCESSOR, 10, False, id="it would take it from the origin"),
    ],
)
def test_it_hurries(
    misses: list[int], processor: float, done: int, expected: bool, clock: list[float]
) -> None:
    assert hurrying(misses, clock, processor, done) is expected


class Waits(threading.Event):
    """An event that notes how long it was waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0.0)
        return self.is_set()


def test_without_a_hurry_the_rate_is_kept() -> None:
    stop = Waits()
    pace = Pace(100.0, stop)
    assert pace.goes_on(10)
    assert stop.seconds[0] == pytest.approx(0.1, abs=0.05)


def test_after_a_hurry_the_rate_counts_from_then_on() -> None:
    stop, hurry = Waits(), [True, False]
    pace = Pace(100.0, stop, lambda _processor: hurry.pop(0))
    assert pace.goes_on(1_000)
    assert pace.goes_on(1_010)
    assert stop.seconds == [0.0, pytest.approx(0.1, abs=0.05)]


def test_it_ends_when_told_to() -> None:
    stop = Waits()
    stop.set()
    assert not Pace(None, stop).goes_on(1)
