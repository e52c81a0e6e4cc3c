"""Reading the bytes of one item as JSON, strictly where a guess could change its meaning."""

from __future__ import annotations

import json
import re
from typing import Any

from stoppress.intake.item import ItemRejected

#: An item nested deeper than this is no news item.
DEEPEST = 100

_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]', re.DOTALL)


class NotJson(ItemRejected):
    """The item is no JSON at all."""


class Ambiguous(dict[str, Any]):
    """A JSON object that gives some properties twice, with different values.

    RFC 8259, section 4, leaves open which of them counts. ``differing`` names them; whoever reads
    one of them asks ``refuse_twice``.
    """

    def __init__(self, properties: dict[str, Any], differing: set[str]) -> None:
        super().__init__(properties)
        self.differing = frozenset(differing)


def refuse_twice(name: str) -> ItemRejected:
    """The refusal of an item of which a property that is read stands there twice."""
    return ItemRejected(
        name[:80],
        "stands twice in one object with different values, and it cannot be known which one counts",
        "Leave one of the two.",
    )


def decode(data: bytes) -> dict[str, Any]:
    """The JSON object in ``data``.

    An object in it that gives a property twice, with different values, is an ``Ambiguous``.

    Raises ItemRejected when it is not UTF-8, not JSON (RFC 8259), not an object, or nested too
    deep.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ItemRejected(
            "",
            f"byte {error.start + 1} of the item is not UTF-8",
            "Convert the feed to UTF-8 and import it again.",
        ) from None
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        raise _too_deep()
    try:
        value = json.loads(
            text, strict=False, object_pairs_hook=_object, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise NotJson(
            "",
            f"is not JSON: {error.msg.lower()} at character {error.pos + 1} of the item",
            "Correct the feed, or ask its provider to.",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # a whole number of thousands of digits
        raise ItemRejected("", "holds a number too long to read", "Shorten it.") from None
    if not isinstance(value, dict):
        raise ItemRejected(
            "",
            f"is {_kind(value)}, not an object",
            "Each item of a feed is one JSON object with its properties.",
        )
    return value


def _too_deep() -> ItemRejected:
    return ItemRejected(
        "", f"is nested deeper than {DEEPEST} levels", "A news item needs no such depth; mend it."
    )


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        mark = match[0]
        if mark in ("{", "["):
            depth += 1
            deepest = max(deepest, depth)
        elif mark in ("}", "]"):
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    properties = dict(pairs)
    if len(properties) == len(pairs):
        return properties
    differing = {name for name, value in pairs if value != properties[name]}
    return Ambiguous(properties, differing) if differing else properties


def _no_constant(name: str) -> Any:
    raise ItemRejected("", f"holds {name}, which JSON does not have", "Write null or a number.")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a text" if isinstance(value, str) else "an array"
