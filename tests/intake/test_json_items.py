"""Items are found in any form of feed, in flat memory, and a bad one never stops the rest."""

from __future__ import annotations

import io
import json
import tracemalloc

import pytest

from stoppress.intake.feed import FeedUnreadable
from stoppress.intake.item import ItemRejected
from stoppress.intake.json_items import LONGEST, Read, read_items


def items(data: bytes) -> list[Read]:
    return list(read_items(io.BytesIO(data), "feed.json"))


def told(data: bytes) -> list[object]:
    """What each item is: its object, or the reason it was refused."""
    return [
        read.properties.reason if isinstance(read.properties, ItemRejected) else read.properties
        for read in items(data)
    ]


@pytest.mark.parametrize(
    "data",
    [
        b'[{"a": 1}, {"b": "]}"}]',
        b'[\n  {"a": 1},\n  {"b": "]}"}\n]\n',
        b'{"a": 1}\n{"b": "]}"}\n',
        b'\xef\xbb\xbf{"a": 1}\r\n\r\n{"b": "]}"}',
        b'{\n"a": 1\n}\n{\n"b": "]}"\n}',
        b'\n\n [{"a":1},{"b":"]}"},]',
    ],
)
def test_every_form_gives_the_same_items(data: bytes) -> None:
    assert told(data) == [{"a": 1}, {"b": "]}"}]


def test_a_single_object_may_stand_on_many_lines() -> None:
    assert told(json.dumps({"a": {"b": [1, "}"]}}, indent=1).encode()) == [{"a": {"b": [1, "}"]}}]


def test_items_know_their_number_and_line() -> None:
    assert [(r.number, r.line) for r in items(b'[\n{"a":\n1},\n\n{"b":2}]')] == [(1, 2), (2, 5)]
    assert [(r.number, r.line) for r in items(b'{"a":1}\n\n{"b":2}')] == [(1, 1), (2, 3)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"a": NaN}', "NaN"),
        (b'{"a": "\xff\xfe"}', "not UTF-8"),
        (b'{"a" 1}', "not JSON"),
        (b'{"a": "\\x"}', "not JSON"),
        (b"7", "not an object"),
        (b"null", "not an object"),
        (b'"text"', "not an object"),
        (b"[1]", "not an object"),
        (b'{"a":' + b"[" * 150 + b"]" * 150 + b"}", "nested deeper"),
        (b'{"a":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}", "nested deeper"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too long"),
        (b'{"a": "' + b"x" * LONGEST + b'"}', "longer than"),
    ],
)
def test_a_bad_item_is_refused_alone(bad: bytes, reason: str) -> None:
    for form in (b'[{"ok":1},%b,{"ok":2}]', b'{"ok":1}\n%b\n{"ok":2}\n'):
        first, refused, last = told(form % bad)
        assert first == {"ok": 1}
        assert last == {"ok": 2}
        assert reason in str(refused)


def test_an_unclosed_line_does_not_swallow_the_next() -> None:
    first, second, third = told(b'{"a": "x\n{"b": 2}\n{"c": [\n')
    assert "not JSON" in str(first)
    assert second == {"b": 2}
    assert "not JSON" in str(third)


@pytest.mark.parametrize(
    "data", [b"", b" \n ", b"hello", b"<xml/>", b'\xff\xfe{\x00"\x00', b'{"a": 1', b'{"a"\n: oops}']
)
def test_what_is_no_feed_is_unreadable(data: bytes) -> None:
    with pytest.raises(FeedUnreadable, match=r"^feed\.json.*\.$"):
        items(data)


def test_an_array_cut_off_gives_what_came_before() -> None:
    for cut, where in ((b"", "after item 2"), (b', {"c": "x', "item 3, line 1")):
        reading = read_items(io.BytesIO(b'[{"a":1}, {"b":2}' + cut), "feed.json")
        assert [next(reading).properties, next(reading).properties] == [{"a": 1}, {"b": 2}]
        with pytest.raises(FeedUnreadable, match=where):
            next(reading)


def test_what_follows_the_end_is_said() -> None:
    assert "follows the end" in str(told(b'[{"a":1}] x')[-1])
    assert "follows the end" in str(told(b'{\n"a":1}\nx')[-1])


class _Endless(io.RawIOBase):
    """An array whose second item is a text of 100 MB."""

    def __init__(self) -> None:
        self.pieces = iter([b'[{"a":1},{"b":"', *[b"x\\n" * 50_000] * 700, b'"},{"c":3}]'])

    def read(self, size: int = -1) -> bytes:
        return next(self.pieces, b"")


def test_a_text_of_100_megabytes_is_refused_in_flat_memory() -> None:
    tracemalloc.start()
    try:
        reads = list(read_items(_Endless(), "feed.json"))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [isinstance(read.properties, dict) for read in reads] == [True, False, True]
    assert peak < 4 * LONGEST
