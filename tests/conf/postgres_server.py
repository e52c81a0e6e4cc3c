"""A PostgreSQL server of one's own for the length of a test, from Debian's real programs."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stoppress.home import Home, HomeSettings, make_home
from tests.world.made_once import made_once
from tests.world.migrated import SOURCES, migrate
from tests.world.ports import free_port
from tests.world.tools import needed

ROOT_USER = 0
SERVER_USER = "postgres"
INITDB = ("-A", "trust", "-E", "UTF8", "--no-sync")
#: A database that is migrated already, for ``CREATE DATABASE ... TEMPLATE``.
MIGRATED = "migrated"


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a server on a free port of the loopback address; yield the URL of an empty database.

    Beside that one it has the database ``MIGRATED``.
    """
    cluster = made_once(f"postgresql-{programs().parent.name}", SOURCES, _make_cluster)
    with _folder() as root:
        shutil.copytree(cluster, root / "data")
        _give_to_server(root / "data")
        with _running(root) as url:
            yield f"{url}/paper"


def _make_cluster(to: Path) -> None:
    """Make the files of a server that has both databases."""
    with _folder() as root:
        _run(root, "initdb", "-D", f"{root}/data", "-U", "paper", *INITDB)
        with _running(root) as url, tempfile.TemporaryDirectory() as folder:
            for name in ("paper", MIGRATED):
                _run(root, "createdb", "--maintenance-db", f"{url}/postgres", name)
            home = Home(Path(folder))
            make_home(home, HomeSettings(database=f"{url}/{MIGRATED}"))
            migrate(home)
        shutil.copytree(root / "data", to)


@contextmanager
def _running(root: Path) -> Iterator[str]:
    """Start the server of ``root/data``, and stop it at the end; yield its URL."""
    port = free_port()
    settings = f"-h 127.0.0.1 -p {port} -k {root} -c fsync=off -c full_page_writes=off"
    control = ("pg_ctl", "-D", f"{root}/data", "-w")
    _run(root, *control, "-l", f"{root}/log", "-o", settings, "start")
    try:
        yield f"postgresql://paper@127.0.0.1:{port}"
    finally:
        _run(root, *control, "-m", "fast", "stop")


@contextmanager
def _folder() -> Iterator[Path]:
    root = Path(tempfile.mkdtemp(prefix="stoppress-postgres-"))
    _give_to_server(root)
    try:
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _give_to_server(folder: Path) -> None:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    folder.chmod(0o700)
    if os.getuid() == ROOT_USER:
        subprocess.run(["chown", "-R", SERVER_USER, str(folder)], check=True)


def _run(root: Path, program: str, *arguments: str) -> None:
    as_server = ["runuser", "-u", SERVER_USER, "--"] if os.getuid() == ROOT_USER else []
    subprocess.run(
        [*as_server, str(programs() / program), *arguments],
        cwd=root,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def programs() -> Path:
    """Return the directory of ``initdb`` and ``pg_ctl``; skip without, or fail where CI=true."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    return Path(needed(shutil.which("initdb"), "PostgreSQL's server program")).resolve().parent
