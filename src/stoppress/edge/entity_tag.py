"""Strong entity tags, from the versions of what a page is joined of.

A version is 64 bits of a hash of a fragment's bytes. The tag of a row of versions is a number whose
digits are the versions, to the base `_BASE`, modulo a prime of 89 bits: the same content has the
same tag on each machine, the order counts, and rows are joined without going through them again.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self

PRIME = (1 << 89) - 1
_BASE = 0x1A3C5E7F9B2D4F60718293B
BEGINNING = 1
"""The number of no versions at all."""


class Digits(NamedTuple):
    """A row of versions as it is appended to others: `(before * shift + number) % PRIME`."""

    number: int
    shift: int

    def and_one_more(self) -> Self:
        """The row with one more place, whose version is to be added to the number."""
        return self._replace(number=self.number * _BASE % PRIME, shift=self.shift * _BASE % PRIME)


def digits(versions: Iterable[int]) -> Digits:
    """The row of these versions."""
    number, shift = 0, 1
    for version in versions:
        number = (number * _BASE + version) % PRIME
        shift = shift * _BASE % PRIME
    return Digits(number, shift)


def entity_tag(number: int, gzip: bool) -> str:
    """The tag as it is sent; each coding has its own (RFC 9110 section 8.8.3.3)."""
    return f'"{number:x}-gzip"' if gzip else f'"{number:x}"'
