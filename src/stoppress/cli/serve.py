"""``stoppress serve``: edge, origin, desk and worker under one supervisor."""

import asyncio
import fcntl
import logging.config
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import structlog
import typer

from stoppress.conf.log import configure_structlog, logging_settings
from stoppress.edge.servers.choice import (
    best_number_of_processes,
    best_server,
    is_installed,
    missing_server,
)
from stoppress.home import Home, load_home, record_site_url
from stoppress.home.settings import MOST_PROCESSES, SERVERS
from stoppress.supervise.address import Address, free_address, read_address
from stoppress.supervise.children import Child
from stoppress.supervise.crashed import StoreCheck
from stoppress.supervise.failure import NotDone
from stoppress.supervise.running import forget_running, write_running
from stoppress.supervise.supervisor import run_supervisor
from stoppress.supervise.taking_over import take_over

log = structlog.get_logger("stoppress.serve")

READY_SECONDS = 120.0
PROBE_SECONDS = 0.1
_LONGEST_SOCKET = 107  # bytes of a socket's path (Linux, unix(7))
_LEAST_MEMORY = 32  # MiB of ready pages for each process of the edge
_MOST_MEMORY = 256  # MiB of ready pages for all of them: some 20,000 pages of usual length


def serve(
    context: typer.Context,
    site: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where readers come.")
    ] = "127.0.0.1:8000",
    desk: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where editors come.")
    ] = "127.0.0.1:8001",
    server: Annotated[
        str | None,
        typer.Option(
            metavar="SERVER",
            help=f"What serves the site, {' or '.join(SERVERS)}; goes before the settings.",
        ),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=MOST_PROCESSES,
            metavar="NUMBER",
            help="How many processes serve the site; goes before the settings.",
        ),
    ] = None,
) -> None:
    """Serve the site to readers and the desk to editors until told to end."""
    home: Home = context.obj
    settings = load_home(home.root)
    if not settings.database and not home.database_file.exists():
        raise NotDone(
            f"The newsroom in {home.root} has no database yet. Finish it with"
            f' `stoppress --home {home.root} init --name "Your paper"`.'
        )
    site_server = _installed(server or settings.server)
    number = processes or settings.processes or best_number_of_processes(site_server)
    wanted_site, wanted_desk = read_address(site, "--site"), read_address(desk, "--desk")
    with only_one(home), private_socket("origin") as origin:
        site_address = free_address(wanted_site, "--site")
        desk_address = free_address(wanted_desk, "--desk")
        if site_address == desk_address:
            raise NotDone(f"Site and desk cannot both listen on {site}. Give --desk another port.")
        if settings.site_url is None:
            record_site_url(home, site_address.url)
        configure_structlog()
        logging.config.dictConfig(logging_settings())
        if settings.desk_url is None and not desk_address.is_loopback:
            log.warning(
                f"editors on other machines are refused until desk_url in {home.settings_file}"
                " says how they address the desk"
            )
        children = (
            *_edges(home, site_address, origin, site_server, number, settings.access_log),
            # These write to the store, when it is clear which one.
            _command("origin", home, "origin", "--socket", str(origin)),
            _desk(home, desk_address),
            _command("worker", home, "worker"),
        )
        try:
            code = run_supervisor(
                children,
                when_started=lambda: write_running(home, children, site_address, desk_address),
                ready=lambda: _answering(site_address, origin, desk_address),
                when_ready=lambda: print(
                    f"ready {site_address.url} {desk_address.url}", flush=True
                ),
                ended=StoreCheck(home).ended,
                first=lambda: take_over(home),
            )
        finally:
            forget_running(home)
    raise typer.Exit(code)


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """Hold the lock that lets one supervisor at a time serve a home.

    :raises NotDone: when another holds it.
    """
    home.run.mkdir(exist_ok=True)
    with (home.run / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotDone(
                f"The newsroom in {home.root} is being served already; see `stoppress --home"
                f" {home.root} status`. End that one first."
            ) from None
        yield


@contextmanager
def private_socket(name: str) -> Iterator[Path]:
    """A path for a socket in a folder that is this user's alone, and has a short name.

    :raises NotDone: when there cannot be such a folder.
    """
    remedy = "Name another folder for temporary files with TMPDIR."
    try:
        folder = TemporaryDirectory(prefix="stoppress-")
    except OSError as error:
        raise NotDone(
            f"There is no folder for temporary files: {error.strerror}. {remedy}"
        ) from error
    with folder as made:
        path = Path(made) / f"{name}.sock"
        if len(os.fsencode(path)) > _LONGEST_SOCKET:
            raise NotDone(f"The name of {made} is too long for a socket. {remedy}")
        yield path


def _command(name: str, home: Home, *arguments: str) -> Child:
    return Child(
        name,
        (sys.executable, "-m", "stoppress", "--home", str(home.root), *arguments),
        reads=home.settings_file,
        waits=True,
    )


def _desk(home: Home, at: Address) -> Child:
    return _command("desk", home, "desk", "--host", at.host, "--port", str(at.port))


def _installed(server: str | None) -> str:
    """Check the server that is wanted, or choose one."""
    if server is None:
        return best_server()
    if server not in SERVERS:
        raise NotDone(f"{server!r} is no server for --server. Give one of {', '.join(SERVERS)}.")
    if not is_installed(server):
        raise NotDone(missing_server(server))
    return server


def _edges(
    home: Home, site: Address, origin: Path, server: str, number: int, access_log: str
) -> list[Child]:
    """The processes that answer readers, and the one for readers who have to wait."""
    environment = {"STOPPRESS_HOME": str(home.root)}
    common = ("--home", str(home.root), "--origin", f"unix:{origin}", "--access-log", access_log)
    memory = max(_memory_for_pages() // number, _LEAST_MEMORY)
    edge = (
        *(sys.executable, "-m", "stoppress.edge", *common, "--server", server, "--share-port"),
        *("--host", site.host, "--port", str(site.port), "--memory", str(memory)),
    )
    children = [Child(f"edge-{place}", edge, environment) for place in range(1, number + 1)]
    if server == "fastpysgi":
        waiting = (sys.executable, "-m", "stoppress.edge.waiting", *common)
        children.append(Child("waiting", waiting, environment))
    return children


def _memory_for_pages() -> int:
    """MiB of ready pages for all processes of the edge: an eighth of the machine's at most."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(_MOST_MEMORY, whole >> 23)


async def _answering(site: Address, origin: Path, desk: Address) -> bool:
    """Wait until origin, site and desk answer; False when they do not in two minutes."""
    from httpx import AsyncClient, AsyncHTTPTransport, HTTPError

    until = time.monotonic() + READY_SECONDS
    mounts = {"http://origin": AsyncHTTPTransport(uds=str(origin))}
    async with AsyncClient(timeout=10, trust_env=False, mounts=mounts) as client:
        for url in ("http://origin/-/press?path=/", f"{site.url}/", f"{desk.url}/login/"):
            while True:
                if time.monotonic() > until:
                    return False
                try:
                    response = await client.get(url)
                except (HTTPError, OSError):
                    pass
                else:
                    if response.status_code < 500:
                        break
                await asyncio.sleep(PROBE_SECONDS)
    return True
