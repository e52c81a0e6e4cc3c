"""Whether pages that a text links to are there: asked in the background, kept for an hour.

Nobody waits for an answer. What did not answer clearly counts as there.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable

from django.core.cache import cache

from stoppress.intake.filing.connections import Limits, NotFetched
from stoppress.intake.filing.fetch import status_of

_KEPT_SECONDS = 60 * 60
_GONE = frozenset({404, 410})
_LIMITS = Limits(seconds=8.0)
#: Pages asked for at the same time; more wait for the next time the checks are asked.
_AT_ONCE = threading.BoundedSemaphore(4)
_ASKED, _THERE, _DEAD = "asked", "there", "dead"


def is_dead(address: str) -> bool:
    """Whether the page is known not to be there."""
    return cache.get(_key(address)) == _DEAD


def ask(address: str, limits: Limits = _LIMITS) -> None:
    """Ask for the page, and keep what is known by then. A private address is never asked."""
    try:
        dead = status_of(address, limits) in _GONE
    except NotFetched:
        dead = False
    cache.set(_key(address), _DEAD if dead else _THERE, _KEPT_SECONDS)


def ask_in_background(addresses: Iterable[str]) -> bool:
    """Begin to ask for pages of which nothing is known; gives whether any answer is awaited."""
    known = {address: cache.get(_key(address)) for address in addresses}
    for address in [address for address, answer in known.items() if answer is None]:
        if not _AT_ONCE.acquire(blocking=False):
            return True
        cache.set(_key(address), _ASKED, _LIMITS.seconds)
        known[address] = _ASKED
        threading.Thread(target=_ask_and_leave, args=(address,), daemon=True).start()
    return _ASKED in known.values()


def _ask_and_leave(address: str) -> None:
    try:
        ask(address)
    finally:
        _AT_ONCE.release()


def _key(address: str) -> str:
    return f"desk-link-{hashlib.sha256(address.encode()).hexdigest()}"
