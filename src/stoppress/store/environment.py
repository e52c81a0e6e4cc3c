"""One process's LMDB environment: opened when first needed, grown when full, safe across forks.

Traps of LMDB that this file keeps from everybody else:

- an environment must not be used across a fork, and not be opened twice in one process;
- its map may be enlarged only while no transaction of this process is open;
- a process killed while reading leaves its slot behind, which keeps old pages from being reused;
- when writing fails half-way, an environment can be left unusable until it is opened again;
- what is wrong with the file itself shows as an error, or kills the process: see ``unusable_file``.
"""

import errno
import logging
import os
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

import lmdb

from stoppress.store import unusable_file
from stoppress.store.errors import StoreDamaged, StoreError, StoreFull
from stoppress.store.last_transaction import LastTransaction

log = logging.getLogger(__name__)

FIRST_MAP_SIZE = 1 << 30
LARGEST_STEP = 16 << 30
_MOST_READERS = 1024
_PATIENCE = 30.0  # seconds to wait for other threads' snapshots before the map can grow
_PATIENCE_TO_FORK = 2.0
_MOST_PANICS = 3  # of one write, each mended by opening again
_DAMAGED = (
    lmdb.InvalidError,
    lmdb.CorruptedError,
    lmdb.PageNotFoundError,
    lmdb.VersionMismatchError,
)
#: EIO is what LMDB says when only a part of the bytes could be written.
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO})

Result = TypeVar("Result")
_environments: "weakref.WeakValueDictionary[Path, Environment]" = weakref.WeakValueDictionary()
_environments_lock = threading.Lock()
_left_by_parent: list[lmdb.Environment] = []


class Databases(NamedTuple):
    """Handles of the named databases in an opened environment."""

    lmdb: lmdb.Environment
    fragments: "lmdb._Database"
    pages: "lmdb._Database"
    meta: "lmdb._Database"
    touched: "lmdb._Database"
    inode: int
    last: LastTransaction


