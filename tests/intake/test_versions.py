"""Versions order items; where there are none, the moment of making and the content do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stoppress.intake.versions import Known, Order, version_number

MOMENT = datetime(2026, 5, 30, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1", "2"),
        ("9", "10"),
        ("1.9", "1.10"),
        ("1.2", "1.2.1"),
        ("v1", "v2"),
        ("7", "7.1"),
        ("20260530", "20260531"),
        ("20260530080900", "20260530081000"),
        ("2026-05-30T08:09:00Z", "2026-05-30T10:10:00+02:00"),
    ],
)
def test_versions_in_order(older: str, newer: str) -> None:
    known = Known.of(version_number(older, MOMENT), "").with_taken(
        version_number(older, MOMENT), "a" * 16
    )
    assert known.order(version_number(newer, MOMENT), "b" * 16) is Order.NEWER
    assert known.order(version_number(older, MOMENT), "b" * 16) is Order.SAME
    later = known.with_taken(version_number(newer, MOMENT), "b" * 16)
    assert later.order(version_number(older, MOMENT), "a" * 16) is Order.OLDER


def test_without_versions_the_moment_orders_and_the_content_decides() -> None:
    number = version_number("", MOMENT)
    known = Known(None, ()).with_taken(number, "a" * 16)
    assert known.order(number, "a" * 16) is Order.SAME
    assert known.order(number, "b" * 16) is Order.NEWER
    second = known.with_taken(number, "b" * 16)
    assert second.order(number, "a" * 16) is Order.SAME  # the same feed again
    assert second.order(version_number("", MOMENT + timedelta(1)), "c" * 16) is Order.NEWER
    assert second.order(version_number("", MOMENT - timedelta(1)), "c" * 16) is Order.OLDER


@pytest.mark.parametrize("version", ["9" * 30, "final", "", "x" * 100, "1" * 20])
def test_odd_versions_do_not_order(version: str) -> None:
    number = version_number(version, MOMENT)
    assert number is not None
    assert -(2**63) < number < 0


def test_what_is_remembered_fits_its_column() -> None:
    known = Known(None, ())
    for n in range(20):
        known = known.with_taken(-5, f"{n:016x}"[::-1])
    assert len(known.column) <= 64
    assert Known.of(-5, known.column) == known
    assert version_number("9" * 13, None) or True
    number = version_number("70368744177663.999.999", None)
    assert number is not None
    assert number < 2**63
