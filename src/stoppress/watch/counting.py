"""What the edge counts while it answers: requests, times, misses, and page views of articles.

Needs neither thread nor event loop: what has to happen now and then happens in ``tick``, which a
request calls when a second has passed. An answer costs well under a microsecond here.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

from stoppress.home.proxies import LOOPBACK, Proxies
from stoppress.store import damage_count
from stoppress.watch.access_log import AccessLog
from stoppress.watch.counters import (
    BUCKETS,
    EVENT,
    FIRST_BOUND,
    KINDS,
    LATENCY,
    OTHER_STATUS,
    STATUS_PLACES,
    STRIDE,
    Slot,
)
from stoppress.watch.robots import UserAgents
from stoppress.watch.spool import Spool
from stoppress.watch.visits import Repeats, Visit, place_of

#: Where in the home's ``run`` folder counters and page views are.
FOLDER = "watch"

_TICK = 1_000_000_000  # nanoseconds
#: Paths whose page views are kept in memory: as many are written down at once.
_MOST_PATHS = 2_000
_PAGE = KINDS.index("page")
_LAST_BUCKET = BUCKETS - 1
_LATENCY_SUM = EVENT["latency_ns"]
_PERSON, _ROBOT = EVENT["views_person"], EVENT["views_robot"]
_PREFETCH, _UNKNOWN = EVENT["views_prefetch"], EVENT["views_unknown"]
_REPEATED = EVENT["views_repeated"]


class Counting:
    """The counters of this process. Open it in the process that serves, after the fork."""

    def __init__(
        self,
        slot: Slot,
        spool: Spool | None,
        access_log: AccessLog | None,
        proxies: Proxies = LOOPBACK,
    ) -> None:
        self._slot = slot
        self._cells = slot.cells
        self._spool = spool
        self._log = access_log
        self._proxies = proxies
        self._user_agents = UserAgents()
        self._repeats = Repeats()
        self._page_views: dict[str, int] = {}
        self._next_tick = 0
        self._sources: dict[int, tuple[Callable[[], int], int]] = {}
        self.also_count("damaged", damage_count.found)

    @classmethod
    def open(
        cls,
        run: Path,
        logged: int | None = None,
        proxies: Proxies = LOOPBACK,
    ) -> "Counting":
        """Count in the home's ``run`` folder, and log one of so many answers (``AccessLog``).

        :param proxies: who is believed when they say whose request they pass on.
        """
        folder = run / FOLDER
        slot = Slot.take(folder)
        log = None if logged is None else AccessLog(logged)
        return cls(slot, Spool(folder, slot.name) if slot.name else None, log, proxies)

    @classmethod
    def in_memory(cls) -> "Counting":
        """Count for oneself alone."""
        return cls(Slot.in_memory(), None, None)

    def also_count(self, event: str, source: Callable[[], int]) -> None:
        """Count what somebody else counts from now on: it is asked for at each tick."""
        self._sources[EVENT[event]] = (source, source())

    def saw(self, method: str, path: str, status: int, kind: int, began: int) -> bool:
        """Count an answer that is ready to be sent; ``began`` is ``perf_counter_ns`` at its start.

        True when somebody got a page, or heard that the copy at hand is right: then ``viewed``
        is to be told who.
        """
        now = perf_counter_ns()
        took = now - began
        cells = self._cells
        cells[kind * STRIDE + STATUS_PLACES.get(status, OTHER_STATUS)] += 1
        bucket = (took >> FIRST_BOUND).bit_length()
        cells[LATENCY + (bucket if bucket < BUCKETS else _LAST_BUCKET)] += 1
        cells[_LATENCY_SUM] += took
        if self._log is not None:
            self._log.saw(method, path, status, kind, took)
        if now >= self._next_tick:
            self.tick(now)
        return kind == _PAGE and (status == 200 or status == 304) and method == "GET"

    def viewed(self, path: str, visit: Visit) -> None:
        """Count whoever got a page: as a page view when it was a person who came to read it."""
        cells = self._cells
        if visit.is_prefetch:
            cells[_PREFETCH] += 1
            return
        person = visit.is_for_reading and self._user_agents.is_person(visit.user_agent)
        if not person:
            cells[_UNKNOWN if person is None else _ROBOT] += 1
        elif self._repeats.is_one_too_many(place_of(visit, self._proxies), path):
            cells[_REPEATED] += 1
        else:
            cells[_PERSON] += 1
            page_views = self._page_views
            page_views[path] = page_views.get(path, 0) + 1
            if len(page_views) >= _MOST_PATHS:
                self._write_down()

    def missed(self) -> None:
        """The store could not answer, and the origin is asked."""
        self._cells[EVENT["misses"]] += 1

    def coalesced(self) -> None:
        """A request waits for what another has asked the origin already."""
        self._cells[EVENT["coalesced"]] += 1

    def unavailable(self) -> None:
        """The origin did not answer in time, or is not asked because it did not."""
        self._cells[EVENT["unavailable"]] += 1

    def live(self, connections: int) -> None:
        """So many live streams are open in this process now."""
        self._cells[EVENT["live"]] = connections

    def tick(self, now: int | None = None) -> None:
        """Write page views down, and count what others counted: once a second, in some request."""
        self._next_tick = (perf_counter_ns() if now is None else now) + _TICK
        self._user_agents.tick()
        for cell, (source, seen) in self._sources.items():
            count = source()
            self._cells[cell] += count - seen
            self._sources[cell] = (source, count)
        if self._page_views:
            self._write_down()

    async def tick_on(self, connections: Callable[[], int]) -> None:
        """Tick for ever, where there is an event loop; tell how many live streams are open."""
        while True:
            self.live(connections())
            self.tick()
            await asyncio.sleep(_TICK / 1e9)

    def close(self) -> None:
        """Write down what is left, and let another process go on counting here."""
        self.tick()
        if self._spool is not None:
            self._spool.close()
        self._slot.release()

    def _write_down(self) -> None:
        page_views, self._page_views = self._page_views, {}
        if self._spool is not None:
            self._spool.append(page_views, time.time())
