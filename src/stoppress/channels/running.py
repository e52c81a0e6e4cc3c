"""The channels at work, in the worker: a thread for each, and one that wakes them.

What one channel waits for keeps no other waiting, nor anybody who publishes.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.db.models import Q

from stoppress.channels.alone import alone
from stoppress.channels.deliver import Line, deliver, recover
from stoppress.channels.follow import follow
from stoppress.channels.models import Channel, Delivery
from stoppress.newsroom import clock
from stoppress.newsroom.models import Change

log = logging.getLogger(__name__)

#: Seconds between two looks at the change log and at what is due.
TICK = 0.25
#: Seconds until it is tried again when the database could not be used, or something else failed.
_AGAIN = 5.0


class Channels(threading.Thread):
    """Keeps a thread for each channel, and wakes those that have something to do."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="channels", daemon=True)
        self._stop_all = stop
        self._threads: dict[int, ChannelThread] = {}
        self._seen = 0

    def run(self) -> None:
        """Look until ``stop`` is set; what fails is tried again."""
        while not self._stop_all.wait(TICK):
            try:
                close_old_connections()
                self._look()
            except DatabaseError:
                log.exception("the channels will be looked at again in %.0f s", _AGAIN)
                self._stop_all.wait(_AGAIN)
        for thread in self._threads.values():
            thread.woken.set()
        connection.close()

    def finish(self, seconds: float) -> None:
        """Wait, at most so long, until no request is under way any more."""
        end = time.monotonic() + seconds
        self.join(max(0.0, end - time.monotonic()))
        for thread in self._threads.values():
            thread.join(max(0.0, end - time.monotonic()))

    def _look(self) -> None:
        there = set(Channel.objects.values_list("pk", flat=True))
        for pk in there:
            thread = self._threads.get(pk)
            if thread is None or not thread.is_alive():
                self._threads[pk] = ChannelThread(pk, self._stop_all)
                self._threads[pk].start()
        for pk in [pk for pk in self._threads if pk not in there]:
            self._threads.pop(pk).end()
        newest = Change.newest_sequence() if there else self._seen
        wanted = there if newest != self._seen else _with_something_due() if there else set()
        self._seen = newest
        for pk in wanted & there:
            self._threads[pk].woken.set()


def _with_something_due() -> set[int]:
    now = clock.now()
    due = Delivery.objects.filter(due_at__lte=now, channel__paused_at=None)
    asked = due.filter(Q(channel__waits_until=None) | Q(channel__waits_until__lte=now))
    rows = asked.exclude(state__in=Delivery.AT_REST).values_list("channel", flat=True)
    return set(rows.distinct())


class ChannelThread(threading.Thread):
    """One channel: follows the change log, then deals with what is due."""

    def __init__(self, channel: int, stop: threading.Event) -> None:
        super().__init__(name=f"channel {channel}", daemon=True)
        self.woken = threading.Event()
        self._channel = channel
        self._stop_all = stop
        self._ended = False

    def end(self) -> None:
        """Let it end: the channel is removed."""
        self._ended = True
        self.woken.set()

    def run(self) -> None:
        """Work until the worker stops or the channel is removed."""
        with alone(f"channel-{self._channel}") as mine:
            channel = Channel.objects.select_related("edition").filter(pk=self._channel).first()
            if not mine:
                self._stop_all.wait(_AGAIN)  # a worker that is ending; then the next thread has it
            elif channel is not None:
                self._work(channel)
        connection.close()

    def _work(self, channel: Channel) -> None:
        line = None
        try:
            line = Line.of(channel)
            recover(channel, line)
            while not (self._stop_all.is_set() or self._ended):
                close_old_connections()
                pause = self._do_all(channel, line)
                self.woken.wait(pause)
                self.woken.clear()
        except Channel.DoesNotExist:
            return  # it was removed
        except Exception:
            # Another thread takes its place, and settles what this one left.
            log.exception("%s will be tried again in %.0f s", channel, _AGAIN)
            self._stop_all.wait(_AGAIN)
        finally:
            if line is not None:
                line.close()

    def _do_all(self, channel: Channel, line: Line) -> float | None:
        """All that is to be done now; how long to wait then, None until it is woken."""
        while follow(channel):
            pass
        while not (self._stop_all.is_set() or self._ended):
            if not deliver(channel, line):
                return line.wait() or None
            while follow(channel):
                pass
        return None


def lag_of(channel: Channel) -> tuple[int, timedelta]:
    """How many deliveries are due in the channel, and for how long the first of them has been."""
    now = clock.now()
    due = channel.deliveries.filter(due_at__lte=now).exclude(state__in=Delivery.AT_REST)
    first = due.order_by("due_at").values_list("due_at", flat=True).first()
    return due.count(), now - first if first else timedelta()
