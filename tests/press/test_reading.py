"""What is remembered within one moment."""

from __future__ import annotations

import pytest

from stoppress.press.reading import one_snapshot, remembered_each

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_read_together_and_once() -> None:
    asked: list[list[int]] = []

    def read(keys: list[int]) -> dict[int, str]:
        asked.append(keys)
        return {key: f"row {key}" for key in keys if key != 3}

    with one_snapshot():
        assert remembered_each("rows", [2, 1, 2, 3], read) == {2: "row 2", 1: "row 1"}
        assert remembered_each("rows", [1, 3, 4], read) == {1: "row 1", 4: "row 4"}
    assert asked == [[2, 1, 3], [4]]

    with one_snapshot():
        remembered_each("rows", [1], read)
    assert asked[2:] == [[1]], "another moment reads anew"


def test_many_keys_are_read_in_parts_that_databases_take() -> None:
    parts: list[int] = []

    def read(keys: list[int]) -> dict[int, int]:
        parts.append(len(keys))
        return {key: key for key in keys}

    with one_snapshot():
        assert len(remembered_each("rows", range(1, 1201), read)) == 1200
    assert parts == [500, 500, 200]
