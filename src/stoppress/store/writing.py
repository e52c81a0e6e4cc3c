"""One batch within its transaction: where each fragment comes to lie, and what is touched.

A fragment lies under its key, unless a page declares it as its own: then it lies inside the page's
record, and under its key lies a *pointer*, the page's path. ``Writing`` takes the fragments out of
the records that a batch changes, lays new ones beside them, and puts every record together again at
the end. What is written is only what differs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import lmdb
from isal.isal_zlib import crc32

from stoppress.store.environment import Databases
from stoppress.store.fragment import Fragment, decode_fragment, encode_fragment
from stoppress.store.keys import stored_key, stored_prefix
from stoppress.store.record_codec import decode_page, encode_record
from stoppress.store.records import Page, Record

_AT_ONCE = 1_000  # names read before they are deleted
_POINTS = b"\0\0\0@"  # a stored fragment has zeros in this place, see ``fragment``


def encode_pointer(path: str) -> bytes:
    """What lies under the key of a fragment that lies inside a page's record."""
    body = _POINTS + path.encode()
    return crc32(body).to_bytes(4, "little") + body


def decode_pointer(stored: bytes) -> str | None:
    """The path that a pointer names; None when this is none, or damaged."""
    if stored[4:8] != _POINTS or crc32(stored[4:]) != int.from_bytes(stored[:4], "little"):
        return None
    return stored[8:].decode()


def fragments_inside(record: bytes | None) -> dict[str, Fragment]:
    """The fragments that lie inside a record; none when it is damaged or not that of a page."""
    found = None if record is None else decode_page(record)
    return {} if found is None else found[1]


@dataclass(slots=True)
class _Opened:
    """A page's record taken apart."""

    page: Page
    inside: dict[str, Fragment]


