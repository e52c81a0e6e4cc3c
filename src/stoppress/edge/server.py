"""Runs the edge under Granian in this process, until a signal or the death of the parent."""

import asyncio
import errno
import gc
import logging
import os
import resource
import signal
import socket
import threading
from pathlib import Path

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from stoppress.edge.answer import PAGES_BUDGET, Edge
from stoppress.edge.files import Files
from stoppress.edge.live import LiveLists
from stoppress.edge.live_rsgi import RsgiStreams
from stoppress.edge.on_demand import OnDemand
from stoppress.edge.origin import Origin
from stoppress.edge.rsgi import RsgiApp
from stoppress.store import Store

log = logging.getLogger(__name__)

_BACKLOG = 4096
_BACKPRESSURE = 20_000  # requests at work, live streams among them
_GRACE = 1.0  # seconds for answers under way when the edge ends
_LOOK_AT_PARENT = 0.5  # seconds
_LONGEST_HEAD = 64 << 10  # bytes of a request's line and headers
_HEAD_TIMEOUT = 10_000  # milliseconds for a request's line and headers


class PortTaken(Exception):
    """The address cannot be listened on; the message is a sentence for a person."""


def check_free(host: str, port: int) -> None:
    """Raise `PortTaken` when another program listens there; Granian itself would share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(
                    f"Port {port} of {host} is taken. Stop the program that listens there, or"
                    " choose another port."
                ) from error
            raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}.") from error


def run(
    home: Path, host: str, port: int, origin: str, folders: list[Path], memory: int = PAGES_BUDGET
) -> None:
    """Serve the store of a home until SIGTERM, SIGINT or the end of the parent process."""
    check_free(host, port)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each live reader holds a descriptor
    gc.set_threshold(100_000, 50, 100)  # what is kept is many small objects without cycles
    gc.freeze()
    uvloop.run(_serve(home, host, port, origin, folders, memory))


async def _serve(
    home: Path, host: str, port: int, origin_url: str, folders: list[Path], memory: int
) -> None:
    store = Store.open(home / "store", readonly=True)
    edge = Edge(Files(home / "media", folders), pages_budget=memory)
    origin = Origin(origin_url)
    live = LiveLists(store)
    server = Server(
        RsgiApp(store, edge, OnDemand(store, edge, origin), RsgiStreams(live)),
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=_HEAD_TIMEOUT, max_buffer_size=_LONGEST_HEAD
        ),
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_BACKPRESSURE,
        log_level=LogLevels.error,
    )
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    serving = asyncio.create_task(server.serve())
    watching = asyncio.create_task(live.watch())
    orphaned = asyncio.create_task(_orphaned(ended))
    ending = asyncio.create_task(ended.wait())
    log.info("edge: serving %s at http://%s:%d", home, host, port)
    await asyncio.wait((serving, ending), return_when=asyncio.FIRST_COMPLETED)
    _end_soon()
    live.close()
    server.stop()  # type: ignore[no-untyped-call]
    await asyncio.wait((serving,), timeout=_GRACE)
    for task in (watching, orphaned, ending):
        task.cancel()
    await origin.close()
    log.info("edge: ended")


async def _orphaned(ended: asyncio.Event) -> None:
    """Notice that the process that started this one is gone."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 - the system gives no event for this
        await asyncio.sleep(_LOOK_AT_PARENT)
    log.warning("edge: the process that started it is gone; ending")
    ended.set()


def _end_soon() -> None:
    """End the process even when a connection or a thread of the server does not let go."""
    timer = threading.Timer(_GRACE + 0.5, os._exit, (0,))
    timer.daemon = True
    timer.start()
