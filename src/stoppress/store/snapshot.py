"""A snapshot: the store as it was at one moment, however it changes meanwhile."""

import logging
from collections.abc import Iterator
from types import TracebackType
from typing import Self, cast

import lmdb

from stoppress.store.environment import Databases, Environment
from stoppress.store.fragment import Fragment, Piece, decode_fragment, decode_piece
from stoppress.store.keys import key_after, shown_name, stored_key, stored_prefix
from stoppress.store.records import Record, decode_record

log = logging.getLogger(__name__)

SEQUENCE = b"sequence"


class Snapshot:
    """All reads through one snapshot see the same state. Use it as a context manager, briefly."""

    __slots__ = ("_databases", "_environment", "_holder", "_transaction", "number")

    number: int
    """Grows with every change of the store; equal numbers mean equal contents."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._transaction, self._databases, self._holder = environment.begin()
        self.number = self._transaction.id()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the snapshot."""
        self._transaction.abort()
        self._environment.end(self._holder)

    @property
    def sequence(self) -> int:
        """The sequence number of the last change that the store has; 0 at first."""
        return read_sequence(self._transaction, self._databases)

    def meta(self, name: str) -> str | None:
        """A small text kept beside the pages."""
        value = self._read(name.encode(), self._databases.meta, "meta")
        return None if value is None else value.decode(errors="replace")

    def fragment(self, key: str) -> Fragment | None:
        """A fragment; None when it is missing or damaged."""
        record = self._read(stored_key(key), self._databases.fragments, key)
        if record is None:
            return None
        fragment = decode_fragment(key, record)
        if fragment is None:
            log.error("store: fragment %r is damaged and counts as missing", key)
        return fragment

    def piece(self, key: str) -> Piece | None:
        """What joining needs of a fragment; None when it is missing or damaged."""
        record = self._read(stored_key(key), self._databases.fragments, key)
        if record is None:
            return None
        piece = decode_piece(record)
        if piece is None:
            log.error("store: fragment %r is damaged and counts as missing", key)
        return piece

    def has(self, key: str) -> bool:
        """Whether a fragment is stored (its bytes are not looked at)."""
        return self._read(stored_key(key), self._databases.fragments, key) is not None

    def page(self, path: str) -> Record | None:
        """The record of a decoded path; None when it is missing or damaged."""
        stored = self._read(stored_key(path), self._databases.pages, path)
        if stored is None:
            return None
        record = decode_record(stored)
        if record is None:
            log.error("store: the record of path %r is damaged and counts as missing", path)
        return record

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The stored fragment keys that begin with `prefix`, in order; long ones are cut."""
        return self._names(self._databases.fragments, prefix)

    def paths(self, prefix: str = "", after: str = "") -> Iterator[str]:
        """The stored paths that begin with `prefix`, in order, from `after` on; long ones are cut.

        With `after` a long walk need not hold one snapshot, which would keep the store from using
        its free room again.
        """
        return self._names(self._databases.pages, prefix, after)

    def _names(self, database: "lmdb._Database", prefix: str, after: str = "") -> Iterator[str]:
        start = stored_prefix(prefix)
        with self._transaction.cursor(database) as cursor:
            if cursor.set_range(max(start, key_after(after))):
                for found in cursor.iternext(values=False):
                    key = bytes(found)
                    if not key.startswith(start):
                        return
                    yield shown_name(key)

    def _read(self, key: bytes, database: "lmdb._Database", name: str) -> bytes | None:
        try:
            return cast("bytes | None", self._transaction.get(key, None, database))
        except lmdb.Error as error:
            log.error("store: %r cannot be read and counts as missing: %s", name, error)
            return None


def read_sequence(transaction: lmdb.Transaction, databases: Databases) -> int:
    """The sequence number as stored; 0 when there is none."""
    value = transaction.get(SEQUENCE, None, databases.meta)
    return 0 if value is None else int.from_bytes(bytes(value), "little", signed=True)
