"""Runs the edge under Granian: one process for pages, misses and live streams."""

import asyncio
import logging
import os
import signal
import threading

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.files import Files
from stoppress.edge.health import Health
from stoppress.edge.live.lists import LiveLists
from stoppress.edge.live.rsgi_streams import RsgiStreams
from stoppress.edge.misses.on_demand import OnDemand
from stoppress.edge.misses.origin import Origin
from stoppress.edge.servers.rsgi import RsgiApp
from stoppress.edge.servers.serving import BACKLOG, HEAD_SECONDS, Serving
from stoppress.home import Home
from stoppress.store import Store
from stoppress.watch.counting import Counting

log = logging.getLogger(__name__)

_BACKPRESSURE = 20_000  # requests at work, live streams among them
_GRACE = 1.0  # seconds for answers under way when the edge ends
_LOOK_AT_PARENT = 0.5  # seconds
_LONGEST_HEAD = 64 << 10  # bytes of a request's line and headers


def run(serving: Serving) -> None:
    """Serve until SIGTERM, SIGINT or the end of the parent process."""
    uvloop.run(_serve(serving))


async def _serve(serving: Serving) -> None:
    store = Store.open(serving.home / "store", readonly=True)
    files = Files(serving.home / "media", serving.folders)
    edge = Edge(files, pages_budget=serving.memory)
    home = Home(serving.home)
    counting = Counting.open(home.run, serving.logged, serving.proxies)
    counting.also_count("compositions", lambda: edge.compositions)
    origin = Origin(serving.origin, counting, patience=serving.patience)
    lists = LiveLists(store)
    streams = RsgiStreams(lists)
    on_demand, health = OnDemand(store, edge, origin), Health(store, home, "granian")
    server = Server(
        RsgiApp(store, edge, on_demand, streams, counting, health),
        address=serving.host,
        port=serving.port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=int(HEAD_SECONDS * 1000), max_buffer_size=_LONGEST_HEAD
        ),
        websockets=False,
        backlog=BACKLOG,
        backpressure=_BACKPRESSURE,
        log_level=LogLevels.error,
    )
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    at_work = asyncio.create_task(server.serve())
    watching = asyncio.create_task(lists.watch())
    ticking = asyncio.create_task(counting.tick_on(lambda: streams.connections))
    orphaned = asyncio.create_task(_orphaned(ended))
    ending = asyncio.create_task(ended.wait())
    log.info("edge: serving %s at http://%s:%d", serving.home, serving.host, serving.port)
    await asyncio.wait((at_work, ending), return_when=asyncio.FIRST_COMPLETED)
    _end_soon()
    lists.close()
    server.stop()  # type: ignore[no-untyped-call]
    await asyncio.wait((at_work,), timeout=_GRACE)
    for task in (watching, ticking, orphaned, ending):
        task.cancel()
    await origin.close()
    counting.close()
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
