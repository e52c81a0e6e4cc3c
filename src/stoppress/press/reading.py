"""Reading the newsroom from one snapshot of its database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection, transaction

K = TypeVar("K")
T = TypeVar("T")
P = ParamSpec("P")

#: Rows of one statement; databases take only so many keys.
_READ_TOGETHER = 500

#: By function: what it returned for each of its arguments within the running ``one_snapshot``.
_memory: ContextVar[dict[Any, dict[Any, Any]] | None] = ContextVar("memory", default=None)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Read only, from one snapshot of the database, and remember what was read inside.

    SQLite: a deferred transaction, which takes no write lock. PostgreSQL: repeatable read.
    Inside another transaction (tests) that transaction is the snapshot.
    """
    token = _memory.set({})
    try:
        if connection.in_atomic_block:
            yield
            return
        if connection.vendor == "sqlite":
            connection.ensure_connection()  # which reads the mode from the settings
            wrapper: Any = connection
            mode, wrapper.transaction_mode = wrapper.transaction_mode, None
            try:
                with transaction.atomic():
                    yield
            finally:
                wrapper.transaction_mode = mode
            return
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        _memory.reset(token)


def read_once(read: Callable[P, T]) -> Callable[P, T]:
    """Decorate ``read`` so that it runs once for the same arguments within ``one_snapshot``.

    The arguments must be hashable. Outside ``one_snapshot`` it runs each time.
    """

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        memory = _memory.get()
        if memory is None:
            return read(*args, **kwargs)
        found = memory.setdefault(read, {})
        arguments = (args, tuple(kwargs.items()))
        if arguments not in found:
            found[arguments] = read(*args, **kwargs)
        value: T = found[arguments]
        return value

    return reading


class ReadTogether(Generic[K, T]):
    """A function from many keys to what was found for each, reading each key once."""

    def __init__(self, read: Callable[[list[K]], Mapping[K, T]]) -> None:
        self._read = read
        self.__doc__ = read.__doc__

    def __call__(self, keys: Iterable[K]) -> dict[K, T]:
        """What stands under each of ``keys``, in their order; keys without anything are left out.

        Keys that were not asked for yet are read together.
        """
        found = self._found()
        keys = list(dict.fromkeys(keys))
        missing = [key for key in keys if key not in found]
        for start in range(0, len(missing), _READ_TOGETHER):
            some = missing[start : start + _READ_TOGETHER]
            read_now = self._read(some)
            found.update((key, read_now.get(key)) for key in some)
        known = ((key, found[key]) for key in keys)
        return {key: value for key, value in known if value is not None}

    def get(self, key: K) -> T | None:
        """What stands under one key; None when there is nothing."""
        return self([key]).get(key)

    def keep(self, rows: Mapping[K, T]) -> None:
        """Take in what another reading found already."""
        if _memory.get() is not None:
            found = self._found()
            for key, value in rows.items():
                found.setdefault(key, value)

    def _found(self) -> dict[K, T | None]:
        memory = _memory.get()
        return {} if memory is None else memory.setdefault(self, {})


def read_together(read: Callable[[list[K]], Mapping[K, T]]) -> ReadTogether[K, T]:
    """Decorate a function that reads rows by their keys, so that each is read once.

    Within ``one_snapshot`` only keys that were not asked for yet are passed to ``read``, at most
    500 at a time. What ``read`` leaves out of its answer is not there, and not asked for again.
    """
    return ReadTogether(read)
