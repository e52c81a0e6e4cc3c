"""What ``serve`` does before anything of its release writes: it serves what was prepared."""

import asyncio
import os
import sys
from contextlib import suppress
from functools import partial

import structlog

from stoppress.home import Home
from stoppress.lifeline import end_with_parent

_PATIENCE = 120.0  # seconds

log = structlog.get_logger("stoppress.serve")


async def take_over(home: Home) -> None:
    """Have the store that was prepared take the served one's place, when there is one.

    In a process of its own, since this one knows nothing of Django. Readers are answered meanwhile.
    """
    if not home.store_next.exists():
        return
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "stoppress", "--home", str(home.root), "take-over"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=2,
            preexec_fn=partial(end_with_parent, os.getpid()),
        )
    except OSError as error:
        log.error(f"what was prepared cannot be taken over: {error.strerror}")
        return
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.wait()
    except TimeoutError:
        log.warning("what was prepared could not be taken over in time; pages go over one by one")
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
