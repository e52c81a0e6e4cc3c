"""Who is told which addresses changed, as the settings say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stoppress.channels.pings.hubs import hubs
from stoppress.channels.pings.indexnow import indexnow
from stoppress.channels.pings.registry import Pinger

#: Each gives the pingers of one kind that the settings name.
_KINDS: tuple[Callable[[], Iterable[Pinger]], ...] = (hubs, indexnow)


def all_pingers() -> list[Pinger]:
    """Every pinger, in order."""
    return [pinger for kind in _KINDS for pinger in kind()]
