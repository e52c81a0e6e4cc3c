"""One child process of the supervisor: its command, its group, its restarts."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from stoppress.lifeline import end_with_parent

FIRST_WAIT = 0.25
LONGEST_WAIT = 30.0
BURIALS = 100  # hundredths of a second that killed orphans get to be gone
#: A child that lived as long as this starts its back-off anew.
HEALTHY_SECONDS = 10.0


@dataclass(slots=True)
class Child:
    """A program that has to run as long as the supervisor does.

    Every child leads its own process group, so that Granian's workers end with it.
    """

    #: What the log calls it.
    name: str
    #: The program and its arguments.
    command: tuple[str, ...]
    #: Its whole environment; None: the supervisor's own.
    environment: Mapping[str, str] | None = None
    #: A file that it reads when it starts; when the file changes, it is started again.
    reads: Path | None = None
    #: Whether something has to be done each time before it is started.
    waits: bool = False
    process: asyncio.subprocess.Process | None = None
    renewed: bool = False
    failures: int = 0
    started: float = 0.0

    @property
    def pid(self) -> int | None:
        """The process number while it runs."""
        return self.process.pid if self.process and self.process.returncode is None else None

    async def start(self) -> None:
        """Start the program; its output goes to the supervisor's standard error."""
        self.started = time.monotonic()
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=2,
            env=self.environment,
            process_group=0,
            preexec_fn=partial(end_with_parent, os.getpid()),
        )

    async def wait(self) -> int:
        """Wait for its end, take what is left of its group along, and give the exit code."""
        if self.process is None:
            raise RuntimeError(f"{self.name} has not been started")
        code = await self.process.wait()
        await self._bury_group(self.process.pid)
        return code

    async def gone(self) -> None:
        """Wait until the program, if it runs, has ended."""
        if self.process is not None:
            await self.process.wait()

    async def _bury_group(self, group: int) -> None:
        """Kill the orphans that the program left, and reap them: they are ours now."""
        self.signal_group(signal.SIGKILL)
        for _attempt in range(BURIALS):
            try:
                buried, _status = os.waitpid(-group, os.WNOHANG)  # noqa: ASYNC222 - does not wait
            except ChildProcessError:
                return
            if not buried:
                await asyncio.sleep(0.01)

    def wait_before_restart(self) -> float:
        """Give the seconds to wait now: doubled with each failure in a row, with jitter."""
        lived = time.monotonic() - self.started
        self.failures = 1 if lived >= HEALTHY_SECONDS else self.failures + 1
        longest = min(FIRST_WAIT * 2.0 ** (self.failures - 1), LONGEST_WAIT)
        return longest * (0.5 + random.random() / 2)  # noqa: S311 - jitter, no secret

    def renew(self) -> None:
        """End the program so that it is started again at once."""
        self.renewed = True
        self.ask_to_end()

    def ask_to_end(self) -> None:
        """Send SIGTERM to the program, which tells its own children."""
        if self.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to every process of its group that is left."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)
