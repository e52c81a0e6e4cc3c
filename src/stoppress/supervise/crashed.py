"""What is looked at when a process was killed by what it read."""

import asyncio
import os
import signal
import sys

import structlog

from stoppress.home import Home
from stoppress.store.unusable_file import DATA, move_if_same
from stoppress.supervise.parts import environment_of_the_edge

log = structlog.get_logger("stoppress.serve")

_BY_WHAT_IT_READ = frozenset({-signal.SIGBUS, -signal.SIGSEGV, -signal.SIGABRT})


class StoreCheck:
    """Checks the store after a crash, one check at a time, and moves a damaged file aside.

    The site is served meanwhile: by the other processes, and by the one that is started again.
    """

    def __init__(self, home: Home) -> None:
        self._directory = home.store
        self._checking: asyncio.Task[None] | None = None

    def ended(self, name: str, code: int) -> None:
        """A child ended; begin to check when a signal says that it read what it could not."""
        if code not in _BY_WHAT_IT_READ or (self._checking and not self._checking.done()):
            return
        log.warning(f"{name} was killed by what it read; the store is checked")
        self._checking = asyncio.create_task(self._check())

    async def _check(self) -> None:
        try:
            inode = (self._directory / DATA).stat().st_ino
        except FileNotFoundError:
            return
        check = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "stoppress.store.checking", str(self._directory)),
            env=environment_of_the_edge(os.environ),
        )
        code = await check.wait()
        if code == 1 or code in _BY_WHAT_IT_READ:
            move_if_same(self._directory, inode, "it cannot be read to its end")
        elif code == 0:
            log.info("the store can be read to its end")
