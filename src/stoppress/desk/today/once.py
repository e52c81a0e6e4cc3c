"""Making once what several open pages ask for at the same version."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

#: Kept of one version at most; whoever comes after that has it made for themselves.
_MOST = 100


class Once:
    """What was made of the newest version, by a key; made once while several ask for it."""

    def __init__(self) -> None:
        self._version = ""
        self._made: dict[Hashable, _Made] = {}
        self._lock = threading.Lock()

    def get(self, version: str, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives for ``key`` at ``version``; what was made for another is dropped."""
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
