"""What is read once within one snapshot."""

from __future__ import annotations

import pytest

from stoppress.press.reading import one_snapshot, read_once, read_together

pytestmark = pytest.mark.django_db


def test_a_function_reads_once_for_the_same_arguments() -> None:
    asked: list[tuple[int, str]] = []

    @read_once
    def row(number: int, *, kind: str = "row") -> str:
        asked.append((number, kind))
        return f"{kind} {number}"

    with one_snapshot():
        assert [row(1), row(1), row(2), row(1, kind="name")] == [
            "row 1",
            "row 1",
            "row 2",
            "name 1",
        ]
        assert asked == [(1, "row"), (2, "row"), (1, "name")]
    with one_snapshot():
        row(1)
    row(1)
    assert asked[3:] == [(1, "row"), (1, "row")], "another snapshot reads anew, and so does none"


def test_that_nothing_was_found_is_kept_too() -> None:
    asked: list[int] = []

    @read_once
    def row(number: int) -> str | None:
        asked.append(number)
        return None

    with one_snapshot():
        assert row(1) is None
        assert row(1) is None
    assert asked == [1]


def test_two_functions_with_the_same_arguments_do_not_share() -> None:
    @read_once
    def one(number: int) -> str:
        return f"one {number}"

    @read_once
    def other(number: int) -> str:
        return f"other {number}"

    with one_snapshot():
        assert (one(1), other(1)) == ("one 1", "other 1")


def test_what_is_missing_is_read_together_and_once() -> None:
    asked: list[list[int]] = []

    @read_together
    def rows(keys: list[int]) -> dict[int, str]:
        asked.append(keys)
        return {key: f"row {key}" for key in keys if key != 3}

    with one_snapshot():
        assert rows([2, 1, 2, 3]) == {2: "row 2", 1: "row 1"}
        assert rows([1, 3, 4]) == {1: "row 1", 4: "row 4"}
        assert rows.get(3) is None
    assert asked == [[2, 1, 3], [4]]

    with one_snapshot():
        rows([1])
    assert asked[2:] == [[1]], "another snapshot reads anew"


def test_what_another_reading_found_is_not_asked_for() -> None:
    @read_together
    def rows(keys: list[int]) -> dict[int, str]:
        raise AssertionError(f"{keys} were read")

    with one_snapshot():
        rows.keep({1: "row 1"})
        assert rows.get(1) == "row 1"


def test_many_keys_are_read_in_parts_that_databases_take() -> None:
    parts: list[int] = []

    @read_together
    def rows(keys: list[int]) -> dict[int, int]:
        parts.append(len(keys))
        return {key: key for key in keys}

    with one_snapshot():
        assert len(rows(range(1, 1201))) == 1200
    assert parts == [500, 500, 200]
