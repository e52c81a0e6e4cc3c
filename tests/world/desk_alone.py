"""The desk without the rest of a newsroom: the program ``stoppress desk``."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.world.ports import free_port
from tests.world.running import command_line, own_environment
from tests.world.waiting import until


@contextmanager
def desk_alone(home: Path) -> Iterator[str]:
    """Run the desk of ``home`` for the length of a ``with`` block; gives its address."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = command_line(home, "desk", "--port", str(port))

    def answers() -> bool:
        try:
            return httpx.get(f"{address}/login/", trust_env=False, timeout=60).status_code == 200
        except httpx.TransportError:
            return False

    with subprocess.Popen(command, env=own_environment()) as process:
        try:
            until(answers, "a desk that answers", within=120)
            yield address
        finally:
            process.terminate()
