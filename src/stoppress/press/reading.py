"""Reading the newsroom as of one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, transaction

K = TypeVar("K")
T = TypeVar("T")

#: Rows of one statement; databases take only so many keys.
_READ_TOGETHER = 500

_remembered: ContextVar[dict[Any, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Read only, from one snapshot of the database, and remember what was read inside.

    SQLite: a deferred transaction, which takes no write lock. PostgreSQL: repeatable read.
    Inside another transaction (tests) that transaction is the moment.
    """
    token = _remembered.set({})
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
        _remembered.reset(token)


def remembered(key: Any, make: Callable[[], T]) -> T:
    """What ``make`` returns, made once for each key within ``one_snapshot``."""
    memory = _remembered.get()
    if memory is None:
        return make()
    if key not in memory:
        memory[key] = make()
    value: T = memory[key]
    return value


def remembered_each(
    name: str, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, T]]
) -> dict[K, T]:
    """What ``read`` found for each of ``keys``; those not remembered yet are read together.

    Keys that ``read`` finds nothing for are left out, and not asked for again within the moment.
    """
    memory = _remembered.get()
    found: dict[K, T | None] = {} if memory is None else memory.setdefault(("each", name), {})
    keys = list(dict.fromkeys(keys))
    missing = [key for key in keys if key not in found]
    for start in range(0, len(missing), _READ_TOGETHER):
        some = missing[start : start + _READ_TOGETHER]
        read_now = read(some)
        found.update((key, read_now.get(key)) for key in some)
    known = ((key, found[key]) for key in keys)
    return {key: value for key, value in known if value is not None}
