"""Comparing the version an item has with the one the newsroom has.

A newsroom keeps two columns with an article: a number that orders versions, and the digests of what
was taken under it. The number is not negative for a version that the provider gave, negative for
the time a version without a number was made.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

#: Characters of a digest that are kept (of base64, 48 bits), and how many digests.
_DIGEST = 8
_REMEMBERED = 8
_RUNS = re.compile(r"[0-9]+")
_EPOCH = datetime(1500, 1, 1, tzinfo=UTC)
_SECOND_BITS, _THIRD_BITS, _FIRST_BITS = 9, 8, 46


class Order(Enum):
    """How an item that came in stands to the one the newsroom has."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"


def digest_of(given: Mapping[str, Any]) -> str:
    """A digest of all that the provider sent, whatever the order of its properties."""
    whole = json.dumps(given, sort_keys=True, separators=(",", ":"))
    return urlsafe_b64encode(hashlib.blake2b(whole.encode(), digest_size=12).digest()).decode()


def version_number(version: str, created: datetime | None) -> int | None:
    """The number to keep for an item's version, or for the time it was made.

    Versions may be numbers with up to two more after dots (1.9 before 1.10), with or without
    words around, or ISO 8601 dates. A version without any digit, or too large to be one, does
    not order items: then that time does. ``None`` when there is neither.
    """
    number = _number(version)
    if number is not None:
        return number
    if created is None:
        return None
    return -1 - (created - _EPOCH) // timedelta(microseconds=1)


def _number(version: str) -> int | None:
    runs = _RUNS.findall(version)[:8]
    if not runs or any(len(run) > 18 for run in runs):
        return None
    if len(runs) > 3:
        try:
            made = datetime.fromisoformat(version.upper())
        except ValueError:
            return None
        seconds = made.replace(tzinfo=made.tzinfo or UTC).timestamp()
        runs = [str(max(0, int(seconds)))]
    first, second, third = (*map(int, runs), 0, 0)[:3]
    if first >= 1 << _FIRST_BITS:
        return None
    second = min(second, (1 << _SECOND_BITS) - 1)
    third = min(third, (1 << _THIRD_BITS) - 1)
    return (first << _SECOND_BITS | second) << _THIRD_BITS | third


@dataclass(frozen=True, slots=True)
class Known:
    """What the newsroom remembers of what it took.

    :param number: as ``version_number`` gave it.
    :param digests: of all that was taken under that number, newest first.
    """

    number: int | None
    digests: tuple[str, ...]

    @classmethod
    def of(cls, number: int | None, digests: str) -> Known:
        """From the two columns."""
        kept = range(0, len(digests), _DIGEST)
        return cls(number, tuple(digests[start : start + _DIGEST] for start in kept))

    def order(self, number: int | None, digest: str) -> Order:
        """How an item with ``number`` and ``digest`` stands to this one.

        Numbers of providers alone decide where both have one. Else the time of making decides,
        and where that is the same, or one has none, whether this very content was taken before.
        """
        mine = self.number
        if mine is not None and number is not None and (mine < 0) == (number < 0):
            if mine != number:
                return Order.NEWER if (number > mine) == (number >= 0) else Order.OLDER
            if number >= 0:
                return Order.SAME
        return Order.SAME if digest[:_DIGEST] in self.digests else Order.NEWER

    def with_taken(self, number: int | None, digest: str) -> Known:
        """What to remember once an item was taken: digests of the same number stay known."""
        earlier = self.digests if number == self.number else ()
        digest = digest[:_DIGEST]
        digests = (digest, *(other for other in earlier if other != digest))
        return Known(number, digests[:_REMEMBERED])

    @property
    def column(self) -> str:
        """The digests as the newsroom keeps them."""
        return "".join(self.digests)
