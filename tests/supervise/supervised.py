"""A supervisor of small children, run as a program by the tests beside it.

``python -m tests.supervise.supervised KIND...``: each KIND is a child; see ``KINDS``. Children
read the file that ``READS`` names. With ``TOLD``, they wait until a line was written to that file.
"""

import asyncio
import logging.config
import os
import sys
from pathlib import Path

from stoppress.log_lines import configure_structlog, logging_settings
from stoppress.supervise.children import Child
from stoppress.supervise.supervisor import run_supervisor

STAY = "import time; time.sleep(600)"
KINDS = {
    "stays": STAY,
    "has-a-child": (
        "import subprocess, sys, time;"
        f"subprocess.Popen([sys.executable, '-c', {STAY!r}]);"
        "time.sleep(600)"
    ),
    "will-not-end": "import signal; signal.signal(15, signal.SIG_IGN);" + STAY,
    "breaks": "import sys; sys.exit(3)",
    "tells": "import os; open(os.environ['TOLD'], 'a').write('started\\n');" + STAY,
    "gives-up": "import sys; print('No use.', file=sys.stderr); sys.exit(2)",
}


async def at_once() -> bool:
    """Say that everything answers, a moment after the start."""
    await asyncio.sleep(0.7)
    return True


async def never() -> bool:
    """Wait for an answer that does not come."""
    return await asyncio.Event().wait()


async def tell_first() -> None:
    """Write that children may start now."""
    tell("first")


def tell(what: str) -> None:
    """Add a line to the file that ``TOLD`` names."""
    if "TOLD" in os.environ:
        with Path(os.environ["TOLD"]).open("a") as told:
            told.write(f"{what}\n")


if __name__ == "__main__":
    configure_structlog()
    logging.config.dictConfig(logging_settings())
    reads = Path(os.environ["READS"]) if "READS" in os.environ else None
    waits = "TOLD" in os.environ
    children = [
        Child(kind, (sys.executable, "-c", KINDS[kind]), reads=reads, waits=waits)
        for kind in sys.argv[1:]
    ]
    code = run_supervisor(
        children,
        when_started=lambda: None,
        ready=never if "gives-up" in sys.argv else at_once,
        when_ready=lambda: print("ready", flush=True),
        first=tell_first,
    )
    sys.exit(code)
