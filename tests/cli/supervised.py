"""A supervisor of small children, run as a program by the tests beside it.

``python -m tests.cli.supervised KIND...``: each KIND is a child; see ``KINDS``. Children read the
file that ``READS`` names.
"""

import asyncio
import logging.config
import os
import sys
from pathlib import Path

from stoppress.cli.children import Child
from stoppress.cli.supervisor import run_supervisor
from stoppress.conf.log import configure_structlog, logging_settings

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
    "gives-up": "import sys; print('No use.', file=sys.stderr); sys.exit(2)",
}


async def at_once() -> bool:
    """Say that everything answers, a moment after the start."""
    await asyncio.sleep(0.7)
    return True


if __name__ == "__main__":
    configure_structlog()
    logging.config.dictConfig(logging_settings())
    reads = Path(os.environ["READS"]) if "READS" in os.environ else None
    children = [
        Child(kind, (sys.executable, "-c", KINDS[kind]), reads=reads) for kind in sys.argv[1:]
    ]
    code = run_supervisor(
        children,
        when_started=lambda: None,
        ready=at_once,
        when_ready=lambda: print("ready", flush=True),
    )
    sys.exit(code)
