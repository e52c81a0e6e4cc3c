"""A snapshot: a consistent read of the store, whatever is written meanwhile."""

import logging
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self, TypeVar

import lmdb

from stoppress.store import damage_count, touched
from stoppress.store.environment import Databases, Environment
from stoppress.store.fragment import Fragment, decode_fragment
from stoppress.store.keys import key_after, shown_name, stored_key, stored_prefix
from stoppress.store.record_codec import StoredPage, decode_answer, decode_record
from stoppress.store.records import Asset, Record, Redirect
from stoppress.store.writing import decode_pointer, fragments_inside

log = logging.getLogger(__name__)

SEQUENCE = b"sequence"

_Decoded = TypeVar("_Decoded")


class Snapshot:
    """All reads through one snapshot see the same state. Use it as a context manager, briefly."""

    __slots__ = ("_databases", "_environment", "_holder", "_transaction", "number", "opening")

    #: Grows with every change of the store; equal numbers mean equal contents.
    number: int
    #: Stands for the file as it was opened: numbers of another one say nothing of this one's.
    opening: object

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._transaction, self._databases, self._holder = environment.begin()
        self.number = self._transaction.id()
        self.opening = self._databases

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
    def state(self) -> tuple[object, int]:
        """Opening and number: snapshots with equal ones have the same contents."""
        return self.opening, self.number

    @property
    def sequence(self) -> int:
        """The sequence number of the last change that the store has; 0 at first."""
        return read_sequence(self._transaction, self._databases)

    def meta(self, name: str) -> str | None:
        """A small text kept beside the pages."""
        value = self._read(name.encode(), self._databases.meta, "meta")
        return None if value is None else value.decode(errors="replace")

    def touched_since(self, number: int) -> touched.Touched | None:
        """What is other than in the snapshot with this number; None when anything may be."""
        return touched.between(self._transaction, self._databases, number, self.number)

    def fragment(self, key: str) -> Fragment | None:
        """A fragment; None when it is missing or damaged."""
        stored = self._read(stored_key(key), self._databases.fragments, key)
        if stored is None:
            return None
        path = decode_pointer(stored)
        if path is None:
            fragment = decode_fragment(key, stored)
        else:
            record = self._read(stored_key(path), self._databases.pages, path)
            fragment = fragments_inside(record).get(key)
        if fragment is None:
            _damaged(f"fragment {key!r}")
        return fragment

    def has(self, key: str) -> bool:
        """Whether a fragment is stored and whole."""
        return self.fragment(key) is not None

    def page(self, path: str) -> Record | None:
        """The record of a decoded path; None when it is missing or damaged."""
        return self._record(path, decode_record)

    def answering(self, path: str) -> StoredPage | Redirect | Asset | None:
        """As ``page``, in the form that is quickest to answer from."""
        return self._record(path, decode_answer)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The stored fragment keys that begin with ``prefix``, in order; long ones are cut."""
        return self._names(self._databases.fragments, prefix)

    def paths(self, prefix: str = "", after: str = "") -> Iterator[str]:
        """The stored paths that begin with ``prefix``, in order; long ones are cut.

        It goes on behind the path ``after``: so a long walk need not hold one snapshot, which would
        keep the store from using its free room again.
        """
        return self._names(self._databases.pages, prefix, after)

    def _record(self, path: str, decode: Callable[[bytes], _Decoded]) -> _Decoded | None:
        stored = self._read(stored_key(path), self._databases.pages, path)
        if stored is None:
            return None
        record = decode(stored)
        if record is None:
            _damaged(f"the record of path {path!r}")
        return record

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
            found: bytes | None = self._transaction.get(key, None, database)  # type: ignore[assignment]
        except lmdb.Error as error:
            log.error("store: %r cannot be read and counts as missing: %s", name, error)
            return None
        return found


def _damaged(what: str) -> None:
    damage_count.note()
    log.error("store: %s is damaged and counts as missing", what)


def read_sequence(transaction: lmdb.Transaction, databases: Databases) -> int:
    """The sequence number as stored; 0 when there is none."""
    value = transaction.get(SEQUENCE, None, databases.meta)
    return 0 if value is None else int.from_bytes(bytes(value), "little", signed=True)