class Environment:
    """The LMDB directory of a store, with counted transactions."""

    def __init__(self, directory: Path, map_size: int, sync: bool) -> None:
        self.directory = directory
        self._map_size = map_size
        self._sync = sync
        self._forget()

    def _forget(self) -> None:
        self._databases: Databases | None = None
        self._idle = threading.Condition(threading.Lock())
        #: How many transactions each thread has open; a thread changes only its own number. A lock
        #: would cost each reply as much as the transaction does. Without one, a thread that begins
        #: a transaction first counts it and then reads ``_changing``; a thread that needs the
        #: environment to itself first sets ``_changing`` and then reads the counts. So one of the
        #: two always sees the other.
        self._holders: dict[int, int] = {}
        self._changing = False
        self._length = 0

    @classmethod
    def of(cls, directory: Path, map_size: int, sync: bool) -> "Environment":
        """This process's environment for a directory; the same one for all who ask."""
        place = directory.resolve()
        with _environments_lock:
            environment = _environments.get(place)
            if environment is None:
                environment = _environments[place] = cls(place, map_size, sync)
            return environment

    # Reading

    def is_at(self, opening: object, number: int) -> bool:
        """Whether nothing was written since the transaction with this number and opening."""
        databases = self._databases
        if databases is None or databases is not opening:
            return False
        return databases.last.number() == number

    def begin(self) -> tuple[lmdb.Transaction, Databases, int]:
        """Begin a read transaction; give the last value back to ``end`` when it is over."""
        while True:
            holder = self._enter()
            try:
                databases = self._databases or self._open()
                return databases.lmdb.begin(), databases, holder
            except (lmdb.MapResizedError, lmdb.ReadersFullError) as error:
                self.end(holder)
                self._mend(error)
            except BaseException:
                self.end(holder)
                raise

    def end(self, holder: int) -> None:
        """Say that a transaction begun here is over."""
        left = self._holders[holder] - 1
        if left:
            self._holders[holder] = left
        else:
            del self._holders[holder]
            if self._changing:
                with self._idle:
                    self._idle.notify_all()

    def _enter(self) -> int:
        holder = threading.get_ident()
        holders = self._holders
        holders[holder] = holders.get(holder, 0) + 1
        while self._changing:
            self.end(holder)
            with self._idle:
                self._idle.wait_for(lambda: not self._changing)
            holders[holder] = holders.get(holder, 0) + 1
        return holder

    # Writing

    def write(self, change: Callable[[lmdb.Transaction, Databases], Result]) -> Result:
        """Run ``change`` in one write transaction; again in a larger map when this one is full.

        Returns what ``change`` returns. Raises StoreFull when there is no room, StoreError when the
        store cannot be written for another reason.
        """
        if threading.get_ident() in self._holders:
            raise StoreError(
                "A thread that holds a snapshot of the store cannot write to it: the store may have"
                " to grow, which waits for the end of all snapshots. Leave the snapshot first."
            )
        panics = 0
        while True:
            holder = self._enter()
            try:
                databases = self._databases or self._open()
                with databases.lmdb.begin(write=True) as transaction:
                    result = change(transaction, databases)
                self._note_growth()
                return result
            except (lmdb.MapFullError, lmdb.MapResizedError, lmdb.PanicError) as error:
                trouble = error
                panics += isinstance(error, lmdb.PanicError)
                if panics > _MOST_PANICS:
                    raise self._explained(error) from error
            except _DAMAGED as error:
                unusable_file.move_if_same(self.directory, databases.inode, str(error))
                raise self._explained(error) from error
            except lmdb.Error as error:
                raise self._explained(error) from error
            finally:
                self.end(holder)
            self._mend(trouble)

    def _note_growth(self) -> None:
        with suppress(OSError):
            length = (self.directory / unusable_file.DATA).stat().st_size
            if length > self._length:
                self._length = length
                unusable_file.note_length(self.directory, length)

    def sync(self) -> None:
        """Bring everything written to the disk (only needed when opened without sync)."""
        holder = self._enter()
        try:
            (self._databases or self._open()).lmdb.sync(True)
        except lmdb.Error as error:
            raise self._explained(error) from error
        finally:
            self.end(holder)

    # Opening, growing, closing

    def _open(self) -> Databases:
        with _environments_lock:
            if self._databases is None:
                try:
                    self._databases = self._opened()
                except lmdb.Error as error:
                    raise self._explained(error) from error
            return self._databases

    def _opened(self) -> Databases:
        with unusable_file.opening(self.directory):
            unusable_file.prepare(self.directory)
            try:
                databases = self._opened_file()
            except _DAMAGED as error:
                unusable_file.move(self.directory, str(error))
                databases = self._opened_file()
            self._length = unusable_file.noted_length(self.directory)
        self._note_growth()
        return databases

    def _opened_file(self) -> Databases:
        environment = lmdb.open(
            str(self.directory),
            map_size=self._map_size,
            mode=0o640,
            sync=self._sync,
            readahead=False,
            max_dbs=8,
            max_readers=_MOST_READERS,
            max_spare_txns=4,
        )
        try:
            environment.reader_check()
            try:
                return self._handles(environment, create=False)
            except lmdb.NotFoundError:
                return self._handles(environment, create=True)
        except BaseException:
            environment.close()
            raise

    def _handles(self, environment: lmdb.Environment, *, create: bool) -> Databases:
        return Databases(
            lmdb=environment,
            fragments=environment.open_db(b"fragments", create=create),
            pages=environment.open_db(b"pages", create=create),
            meta=environment.open_db(b"meta", create=create),
            touched=environment.open_db(b"touched", create=create),
            inode=(self.directory / unusable_file.DATA).stat().st_ino,
            last=LastTransaction(self.directory / unusable_file.DATA, environment.stat()["psize"]),
        )

    def _mend(self, trouble: lmdb.Error) -> None:
        """Do what an error of LMDB asks for: enlarge the map, follow its growth, or open again."""
        if isinstance(trouble, lmdb.ReadersFullError):
            if (self._databases or self._open()).lmdb.reader_check() == 0:
                raise StoreError(
                    f"More than {_MOST_READERS} readers have {self.directory} open. Stop some of"
                    " the processes that read it."
                ) from trouble
        elif isinstance(trouble, lmdb.PanicError):
            self.reopen()
        else:
            self._alone(lambda: self._resize(grow=isinstance(trouble, lmdb.MapFullError)))

    def _resize(self, *, grow: bool) -> None:
        environment = (self._databases or self._open()).lmdb
        environment.reader_check()
        environment.set_mapsize(0)  # what another process may have made of it meanwhile
        if grow:
            size = max(self._map_size, environment.info()["map_size"])
            self._map_size = size + min(size, LARGEST_STEP)
            environment.set_mapsize(self._map_size)
            log.info("store %s: map enlarged to %d MiB", self.directory, self._map_size >> 20)

    def replaced(self) -> bool:
        """Whether the file in the directory is no longer the one that is open, or was cut off."""
        if self._databases is None:
            return False
        try:
            found = (self.directory / unusable_file.DATA).stat()
        except OSError:
            return True
        if found.st_ino != self._databases.inode or found.st_size < self._length:
            return True
        self._length = found.st_size
        return False

    def reopen(self) -> None:
        """Close the environment, waiting for its transactions; the next use opens it again.

        Does nothing in a thread that holds a snapshot: it would wait for itself.
        """
        if threading.get_ident() in self._holders:
            return

        def close() -> None:
            if self._databases is not None:
                self._databases.lmdb.close()
                self._databases = None

        self._alone(close)

    def _alone(self, action: Callable[[], None]) -> None:
        """Run ``action`` while no transaction of this process is open."""
        with self._idle:
            while self._changing:
                self._idle.wait()
            self._changing = True
            try:
                if not self._idle.wait_for(lambda: not self._holders, _PATIENCE):
                    raise StoreError(
                        f"The store {self.directory} has to grow, but a snapshot of it has been"
                        f" held for {_PATIENCE:.0f} seconds. Hold snapshots only for single reads."
                    )
                action()
            except lmdb.Error as error:
                raise self._explained(error) from error
            finally:
                self._changing = False
                self._idle.notify_all()

    # Across a fork

    def prepare_fork(self) -> None:
        """Close the environment and keep it closed until the fork is over."""
        self._idle.acquire()
        self._idle.wait_for(lambda: not self._changing, _PATIENCE_TO_FORK)
        self._changing = True
        if threading.get_ident() not in self._holders:
            self._idle.wait_for(lambda: not self._holders, _PATIENCE_TO_FORK)
        if not self._holders and self._databases is not None:
            self._databases.lmdb.close()
            self._databases = None

    def finish_fork(self) -> None:
        """Let the parent go on; its next use opens the environment again."""
        self._changing = False
        self._idle.notify_all()
        self._idle.release()

    def inherit(self) -> None:
        """Begin anew in the child; what was still open is the parent's and stays untouched."""
        if self._databases is not None:
            _left_by_parent.append(self._databases.lmdb)
        self._forget()

    def _explained(self, error: lmdb.Error) -> StoreError:
        code = _error_number(error)
        if code in _FULL:
            return StoreFull(
                f"There is no room to write to {self.directory} ({os.strerror(code)}). Nothing was"
                " changed, and readers get what is stored. Free some disk space or raise the quota,"
                " then publish again."
            )
        if isinstance(error, _DAMAGED):
            return StoreDamaged(
                f"The store's file in {self.directory} is damaged ({error}). It is moved to"
                f" `{unusable_file.ASIDE}` there, and pages are made again from the database when"
                " readers ask for them; `stoppress rebuild` makes them all at once."
            )
        if _left_by_parent:
            return StoreError(
                f"The store {self.directory} cannot be opened in this process, which was forked"
                f" while a snapshot was held ({error}). Leave snapshots before forking."
            )
        return StoreError(f"The store in {self.directory} cannot be used: {error}.")


def _error_number(error: lmdb.Error) -> int:
    """The system's error number, which LMDB gives only as text."""
    if isinstance(error, lmdb.DiskError):
        return errno.ENOSPC
    text = str(error)
    for number in _FULL:
        if text.endswith(os.strerror(number)):
            return number
    return 0


def _before_fork() -> None:
    """Close what is idle: an environment that crosses a fork takes readers' slots with it."""
    _environments_lock.acquire()
    for environment in list(_environments.values()):
        environment.prepare_fork()


def _after_fork_in_parent() -> None:
    for environment in list(_environments.values()):
        environment.finish_fork()
    _environments_lock.release()


def _after_fork_in_child() -> None:
    for environment in list(_environments.values()):
        environment.inherit()
    _environments_lock.release()


os.register_at_fork(
    before=_before_fork,
    after_in_parent=_after_fork_in_parent,
    after_in_child=_after_fork_in_child,
)
