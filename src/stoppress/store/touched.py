"""Which names each transaction touched, so that who keeps something forgets only that.

The store holds a ring of them: under the number of a transaction, the keys and paths that it
touched. Who kept what the store held at number N asks at number M for the names in between. When
some are no longer there, or a writer left none, the answer is that anything may have changed.
"""

from typing import NamedTuple

import lmdb

from stoppress.store.environment import Databases
from stoppress.store.keys import MARK

#: Transactions whose names are kept.
KEPT = 512
#: A transaction that touches more names is noted as one that may have changed anything.
MOST_NAMES = 5_000

_ANYTHING = b"\xff"


class Touched(NamedTuple):
    """Names whose contents are not what they were."""

    fragments: frozenset[str]
    paths: frozenset[str]


def note(
    transaction: lmdb.Transaction, databases: Databases, fragments: set[bytes], paths: set[bytes]
) -> None:
    """Note the LMDB keys that a transaction touches, within the transaction itself."""
    value = b"\0".join((b"\n".join(sorted(fragments)), b"\n".join(sorted(paths))))
    if len(fragments) + len(paths) > MOST_NAMES or MARK in value:  # what was cut names nothing
        value = _ANYTHING
    number = transaction.id()
    transaction.put(_key(number), value, db=databases.touched, append=True)
    with transaction.cursor(databases.touched) as cursor:
        found = cursor.first()
        while found and int.from_bytes(bytes(cursor.key()), "big") <= number - KEPT:
            found = cursor.delete()


def between(
    transaction: lmdb.Transaction, databases: Databases, after: int, until: int
) -> Touched | None:
    """What was touched after one transaction until another one; None when it may be anything."""
    if not 0 <= until - after <= KEPT:
        return None
    fragments: set[str] = set()
    paths: set[str] = set()
    for number in range(after + 1, until + 1):
        value = transaction.get(_key(number), None, databases.touched)
        if value is None or value == _ANYTHING:
            return None
        of_fragments, of_pages = bytes(value).decode().split("\0")
        fragments.update(of_fragments.split("\n"))
        paths.update(of_pages.split("\n"))
    return Touched(frozenset(fragments), frozenset(paths))


def _key(number: int) -> bytes:
    return number.to_bytes(8, "big")
