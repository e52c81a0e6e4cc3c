"""Ages of the demo's pieces."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.demo.ages import coming_moment, moment_of

BAKU = ZoneInfo("Asia/Baku")
NOON = datetime(2026, 5, 30, 12, 0, 30, tzinfo=BAKU)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("35m", "2026-05-30T11:25"),
        ("7h", "2026-05-30T05:00"),
        ("2h 15m", "2026-05-30T09:45"),
        ("1d 18:40", "2026-05-29T18:40"),
        ("395d 08:00", "2025-04-30T08:00"),
    ],
)
def test_an_age_counts_back_from_now(age: str, expected: str) -> None:
    assert moment_of(age, NOON, BAKU).astimezone(BAKU).isoformat()[:16] == expected


@pytest.mark.parametrize("age", ["", "soon", "35", "d 10:00", "0d 10:00", "-5m"])
def test_anything_else_is_refused(age: str) -> None:
    with pytest.raises(ValueError, match=r"age|day"):
        moment_of(age, NOON, BAKU)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(1, 400))  # noqa: DTZ001
def test_no_age_lies_in_the_future(wall: datetime, days: int) -> None:
    now = wall.replace(tzinfo=UTC)
    for zone in (UTC, BAKU, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/New_York")):
        assert moment_of(f"{days}d 23:59", now, zone) < now
        assert moment_of("0m", now, zone) <= now


def test_what_comes_lies_in_the_future() -> None:
    assert coming_moment("in 3h", NOON).astimezone(BAKU).isoformat()[:16] == "2026-05-30T15:00"
    for words in ("3h", "in", "in a while"):
        with pytest.raises(ValueError, match="to come"):
            coming_moment(words, NOON)
