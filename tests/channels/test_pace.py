"""How often a channel may be asked, and how long it is left alone after failures."""

from __future__ import annotations

from stoppress.channels.pace import Pace
from stoppress.channels.waits import wait_after


def test_no_more_is_asked_than_every_rate_allows() -> None:
    pace = Pace(("2/minute", "100/hour"))
    for _request in range(2):
        assert pace.seconds() == 0
        pace.count()
    assert 0 < pace.seconds() <= 60
    assert Pace(()).seconds() == 0


def test_waits_grow_are_never_alike_and_end_at_ten_minutes() -> None:
    waits = [wait_after(failures).total_seconds() for failures in range(1, 60)]
    assert 1 <= waits[0] <= 3
    assert all(waits[place] < waits[place + 2] for place in range(6))
    assert max(waits) <= 602
    assert len({wait_after(1) for _time in range(9)}) > 1
