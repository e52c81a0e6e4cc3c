"""The store: fragments and what each path is made of, in one LMDB environment."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import lmdb

from stoppress.store import touched
from stoppress.store.batch import Batch
from stoppress.store.environment import FIRST_MAP_SIZE, Databases, Environment
from stoppress.store.errors import StoreError
from stoppress.store.fragment import Fragment, decode_fragment
from stoppress.store.keys import shown_name
from stoppress.store.record_codec import decode_record
from stoppress.store.snapshot import SEQUENCE, Snapshot, read_sequence
from stoppress.store.writing import Writing, decode_pointer, fragments_inside


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    fragments: int
    pages: int
    #: Bytes of the file that hold data or once did.
    bytes_used: int
    #: How far the file may grow before the map is enlarged.
    bytes_mapped: int
    sequence: int


class Store:
    """Fragments as bytes, and the records of paths; knows nothing of news.

    One process may open a store as often as it likes, before or after a fork, and use it from
    several threads. Several processes may read and write it at the same time.
    """

    def __init__(self, environment: Environment, *, readonly: bool) -> None:
        self._environment = environment
        self._readonly = readonly
        #: Bytes of keys and values that this object put into the store.
        self.bytes_written = 0

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        readonly: bool = False,
        sync: bool = True,
        map_size: int = FIRST_MAP_SIZE,
    ) -> Self:
        """Name the store in ``directory``; the file is opened at its first use, made when absent.

        Without ``sync`` a loss of power (but not the death of a process) can lose or damage the
        store: for filling one in bulk, followed by ``flush``. ``map_size`` in bytes is where the
        map begins; it grows by itself. Both count for the first one to open the store in a process.
        """
        return cls(Environment.of(directory, map_size, sync), readonly=readonly)

    @property
    def directory(self) -> Path:
        """Where the store's files are."""
        return self._environment.directory

    @property
    def sequence(self) -> int:
        """The sequence number of the last change that was applied; 0 at first."""
        with self.snapshot() as snapshot:
            return snapshot.sequence

    def snapshot(self) -> Snapshot:
        """The store as it is now, for reading; a context manager."""
        return Snapshot(self._environment)

    def is_at(self, opening: object, number: int) -> bool:
        """Whether nothing was written since the snapshot with this ``opening`` and ``number``."""
        return self._environment.is_at(opening, number)

    def get_meta(self, name: str) -> str | None:
        """A small text kept beside the pages, such as the release that rendered them."""
        with self.snapshot() as snapshot:
            return snapshot.meta(name)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a small text beside the pages."""
        if name.encode() == SEQUENCE:
            raise ValueError("The sequence is set by `apply`.")
        self._writable()

        def change(transaction: lmdb.Transaction, databases: Databases) -> None:
            transaction.put(name.encode(), value.encode(), db=databases.meta)
            touched.note(transaction, databases, set(), set())

        self._environment.write(change)

    def apply(
        self,
        batch: Batch,
        *,
        sequence: int | None = None,
        expect: int | None = None,
        expect_meta: tuple[str, str] | None = None,
    ) -> bool:
        """Make all changes of a batch visible at once; they outlive a crash of the machine.

        ``sequence`` becomes the store's sequence. With ``expect``, nothing is written and the
        answer is False unless the store's sequence is this one; so with ``expect_meta``, a name and
        the text kept under it.

        Raises StoreFull when there is no room, and ValueError when a path or a text cannot be
        stored.

        A fragment whose bytes are those already stored keeps the stored ``modified``; one with
        other bytes is at least a second younger than the stored one, whatever the clock says, so
        that a reader's If-Modified-Since never meets other bytes of the same date. So with pages.
        """
        self._writable()
        for path in batch.pages:
            if not path.startswith("/"):
                raise ValueError(f"A path in the store begins with a slash: {path!r}.")
        now = int(time.time())

        def change(transaction: lmdb.Transaction, databases: Databases) -> int | None:
            if expect is not None and read_sequence(transaction, databases) != expect:
                return None
            if expect_meta is not None:
                name, text = expect_meta
                if transaction.get(name.encode(), None, databases.meta) != text.encode():
                    return None
            writing = Writing(transaction, databases, now)
            writing.forget(
                batch.forget_pages,
                batch.forget_page_prefixes,
                batch.forget_fragments,
                batch.forget_prefixes,
            )
            for fragment in batch.fragments:
                writing.put_fragment(fragment)
            writing.put_pages(batch.pages)
            writing.finish()
            moved = False
            if sequence is not None and sequence != read_sequence(transaction, databases):
                moved = True
                value = sequence.to_bytes(8, "little", signed=True)
                transaction.put(SEQUENCE, value, db=databases.meta)
            if moved or writing.fragments or writing.paths or writing.written:
                touched.note(transaction, databases, writing.fragments, writing.paths)
            return writing.written

        written = self._environment.write(change)  # which may run ``change`` more than once
        if written is None:
            return False
        self.bytes_written += written
        return True

    def counts(self) -> Counts:
        """How much the store holds; takes no longer for a large store."""
        with self.snapshot() as snapshot:
            transaction, databases = snapshot._transaction, snapshot._databases  # noqa: SLF001
            info = databases.lmdb.info()
            page_size = databases.lmdb.stat()["psize"]
            return Counts(
                fragments=transaction.stat(databases.fragments)["entries"],
                pages=transaction.stat(databases.pages)["entries"],
                bytes_used=(info["last_pgno"] + 1) * page_size,
                bytes_mapped=info["map_size"],
                sequence=snapshot.sequence,
            )

    def verify(self) -> Iterator[str]:
        """Read everything; yield the fragment keys and paths whose records are damaged."""
        with self.snapshot() as snapshot:
            transaction, databases = snapshot._transaction, snapshot._databases  # noqa: SLF001
            for key, record in transaction.cursor(databases.fragments):
                stored, name = bytes(record), shown_name(bytes(key))
                if decode_pointer(stored) is None:
                    fragment = decode_fragment(name, stored)
                    if fragment is None or not fragment.is_whole():
                        yield name
            for key, record in transaction.cursor(databases.pages):
                stored = bytes(record)
                inside = fragments_inside(stored).values()
                if decode_record(stored) is None or not all(map(Fragment.is_whole, inside)):
                    yield shown_name(bytes(key))

    def flush(self) -> None:
        """Bring to the disk what was written; only needed when opened without ``sync``."""
        self._environment.sync()

    def reopen_if_replaced(self) -> bool:
        """Follow the directory when its file was deleted or replaced by another one."""
        if not self._environment.replaced():
            return False
        self._environment.reopen()
        return True

    def _writable(self) -> None:
        if self._readonly:
            raise StoreError(f"The store {self.directory} was opened for reading only.")
