"""Keeping edge, origin, desk and worker running, and ending them together.

Why this is not a library's: ``docs/decisions/0010-supervisor.md``.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from stoppress.lifeline import adopt_orphans
from stoppress.supervise.children import Child
from stoppress.supervise.failure import Exit

#: How long children may take to end by themselves; ``serve`` promises five seconds in all.
END_SECONDS = 2.5

#: Between two looks at the files that children read.
LOOK_SECONDS = 0.5

log = structlog.get_logger("stoppress.serve")


class Supervisor:
    """Runs children until told to end, or until one says that nothing can be done.

    A child that ends is started again, later each time in a row. Exit code 2 of a child means
    "not done, and trying again will not help": its sentence stands on standard error. Before
    everything answered, that ends everything; afterwards what still serves goes on serving.
    """

    def __init__(
        self,
        children: Sequence[Child],
        ended: Callable[[str, int], None] | None = None,
        first: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """``ended`` is told the name and exit code of a child that ended by itself.

        ``first`` is done before children that wait are started: at the beginning, and when all of
        them have ended because a file changed that they read.
        """
        self.children = tuple(children)
        self._ended = ended
        self._first = first
        self._first_done = asyncio.Event()
        self._ending = asyncio.Event()
        self._code = Exit.DONE
        self._ready = False

    def end(self, code: Exit = Exit.DONE) -> None:
        """Begin to end; safe to call from a signal handler of the loop, and twice."""
        if not self._ending.is_set():
            self._code = code
            self._ending.set()

    async def run(
        self,
        when_started: Callable[[], None],
        ready: Callable[[], Awaitable[bool]],
        when_ready: Callable[[], None],
    ) -> Exit:
        """Start everything, stay until the end, and return the exit code.

        ``when_started`` is called whenever a child has been started, also again. ``ready`` waits
        until readers and editors are answered, and is False when they will never be; if they are,
        ``when_ready`` is called.
        """
        adopt_orphans()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, self.end)
        keepers = [
            asyncio.create_task(self._keep(child, when_started), name=child.name)
            for child in self.children
        ]
        others = [
            asyncio.create_task(self._announce(ready, when_ready)),
            asyncio.create_task(self._begin_and_renew()),
        ]
        try:
            await self._ending.wait()
        finally:
            for other in others:
                other.cancel()
            self._first_done.set()
            await self._end_children(keepers)
        return self._code

    async def _announce(
        self, ready: Callable[[], Awaitable[bool]], when_ready: Callable[[], None]
    ) -> None:
        if await ready():
            self._ready = True
            when_ready()
        else:
            log.error("site and desk do not answer; the lines above may say why")
            self.end(Exit.NOT_DONE)

    async def _begin_and_renew(self) -> None:
        """Do what comes first; start children again when a file changes that they read."""
        files = {child.reads for child in self.children if child.reads is not None}
        seen = {file: _state(file) for file in files}
        await self._do_first()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for file in files:
                now = _state(file)
                if now is None or now == seen[file]:
                    continue
                seen[file] = now
                readers = [child for child in self.children if child.reads == file]
                names = ", ".join(child.name for child in readers)
                log.info(f"{file.name} has changed; {names} are started again")
                self._first_done.clear()
                for child in readers:
                    child.renew()
                await asyncio.gather(*(child.gone() for child in readers if child.waits))
                await self._do_first()

    async def _do_first(self) -> None:
        if self._first is not None:
            await self._first()
        self._first_done.set()

    async def _keep(self, child: Child, when_started: Callable[[], None]) -> None:
        while True:
            if child.waits:
                await self._first_done.wait()
            if self._ending.is_set():
                return
            try:
                await child.start()
                when_started()
                code = await child.wait()
            except OSError as error:  # no process number or no memory left, or the disk is full
                log.error(f"{child.name} cannot be started: {error.strerror}")
                code = Exit.BROKEN
            if self._ending.is_set():
                return
            if child.renewed:
                child.renewed = False
                continue
            if code == Exit.NOT_DONE and not self._ready:
                self.end(Exit.NOT_DONE)
                return
            if self._ended is not None:
                self._ended(child.name, code)
            seconds = child.wait_before_restart()
            log.warning(
                f"{child.name} ended with {_spoken(code)}; it is started again in {seconds:.1f} s"
            )
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), seconds)

    async def _end_children(self, keepers: Sequence[asyncio.Task[None]]) -> None:
        for child in self.children:
            child.ask_to_end()
        _done, pending = await asyncio.wait(keepers, timeout=END_SECONDS)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
        if pending:
            names = ", ".join(sorted(task.get_name() for task in pending))
            log.warning(f"{names} did not end in {END_SECONDS} s and had to be killed")
            await asyncio.wait(pending, timeout=1)


def _state(file: Path) -> tuple[int, int] | None:
    """Give what tells one state of a file from the next; None while it is missing."""
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns


def _spoken(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def run_supervisor(
    children: Sequence[Child],
    when_started: Callable[[], None],
    ready: Callable[[], Awaitable[bool]],
    when_ready: Callable[[], None],
    ended: Callable[[str, int], None] | None = None,
    first: Callable[[], Awaitable[None]] | None = None,
) -> Exit:
    """Run ``children`` in an event loop of their own; see ``Supervisor``."""

    async def all_of_it() -> Exit:
        return await Supervisor(children, ended, first).run(when_started, ready, when_ready)

    try:
        return asyncio.run(all_of_it())
    finally:
        sys.stdout.flush()
