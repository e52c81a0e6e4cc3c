"""A cache for one version: what several open pages ask for at once is made once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

#: Values kept of one version. Further keys are made each time they are asked for.
_MOST = 100


class VersionCache:
    """Values of the newest version by key. While one thread makes a value, others wait for it."""

    def __init__(self) -> None:
        self._version = ""
        self._made: dict[Hashable, _Made] = {}
        self._lock = threading.Lock()

    def get(self, version: str, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The value of ``key`` at ``version``, made by ``make`` if it is missing.

        Another version than the last drops all values.
        """
        with self._lock:
            if version != self._version:
                self._version, self._made = version, {}
            made = self._made.get(key)
            if made is None:
                made = _Made()
                if len(self._made) < _MOST:
                    self._made[key] = made
        with made.lock:
            if made.value is None:
                made.value = make()
            return made.value


class _Made:
    __slots__ = ("lock", "value")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.value: bytes | None = None
