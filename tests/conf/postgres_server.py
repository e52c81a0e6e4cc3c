"""A PostgreSQL server of one's own for the length of a test, from Debian's real programs."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.world.ports import free_port

ROOT_USER = 0
SERVER_USER = "postgres"


def programs() -> Path:
    """Return the directory of ``initdb`` and ``pg_ctl``; skip without, or fail where CI=true."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    if found or named:
        return found[-1].parent if found else Path(str(named)).resolve().parent
    reason = "PostgreSQL's server programs are missing. Run tests/install.sh, then run this again."
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a server on a free port of the loopback address; yield the URL of an empty database."""
    at = programs()
    root = Path(tempfile.mkdtemp(prefix="stoppress-postgres-"))
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    prefix = []
    if os.getuid() == ROOT_USER:
        shutil.chown(root, SERVER_USER)
        prefix = ["runuser", "-u", SERVER_USER, "--"]
    port = free_port()
    data = str(root / "data")

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*prefix, str(at / program), *arguments],
            cwd=root,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    settings = f"-h 127.0.0.1 -p {port} -k {root} -c fsync=off -c full_page_writes=off"
    try:
        run("initdb", "-D", data, "-U", "paper", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-l", str(root / "log"), "-o", settings, "-w", "start")
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "paper", "paper")
            yield f"postgresql://paper@127.0.0.1:{port}/paper"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)