class Writing:
    """Forget first, then put fragments, then pages, then ``finish``."""

    def __init__(self, transaction: lmdb.Transaction, databases: Databases, now: int) -> None:
        self._transaction = transaction
        self._databases = databases
        self._now = now
        self._opened: dict[bytes, _Opened | None] = {}
        #: Fragments that are to lie elsewhere than they do.
        self._loose: dict[str, Fragment] = {}
        #: LMDB keys of the fragments that are others now.
        self.fragments: set[bytes] = set()
        #: LMDB keys of the paths whose records are others now.
        self.paths: set[bytes] = set()
        #: Bytes of keys and values.
        self.written = 0

    def forget(
        self, pages: set[str], page_prefixes: set[str], keys: set[str], prefixes: set[str]
    ) -> None:
        """Forget records and fragments, by name or by the beginning of their names."""
        beginnings = tuple(prefixes)
        for path in map(stored_key, pages):
            self._forget_page(path, keys, beginnings)
        for path in self._beginning(page_prefixes, self._databases.pages):
            self._forget_page(path, keys, beginnings)
        for key in map(stored_key, keys):
            self._forget_fragment(key)
        for key in self._beginning(prefixes, self._databases.fragments):
            self._forget_fragment(key)

    def put_fragment(self, fragment: Fragment) -> None:
        """Lay a fragment where the one before lies."""
        key = stored_key(fragment.key)
        stored = self._get(key, self._databases.fragments)
        holder = self._holder(stored)
        before = self._loose.get(fragment.key)
        if before is None and holder is not None:
            before = holder.inside.get(fragment.key)
        elif before is None and stored is not None:
            before = decode_fragment(fragment.key, stored)
        if before is not None:
            if fragment.has_bytes_of(before):
                return
            if fragment.modified <= before.modified:
                fragment = replace(fragment, modified=before.modified + 1)
        self.fragments.add(key)
        if holder is not None and fragment.key in holder.inside:
            holder.inside[fragment.key] = fragment
        else:
            self._loose[fragment.key] = fragment

    def put_pages(self, pages: Mapping[str, Record]) -> None:
        """Lay records down, with the fragments that are their own inside them."""
        before = {path: self._open(stored_key(path)) for path in pages}
        for path, opened in before.items():
            if opened is not None:  # all first: a fragment may go from one page to another
                self._loose.update(opened.inside)
                self._opened[stored_key(path)] = None
        for path, record in pages.items():
            self._put_page(path, record, before[path])

    def finish(self) -> None:
        """Put together what was taken apart."""
        for path, opened in self._opened.items():
            if opened is not None:
                self._put_record(path, encode_record(opened.page, opened.inside))
        for key, fragment in self._loose.items():
            self._put(stored_key(key), encode_fragment(fragment), self._databases.fragments)

    def _put_page(self, path: str, record: Record, before: _Opened | None) -> None:
        key = stored_key(path)
        inside: dict[str, Fragment] = {}
        if isinstance(record, Page):
            for name in record.own.intersection(record.fragments):
                fragment = self._claim(name)
                if fragment is not None:
                    inside[name] = fragment
            if before is not None:
                modified = before.page.modified
                if before.page != record:
                    modified = max(self._now, record.modified, modified + 1)
                record = replace(record, modified=modified)
        self._put_record(key, encode_record(record, inside))
        pointer = encode_pointer(path)
        for name in inside:
            self._put(stored_key(name), pointer, self._databases.fragments)

    def _claim(self, name: str) -> Fragment | None:
        """Take a fragment for a page, unless it lies inside another one."""
        loose = self._loose.pop(name, None)
        if loose is not None:
            return loose
        stored = self._get(stored_key(name), self._databases.fragments)
        return None if stored is None else decode_fragment(name, stored)

    def _forget_page(self, path: bytes, keys: set[str], beginnings: tuple[str, ...]) -> None:
        opened = self._open(path)
        if opened is not None:
            for name, fragment in opened.inside.items():
                if name not in keys and not name.startswith(beginnings):
                    self._loose[name] = fragment
        self._opened[path] = None
        if self._transaction.delete(path, db=self._databases.pages):
            self.paths.add(path)

    def _forget_fragment(self, key: bytes) -> None:
        holder = self._holder(self._get(key, self._databases.fragments))
        if holder is not None:
            holder.inside = {
                name: fragment
                for name, fragment in holder.inside.items()
                if stored_key(name) != key
            }
        if self._transaction.delete(key, db=self._databases.fragments):
            self.fragments.add(key)

    def _holder(self, stored: bytes | None) -> _Opened | None:
        """The page inside whose record a fragment lies."""
        path = None if stored is None else decode_pointer(stored)
        return None if path is None else self._open(stored_key(path))

    def _open(self, path: bytes) -> _Opened | None:
        """A page taken apart; None when there is none."""
        if path not in self._opened:
            stored = self._get(path, self._databases.pages)
            found = None if stored is None else decode_page(stored)
            self._opened[path] = None if found is None else _Opened(*found)
        return self._opened[path]

    def _beginning(self, prefixes: Iterable[str], database: "lmdb._Database") -> Iterator[bytes]:
        """The keys with these beginnings; who asks for the next one has deleted those before."""
        for start in map(stored_prefix, prefixes):
            while True:
                found: list[bytes] = []
                with self._transaction.cursor(database) as cursor:
                    if cursor.set_range(start):
                        for key in cursor.iternext(values=False):
                            if len(found) == _AT_ONCE or not bytes(key).startswith(start):
                                break
                            found.append(bytes(key))
                yield from found
                if len(found) < _AT_ONCE:
                    break

    def _get(self, key: bytes, database: "lmdb._Database") -> bytes | None:
        found = self._transaction.get(key, None, database)
        return None if found is None else bytes(found)

    def _put_record(self, path: bytes, record: bytes) -> None:
        if self._put(path, record, self._databases.pages):
            self.paths.add(path)

    def _put(self, key: bytes, value: bytes, database: "lmdb._Database") -> bool:
        """Whether it was other than before."""
        if self._transaction.get(key, None, database) == value:
            return False
        self._transaction.put(key, value, db=database)
        self.written += len(key) + len(value)
        return True
