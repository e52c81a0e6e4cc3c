"""A thread of the worker for each pinger: follows the change log, and tells what changed.

What changed within a moment is told together, each address once. The cursor moves when all up to
there was told, so what a crash leaves untold is told after it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from itertools import islice

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.db.models import F

from stoppress.channels.alone import alone
from stoppress.channels.ends import Done, End, Refused
from stoppress.channels.models import PingState
from stoppress.channels.pings.registry import Pinger
from stoppress.channels.pings.standing import cursor_of
from stoppress.channels.waits import REFUSES_ALL, wait_after
from stoppress.newsroom import clock
from stoppress.newsroom.models import Change
from stoppress.press.follow import follow
from stoppress.press.reading import one_snapshot
from stoppress.store.errors import StoreError

log = logging.getLogger(__name__)

#: Seconds between two looks at the change log; what changes meanwhile is told together.
TICK = 0.2
#: Looks that are waited, at the most, for changes that follow one another to end.
_LONGEST_BURST = 8
#: Changes that are read at once.
_AT_ONCE = 1000
#: Seconds until it is tried again when the database could not be used, or something else failed.
_AGAIN = 5.0


class Pings:
    """How far one pinger has come, and what it is to be told."""

    def __init__(self, pinger: Pinger) -> None:
        self.pinger = pinger
        self._cursor = cursor_of(pinger)
        #: Addresses in the order in which they are told.
        self._left: dict[str, None] = {}
        self._read_to = self._begin()

    def something_new(self) -> int:
        """The newest change, when it was not read yet; else 0."""
        newest = Change.newest_sequence()
        if newest < self._read_to:  # an older database was put back
            self._move(newest)
        return newest if newest > self._read_to else 0

    def work(self) -> bool:
        """Read what changed, and tell it; whether there is nothing left to do now."""
        while self._read():
            pass
        while self._left and not self._waits():
            told = tuple(islice(self._left, self.pinger.at_once))
            if not self._note(told, self.pinger.ping(told)):
                return False
            for address in told:
                del self._left[address]
        if not self._left:
            self._move(self._read_to)
        return not self._left

    def _begin(self) -> int:
        """Where it stands; a new one begins now, and is told nothing older."""
        position = self._cursor.position_if_begun()
        if position is None:
            position = Change.newest_sequence()
            self._cursor.move_to(position)
        PingState.objects.get_or_create(pk=self.pinger.name)
        return position

    def _move(self, sequence: int) -> None:
        self._read_to = sequence
        if self._cursor.position() != sequence:
            self._cursor.move_to(sequence)

    def _read(self) -> bool:
        """Read some changes; whether there may be more. Readers have them when this returns."""
        later = Change.objects.filter(sequence__gt=self._read_to).order_by("sequence")
        changes = list(later[:_AT_ONCE])
        if not changes:
            return False
        if follow() < changes[-1].sequence:
            return False  # the press is of another release, which takes over; then once more
        with one_snapshot():
            self._left.update(dict.fromkeys(self.pinger.changed(changes)))
        self._read_to = changes[-1].sequence
        return len(changes) == _AT_ONCE

    def _waits(self) -> bool:
        state = PingState.objects.get(pk=self.pinger.name)
        return bool(state.waits_until and state.waits_until > clock.now())

    def _note(self, told: Sequence[str], end: End) -> bool:
        """Write down the end of a request; whether these addresses are dealt with."""
        rows, now = PingState.objects.filter(pk=self.pinger.name), clock.now()
        if isinstance(end, Done):
            rows.update(
                told_at=now,
                told=F("told") + len(told),
                trouble="",
                trouble_since=None,
                failures=0,
                waits_until=None,
            )
            return True
        if isinstance(end, Refused) and not end.channel:
            log.warning("%s does not take %s: %s", self.pinger.name, told[0], end.words)
            rows.update(answer=end.words)
            return True
        state = rows.get()
        failures = state.failures + 1
        wait = REFUSES_ALL if isinstance(end, Refused) else wait_after(failures, end)
        rows.update(
            trouble=end.words,
            trouble_since=state.trouble_since or now,
            failures=failures,
            waits_until=now + wait,
        )
        log.warning(
            "%s cannot be told (%s); it is asked again in %.0f s",
            self.pinger.name,
            end.words,
            wait.total_seconds(),
        )
        return False


class PingThread(threading.Thread):
    """One pinger at work. What it waits for keeps nobody else waiting."""

    def __init__(self, pinger: Pinger, stop: threading.Event) -> None:
        super().__init__(name=f"pings {pinger.name}", daemon=True)
        self.pinger = pinger
        self._stop_all = stop

    def run(self) -> None:
        """Work until the worker stops; what fails is tried again."""
        while not self._stop_all.is_set():
            with alone(f"pings-{self.pinger.name}") as mine:
                if mine:
                    self._work()
            self._stop_all.wait(_AGAIN)
        connection.close()

    def _work(self) -> None:
        try:
            pings = Pings(self.pinger)
            done = pings.work()
            while not self._stop_all.wait(TICK):
                close_old_connections()
                if pings.something_new():
                    self._let_the_burst_end()
                    done = pings.work()
                elif not done:
                    done = pings.work()
        except (DatabaseError, StoreError, OSError):
            log.exception("%s will be tried again in %.0f s", self.pinger.name, _AGAIN)
        except Exception:
            # A fault of one pinger must not end its thread for good: the next change may be told.
            log.exception("%s failed in an unknown way", self.pinger.name)

    def _let_the_burst_end(self) -> None:
        newest = 0
        for _look in range(_LONGEST_BURST):
            now = Change.newest_sequence()
            if now == newest or self._stop_all.wait(TICK):
                return
            newest = now
